"""What the downloader complains of, in people's words, each with the one thing that can be done about it."""

import re
from dataclasses import dataclass

from reader.downloads.base import Action, Trouble

HOUR = 3600.0

_UNITS = {"second": 1.0, "minute": 60.0, "hour": HOUR, "day": 24 * HOUR, "week": 7 * 24 * HOUR}
_SENTENCE_AT_MOST = 200
"""Characters of the downloader's own words that are shown as a sentence."""


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    pattern: str
    sentence: str
    action: Action = Action.NONE
    wait: float = 0.0


_RULES = (
    _Rule(
        "cookies",
        r"CookieLoadError|cookies database|failed to (load|decrypt).{0,40}cookie|decrypt with DPAPI",
        "The cookies of that browser cannot be read.",
        Action.COOKIES,
    ),
    _Rule(
        "room",
        r"No space left on device|Errno 28\b|Errno 122\b|quota exceeded|not enough space|WinError 112",
        "There is no room left where downloads are kept.",
        Action.FOLDER,
    ),
    _Rule(
        "folder",
        r"Permission ?(denied|Error)|Read-only file system|Errno (13|30)\b"
        r"|unable to (create directory|open for writing)|FileNotFoundError|NotADirectoryError|WinError 5\b",
        "The folder of downloads cannot be written to.",
        Action.FOLDER,
    ),
    _Rule(
        "bot",
        r"not a bot|captcha|IP is likely being blocked|automated (queries|requests)",
        "The site takes this computer for a robot and asks it to sign in.",
        Action.COOKIES,
    ),
    _Rule(
        "rate",
        r"rate-?limited|content isn.t available, try again later",
        "The site limits this computer for up to an hour.",
        Action.WAIT,
        HOUR,
    ),
    _Rule(
        "rate",
        r"HTTP Error 429|Too Many Requests",
        "The site has had too many requests from here, and asks for some minutes of patience.",
        Action.WAIT,
        180.0,
    ),
    _Rule(
        "age",
        r"confirm your age|age[- ](restricted|verif|gate)|inappropriate for some users",
        "The site asks for your age: it shows this video only to people who are signed in.",
        Action.COOKIES,
    ),
    _Rule(
        "members",
        r"members[- ]only|Join this channel|available to this channel.s members",
        "This video is for members of the channel only.",
        Action.COOKIES,
    ),
    _Rule("private", r"private video|video is private", "This video is private."),
    _Rule(
        "region",
        r"GeoRestricted|available in your (country|region|location)|from your location|geo.?restrict",
        "The site does not show this video in your country.",
    ),
    _Rule(
        "payment",
        r"requires payment|must (purchase|rent)|DRM protected",
        "This video is sold or rented, and cannot be downloaded.",
    ),
    _Rule(
        "upcoming",
        r"(will begin|begins|premieres) (in|shortly)|Premiere will begin|has not (started|yet begun)",
        "This video has not begun yet.",
        Action.WAIT,
    ),
    _Rule(
        "live",
        r"live (stream recording|event has ended)|is (currently )?live\b|ongoing live|post-?live",
        "This is a live stream; its recording is not there yet.",
        Action.WAIT,
        HOUR,
    ),
    _Rule(
        "removed",
        r"has been removed|no longer available|terminated|Video unavailable|video is (unavailable|not available)"
        r"|does not exist|HTTP Error (404|410)|Incomplete YouTube ID|content isn.t available",
        "This video is not there any more.",
    ),
    _Rule(
        "forbidden",
        r"HTTP Error 403|Forbidden",
        "The site refused the download; a newer downloader often knows the way.",
        Action.UPDATE,
    ),
    _Rule(
        "busy", r"HTTP Error 5\d\d", "The site has troubles of its own; try again in a minute.", Action.WAIT, 60.0
    ),
    _Rule(
        "certificate",
        r"CERTIFICATE_VERIFY_FAILED|CertificateVerifyError",
        "The connection is not safe: the site's certificate cannot be verified. Is this computer's clock right?",
        Action.RETRY,
    ),
    _Rule(
        "network",
        r"Failed to resolve|getaddrinfo|Name or service not known|name resolution|Network is unreachable"
        r"|No route to host|Connection refused|NewConnectionError|ProxyError|Errno (-2|-3|101|111|113|11001)\b",
        "The site cannot be reached: there is no network.",
        Action.RETRY,
    ),
    _Rule(
        "connection",
        r"timed? ?out|Connection ?(reset|aborted|broken)|RemoteDisconnected|IncompleteRead|bytes read|more expected"
        r"|ContentTooShort|Downloaded \d+ bytes, expected|TransportError|SSLError|Unable to download (API|web)",
        "The connection broke off.",
        Action.RETRY,
    ),
    _Rule(
        "ffmpeg",
        r"ffmpeg (is )?not (installed|found)|ffprobe and ffmpeg not found|ffmpeg or avconv not found"
        r"|merging of multiple formats but ffmpeg",
        "The parts of this video can be joined only with FFmpeg, which is not installed.",
        Action.FFMPEG,
    ),
    _Rule(
        "solving",
        r"(Signature|n challenge|challenge) solving failed",
        "The site has changed its riddles; a newer downloader knows them.",
        Action.UPDATE,
    ),
    _Rule(
        "helper",
        r"No supported JavaScript runtime",
        "YouTube offers this video only to those who can run its JavaScript.",
        Action.HELPER,
    ),
)  # fmt: skip
"""The first that fits tells.  The patterns are of yt-dlp 2026.10.26's own source, and of what it said in trials."""

_OUTDATED = _Rule(
    "outdated",
    r"No video formats found|Requested format is not available|Only images are available|please report this issue"
    r"|Failed to extract|Unable to extract|Failed to parse",
    "The downloader does not understand the site any more; a newer one may.",
    Action.UPDATE,
)
"""What is said where a cause is told in a warning only, or by nobody."""

_UNSUPPORTED = _Rule("unsupported", r"Unsupported URL|not a valid URL", "No video can be downloaded from this address.")


def trouble_of(error: str, status: int | None, text: str) -> Trouble:
    """Say in people's words why a wish failed.

    `error` is the name of the exception's type, `status` that of HTTP where there was one.  `text` is what was said:
    the error itself in its first line, and in those that follow the warnings that came before it, which often hold
    the cause.
    """
    first, _, warnings = text.strip().partition("\n")
    complaint = f"{error}: {first}" + (f" HTTP Error {status}" if status else "")
    rule = (
        _fitting(complaint, (*_RULES, _UNSUPPORTED)) or _fitting(warnings, _RULES) or _fitting(complaint, (_OUTDATED,))
    )
    if rule is None:
        return Trouble("unknown", first_sentence(first) or "The download failed.", Action.RETRY, text)
    return Trouble(rule.kind, rule.sentence, rule.action, text, rule.wait or _time_told(rule, first))


def first_sentence(text: str) -> str:
    """The first sentence of what yt-dlp says, without its marks, the video's id and the plea to report it."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text).partition("\n")[0].strip()
    text = re.sub(r"^(ERROR:\s*)?(\[[\w:+-]+\]\s+)?([\w-]{11}:\s+)?", "", text)
    text = re.split(r"; please report this issue| \(caused by |\.\s", text, maxsplit=1)[0].strip().rstrip(".")
    if len(text) > _SENTENCE_AT_MOST:
        text = text[:_SENTENCE_AT_MOST].rstrip() + "…"
    return f"{text}." if text and text[-1] not in ".!?…" else text


def _fitting(text: str, rules: tuple[_Rule, ...]) -> _Rule | None:
    return next((rule for rule in rules if re.search(rule.pattern, text, re.IGNORECASE)), None)


def _time_told(rule: _Rule, text: str) -> float:
    """Seconds, where the site says when: “Premieres in 18 hours”."""
    told = re.search(r"\bin (?:about )?(an?|\d+) (second|minute|hour|day|week)s?\b", text)
    if rule.kind != "upcoming" or not told:
        return 0.0
    return (1 if told[1].startswith("a") else int(told[1])) * _UNITS[told[2]]
