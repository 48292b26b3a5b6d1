"""A note made into a page: everything that is shown of it, as safe HTML."""

from dataclasses import dataclass
from html import escape

from reader.notes.extensions.headings import Heading
from reader.notes.hrefs import FileHrefs, Hrefs, WindowHrefs
from reader.notes.markdown import to_html
from reader.notes.note import Note
from reader.notes.pieces import PageLink, Pieces, Resolve
from reader.notes.repair import NOTHING_KNOWN, Choice, Evidence, Reading, read_stamps

__all__ = ["FileHrefs", "Heading", "Hrefs", "Page", "PageLink", "WindowHrefs", "document", "render"]

WORDS_A_MINUTE = 230  # silent reading of English non-fiction is 238 (Brysbaert 2019); some of it goes to the video

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data: alongside:; font-src data: alongside:"


@dataclass(frozen=True, slots=True)
class Page:
    """A note ready to be shown."""

    article: str
    """The inner HTML of one `<article>`: safe, complete."""
    title: str
    words: int
    headings: tuple[Heading, ...]
    """In the order of the text, the title not among them."""
    links: tuple[PageLink, ...]
    """The wikilinks in the order of the text, that of the line `From:` not among them."""
    readings: tuple[Reading, ...]
    """The stamps in the order of the text; `data-n` of a stamp's element counts them from 0."""


def render(
    note: Note,
    *,
    hrefs: Hrefs,
    resolve: Resolve,
    channel_title: str = "",
    video_title: str = "",
    evidence: Evidence = NOTHING_KNOWN,
    choice: Choice = "automatic",
) -> Page:
    """The page of `note`. `resolve` gives the notes that a target can mean; `evidence` is of its video."""
    pieces = Pieces(note, hrefs, resolve, lambda stamps: read_stamps(stamps, evidence, choice))
    html, headings = to_html(pieces.text, pieces.addresses, note.title)
    words = len(pieces.lifted.plain(pieces.text).split())
    head = _head(note, pieces, channel_title, video_title, minutes(words))
    return Page(head + pieces.lifted.html(html), note.title, words, headings, pieces.links, pieces.readings)


def minutes(words: int) -> int:
    """How long it takes to read so many words; nothing takes no time."""
    return max(1, round(words / WORDS_A_MINUTE))


def _head(note: Note, pieces: Pieces, channel_title: str, video_title: str, length: int) -> str:
    """The quiet line `channel · video · N min` and the title under it."""
    name = (pieces.origin or note.channel.rpartition("/")[2]).lstrip("@")
    shown = escape(channel_title or name)
    paths = pieces.resolve(name) if name else ()
    href = pieces.hrefs.note(paths[0], "") if len(paths) == 1 and paths[0] != note.path else None
    if href:
        shown = f'<a class="link" href="{escape(href)}">{shown}</a>'
    line = " · ".join(filter(None, (shown, escape(video_title), f"{length} min")))
    return f'<p class="from">{line}</p>\n<h1>{escape(note.title)}</h1>\n'


def document(page: Page, *, css: str, lang: str = "en", theme: str = "") -> str:
    """A complete HTML document around the article; its policy allows no script and no request but for our pictures."""
    attributes = f' lang="{escape(lang)}"' + (f' data-theme="{escape(theme)}"' if theme else "")
    style = css.replace("</", "<\\/")
    return (
        f"<!doctype html>\n<html{attributes}>\n<head>\n"
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(page.title)}</title>\n<style>\n{style}\n</style>\n</head>\n"
        f"<body>\n<article>\n{page.article}\n</article>\n</body>\n</html>\n"
    )
