"""The style of pages that stand alone, outside of the window."""

import re

from reader import paths

_DARK = re.compile(r':root\[data-theme="dark"\] (\{[^}]*\})')


def page_css() -> str:
    """The style of a page that stands alone: it follows the browser's light or dark."""
    theme, note = ((paths.resources() / name).read_text("utf-8") for name in ("theme.css", "note.css"))
    dark = _DARK.search(theme)
    assert dark, "theme.css has a dark block"
    return f"{theme}\n@media (prefers-color-scheme: dark) {{ :root:not([data-theme]) {dark[1]} }}\n{note}"
