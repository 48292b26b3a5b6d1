"""Pages that nobody wrote: a video with all that its notes say of it, a channel, and a name that no note has."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from rapidfuzz import fuzz

from reader.clock import clock
from reader.notes.hrefs import WindowHrefs, channel_href, place_href, video_href
from reader.notes.sentences import Moment

TOGETHER = 2.0
"""Seconds; what two notes say alike so close together is said once."""
ALIKE = 88
"""Per cent of the letters; from here on two sentences say the same: notes of one generator differ by a word."""

_hrefs = WindowHrefs()


@dataclass(frozen=True, slots=True)
class Name:
    """A note by its path and title."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a moment of the video, and the notes that say it."""

    moment: Moment
    notes: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A video of a channel with its notes; `video` is empty for those that name none."""

    video: str
    title: str
    here: bool
    notes: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A note that names something, in a sentence, with the video and the second (None: no stamp) it stands by."""

    name: Name
    sentence: str
    video: str
    seconds: float | None


def merged(notes: Iterable[tuple[Name, Sequence[Moment]]]) -> list[Said]:
    """What several notes say of one video, in the order of the video; what is said twice stands once."""
    all_said = [Said(moment, (name,)) for name, moments in notes for moment in moments]
    found: list[Said] = []
    for said in sorted(all_said, key=lambda said: said.moment.seconds):
        at = next((at for at in _near(found, said.moment.seconds) if _alike(found[at], said)), None)
        if at is None:
            found.append(said)
        else:
            names = dict.fromkeys(found[at].notes + said.notes)
            found[at] = replace(found[at], notes=tuple(names))
    return found


def video_article(
    title: str, video: str, channel: Name | None, notes: Sequence[Name], said: Sequence[Said], here: str = ""
) -> str:
    """The page of a video: its notes, and what they say in the order of the video; `here` tells of its file."""
    counts = f"{_count(len(notes), 'note')} · {_count(len(said), 'moment')}"
    if here:
        counts += f" · {escape(here)}"
    if channel:
        counts = f'<a class="link" href="{escape(channel_href(channel.path))}">{escape(channel.title)}</a> · {counts}'
    parts = [_head(counts, title), _list(map(_link, notes), "notes")]
    if said:
        parts.append(f"<h2>In the order of the video</h2>\n{_list(_lines(video, said), 'moments')}")
    return "\n".join(parts)


def channel_article(title: str, own: Name | None, shelves: Sequence[Shelf]) -> str:
    """The page of a channel: its videos in its own order, each with its notes."""
    videos, notes = sum(bool(shelf.video) for shelf in shelves), sum(len(shelf.notes) for shelf in shelves)
    line = f"{_count(videos, 'video')} · {_count(notes, 'note')}"
    if own:
        line += f' · <a class="link" href="{escape(_hrefs.note(own.path, ""))}">its own note</a>'
    return "\n".join([_head(line, title), *map(_shelf, shelves)])


def phantom_article(target: str, mentions: Sequence[Mentioned], similar: Sequence[Name]) -> str:
    """The page of a name that no note has: who mentions it, and which notes are called nearly so."""
    notes = len({mention.name.path for mention in mentions})
    line = f"No note has this name yet · named in {_count(notes, 'note')}" if notes else "No note has this name"
    parts = [_head(line, target)]
    if similar:
        parts.append(f"<h2>Perhaps</h2>\n{_list(map(_link, similar), 'notes')}")
    if mentions:
        parts.append(f"<h2>Named in</h2>\n{_list(map(_mention, mentions), 'mentions')}")
    return "\n".join(parts)


def _near(found: list[Said], seconds: float) -> Iterator[int]:
    for at in range(len(found) - 1, -1, -1):
        if seconds - found[at].moment.seconds > TOGETHER:
            return
        yield at


def _alike(one: Said, other: Said) -> bool:
    first, second = one.moment.sentence.casefold(), other.moment.sentence.casefold()
    return first == second or fuzz.ratio(first, second, score_cutoff=ALIKE) > 0


def _lines(video: str, said: Iterable[Said]) -> Iterator[str]:
    """Each moment; its notes are named where they are others than those of the one before."""
    before: tuple[Name, ...] = ()
    for each in said:
        stamp = _stamp(video, each.moment.seconds, each.moment.reading.why)
        names = "" if each.notes == before else " · ".join(map(_link, each.notes))
        quiet = f' <span class="source">{names}</span>' if names else ""
        yield f"{stamp}<div>{escape(each.moment.sentence)}{quiet}</div>"
        before = each.notes


def _shelf(shelf: Shelf) -> str:
    title = escape(shelf.title)
    if shelf.video:
        here = ' <span class="here">here</span>' if shelf.here else ""
        title = f'<a class="link" href="{escape(video_href(shelf.video))}">{title}</a>{here}'
    return f"<h3>{title or 'Without a video'}</h3>\n{_list(map(_link, shelf.notes), 'notes')}"


def _mention(mention: Mentioned) -> str:
    href = place_href(mention.name.path, mention.sentence)
    stamp = _stamp(mention.video, mention.seconds, "") if mention.seconds is not None and mention.video else ""
    link = f'<a class="link" href="{escape(href)}">{escape(mention.name.title)}</a> {stamp}'
    return link + (f"<br>{escape(mention.sentence)}" if mention.sentence else "")


def _stamp(video: str, seconds: float, why: str) -> str:
    kind, title = ("t fixed", f' title="{escape(why)}"') if why else ("t", "")
    return f'<a class="{kind}" href="{escape(_hrefs.stamp(video, seconds))}"{title}>{clock(seconds)}</a>'


def _link(name: Name) -> str:
    return f'<a class="link" href="{escape(_hrefs.note(name.path, ""))}">{escape(name.title)}</a>'


def _head(line: str, title: str) -> str:
    return f'<p class="from">{line}</p>\n<h1>{escape(title)}</h1>'


def _list(items: Iterable[str], kind: str) -> str:
    return f'<ul class="{kind}">' + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}" + ("" if number == 1 else "s")
