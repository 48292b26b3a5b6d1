"""How long it takes until what is said in videos is known, and to find it: captions that roll, an hour of each video.

Against reading the same captions and nothing else.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reader.library.captions import read_cues
from reader.library.finder import Finder
from reader.library.hearing import Hearing
from reader.library.said import SaidFinder
from reader.library.store import Store
from reader.library.updating import update
from tests.benchmarks import Options, Row, share

VIDEOS, CUES, WORDS = 100, 1100, 12_000
_TIMES = 40


def rows(options: Options) -> Iterator[Row]:
    """Taken in the first time, in this process; nothing changed; the size; p95 of each kind of question."""
    chance = random.Random(5)
    words = [f"{chance.choice('bcdfglmnprstw')}{chance.choice('aeiou')}{number:x}" for number in range(WORDS)]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "library"
        root.mkdir()
        files = [make(root, f"{number:011}", words, chance) for number in range(VIDEOS)]
        bare = seconds(lambda: [read_cues(file) for file in files])
        store = Store(Path(folder) / "cache")
        update(root, store)
        taken = seconds(lambda: Hearing(store).update())
        yield Row(f"{VIDEOS} hours of captions taken in", taken, "s", f"read alone {bare:.1f} s", taken / bare, "≤ 1.5")
        size = sum(file.stat().st_size for file in store.passages_folder.rglob("*"))
        yield Row("size of what is kept of them", size / 1e6, "MB", "", None, "≤ 0.1 an hour")
        yield Row("nothing changed", 1000 * seconds(lambda: Hearing(store).update()), "ms", "", None, "≤ 50")
        finder, notes = SaidFinder(store), Finder(root, store)
        for kind, asked in questions(words, chance).items():
            for text in asked[:2]:
                finder.find(text)
            both = sorted(1000 * seconds(lambda text=text: (finder.find(text), notes.find(text))) for text in asked)
            yield Row(f"said: {kind}, p95 of {len(asked)}", share(both, 0.95), "ms", "", None, "≤ 20")
        store.close()


def make(root: Path, video: str, words: list[str], chance: random.Random) -> Path:
    """An hour of a video whose captions roll: each line stands there three times."""
    (root / f"Talk [{video}].mp4").write_bytes(b"video")
    lines = [" ".join(words[int(WORDS * chance.random() ** 4)] for _ in range(8)) for _ in range(CUES)]
    cues = ["WEBVTT\nKind: captions\nLanguage: en\n"]
    for number, line in enumerate(lines):
        start, before = number * 3.2, lines[number - 1] if number else " "
        timed = line.replace(" ", f"<{stamp(start + 1)}><c> ", 1) + "</c>"
        cues.append(f"{stamp(start)} --> {stamp(start + 3.19)} align:start position:0%\n{before}\n{timed}\n")
        cues.append(f"{stamp(start + 3.19)} --> {stamp(start + 3.2)} align:start position:0%\n{line}\n \n")
    file = root / f"Talk [{video}].en.vtt"
    file.write_text("\n".join(cues))
    return file


def questions(words: list[str], chance: random.Random) -> dict[str, list[str]]:
    """Questions of each kind; the first words are the most frequent ones."""
    return {
        "one letter": list("bcdfglmnprstw"),
        "the most frequent words": [f"{word} " for word in words[:_TIMES]],
        "three words": [" ".join(chance.sample(words[:300], 3)) for _ in range(_TIMES)],
        "a phrase": [f'"{chance.choice(words[:5])} {chance.choice(words[:5])}"' for _ in range(_TIMES)],
    }


def stamp(second: float) -> str:
    """A time as WebVTT writes it."""
    milliseconds = round(second * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
