"""How long it takes to find a note by letters of its title, and to learn all titles."""

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reader.library.store import Store
from reader.library.titles import TitleIndex
from reader.library.updating import update
from tests.benchmarks import Options, Row, share
from tests.benchmarks.searching import seconds

TIMES = 40
READ_LAST = 50
AIM = "≤ 20 (22k), ≤ 60 (212k)"


def rows(options: Options) -> Iterator[Row]:
    """50 titles for each kind of letters typed; p95 over 40 of each."""
    if options.library is None:
        print("quick: needs --library", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as cache:
        store = Store(Path(cache))
        update(options.library, store)
        quick = TitleIndex(store)
        yield Row("quick open: learning all titles", 1000 * seconds(quick.load), "ms", "", None, "")
        notes = store.rows("SELECT path, title FROM notes ORDER BY path")
        recent = [path for path, _ in random.Random(6).sample(notes, min(READ_LAST, len(notes)))]
        for kind, texts in typed([title for _, title in notes]).items():
            taken = [1000 * seconds(lambda text=text: quick.find(text, recent)) for text in texts]
            yield Row(f"quick open: {kind}, p95 of {len(taken)}", share(taken, 0.95), "ms", "", None, AIM)
        store.close()


def typed(titles: list[str]) -> dict[str, list[str]]:
    """What people type of titles: their beginnings, words in any order, and words with two letters exchanged."""
    chance = random.Random(5)
    words = [
        words for words in ([word for word in title.split() if len(word) > 4] for title in titles) if len(words) > 1
    ]
    some = chance.sample(words, min(TIMES, len(words)))
    return {
        "nothing": [""] * TIMES,
        "one letter": list("abcdefghijklmnopqrstuvwxyz"),
        "the beginning of a title": [title[:7] for title in chance.sample(titles, min(TIMES, len(titles)))],
        "two words": [" ".join(chance.sample(each, 2)) for each in some],
        "two half typed words": [" ".join(word[:3] for word in chance.sample(each, 2)) for each in some],
        "a word with two letters exchanged": [each[0][0] + each[0][2] + each[0][1] + each[0][3:] for each in some],
        "letters that no title has": ["".join(chance.choices("etaoinqxz", k=9)) for _ in some],
    }
