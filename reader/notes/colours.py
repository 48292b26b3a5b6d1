"""Code in the colours of its language, as Pygments' classes."""

from functools import lru_cache
from threading import get_ident

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_FORMATTER = HtmlFormatter(nowrap=True)


def coloured(source: str, language: str) -> str | None:
    """`source` as HTML; None where nobody knows the language."""
    lexer = _lexer(language, get_ident())
    return None if lexer is None else str(highlight(source, lexer, _FORMATTER))


@lru_cache(maxsize=64)
def _lexer(language: str, _thread: int) -> Lexer | None:
    """A thread has lexers of its own: some keep what they are doing in themselves."""
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
