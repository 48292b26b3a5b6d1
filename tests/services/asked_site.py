"""A downloader that answers when a test says so."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from reader.downloads.base import Downloader, Stream, Trouble, Wish


class AskedSite(Downloader):
    """Takes down what it is asked for; `answer` and `refuse` are about the newest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.asked: list[tuple[str, Wish]] = []
        self.stopped_tickets: list[str] = []

    @property
    def videos(self) -> list[str]:
        """The videos that were asked for."""
        return [wish.video for _, wish in self.asked]

    def answer(self, stream: Stream) -> None:
        self.resolved.emit(self.asked[-1][0], stream)

    def refuse(self, trouble: Trouble) -> None:
        self.failed.emit(self.asked[-1][0], trouble)

    def resolve(self, ticket: str, wish: Wish) -> None:
        self.asked.append((ticket, wish))

    def stop(self, ticket: str, *, forget: bool = False) -> None:
        self.stopped_tickets.append(ticket)
        self.stopped.emit(ticket)

    def forget(self, wishes: Sequence[Wish]) -> None: ...
    def close(self) -> None: ...
