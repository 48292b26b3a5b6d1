"""Texts from strangers, made fit to be shown in the window."""

import html
import unicodedata

from PySide6.QtCore import QUrl

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """`text` without what could turn or break the line it is shown in: control and bidirectional characters."""
    return "".join(char for char in text if char not in _BIDI and (unicodedata.category(char) != "Cc"))


def tooltip(*lines: str) -> str:
    """Lines as a tooltip that wraps, and is text: what looks like HTML would be drawn, with files of this disk."""
    return f"<qt>{'<br>'.join(html.escape(plain(line)) for line in lines)}</qt>"


def count(number: int, one: str, many: str) -> str:
    """A number with its word: `1 note`, `21,273 notes`."""
    return f"{number:,} {one if number == 1 else many}"


def host_and_rest(address: str) -> tuple[str, str]:
    """Where an address of a stranger leads, and what follows, to be shown.

    The host is in ASCII, so that no letter of another alphabet stands for one of ours; names and passwords before it,
    which can look like a host, are left out; nothing turns the line.
    """
    url, part = QUrl(address), QUrl.ComponentFormattingOption
    if not url.host():
        return "", plain(address)
    host = f"[{url.host()}]" if ":" in url.host() else url.host(part.FullyEncoded)
    port = f":{url.port()}" if url.port() != -1 else ""
    query = f"?{url.query(part.PrettyDecoded)}" if url.hasQuery() else ""
    fragment = f"#{url.fragment(part.PrettyDecoded)}" if url.hasFragment() else ""
    return f"{url.scheme()}://{host}{port}", plain(url.path(part.PrettyDecoded) + query + fragment)
