"""Is the structure of real notes that of CommonMark with GitHub's tables? The yardstick is markdown-it.

Markdown-it is given a note twice: as it is written, and with stamps, wikilinks, formulas and comments lifted out, as
our parser has it. What differs only in the first is due to those: a `|` of a link in a table, a stamp in `<p>`.
"""

import difflib
import sys
from collections.abc import Callable, Iterator

from reader.notes.code import wrapper
from reader.notes.markdown import blocks_of
from reader.notes.note import Note
from reader.notes.page import WindowHrefs
from reader.notes.pieces import FROM_LINE, Pieces
from reader.notes.repair import read_stamps
from tests.benchmarks import Options, Row
from tests.benchmarks.rendering import SAMPLE, notes_of
from tests.notes.skeleton import expected, skeleton_of


def rows(options: Options) -> Iterator[Row]:
    """Both shares; each note that differs is named on stderr with its first differences."""
    notes = notes_of(options.library or SAMPLE)
    yield share_of(notes, "as written", lambda note: shown_text(note.body))
    yield share_of(notes, "lifted", lifted_text)


def share_of(notes: list[Note], name: str, text_of: Callable[[Note], str]) -> Row:
    """How many notes have the very blocks that markdown-it makes of `text_of` them."""
    same = 0
    for note in notes:
        ours, theirs = skeleton_of(blocks_of(lifted_text(note))), expected(text_of(note))
        same += ours == theirs
        if ours != theirs:
            differences = list(difflib.unified_diff(theirs, ours, lineterm="", n=1))[2:14]
            sys.stderr.write(" ".join((name, note.path, *differences, "\n")))
    return Row(
        f"blocks identical, {name}, {len(notes)} notes", 100 * same / len(notes), "%", "markdown-it", None, "≥ 99.7"
    )


def lifted_text(note: Note) -> str:
    return Pieces(note, WindowHrefs(), lambda _: (), read_stamps).text


def shown_text(body: str) -> str:
    """What a page shows of a body: without the line `From:`, and without a fence around all of it."""
    for start, end in reversed(wrapper(body) or ()):
        body = body[:start] + body[end:]
    origin = FROM_LINE.match(body)
    return body[origin.end() :] if origin else body
