"""The neighbourhood of a note: what it is linked with in one or two steps, and how that is linked itself."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from reader.library.resolve import plain_target
from reader.library.store import Store, values_of
from reader.notes.hrefs import channel_href, phantom_href, place_href, video_href
from reader.notes.links import loose_key

_FROM = """
SELECT DISTINCT links.note, meanings.note FROM json_each(?) AS asked
CROSS JOIN links ON links.note = asked.value JOIN meanings ON meanings.target = links.target
"""
_TO = """
SELECT DISTINCT links.note, meanings.note FROM json_each(?) AS asked
CROSS JOIN meanings ON meanings.note = asked.value JOIN links ON links.target = meanings.target
"""
_PHANTOMS = """
SELECT DISTINCT links.note, targets.target FROM json_each(?) AS asked
CROSS JOIN links ON links.note = asked.value JOIN targets ON targets.id = links.target
WHERE targets.state = 0 ORDER BY links.note, links.at
"""
_NOTES = """
SELECT notes.id, notes.path, notes.title, notes.video, coalesce(videos.title, notes.video), notes.channel
FROM json_each(?) AS asked CROSS JOIN notes ON notes.id = asked.value LEFT JOIN videos ON videos.id = notes.video
"""
_CHANNELS = "SELECT channel, title FROM notes WHERE own ORDER BY stem = channel"
_OWN = "SELECT notes.id FROM json_each(?) AS asked CROSS JOIN notes ON notes.id = asked.value WHERE own"

Key = int | str
"""A note by its number, a phantom by the letters of its name."""
Edges = set[tuple[Key, Key]]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A note near the open one, or a phantom that the open one names: that has a `target` and no `path`."""

    path: str
    target: str
    title: str
    video: str
    """Empty where the note names none."""
    video_title: str
    channel: str
    channel_title: str
    step: int
    """How many links away; 0 is the open note itself."""
    links_here: bool = False
    linked_from_here: bool = False

    @property
    def group(self) -> tuple[str, str]:
        """What it stands together with: the same video, else the same channel, else the other phantoms."""
        if self.target:
            return "phantom", ""
        return ("video", self.video) if self.video else ("channel", self.channel)

    @property
    def group_title(self) -> str:
        """What that video or channel is called; nothing for phantoms and for the top of the library."""
        return self.video_title if self.video else self.channel_title

    @property
    def href(self) -> str:
        """The address it is followed by."""
        return phantom_href(self.target) if self.target else place_href(self.path)

    @property
    def group_href(self) -> str:
        """The page of that video or channel; nothing for phantoms and for the top of the library."""
        if self.video:
            return video_href(self.video)
        return channel_href(self.channel) if self.channel else ""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The open note, then its neighbours, those of a group beside each other; empty where the note is not known."""

    notes: tuple[Neighbour, ...] = ()
    edges: tuple[tuple[int, int], ...] = ()
    """Who links to whom, as places in `notes`."""
    left_out: int = 0
    """How many neighbours there are beside these."""


def neighbourhood(store: Store, path: str, steps: int = 1, most: int = 150) -> Neighbourhood:
    """What the note at `path` is linked with in one or two steps: `most` of it, those most linked among themselves.

    A channel's own note is linked with every note of it, so the second step never leads through one.  Of two steps
    the second has a third of the places, should the first one need more than the others.
    """
    centre = store.value("SELECT id FROM notes WHERE path = ?", path)
    if centre is None:
        return Neighbourhood()
    edges = _links(store, {centre})
    near = {key for edge in edges for key in edge} - {centre}
    walked = near - _own(store, near) if steps > 1 else set()
    edges |= _links(store, walked)
    far = {key for edge in edges for key in edge} - near - {centre}
    edges |= _among(store, (near | far) - walked, near | far)
    phantoms = _phantoms(store, centre, near | far)
    edges |= {(note, name) for name, (_, notes) in phantoms.items() for note in notes}
    kept = _most_linked(edges, near | set(phantoms), far, most)
    notes = _read(store, [centre, *(key for key in kept if isinstance(key, int))])
    found = {key: replace(each, step=1 if key in near else 2) for key, each in notes.items() if key != centre}
    found |= {name: _phantom(phantoms[name][0]) for name in kept if isinstance(name, str)}
    return _ordered(centre, notes[centre], found, edges, len(near) + len(phantoms) + len(far) - len(kept))


def _links(store: Store, notes: set[Key]) -> Edges:
    asked = json.dumps(sorted(notes))
    return {(one, other) for sql in (_FROM, _TO) for one, other in store.rows(sql, asked) if one != other}


def _among(store: Store, notes: set[Key], others: set[Key]) -> Edges:
    """The links from these notes to the others."""
    rows = store.rows(_FROM, json.dumps(sorted(notes)))
    return {(one, other) for one, other in rows if other in others and one != other}


def _own(store: Store, notes: set[Key]) -> set[Key]:
    return set(values_of(store.rows(_OWN, json.dumps(sorted(notes)))))


def _phantoms(store: Store, centre: int, others: set[Key]) -> dict[str, tuple[str, set[int]]]:
    """What the open note names and nobody wrote: as it spells it, and the notes round it that name it too."""
    found: dict[str, tuple[str, set[int]]] = {}
    for _, target in store.rows(_PHANTOMS, json.dumps([centre])):
        found.setdefault(_letters(target), (target, {centre}))
    if found:
        for note, target in store.rows(_PHANTOMS, json.dumps(sorted(others))):
            if named := found.get(_letters(target)):
                named[1].add(note)
    return found


def _letters(target: str) -> str:
    return loose_key(plain_target(target)) or target


def _most_linked(edges: Edges, near: set[Key], far: set[Key], most: int) -> list[Key]:
    degree = Counter(key for edge in edges for key in edge)

    def ranked(keys: Iterable[Key]) -> list[Key]:
        return sorted(keys, key=lambda key: (-degree[key], isinstance(key, str), key))

    kept = ranked(near)[: most - min(len(far), most // 3)]
    inner = set(kept)
    reached = {key for edge in edges if edge[0] in inner or edge[1] in inner for key in edge}
    return kept + ranked(far & reached)[: most - len(kept)]


def _read(store: Store, numbers: list[int]) -> dict[Key, Neighbour]:
    channels = dict(store.rows(_CHANNELS))
    rows = store.rows(_NOTES, json.dumps(numbers))
    return {
        key: Neighbour(path, "", title, video, video_title, channel, channels.get(channel, channel), 0)
        for key, path, title, video, video_title, channel in rows
    }


def _phantom(target: str) -> Neighbour:
    return Neighbour("", target, target.replace("_", " "), "", "", "", "", 1)


def _ordered(centre: int, first: Neighbour, found: dict[Key, Neighbour], edges: Edges, left_out: int) -> Neighbourhood:
    """By group: that of the open note, then those with notes of the first step, the fullest first; phantoms last."""
    sizes = Counter(each.group for each in found.values())
    steps: dict[tuple[str, str], int] = {}
    for each in found.values():
        steps[each.group] = min(each.step, steps.get(each.group, each.step))

    def order(item: tuple[Key, Neighbour]) -> tuple[object, ...]:
        _, each = item
        group = each.group
        return (
            group != first.group,
            steps[group],
            group[0] == "phantom",
            -sizes[group],
            each.group_title.casefold(),
            group,
            each.step,
            each.title.casefold(),
            each.path,
        )

    keys: list[Key] = [centre, *(key for key, _ in sorted(found.items(), key=order))]
    place = {key: number for number, key in enumerate(keys)}
    shown = {(place[one], place[other]) for one, other in edges if one in place and other in place}
    notes = [
        replace(found[key], links_here=(number, 0) in shown, linked_from_here=(0, number) in shown)
        for number, key in enumerate(keys[1:], 1)
    ]
    return Neighbourhood((first, *notes), tuple(sorted(shown)), left_out)
