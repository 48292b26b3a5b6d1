"""The skeleton of a note's blocks, from our parser and from markdown-it, which is the yardstick."""

from xml.etree.ElementTree import Element

from markdown_it import MarkdownIt

_SHOWN = {
    "p",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
_SINGLE = {"fence": "pre", "code_block": "pre", "hr": "hr", "html_block": "raw"}
_YARDSTICK = MarkdownIt("commonmark").enable("table")


def expected(text: str) -> list[str]:
    """The tags that CommonMark with GFM's tables makes of `text`, as they open and close; tight text has no `p`."""
    skeleton = []
    for token in _YARDSTICK.parse(text):
        if single := _SINGLE.get(token.type):
            skeleton.append(single)
        elif token.tag in _SHOWN and not token.hidden and token.nesting:
            skeleton.append(token.tag if token.nesting > 0 else f"/{token.tag}")
    return skeleton


def skeleton_of(root: Element) -> list[str]:
    """The same of a tree of ours."""
    skeleton: list[str] = []
    for child in root:
        if child.tag in _SHOWN:
            skeleton += [child.tag, *skeleton_of(child), f"/{child.tag}"]
        else:
            skeleton.append(child.tag)
    return skeleton
