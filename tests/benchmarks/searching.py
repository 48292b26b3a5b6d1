"""How long an answer takes while somebody types, and the backlinks of the note that most others link to."""

import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reader.library import linked
from reader.library.finder import Finder
from reader.library.notefile import read
from reader.library.store import Store
from reader.library.updating import update
from tests.benchmarks import Options, Row, share

TIMES = 40
HITS = 50
_HUB = """
SELECT notes.path, count(*) FROM meanings JOIN links ON links.target = meanings.target
JOIN notes ON notes.id = meanings.note GROUP BY notes.id ORDER BY 2 DESC LIMIT 1
"""


def rows(options: Options) -> Iterator[Row]:
    """50 results with their snippets for each kind of question; p95 over 40 of each."""
    if options.library is None:
        print("searching: needs --library", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as cache:
        store = Store(Path(cache))
        update(options.library, store)
        finder = Finder(options.library, store)
        finder.find("warm")
        for kind, questions in asked(options.library, store).items():
            taken = sorted(1000 * seconds(lambda text=text: finder.find(text, HITS)) for text in questions)
            yield Row(f"search: {kind}, p95 of {len(taken)}", share(taken, 0.95), "ms", "", None, "≤ 20 (21k), ≤ 60")
        path, count = store.row(_HUB)
        taken = [
            1000 * seconds(lambda: [each.sentence for each in linked.backlinks(store, path)]) for _ in range(TIMES)
        ]
        yield Row(f"backlinks of the biggest hub, {count} of them", share(taken, 0.95), "ms", "", None, "≤ 20")
        store.close()


def asked(root: Path, store: Store) -> dict[str, list[str]]:
    """Questions of each kind, made of what the notes say."""
    chance = random.Random(5)
    paths = [row[0] for row in store.rows("SELECT path FROM notes WHERE video != '' ORDER BY path")]
    texts = [re.sub(r"<[^>]*>|\[\[[^\]|]*\|", " ", read(root, path).body) for path in chance.sample(paths, TIMES)]
    words = [re.findall(r"[a-z]{3,}", text.lower()) for text in texts]
    at = [chance.randrange(max(len(each) - 4, 1)) for each in words]
    return {
        "one letter": list("abcdefghijklmnopqrstuvwxyz"),
        "stop words": [chance.choice(["the ", "of the ", "and to the ", "is a ", "in "]) for _ in words],
        "three words": [" ".join(chance.sample(each, 3)) for each in words if len(each) > 3],
        "a phrase": ['"' + " ".join(each[start : start + 3]) + '"' for each, start in zip(words, at, strict=True)],
    }


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
