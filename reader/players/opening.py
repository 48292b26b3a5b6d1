"""Opens what is to be decoded: a file, or a stream with the headers that its site wants."""

from pathlib import Path

import av
from av.container.input import InputContainer

from reader.players.base import Source

_PATIENCE = 8.0
"""Seconds without a byte after which a stream is given up."""


def open_source(source: Source) -> InputContainer:
    """Raises OSError or av.FFmpegError where it cannot be read."""
    if isinstance(source, Path):
        return av.open(str(source))
    headers = "".join(f"{name}: {value}\r\n" for name, value in source.headers)
    options = {"headers": headers, "rw_timeout": str(round(_PATIENCE * 1e6)), "reconnect": "1"}
    return av.open(source.picture, options=options)
