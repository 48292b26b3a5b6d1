"""Blocks by CommonMark's rules: what the specification's examples show, with markdown-it as the yardstick."""

import random

import pytest

from reader.notes.markdown import blocks_of
from tests.notes.skeleton import expected, skeleton_of

LISTS = [
    "- foo\n- bar\n+ baz",
    "1. foo\n2. bar\n3) baz",
    "Foo\n- bar\n- baz",
    "The number is\n14.  doors",
    "The number is\n1.  doors",
    "- foo\n\n- bar\n\n\n- baz",
    "- foo\n  - bar\n    - baz\n\n\n      bim",
    "- a\n - b\n  - c\n   - d\n  - e\n - f\n- g",
    "1. a\n\n  2. b\n\n    3. c",
    "- a\n- b\n\n- c",
    "* a\n*\n\n* c",
    "- a\n- b\n\n  c\n- d",
    "- a\n- ```\n  b\n\n\n  ```\n- c",
    "- a\n  - b\n\n    c\n- d",
    "* a\n  > b\n  >\n* c",
    "- a\n  > b\n  ```\n  c\n  ```\n- d",
    "- a",
    "- a\n  - b",
    "1. ```\n   foo\n   ```\n\n   bar",
    "* foo\n  * bar\n\n  baz",
    "- a\n  - b\n  - c\n\n- d\n  - e\n  - f",
    "A paragraph:\n*   one\n*   two\n    *   nested\n        *   deeper\n*   three",
    "Text:\n1.  one\n2.  two\n\n    more",
    "- a\n  - two blanks\n- b",
    "1. a\n   - three blanks",
    "- a\n\n  - b\n\n\n- c",
    "-\n  foo\n-\n  ```\n  bar\n  ```",
    "-   \n  foo",
    "-\n\n  foo",
    "- foo\n-\n- bar",
    "*",
    "foo\n*\n\nfoo\n1.",
    "   1.  A paragraph\n       with lines.\n\n           code\n\n       > quote",
    "   1.  A paragraph\nwith lines.\n\n           code",
    "> 1. > Blockquote\ncontinued here.",
    "- foo\n - bar\n  - baz",
    "10) foo\n    - bar",
    "10) foo\n   - bar",
    "- - foo",
    "1. - 2. foo",
    "- # Foo\n- Bar\n  ---\n  baz",
    "-one\n\n2.two",
    "- foo\n\n\n  bar",
    "123456789. ok",
    "1234567890. not ok",
    "0. ok",
    "-1. not ok",
    "- foo\n\n      bar",
    "1.     code\n\n   paragraph",
    "- one\n\n two",
    "-    one\n\n     two",
    "   > > 1.  one\n>>\n>>     two",
    ">>- one\n>>\n  >  > two",
    "* a\n+ b\n- c",
    "- a\n***\n- b",
    "- \ttab\n\n\tcode",
    "-     code\n\n- b",
    "- a\n\n-     code\n\n\n- c",
]
QUOTES = [
    "> # Foo\n> bar\n> baz",
    "># Foo\n>bar\n> baz",
    "   > # Foo\n   > bar\n > baz",
    "    > # Foo\n    > bar",
    "> # Foo\n> bar\nbaz",
    "> bar\nbaz\n> foo",
    "> foo\n---",
    "> - foo\n- bar",
    ">     foo\n    bar",
    "> ```\nfoo\n```",
    "> foo\n    - bar",
    ">",
    ">\n>  \n> ",
    ">\n> foo\n>  ",
    "> foo\n\n> bar",
    "> foo\n> bar",
    "> foo\n>\n> bar",
    "foo\n> bar",
    "> aaa\n***\n> bbb",
    "> bar\nbaz",
    "> bar\n\nbaz",
    "> bar\n>\nbaz",
    "> > > foo\nbar",
    ">>> foo\n> bar\n>>baz",
    ">     code\n\n>    not code",
    "> [!note] title\n> * a\n> * b\n\n> next",
]
FENCES = [
    "```\n<\n >\n```",
    "~~~\n<\n >\n~~~",
    "``\nfoo\n``",
    "```\naaa\n~~~\n```",
    "~~~\naaa\n```\n~~~",
    "````\naaa\n```\n``````",
    "~~~~\naaa\n~~~\n~~~~",
    "```",
    "`````\n\n```\naaa",
    "> ```\n> aaa\n\nbbb",
    "```\n\n  \n```",
    "```\n```",
    " ```\n aaa\naaa\n```",
    "   ```\n   aaa\n    aaa\n  aaa\n   ```",
    "    ```\n    aaa\n    ```",
    "```\naaa\n  ```",
    "```\naaa\n    ```",
    "``` ```\naaa",
    "~~~~~~\naaa\n~~~ ~~",
    "foo\n```\nbar\n```\nbaz",
    "foo\n---\n~~~\nbar\n~~~\n# baz",
    "```ruby\ndef\n```",
    "~~~~    ruby startline=3 $%@#$\ndef\n~~~~~~~",
    "``` aa ```\nfoo",
    "~~~ aa ``` ~~~\nfoo\n~~~",
    "```\n``` aaa\n```",
    "- item\n  ```js\n  code\n  ```\n- next",
]
OTHERS = [
    "***\n---\n___",
    "+++",
    "--\n**\n__",
    " ***\n  ***\n   ***",
    "    ***",
    "Foo\n    ***",
    "- - -",
    "_ _ _ _ a",
    "- foo\n***\n- bar",
    "Foo\n***\nbar",
    "Foo\n---\nbar",
    "* Foo\n* * *\n* Bar",
    "- Foo\n- * * *",
    "# foo\n## foo\n####### foo",
    "#5 bolt\n\n#hashtag",
    "\\## foo",
    "#                  foo",
    " ### foo\n    # foo",
    "foo\n    # bar",
    "## foo ##\n### foo ### b",
    "****\n## foo\n****",
    "## \n#\n### ###",
    "Foo *bar\nbaz*\n====",
    "Foo\n-------------------------\n\nFoo\n=",
    "   Foo\n---",
    "    Foo\n    ---",
    "Foo\n   ----      ",
    "Foo\n    ---",
    "Foo\n= =\n\nFoo\n--- -",
    "> Foo\n---",
    "> foo\nbar\n===",
    "- Foo\n---",
    "Foo\nBar\n---",
    "---\nFoo\n---\nBar",
    "\n====",
    "---\n---",
    "- foo\n-----",
    "    foo\n-----",
    "> foo\n-----",
    "    code\n\n    more\n\n\ntext",
    "Foo\n    bar",
    "    foo\nbar",
    "# Heading\n    foo\nHeading\n------\n    foo",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "text\n| a | b |\n|---|---|\n| 1 | 2 |\nmore\n\nafter",
    "| a |\n|---|",
    "| a | b |\n|---|",
    "a | b\n- | -\n1 | 2",
    "a | b\n:-: | --:\n1 | 2\n> quote",
    "| a |\n| - |\n- item",
    "| a \\| b | c |\n|---|---|\n| 1 | 2 | 3 |\n| 1 |",
    "> | a | b |\n> |---|---|\n> | 1 | 2 |\nlazy",
    "- | a | b |\n  |---|---|\n  | 1 | 2 |",
    "<div>\n*text*\n</div>\n\nafter",
    "<b>\nx",
    "text\n<b>\nx",
    "text\n<div>\nx",
    "<!-- a\n\nb -->\nc",
    "<script>\n\nx\n</script>\ny",
    "<?php\n\n?>\nx",
    '[foo]: /url "title"\n\n[foo]',
    "[foo]: /url\nbar\n===\n[foo]",
    "[foo]: /url\n===\n[foo]",
    "Foo\n[bar]: /baz\n\n[bar]",
    "[foo]: /url 'title\n\nwith blank'\n\n[foo]",
    "- [foo]: /url\n- b",
    "aaa\n\n\nbbb",
    "  aaa\n bbb",
    "aaa\n             bbb",
    "\ta\n\n\t\tb",
]


@pytest.mark.parametrize("text", LISTS)
def test_lists_are_commonmarks(text):
    assert skeleton_of(blocks_of(text)) == expected(text)


@pytest.mark.parametrize("text", QUOTES)
def test_quotes_are_commonmarks(text):
    assert skeleton_of(blocks_of(text)) == expected(text)


@pytest.mark.parametrize("text", FENCES)
def test_fences_are_commonmarks(text):
    assert skeleton_of(blocks_of(text)) == expected(text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_blocks_are_commonmarks(text):
    assert skeleton_of(blocks_of(text)) == expected(text)


def test_lists_in_any_order_of_depths_are_commonmarks():
    chance = random.Random(7)  # the same notes each time
    for _ in range(300):
        lines = [
            " " * chance.choice((0, 0, 4, 8)) + chance.choice(("- a", "* b", "1. c", "2. d", "text", "> q", ""))
            for _ in range(9)
        ]
        text = "\n".join(lines)
        assert skeleton_of(blocks_of(text)) == expected(text), text


def test_containers_are_closed_at_a_depth_that_no_person_writes():
    root = blocks_of(">" * 5000 + " text")
    depth = sum(1 for element in root.iter() if element.tag == "blockquote")
    assert depth == 64
