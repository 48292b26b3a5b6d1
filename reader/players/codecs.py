"""What the codecs of a file are called by people, also of one that nothing here can decode."""

import re
from pathlib import Path

from av.stream import Stream

from reader.players.base import Source

NAMES = {
    "aac": "AAC",
    "ac4": "AC-4",
    "ac-4": "AC-4",
    "ac3": "Dolby Digital (AC-3)",
    "apv": "APV",
    "apv1": "APV",
    "av1": "AV1",
    "av01": "AV1",
    "av2": "AV2",
    "dvh1": "Dolby Vision",
    "eac3": "Dolby Digital Plus (E-AC-3)",
    "evc": "EVC",
    "evc1": "EVC",
    "h264": "H.264 (AVC)",
    "hevc": "HEVC (H.265)",
    "libdav1d": "AV1",
    "lvc1": "LCEVC",
    "mha1": "MPEG-H 3D Audio",
    "mhm1": "MPEG-H 3D Audio",
    "prores": "ProRes",
    "vp8": "VP8",
    "vp9": "VP9",
    "vvc": "VVC (H.266)",
    "vvc1": "VVC (H.266)",
    "vvi1": "VVC (H.266)",
}
"""By FFmpeg's names and by the four letters that MP4 files have (mp4ra.org)."""
UNNAMED = "a way of its own"

_IN_MP4 = re.compile(rb"stsd.{12}([ -~]{4})", re.DOTALL)
_IN_MATROSKA = re.compile(rb"\x86[\x81-\xbf]([VAS]_[A-Z0-9_/.]+)")
_ENDS = 2**20
"""Bytes at either end of a file in which it tells what it holds."""


def codec_of(stream: Stream, file: Source) -> str:
    """What the codec of `stream`, the one of `file`, is called.  Raises OSError."""
    if stream.codec_context:
        context = stream.codec_context
        return NAMES.get(context.name) or context.codec.long_name or context.name
    told = _told_by(file) if isinstance(file, Path) else []
    return NAMES.get(told[stream.index], told[stream.index]) if stream.index < len(told) else UNNAMED


def _told_by(file: Path) -> list[str]:
    """The codecs of the file's tracks by its own words, in their order."""
    with file.open("rb") as content:
        ends = content.read(_ENDS)
        content.seek(max(file.stat().st_size - _ENDS, len(ends)))
        ends += content.read(_ENDS)
    return [name.decode("ascii").strip() for name in _IN_MP4.findall(ends) or _IN_MATROSKA.findall(ends)]
