"""Blocks of documents that nobody wrote: the same structure as markdown-it's, whatever lies inside what.

Left out is where markdown-it itself leaves the specification: a list marker or `>` before the head of a table, items
that stay empty before a blank line, and a `>` behind four blanks, which it takes for a quote that goes on.
"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.notes.markdown import blocks_of
from tests.notes.skeleton import expected, skeleton_of

PREFIXES = ["- ", "* ", "+ ", "1. ", "2. ", "3) ", "12. ", "> ", ">", " ", "  ", "   ", "    ", "\t"]
WORDS = [
    "text",
    "more *words*",
    "`code`",
    "\\- no item",
    "-no",
    "1.no",
    "<b>",
    "<br> x",
    "<div>",
    "</div>",
    "<!-- a",
    "b -->",
]
MARKS = [
    "```",
    "~~~",
    "````",
    "``` py",
    "# one",
    "## two ##",
    "#no",
    "---",
    "***",
    "_ _ _",
    "===",
    "[a]: /u",
    "[b]: /u 't'",
]
ROWS = ["| a | b |", "|---|---|", "a | b", ":-- | --:", "| 1 |", "| 1 | 2 | 3 |", r"| a \| b | c |", "text", "", "---"]

DEEP_QUOTE = re.compile(r"(?: {4}|\t) *>")

prefixed = st.builds(
    lambda prefixes, content: "".join(prefixes) + content,
    st.lists(st.sampled_from(PREFIXES), max_size=3),
    st.sampled_from(WORDS + MARKS),
)
documents = st.lists(st.one_of(prefixed, prefixed, st.just("")), min_size=1, max_size=9).map("\n".join)
documents = documents.filter(lambda text: not DEEP_QUOTE.search(text))
tables = st.builds(
    lambda prefix, rows: "\n".join(prefix + row for row in rows),
    st.sampled_from(["", "  ", "> ", "> > "]),
    st.lists(st.sampled_from(ROWS), min_size=1, max_size=8),
)


@settings(max_examples=600, deadline=None, derandomize=True)
@given(documents)
def test_any_document_has_commonmarks_blocks(text):
    assert skeleton_of(blocks_of(text)) == expected(text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(tables)
def test_any_rows_make_the_tables_of_github(text):
    assert skeleton_of(blocks_of(text)) == expected(text)


@pytest.mark.parametrize(
    "text",
    [
        "[a]: /u\n-",
        "[a]: /u\n<b>",
        "> [a]: /u\na",
        "- [a]: /u\nb",
        "- a\n\n[a]: /u\n\n- b",
        "[a]: /u(b\n",
        "[a]: /u(b)c\n",
        "[a]: /u 't'\n't\n",
        "[a]:\n/u\n't'\ntext",
        "[a]: /u\n't\nmore",
    ],
)
def test_a_link_reference_ends_where_its_last_part_does(text):
    assert skeleton_of(blocks_of(text)) == expected(text)


@pytest.mark.parametrize("text", ["|a|\n---", "|\n:-", "| a |\n|---|\n<b>\n| c |", "a\n|b|\n---\nc"])
def test_a_table_goes_before_a_heading_and_after_a_lone_pipe(text):
    assert skeleton_of(blocks_of(text)) == expected(text)
