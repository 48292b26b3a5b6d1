"""The videos of a pack: copied, or cut down to what is cited, with their captions and what is known of them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from reader.library.captions import tracks_of
from reader.library.infos import read_info
from reader.library.media import is_parts
from reader.library.pack_plan import PackedVideo
from reader.notes.ranges import Range
from reader.notes.timemap import Piece
from reader.remux import Kept, Source, chain, cut

_KEPT = ("id", "title", "channel", "uploader", "duration", "extractor_key", "webpage_url", "chapters", "language")
"""What of an info.json goes along."""
_PIECE = 1024 * 1024
_FRAME = 0.004
"""Seconds, less than a frame lasts: times in files are rounded."""
_NAME_BYTES = 150

Check = Callable[[], None]
"""Called often while a video is written; raises where nobody wants it any more."""


def write_video(packed: PackedVideo, folder: Path, check: Check) -> tuple[Path, tuple[Piece, ...]]:
    """Put a video into `folder`, with its captions; its file, and the pieces that it has, none for all of it.

    Raises OSError, ValueError, or `av.FFmpegError` where its file cannot be read.
    """
    stem = _stem(packed)
    if packed.ranges:
        file = folder / f"{stem}.parts.mp4"
        pieces = _cut(packed, file, check)
    else:
        file = folder / f"{stem}{'.parts' if is_parts(packed.media.file) else ''}{packed.media.file.suffix}"
        copy(packed.media.file, file, check)
        pieces = packed.media.pieces
    for track in tracks_of(packed.media.file):
        language = f".{track.language}" if track.language else ""
        copy(track.file, folder / f"{stem}{language}{track.file.suffix}", check)
    facts = _facts(packed, pieces)
    file.with_name(f"{file.stem}.info.json").write_text(json.dumps(facts, ensure_ascii=False, sort_keys=True), "utf-8")
    return file, pieces


def copy(source: Path, target: Path, check: Check) -> None:
    """Copy a file's content, and nothing else of it."""
    with source.open("rb") as read, target.open("xb") as write:
        while data := read.read(_PIECE):
            check()
            write.write(data)


def _cut(packed: PackedVideo, out: Path, check: Check) -> tuple[Piece, ...]:
    """Write what is cited into `out`; the pieces of it."""
    scratch = out.with_name(f".{out.stem}.d")
    scratch.mkdir()
    passages = []
    for number, (start, end) in enumerate(in_file(packed.ranges, packed.media.pieces)):
        check()
        file = scratch / f"{number}.mp4"
        passages.append((file, cut([Source(str(packed.media.file))], start + _FRAME, end, file, lambda _: check())))
    kept = chain(passages, out)
    shutil.rmtree(scratch)
    return tuple(as_cited(each, packed.media.pieces) for each in kept)


def in_file(ranges: tuple[Range, ...], pieces: tuple[Piece, ...]) -> list[Range]:
    """Where ranges of cited time, which lie within `pieces`, are in the file; no pieces mean all of the video."""
    if not pieces:
        return list(ranges)
    return [
        (piece.file + max(start, piece.cited) - piece.cited, piece.file + min(end, piece.end) - piece.cited)
        for start, end in ranges
        for piece in pieces
        if start < piece.end and piece.cited < end
    ]


def as_cited(kept: Kept, pieces: tuple[Piece, ...]) -> Piece:
    """The piece that a passage of a file is, told in cited time."""
    if not pieces:
        return Piece(kept.start, kept.end, kept.file)
    # A cut begins at a key frame, at earliest at that of the piece that it is in.
    piece = max((each for each in pieces if each.file <= kept.start + _FRAME), key=lambda each: each.file)
    shift = piece.cited - piece.file
    return Piece(kept.start + shift, min(kept.end + shift, piece.end), kept.file)


def _facts(packed: PackedVideo, pieces: tuple[Piece, ...]) -> dict[str, object]:
    info = {name: value for name, value in read_info(packed.media.file).items() if name in _KEPT}
    facts = {"id": packed.video, "title": packed.title, "extractor_key": "Youtube", **info}
    if pieces:
        facts["alongside_pieces"] = [[each.cited, each.end, each.file] for each in pieces]
    return facts


def _stem(packed: PackedVideo) -> str:
    """What its files are called: on every system, and with its id."""
    plain = "".join(each if each.isalnum() or each in " -_.,()" else "_" for each in packed.title).strip(" ._")
    short = plain.encode()[:_NAME_BYTES].decode(errors="ignore").strip()
    return f"{short} [{packed.video}]".strip()
