"""How words are compared: without case, without accents, each Chinese, Japanese or Korean sign a word of its own."""

import re
import unicodedata
from functools import lru_cache

_FOREIGN = re.compile(r"[^\x00-\x7f]")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")


def fold(text: str) -> str:
    """`text` as it is compared.  It may be longer or shorter: `place_in` tells what stands where."""
    return (text if text.isascii() else _FOREIGN.sub(lambda found: _folded(found[0]), text)).lower()


def place_in(text: str, at: int) -> int:
    """Where in `text` stands what is at the place `at` of `fold(text)`."""
    shift = 0
    for foreign in _FOREIGN.finditer(text):
        start = foreign.start() + shift
        length = len(_folded(foreign[0]))
        if at < start + length:
            return foreign.start() if at > start else at - shift
        shift += length - 1
    return at - shift


@lru_cache(maxsize=20_000)
def _folded(char: str) -> str:
    if _IDEOGRAPH.match(char):
        return f" {unicodedata.normalize('NFKC', char)} "
    plain = "".join(each for each in unicodedata.normalize("NFKD", char.casefold()) if not unicodedata.combining(each))
    return plain.lower()
