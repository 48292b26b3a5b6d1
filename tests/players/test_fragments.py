"""A stream in fragments says how long it is, and nothing else of it is changed."""

import struct
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from reader.players.fragments import with_length
from tests.players.streaming import for_streaming
from tests.videos import Video

VideoFile = Callable[[Video], Path]
PICTURE = Video("apart.mp4", seconds=12.0, sound=False)


@pytest.fixture
def apart(video_file: VideoFile, tmp_path: Path) -> bytes:
    """A picture as sites have it apart from its sound."""
    return for_streaming(video_file(PICTURE), tmp_path).read_bytes()


def duration_at(content: bytes) -> int:
    """Where the header of the movie says how long it is (version 0 of it)."""
    return content.index(b"mvhd") + 4 + 16


def test_its_length_is_told_and_nothing_else_is_changed(apart: bytes, tmp_path: Path) -> None:
    told, at = with_length(apart), duration_at(apart)
    assert struct.unpack_from(">I", apart, at) == (0,)
    assert struct.unpack_from(">II", told, at - 4)[1] / struct.unpack_from(">I", told, at - 4)[0] == pytest.approx(12)
    assert (told[:at], told[at + 4 :]) == (apart[:at], apart[at + 4 :])
    (tmp_path / "told.mp4").write_bytes(told)
    with av.open(str(tmp_path / "told.mp4")) as film:
        assert sum(1 for _ in film.decode(video=0)) == PICTURE.frames


def test_what_tells_its_length_stays_as_it_is(video_file: VideoFile, apart: bytes) -> None:
    whole = video_file(PICTURE).read_bytes()
    assert with_length(whole) == whole
    assert with_length(with_length(apart)) == with_length(apart)


@pytest.mark.parametrize("content", [b"", b"no video at all", b"\0\0\0\x08moov", b"\0\0\0\x10moov\0\0\0\x08mvhd"])
def test_what_is_no_such_file_stays_as_it_is(content: bytes) -> None:
    assert with_length(content) == content


def test_half_an_index_tells_nothing(apart: bytes) -> None:
    half = apart[: apart.index(b"sidx") + 20]
    assert with_length(half) == half
