"""The seam behind which a video is decoded, and what stands behind it."""

from reader.players.choose import best_backend, why_no_vlc

__all__ = ["best_backend", "why_no_vlc"]
