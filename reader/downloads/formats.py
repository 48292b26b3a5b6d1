"""Which of the formats of a site are fetched: those that play everywhere first, in yt-dlp's language for it."""

from reader.downloads.base import What

_PLAIN = 1080
"""Pixels of height up to which H.264 goes before newer codecs: above it sites have none."""
_ENOUGH = 720
"""Pixels of height that H.264 must have for that."""


def selector(what: What, height: int) -> str:
    """The `format` of a wish: picture and sound apart, joined by `+`, or one file of both.

    H.264 and AAC play in every player and cost the least to decode, so H.264 at 720p goes before VP9 at 1080p.
    """
    if what == "audio":
        return "ba[acodec^=mp4a]/ba/b"
    rest = f"bv*[height<={height}]+ba/b[height<={height}]/bv*+ba/b/bv*"
    if height > _PLAIN:
        return rest
    plain = f"[vcodec^=avc1][height<={height}][height>={min(height, _ENOUGH)}]"
    return f"bv*{plain}+ba[acodec^=mp4a]/bv*{plain}+ba/b{plain}/{rest}"


def sorting(height: int) -> list[str]:
    """The `format_sort` of a wish: what comes nearest to the height from below, H.264 and AAC among equals."""
    return [f"res:{height}", "vcodec:h264", "acodec:aac"]


def resolvable(height: int) -> str:
    """The `format` of a stream: only what can be played from its address as it is."""
    http = "[protocol^=http]"
    return f"bv*[vcodec^=avc1][height<={height}]{http}+ba[acodec^=mp4a]{http}/b[height<={height}]/bv*+ba/b"
