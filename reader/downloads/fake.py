"""A downloader that does nothing until a test says what became of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from reader.downloads.base import Downloader, Found, Progress, Stage, Stream, Trouble, Wish


class FakeDownloader(Downloader):
    """`asked` has what each ticket that is under way was asked for; `forgotten` the wishes that were forgotten."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.asked: dict[str, tuple[str, Wish]] = {}
        self.forgotten: list[Wish] = []
        self.closed = False

    def look(self, ticket: str, wish: Wish) -> None:
        """See `Downloader`."""
        self.asked[ticket] = "look", wish

    def fetch(self, ticket: str, wish: Wish) -> None:
        """See `Downloader`."""
        self.asked[ticket] = "fetch", wish

    def resolve(self, ticket: str, wish: Wish) -> None:
        """See `Downloader`."""
        self.asked[ticket] = "resolve", wish

    def stop(self, ticket: str, *, forget: bool = False) -> None:
        """See `Downloader`; it has stopped at once."""
        if ticket in self.asked:
            _, wish = self.asked.pop(ticket)
            if forget:
                self.forgotten.append(wish)
            self.stopped.emit(ticket)

    def forget(self, wishes: Sequence[Wish]) -> None:
        """See `Downloader`."""
        self.forgotten += wishes

    def close(self) -> None:
        """See `Downloader`."""
        self.closed = True
        self.asked.clear()

    def ticket(self, video: str) -> str:
        """The ticket under way for a video."""
        return next(ticket for ticket, (_, wish) in self.asked.items() if wish.video == video)

    def videos(self) -> list[str]:
        """The videos for which something is under way, in the order in which it began."""
        return [wish.video for _, wish in self.asked.values()]

    def tell(self, video: str, done: int, of: int, speed: float = 0.0) -> None:
        """Let it be so far."""
        self.progressed.emit(self.ticket(video), Progress(Stage.FETCHING, done, of, speed))

    def find(self, video: str, **values: object) -> None:
        """Answer `look`."""
        ticket = self.ticket(video)
        del self.asked[ticket]
        self.found.emit(ticket, Found(video, f"Title of {video}", **values))  # type: ignore[arg-type]

    def end(self, video: str, *files: Path) -> None:
        """Let it be fetched."""
        ticket = self.ticket(video)
        del self.asked[ticket]
        self.fetched.emit(ticket, files)

    def play(self, video: str, stream: Stream) -> None:
        """Answer `resolve`."""
        ticket = self.ticket(video)
        del self.asked[ticket]
        self.resolved.emit(ticket, stream)

    def fail(self, video: str, trouble: Trouble) -> None:
        """Let it fail."""
        ticket = self.ticket(video)
        del self.asked[ticket]
        self.failed.emit(ticket, trouble)
