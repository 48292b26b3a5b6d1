"""`alongside fetch`: get videos without a window, with the same queue that the window has."""

import argparse
import json
import re
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli_parts import check_source, complain, make_parser, printable, set_log
from reader.errors import ReaderError
from reader.paths import Places

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

    from reader.downloads.base import Downloader
    from reader.services.download_items import Choice, Item
    from reader.services.download_wishes import Wishes
    from reader.services.downloads import Downloads

INTERRUPTED = 130
_UNITS = {"": 1, "k": 1000, "m": 1000_000, "g": 1000_000_000}


def fetch(words: list[str]) -> int:
    """Run the command and return its exit code.  Raises ReaderError."""
    options = _parser().parse_args(words)
    set_log(options.verbose)
    places = Places.of_user()
    from reader.downloads.process import ProcessDownloader
    from reader.settings import SettingsFile

    found = wishes_of(options, places)
    options.json = options.json or not sys.stdout.isatty()
    if found.here:
        print(json.dumps({"say": "here", "videos": found.here}) if options.json else f"{found.here:,} already here.")
    cookies = SettingsFile(places.settings).now.cookies_from
    return run(ProcessDownloader(places.data, lambda: cookies), found, options, places)


def wishes_of(options: argparse.Namespace, places: Places) -> "Wishes":
    """What is to be fetched.  Raises ReaderError."""
    from reader import headless
    from reader.downloads.base import Wish
    from reader.library.scan import library_of
    from reader.services.download_wishes import Wishes, videos_cited, videos_of_note, wishes_for
    from reader.settings import SettingsFile

    now = SettingsFile(places.settings).now
    usual = Path(now.download_folder) if now.download_folder else places.downloads
    choice = _choice(options, usual, now.download_height, now.cited_margin, now.caption_languages)
    wishes: dict[str, Wish] = {}
    titles: dict[str, str] = {}
    here = 0
    for source in options.sources:
        path = Path(source)
        if not path.exists() and re.fullmatch(r"[\w-]{11}", source):
            if choice.cited:
                raise ReaderError(f"What is cited of “{source}” is not known: name the library or the note.")
            wishes[source] = Wish(source, choice.folder, choice.what, choice.height, (), choice.languages)
            continue
        check_source(path)
        path = path.resolve()
        root = path if path.is_dir() else library_of(path)
        with headless.library(root, places, [choice.folder]) as (catalog, _, troubles):
            for trouble in troubles:
                complain(trouble.sentence)
            note = "" if path.is_dir() else path.relative_to(root).as_posix()
            found = wishes_for(catalog, videos_of_note(catalog, note) if note else videos_cited(catalog), choice)
        wishes |= {wish.video: wish for wish in found.wishes}
        titles |= found.titles
        here += found.here
    return Wishes(tuple(wishes.values()), titles, here)


def run(downloader: "Downloader", found: "Wishes", options: argparse.Namespace, places: Places) -> int:
    """Fetch it all, and say what became of it."""
    from PySide6.QtCore import QCoreApplication

    from reader.services.downloads import Downloads
    from reader.services.messages import Messages

    app = QCoreApplication.instance() or QCoreApplication(["alongside"])
    messages = Messages(app)
    messages.said.connect(lambda message: complain(message.text))
    downloader.setParent(app)
    downloads = Downloads(downloader, places.state / "fetched.json", messages, app)
    downloads.set_limits(2, options.limit_rate)
    report = _Report(downloads, as_json=options.json)
    wanted = {replace(wish, rate=0) for wish in found.wishes}

    def refresh() -> None:
        items = [item for item in downloads.items if item.wish in wanted]
        report.show(items)
        if all(item.state.value in ("done", "failed") for item in items):
            app.quit()

    downloads.changed.connect(refresh)
    downloads.item_changed.connect(lambda _: refresh())
    interrupted = _Interruption(app)
    try:
        if found.wishes:
            downloads.add(found.wishes, found.titles)
            app.exec()
        ended = [item for item in downloads.items if item.wish in wanted]
        if not interrupted.came:
            downloads.clear_ended()
    finally:
        interrupted.close()
        report.close()
        downloads.close()
    if interrupted.came:
        return INTERRUPTED
    return 1 if any(item.state.value == "failed" for item in ended) else 0


class _Report:
    """A bar on a terminal, lines of JSON or of words elsewhere; each end is told once."""

    def __init__(self, downloads: "Downloads", *, as_json: bool) -> None:
        self._downloads, self._as_json = downloads, as_json
        self._bar = not as_json and sys.stderr.isatty()
        self._told: set[str] = set()
        self._last: dict[str, Any] = {}

    def show(self, items: "list[Item]") -> None:
        """Say what is new."""
        for item in items:
            if item.state.value in ("done", "failed") and item.ticket not in self._told:
                self._told.add(item.ticket)
                self.close()
                if self._as_json:
                    print(json.dumps(_ended(item)), flush=True)
                elif item.trouble:
                    complain(f"{item.title} ({item.wish.video}): {item.trouble.sentence}")
                else:
                    print(printable(f"{item.files[0] if item.files else item.title}"), flush=True)
            elif self._as_json and item.state.value == "running":
                self._tell(item)
        if self._bar:
            self._draw(items)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    def _tell(self, item: "Item") -> None:
        told: dict[str, Any] = {"videoId": item.wish.video, "stage": item.progress.stage.value}
        told |= {"done": item.progress.done, "of": item.progress.of}
        if self._last.get(item.ticket) != told:
            self._last[item.ticket] = told
            print(json.dumps({"say": "progress", **told, "speed": round(item.progress.speed)}), flush=True)

    def _draw(self, items: "list[Item]") -> None:
        from reader.headless import bar
        from reader.services.download_words import far, pace

        total = self._downloads.total()
        ended = sum(item.state.value in ("done", "failed") for item in items)
        words = " · ".join(filter(None, (f"{ended:,} of {len(items):,}", far(total), pace(total))))
        sys.stderr.write(f"\r\033[K{bar(total.done, total.of)} {words}")
        sys.stderr.flush()


class _Interruption:
    """Ends the event loop at Ctrl+C: Python hears of a signal only when it runs, so a socket wakes Qt up."""

    def __init__(self, app: "QCoreApplication") -> None:
        from PySide6.QtCore import QSocketNotifier

        self.came = False
        self._app = app
        self._ours, self._theirs = socket.socketpair()
        self._ours.setblocking(False)
        self._theirs.setblocking(False)
        self._wake = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, app)
        self._wake.activated.connect(self._on_wake)
        self._before = [(number, signal.signal(number, self._on_signal)) for number in (signal.SIGINT, signal.SIGTERM)]
        signal.set_wakeup_fd(self._theirs.fileno())

    def close(self) -> None:
        """Leave signals as they were."""
        signal.set_wakeup_fd(-1)
        for number, handler in self._before:
            signal.signal(number, handler)
        self._wake.setEnabled(False)
        self._wake.deleteLater()
        self._ours.close()
        self._theirs.close()

    def _on_signal(self, *_: object) -> None:
        self.came = True

    def _on_wake(self) -> None:
        self._ours.recv(64)
        if self.came:
            self._app.quit()


def _ended(item: "Item") -> dict[str, Any]:
    told: dict[str, Any] = {"say": item.state.value, "videoId": item.wish.video, "title": item.title}
    if item.trouble:
        trouble = item.trouble
        return told | {"kind": trouble.kind, "reason": trouble.sentence, "detail": trouble.detail}
    return told | {"files": [str(file).encode("utf-8", "replace").decode() for file in item.files]}


def _choice(
    options: argparse.Namespace, usual: Path, height: int, margin: float, languages: tuple[str, ...]
) -> "Choice":
    from reader.services.download_items import Choice

    return Choice(
        folder=(options.media or usual).absolute(),
        what="audio" if options.audio else "captions" if options.captions else "video",
        height=options.height or height,
        cited=options.cited,
        margin=margin if options.margin is None else options.margin,
        languages=languages,
    )


def _parser() -> argparse.ArgumentParser:
    parser = make_parser("alongside fetch", "Get the videos of a library, of a note, or those of some ids.")
    parser.add_argument("sources", nargs="+", metavar="LIBRARY|NOTE|VIDEO_ID")
    parser.add_argument("--height", type=_number(1, 4320), metavar="PIXELS", help="of the picture at most, as 720")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--audio", action="store_true", help="sound only")
    kind.add_argument("--captions", action="store_true", help="captions only")
    kind.add_argument("--cited", action="store_true", help="only what notes cite")
    parser.add_argument("--margin", type=_number(0, 600), metavar="SECONDS", help="around each cited moment")
    parser.add_argument("--media", type=Path, metavar="DIR", help="where the files go")
    parser.add_argument("--limit-rate", type=rate, default=0, metavar="RATE", help="bytes a second, as 500k or 4M")
    return parser


def rate(text: str) -> int:
    """`4M`, `500k` or `80000` as bytes a second.  Raises ArgumentTypeError."""
    told = re.fullmatch(r"(\d+(?:\.\d+)?)([kmg]?)", text.strip().lower())
    if not told or not float(told[1]):
        raise argparse.ArgumentTypeError(f"“{text}” is no rate; write it as 500k or 4M")
    return max(round(float(told[1]) * _UNITS[told[2]]), 1)


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"“{text}” is no number from {least} to {most}")
        return int(text)

    return number
