"""How long captions take to be read: those of four hours, against bare pysubs2, which only takes them apart."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pysubs2

from reader.library.captions import read_cues, tracks_of
from tests.benchmarks import Options, Row, share

_CUES, _TIMES, _FILMS = 6000, 9, 6000


def rows(_: Options) -> Iterator[Row]:
    """Plain and rolling captions read, and the tracks of a film found in a folder of many."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("plain", plain()), ("rolling", rolling())):
            file = Path(folder) / f"{name}.en.vtt"
            file.write_text(text)
            ours = milliseconds(lambda file=file: read_cues(file))
            bare = milliseconds(lambda file=file: pysubs2.load(str(file)))
            yield Row(f"{_CUES} {name} cues read", ours, "ms", "pysubs2", ours / bare, "≤ 1.5 ×")
        films = [Path(folder) / f"Film {number} [Seek{number:07}].mp4" for number in range(_FILMS)]
        for film in films:
            film.touch()
            film.with_suffix(".en.vtt").touch()
        all_of = milliseconds(lambda: [tracks_of(film) for film in films])
        yield Row(f"tracks of {_FILMS} films in one folder found, each", all_of / _FILMS, "ms", "", None, "≤ 1")


def plain() -> str:
    """Captions of a person: two lines every 2.4 seconds."""
    return "WEBVTT\n\n" + "\n".join(
        f"{stamp(n * 2.4)} --> {stamp(n * 2.4 + 2)}\nThis is what is said in cue {n},\nand <i>this</i> is the rest.\n"
        for n in range(_CUES)
    )


def rolling() -> str:
    """As many lines of YouTube's, in twice as many cues."""
    blocks = []
    for n in range(_CUES):
        at, said = n * 2.4, f"this is what is said in cue {n}"
        stamped = "".join(f"<{stamp(at + 0.2)}><c> {word}</c>" for word in said.split(" ")[1:])
        above = f"this is what is said in cue {n - 1}" if n else " "
        blocks += [f"{stamp(at)} --> {stamp(at + 2.39)} align:start position:0%\n{above}\nthis{stamped}\n"]
        blocks += [f"{stamp(at + 2.39)} --> {stamp(at + 2.4)} align:start position:0%\n{said}\n \n"]
    return "WEBVTT\nKind: captions\nLanguage: en\n\n" + "\n".join(blocks)


def stamp(seconds: float) -> str:
    """A time as WEBVTT has it."""
    total = round(seconds * 1000)
    return f"{total // 3600000:02}:{total // 60000 % 60:02}:{total // 1000 % 60:02}.{total % 1000:03}"


def milliseconds(work: Callable[[], object]) -> float:
    """What it takes, the median of several times."""
    taken = []
    for _ in range(_TIMES):
        before = time.perf_counter()
        work()
        taken.append((time.perf_counter() - before) * 1000)
    return share(taken, 0.5)
