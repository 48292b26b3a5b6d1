"""What stands in the library's tree: its rows are made from the catalogue, and only where they are asked for."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.ui.tree_nodes import Keys, Node

if TYPE_CHECKING:
    from reader.library.catalog import Catalog, Channel, Entry

_MOST_MATCHES = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a library is to be listed, and in what order; `order` and `group` are those of the settings."""

    words: str = ""
    """Only notes whose title, or whose video's title, holds every one of them."""
    order: str = "name"
    group: str = "channel"
    only_unread: bool = False
    only_here: bool = False
    """Only notes whose video is on this disk."""
    read: frozenset[str] = frozenset()
    """The paths of the notes that `only_unread` leaves out."""
    recent: tuple[str, ...] = ()
    """The paths of notes that were read, the last one first, where they are sorted by that."""

    @property
    def filtered(self) -> bool:
        """Whether only what matches some words is listed."""
        return bool(self.words.strip())

    def shows(self, path: str) -> bool:
        """Whether a note is to be listed, wherever its video is."""
        return not self.only_unread or path not in self.read


def grown(catalog: "Catalog", wish: Wish, filled: Iterable[Keys] = ()) -> Node:
    """The tree of a library, with the children of the rows at `filled` made already."""
    root = Node("", "", fill=_Gardener(catalog, wish).rows)
    for keys in ((), *filled):
        node: Node | None = root
        for key in keys:
            node = node.child(key) if node else None
        if node:
            assert node.children is not None
    return root


class _Gardener:
    """Makes the rows that are wished for."""

    def __init__(self, catalog: "Catalog", wish: Wish) -> None:
        self._catalog, self._wish = catalog, wish

    def rows(self) -> list[Node]:
        """The outermost rows."""
        if self._wish.filtered:
            return self._matching()
        return self._tags() if self._wish.group == "tag" else self._channels()

    def _channels(self) -> list[Node]:
        left_out, here = self._left_out(), self._catalog.media_by_channel()
        nodes = [
            Node(
                "channel",
                channel.title,
                channel.folder,
                _extra(channel, here[channel.folder].videos if channel.folder in here else 0),
                size=here[channel.folder].size if channel.folder in here else 0,
                notes=channel.notes,
                fill=lambda folder=channel.folder: self._of_channel(folder),
            )
            for channel in self._catalog.channels()
            if left_out[channel.folder] < channel.notes
        ]
        top = self._notes(self._catalog.at_top())
        return top + self._sorted(nodes) or self._nothing()

    def _left_out(self) -> Counter[str]:
        """How many notes of each folder are not to be listed."""
        catalog, wish = self._catalog, self._wish
        paths = set(catalog.known(wish.read)) if wish.only_unread else set[str]()
        if wish.only_here:
            paths |= set(catalog.paths()) - set(catalog.paths_here())
        return Counter(path.rpartition("/")[0] for path in paths)

    def _shows(self, entry: "Entry") -> bool:
        is_here = entry.video is not None and self._catalog.media.has(entry.video)
        return self._wish.shows(entry.path) and (is_here or not self._wish.only_here)

    def _of_channel(self, folder: str) -> list[Node]:
        catalog = self._catalog
        videos = catalog.videos(folder)
        if self._wish.only_unread or self._wish.only_here:
            listed = {entry.video for entry in catalog.under(folder) if self._shows(entry)}
            videos = [video for video in videos if video.id in listed]
        return self._notes(catalog.notes(folder)) + [
            Node(
                "video",
                video.title,
                video.id,
                {"whole": "here", "parts": "parts here"}.get(here, ""),
                here=here,
                size=size,
                notes=video.notes,
                fill=lambda id_=video.id: self._notes(catalog.notes(folder, id_)),
            )
            for video in videos
            for here, size in [self._here(video.id)]
        ]

    def _here(self, video: str | None) -> tuple[str, int]:
        """How much of a video is here, and its bytes."""
        best = self._catalog.media.best(video) if video else None
        return (("parts" if best.in_parts else "whole"), best.size) if best else ("", 0)

    def _tags(self) -> list[Node]:
        def of(tag: str) -> Callable[[], list[Node]]:
            return lambda: self._notes(self._catalog.tagged(tag))

        tags = [
            Node("tag", f"#{tag.name}", tag.name, f"{tag.notes:,}", notes=tag.notes, fill=of(tag.name))
            for tag in self._catalog.tags()
        ]
        if not tags:
            return [Node("", "No note here has a tag")]
        if self._wish.only_unread or self._wish.only_here:
            tags = [node for node in tags if node.children]
        if self._wish.order == "notes":
            tags.sort(key=lambda node: -node.notes)
        return tags or self._nothing()

    def _matching(self) -> list[Node]:
        found = self._catalog.matching(self._wish.words.split(), _MOST_MATCHES)
        if not any(map(self._shows, found)):
            return [Node("", "No title is like that")]
        groups: dict[str, list[Entry]] = {}
        by_tag = self._wish.group == "tag"
        for entry in found:
            if self._shows(entry):
                for name in (self._catalog.tags_of(entry.path) or [""]) if by_tag else [entry.channel]:
                    groups.setdefault(name, []).append(entry)
        rest = self._notes(groups.pop("", []))
        nodes = [self._group(name, entries, by_tag=by_tag) for name, entries in groups.items()]
        more = [Node("", "… and more; type another word")] if len(found) == _MOST_MATCHES else []
        if by_tag:
            return sorted(nodes, key=lambda node: node.key.casefold()) + rest + more
        return rest + self._sorted(nodes) + more

    def _group(self, name: str, entries: "list[Entry]", *, by_tag: bool) -> Node:
        title = f"#{name}" if by_tag else self._catalog.channel_title(name)
        kind = "tag" if by_tag else "channel"
        return Node(kind, title, name, f"{len(entries)}", notes=len(entries), fill=lambda: self._notes(entries))

    def _notes(self, entries: "Iterable[Entry]") -> list[Node]:
        return [
            Node("note", entry.title, entry.path, here=here, size=size)
            for entry in entries
            if self._shows(entry)
            for here, size in [self._here(entry.video)]
        ]

    def _nothing(self) -> list[Node]:
        if not (self._catalog.count_notes() and (self._wish.only_unread or self._wish.only_here)):
            return []
        return [Node("", "No note’s video is here" if self._wish.only_here else "All notes are read")]

    def _sorted(self, channels: list[Node]) -> list[Node]:
        """Channels, which come by name, in the order that is wished for."""
        match self._wish.order:
            case "notes":
                return sorted(channels, key=lambda node: -node.notes)
            case "read":
                return _ranked(channels, (path.rpartition("/")[0] for path in self._wish.recent))
            case "changed":
                return _ranked(channels, self._catalog.changed_channels())
        return channels


def _extra(channel: "Channel", here: int) -> str:
    """How many videos a channel has, and of how many there is a file; its notes where it has but one."""
    if channel.videos <= 1:
        return f"{channel.notes:,}"
    return f"{here:,} of {channel.videos:,} here" if here else f"{channel.videos:,} videos"


def _ranked(channels: list[Node], folders: Iterable[str]) -> list[Node]:
    """Channels in the order in which their folders come first; then the others as they are."""
    ranks: dict[str, int] = {}
    for folder in folders:
        ranks.setdefault(folder, len(ranks))
    return sorted(channels, key=lambda node: ranks.get(node.key, len(ranks)))
