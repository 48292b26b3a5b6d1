"""The pages of a pack, for any browser and without a network: each note beside its video, and a list of them all."""

import base64
import hashlib
import json
import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby
from urllib.parse import quote

from reader import paths
from reader.library import notefile
from reader.library.captions import read_cues, tracks_of
from reader.library.catalog import Catalog
from reader.library.evidence import evidence
from reader.library.media import Media
from reader.library.pack_plan import PackedNote, Plan
from reader.library.page_style import page_css
from reader.notes.hrefs import FileHrefs
from reader.notes.page import render
from reader.notes.timemap import Piece

_MISSING = "This moment is not in this pack."
_WATCH = "Watch it where it was published"
_NO_VIDEO = "The video is not in this pack."
_MOST_CUES = 20_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A video in a pack: its file, relative to the pack with `/`, and the pieces of the video that it has."""

    file: str
    media: Media
    pieces: tuple[Piece, ...]


class _PackHrefs(FileHrefs):
    """Links to the notes that are in the pack alone, and stamps that the page's script follows."""

    def __init__(
        self, page: str, image: Callable[[str], str | None], video: str | None, packed: frozenset[str]
    ) -> None:
        super().__init__(page, image)
        self._video, self._packed = video, packed

    def stamp(self, video: str | None, seconds: float) -> str | None:
        """A moment of the note's own video; of another one where that was published."""
        return f"#t={seconds:.3f}".rstrip("0").rstrip(".") if video == self._video else super().stamp(video, seconds)

    def note(self, path: str, heading: str) -> str:
        """Nothing where the note is not in the pack: it is shown, but leads nowhere."""
        return super().note(path, heading) if path in self._packed else ""


def note_page(
    catalog: Catalog,
    note: PackedNote,
    plan: Plan,
    placed: Mapping[str, Placed],
    home: str,
    image: Callable[[str], str | None],
) -> str:
    """The page of a note; `home` leads from it to the pack's folder, `image` gives a picture's address.

    Raises ReaderError where the note cannot be read.
    """
    read = notefile.read(catalog.root, note.path)
    packed = frozenset(each.path for each in plan.notes)
    page = render(
        read,
        hrefs=_PackHrefs(note.path, image, read.video, packed),
        resolve=lambda target: catalog.resolve(target, read.channel),
        channel_title=catalog.channel_title(read.channel) if read.channel else "",
        video_title=catalog.video_title(read.video) if read.video else "",
        evidence=evidence(catalog, read.video, note.path),
    )
    video = placed.get(read.video or "")
    aside = _aside(read.video or "", video, home)
    script = _script() if read.video else ""
    body = f'<div class="pack">{aside}<main><article>{page.article}</article></main></div>\n{script}'
    return _document(page.title, body, script)


def index_page(catalog: Catalog, plan: Plan, folder_of_pages: str) -> str:
    """The list of all notes of a pack, by their channels, those that were chosen before those that they lead to."""
    parts = []
    by_channel = sorted(plan.notes, key=lambda note: (posixpath.dirname(note.path), note.step, note.title.casefold()))
    packed = {video.video for video in plan.videos}
    for channel, notes in groupby(by_channel, key=lambda note: posixpath.dirname(note.path)):
        items = "".join(_item(note, folder_of_pages, packed) for note in notes)
        heading = f"<h2>{escape(catalog.channel_title(channel))}</h2>" if channel else ""
        parts.append(f"{heading}<ul>{items}</ul>")
    left_out = "".join(f"<li>{escape(each.title)} <small>{escape(each.why)}</small></li>" for each in plan.left_out)
    if left_out:
        parts.append(f"<h2>Videos that are not in this pack</h2><ul>{left_out}</ul>")
    return _document("Notes", f'<main class="index"><h1>Notes</h1>{"".join(parts)}</main>', "")


def page_of(path: str) -> str:
    """Where among the pages that of the note at `path` is."""
    return posixpath.splitext(path)[0] + ".html"


def _item(note: PackedNote, folder: str, packed: set[str]) -> str:
    mark = " <small>with its video</small>" if note.video in packed else ""
    href = quote(posixpath.join(folder, page_of(note.path)))
    return f'<li><a class="link" href="{escape(href)}">{escape(note.title)}</a>{mark}</li>'


def _aside(video: str, placed: Placed | None, home: str) -> str:
    nav = f'<nav><a class="link" href="{escape(home)}index.html">All notes</a></nav>'
    if not video:
        return f"<aside>{nav}</aside>"
    data = {
        "video": video,
        "pieces": [[each.cited, each.end, each.file] for each in placed.pieces] if placed else [],
        "missing": _MISSING if placed else _NO_VIDEO,
        "watch": _WATCH,
        **_captions(placed),
    }
    # In a script element nothing is an entity, and nothing but `</` and `<!--` ends or turns it.
    told = json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    source = escape(quote(home + placed.file)) if placed else ""
    player = f'<video controls preload="metadata" src="{source}"></video>' if placed else f"<p>{escape(_NO_VIDEO)}</p>"
    return (
        f'<aside>{nav}{player}<p id="said" role="status"></p>'
        f'<script type="application/json" id="pack">{told}</script></aside>'
    )


def _captions(placed: Placed | None) -> dict[str, object]:
    """The captions of a video, in the time of its file as it is in the pack."""
    tracks = tracks_of(placed.media.file) if placed else ()
    if placed is None or not tracks:
        return {"cues": [], "captions": "", "language": ""}
    cues = [
        [round(start, 3), round(end, 3), cue.text]
        for cue in read_cues(tracks[0].file)[:_MOST_CUES]
        for start, end in _in_pack(cue.start, cue.end, placed)
    ]
    return {"cues": cues, "captions": tracks[0].name, "language": tracks[0].language}


def _in_pack(start: float, end: float, placed: Placed) -> Sequence[tuple[float, float]]:
    """Where a caption of the whole video is in the file of the pack; nowhere, once, or in parts."""
    if not placed.pieces:
        return [(start, end)]
    return [
        (piece.file + max(start, piece.cited) - piece.cited, piece.file + min(end, piece.end) - piece.cited)
        for piece in placed.pieces
        if start < piece.end and piece.cited < end
    ]


@cache
def _script() -> str:
    return f"<script>{(paths.resources() / 'pack.js').read_text('utf-8')}</script>"


@cache
def _style() -> str:
    return page_css() + (paths.resources() / "pack.css").read_text("utf-8")


def _document(title: str, body: str, script: str) -> str:
    """A document that may run our one script, show pictures and videos that lie beside it, and ask for nothing else."""
    allowed = f"'sha256-{_hash(script.removeprefix('<script>').removesuffix('</script>'))}'" if script else "'none'"
    shown = "img-src data: file: 'self'; media-src file: 'self'"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; {shown}; script-src {allowed}"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_style()}\n</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
