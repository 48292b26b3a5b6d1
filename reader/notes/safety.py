"""What HTML a page may hold. Notes come from strangers: everything else is dropped or loses its power here."""

import re
from html import escape, unescape

import nh3

from reader.notes.lift import TOKEN, Lifted

_TEXT_TAGS = {
    "abbr", "b", "bdi", "bdo", "blockquote", "br", "cite", "code", "dd", "del", "details", "dfn", "div", "dl", "dt",
    "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol",
    "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
_VANISHING_TAGS = {
    "address", "applet", "area", "article", "aside", "audio", "base", "basefont", "body", "button", "canvas", "caption",
    "center", "circle", "col", "colgroup", "data", "datalist", "defs", "dialog", "dir", "ellipse", "embed", "fieldset",
    "font", "footer", "form", "frame", "frameset", "g", "head", "header", "hgroup", "html", "input", "label", "legend",
    "line", "link", "main", "map", "marquee", "menu", "meta", "meter", "nav", "nobr", "optgroup", "option", "output",
    "param", "path", "picture", "polygon", "polyline", "progress", "rect", "search", "section", "select", "slot",
    "source", "strike", "track", "tspan", "tt", "use", "video",
}  # fmt: skip
UNSHOWN = frozenset({"script", "style", "title", "textarea", "noscript", "template", "iframe", "object", "svg", "math"})
"""Elements of authors that go with all that is in them."""
_ATTRIBUTES = {
    "*": {"class", "id", "dir", "lang", "title"},
    "a": {"href"},
    "blockquote": {"data-kind"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "input": {"type", "checked", "disabled"},
    "ol": {"start"},
}
TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9-]{0,31})((?:\s+[^\s\"'<>/=]{1,64}(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)\s*/?>"
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")
_KEPT_FROM_AUTHORS = {"ol": ("start",), "details": ("open",), "*": ("dir", "lang", "title")}


def clean(html: str, lifted: Lifted) -> str:
    """`html` with only what a page may hold, and its tokens in addresses put back.

    Addresses are http, https, mailto or a token: nothing that a note's author writes can lead elsewhere.
    """

    def address(_tag: str, name: str, value: str) -> str | None:
        if name not in ("href", "src"):
            return lifted.plain(value)
        if TOKEN.fullmatch(value):
            return lifted.html(value)
        return value if name == "href" and value.startswith(("http:", "https:", "mailto:", "#")) else None

    return nh3.clean(
        html,
        tags=_TEXT_TAGS | {"a", "img", "input", "section"},
        clean_content_tags=set(UNSHOWN),
        attributes=_ATTRIBUTES,
        attribute_filter=address,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of an opening tag, their names in lower case, entities resolved."""
    return {found[1].lower(): unescape(found[2] or found[3] or found[4] or "") for found in _ATTRIBUTE.finditer(tag)}


def bare_tag(written: str, closing: str, name: str, attributes: dict[str, str]) -> str:
    """A tag of an author's own HTML with what little it may keep.

    A tag that HTML knows and a page does not need vanishes; one that HTML does not know (`List<T>`) was meant as text.
    """
    name = name.lower()
    if name not in _TEXT_TAGS:
        return "" if name in _VANISHING_TAGS else escape(written)
    if closing:
        return f"</{name}>"
    kept = (*_KEPT_FROM_AUTHORS.get(name, ()), *_KEPT_FROM_AUTHORS["*"])
    return f"<{name}" + "".join(f' {key}="{escape(attributes[key])}"' for key in kept if key in attributes) + ">"
