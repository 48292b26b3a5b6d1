"""Obsidian's callouts (`> [!type] title`) and task items."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from reader.notes.code import ADMONITION
from reader.notes.extensions.blocks import CommonMarkParser

_HEAD = re.compile(r"\[!([^\]\n|]{1,40})(?:\|([^\]\n]{0,200}))?\]([+-]?)[ \t]*([^\n]*)\n?(.*)", re.DOTALL)
_TASK = re.compile(r"\[([ xX])\][ \n]")
_AD_FENCE = f"language-{ADMONITION}"
_LONGEST_TITLE = 100  # characters; a line longer than that, with nothing under it, is the text itself

FAMILIES = {
    "info": ("info", "note", "abstract", "summary", "tldr", "todo", "definition"),
    "tip": ("tip", "hint", "important", "success", "check", "done", "pro tip"),
    "warning": ("warning", "caution", "attention"),
    "danger": ("danger", "error", "bug", "failure", "fail", "missing", "critique"),
    "question": ("question", "help", "faq"),
    "example": ("example", "analogy"),
    "quote": ("quote", "cite"),
}
"""How kinds look; one that is unknown looks like `info`."""
_FAMILY_OF = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}


class CalloutTree(Treeprocessor):
    """Makes callouts of the quotes that begin like one, before their text is looked at."""

    def run(self, root: Element) -> None:
        for pre in list(root.iter("pre")):
            if len(pre) and pre[0].get("class", "").startswith(_AD_FENCE):
                self._admonition(pre)
        for quote in list(root.iter("blockquote")):
            if len(quote) and quote[0].tag == "p" and (head := _HEAD.match(quote[0].text or "")):
                callout(quote, head)
        for item in root.iter("li"):
            holder = item[0] if len(item) and item[0].tag == "p" and not item.text else item
            if head := _TASK.match(holder.text or ""):
                task(item, holder, done=head[1] != " ")

    def _admonition(self, pre: Element) -> None:
        """A fence ```` ```ad-note ````: what is in it is text, not code."""
        kind, text = pre[0].get("class", "").removeprefix(_AD_FENCE), pre[0].text or ""
        pre.tag = "blockquote"
        pre.remove(pre[0])
        title, _, rest = text.partition("\n") if text.startswith("title:") else ("", "", text)
        parser = self.md.parser
        assert isinstance(parser, CommonMarkParser)
        parser.parse_into(pre, [f"[!{kind}] {title.removeprefix('title:').strip()}", *rest.split("\n")])


def callout(quote: Element, head: re.Match[str]) -> None:
    """Turn a quote whose first paragraph is `head` into a callout."""
    kind, other, fold, title, rest = head.groups()
    kind = kind.strip().lower()
    title = title.strip() or (other or "").strip()
    if not rest.strip() and len(quote) == 1 and len(title) > _LONGEST_TITLE:
        title, rest = "", title
    first = quote[0]
    quote.remove(first)
    if rest.strip():
        first.text = rest
        quote.insert(0, first)
    quote.set("class", f"callout {_FAMILY_OF.get(kind, 'info')}")
    quote.set("data-kind", kind)
    if fold:
        fold_up(quote, opened=fold == "+")
    heading = Element("summary" if fold else "p", {"class": "title"})
    heading.text = title or kind.capitalize()
    (quote[0] if fold else quote).insert(0, heading)


def fold_up(quote: Element, *, opened: bool) -> None:
    """Put all that is in `quote` into a `<details>`."""
    details = Element("details", {"open": ""} if opened else {})
    details.extend(list(quote))
    for child in list(quote):
        quote.remove(child)
    quote.append(details)


def task(item: Element, holder: Element, *, done: bool) -> None:
    """Make a list item a task: its box is a picture of one, notes are never written to."""
    text = (holder.text or "")[4:]
    holder.text = ""
    box = Element("input", {"type": "checkbox", "disabled": "", **({"checked": ""} if done else {})})
    box.tail = text
    holder.insert(0, box)
    item.set("class", "task")


class Callouts(Extension):
    """Adds the tree step, before the inline phase."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(CalloutTree(md), "callouts", 30)
