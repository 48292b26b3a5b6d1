"""Math as MathML, which the page draws without any script."""

import re
from collections.abc import Iterator
from html import escape, unescape
from xml.etree.ElementTree import Element, tostring

import nh3

LONGEST = 2000  # characters of one formula
_BLOCK = r"(?<![\\$])\$\$(?!\$)(?P<block>[^$]{1,4000}?)\$\$(?!\$)"
_INLINE = r"(?<![\\$])\$(?![\s$])(?P<inline>[^$\n]*?[^\s\\$])\$(?![\d$])"
_MATH = re.compile(f"{_BLOCK}|{_INLINE}")
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")
_FORMULA = re.compile(r"[\\^_={}<>]")
_TAGS = {
    "math", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace",
    "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "menclose",
    "mmultiscripts", "none",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"columnalign", "columnlines", "columnspacing", "depth", "displaystyle", "fence", "height", "linethickness",
          "lspace", "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "rowlines", "rowspacing",
          "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width", "accent", "accentunder"},
    "math": {"display"},
}  # fmt: skip


def find_math(body: str) -> Iterator[tuple[int, int, str, bool]]:
    """`(start, end, LaTeX, whether it stands alone)` for what is math by Pandoc's rule: `$5 to $10` is money."""
    if "$" not in body:
        return
    for found in _MATH.finditer(body):
        latex = found["block"] or found["inline"]
        if found["block"]:
            if not _BLANK_LINE.search(latex):
                yield *found.span(), latex, True
        elif not _is_money(latex):
            yield *found.span(), latex, False


def _is_money(latex: str) -> bool:
    return latex[0].isdigit() and " " in latex and not _FORMULA.search(latex)


def to_mathml(latex: str, *, block: bool) -> str:
    """Safe MathML; the source itself where it is no LaTeX that we can read."""
    from latex2mathml.converter import convert_to_element  # notes without formulas do without, and start sooner

    try:
        root = convert_to_element(latex.strip(), display="block" if block else "inline")
        if len(latex) > LONGEST:
            raise ValueError("too long")
    except Exception:  # noqa: BLE001 - latex2mathml raises IndexError, KeyError and its own on bad input alike
        return f'<code class="math" title="This is no LaTeX that can be drawn">{escape(latex)}</code>'
    for element in root.iter():
        element.text = unescape(element.text) if element.text else element.text
    return nh3.clean(_written(root), tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)


def _written(root: Element) -> str:
    root.attrib.pop("xmlns", None)
    return tostring(root, encoding="unicode")
