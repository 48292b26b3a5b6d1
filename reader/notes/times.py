"""How a time is written in digits, and the seconds that it makes: everything that reads stamps agrees on this."""

import re
from collections.abc import Iterable
from functools import lru_cache

CLOCK = r"\d{1,4}(?::\d{1,3}){1,3}(?:;\d\d(?![\d:]))?(?:\.\d{1,3}|,\d{3}(?![\d:]))?"
"""Fields between colons; `;` stands before the frames of a drop-frame time code, a fraction has up to three digits."""
UNITS = r"(?=\d)(?:\d{1,3}h)?(?:\d{1,4}m)?(?:\d{1,6}(?:\.\d{1,3})?s?)?"
"""Plain seconds, and YouTube's `1h2m3s`, `2m`, `62s`."""

_CLOCK = re.compile(CLOCK)
_UNITS = re.compile(r"(?=\d)(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6}(?:\.\d{1,3})?)s?)?", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def fields_of(written: str) -> tuple[float, ...]:
    """The numbers of a time between its colons; empty where it is no time.

    Of four fields the last, the frames, is dropped (`01:00:13:00`), and a last one of three digits too (`05:21:999`).
    Plain seconds and `1h2m3s` are one field, the seconds.
    """
    if found := _CLOCK.search(written):
        parts = found[0].replace(",", ".").replace(";", ":").split(":")
        if len(parts) >= 4 or (len(parts) == 3 and len(parts[2]) == 3 and parts[2].isdigit()):
            parts = parts[:3] if len(parts) >= 4 else parts[:2]
        return tuple(map(float, parts))
    if not (units := _UNITS.fullmatch(written)):
        return ()
    hours, minutes, seconds = (float(each or 0) for each in units.groups())
    return (hours * 3600 + minutes * 60 + seconds,)


def seconds_of(written: str) -> float | None:
    """`H:MM:SS`, `MM:SS`, plain seconds or `1h2m3s` as seconds.

    What is past 59 counts as what it is: `01:24:99` is 1:25:39.
    """
    fields = fields_of(written)
    return in_seconds(fields) if fields else None


def in_seconds(fields: Iterable[float]) -> float:
    """What the numbers between colons come to."""
    seconds = 0.0
    for field in fields:
        seconds = seconds * 60 + field
    return seconds


def clock_in(text: str) -> str:
    """The first time with a colon that `text` holds, or nothing."""
    found = _CLOCK.search(text)
    return found[0] if found else ""


def times_in(text: str) -> list[tuple[str, int, int]]:
    """The times with colons in `text`: each as it is written, and from where to where it stands."""
    return [(found[0], *found.span()) for found in _CLOCK.finditer(text)]
