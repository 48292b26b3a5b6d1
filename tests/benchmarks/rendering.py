"""From text to page: what does it cost? The yardstick is bare python-Markdown with `extra, sane_lists, toc`."""

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import markdown

from reader.notes.note import Note, read_note
from reader.notes.page import WindowHrefs, render
from tests.benchmarks import Options, Row, share

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
LARGE = 985_000  # characters; the largest of 21,273 real notes has 985,778 bytes
FRAGMENTS = (
    "[ ![ [[ [[a| [a]( ![a](< ] ` `` * *a **a _a == ~~ > - 1. <a <!-- <? & $ $$a %% [^a] [00:00:01, | \\ <b> `a ** "
    "[a]: # ``` <script> https:// ( $\\frac{ *a_ <a@"
)
BARE = "python-Markdown, extra sane_lists toc"


def rows(options: Options) -> Iterator[Row]:
    """All figures."""
    notes = notes_of(options.library or SAMPLE)
    yield from speed(notes)
    yield from large(notes)
    yield from bombs()


def notes_of(root: Path) -> list[Note]:
    return [read_note(file.relative_to(root).as_posix(), file.read_bytes()) for file in sorted(root.rglob("*.md"))]


def speed(notes: list[Note]) -> Iterator[Row]:
    """Text to safe HTML, each note by both in turn."""
    ours, bare = [], []
    for note in notes:
        ours.append(seconds(lambda note=note: page(note)))
        bare.append(seconds(lambda note=note: markdown.markdown(note.body, extensions=["extra", "sane_lists", "toc"])))
    ratio = sum(ours) / sum(bare)
    yield Row("text → safe HTML, all notes", sum(ours), "s", BARE, ratio, "≤ 1.2 ×")
    for name, part in (("p50", 0.5), ("p95", 0.95)):
        against = share(bare, part)
        yield Row(f"text → safe HTML, {name}", 1000 * share(ours, part), "ms", BARE, share(ours, part) / against, "")


def large(notes: list[Note]) -> Iterator[Row]:
    """A note of 985 KB, and how the time grows with the size."""
    prose = "\n\n".join(note.body for note in notes) or "text"
    prose = (prose * (1 + LARGE // len(prose)))[:LARGE]
    cells = "| a | b |\n|---|---|\n" + "".join(f"| {'-' * 40_000} | {' ' * 60_000} |\n" for _ in range(10))
    for name, text in (("all prose", prose), ("table cells of 60,000 blanks", cells[:LARGE])):
        taken = seconds(lambda text=text: page(read_note("large.md", text.encode())))
        yield Row(f"a note of 985 KB, {name}", taken, "s", "", None, "≤ 1 s")
    half, whole = (
        statistics.median(seconds(lambda n=n: page(read_note("x.md", prose[:n].encode()))) for _ in range(3))
        for n in (200_000, 400_000)
    )
    yield Row("time for twice the size", whole / half, "×", "", None, "≤ 2.3")


def bombs() -> Iterator[Row]:
    """The slowest of 100 KB made of one fragment over and over."""
    fragments = (FRAGMENTS + ' <a class="yt- <a b="').split(" ")
    slowest = max(
        (seconds(lambda text=text: page(read_note("x.md", text.encode()))), text[:12])
        for fragment in fragments
        for text in ((fragment + end) * (100_000 // len(fragment + end)) for end in ("", " ", "\n"))
    )
    yield Row(f"slowest bomb of 100 KB: {slowest[1]!r}", slowest[0], "s", "", None, "≤ 2 s")


def page(note: Note) -> object:
    return render(note, hrefs=WindowHrefs(), resolve=lambda _: ())


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
