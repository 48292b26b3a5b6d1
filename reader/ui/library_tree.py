"""The rows of the library's tree, made from the catalogue only where they are asked for.

Nodes may be made in any thread: they know of no widget.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.catalog import Catalog, Entry

_MOST_MATCHES = 500
Keys = tuple[str, ...]
"""The keys of the rows that lead to one, from the outermost on."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a library is to be listed, and in what order; `order` and `group` are those of the settings."""

    words: str = ""
    """Only notes whose title, or whose video's title, holds every one of them."""
    order: str = "name"
    group: str = "channel"
    only_unread: bool = False
    read: frozenset[str] = frozenset()
    """The paths of the notes that `only_unread` leaves out."""
    recent: tuple[str, ...] = ()
    """The paths of notes that were read, the last one first, where they are sorted by that."""

    @property
    def filtered(self) -> bool:
        """Whether only what matches some words is listed."""
        return bool(self.words.strip())

    def shows(self, path: str) -> bool:
        """Whether a note is to be listed."""
        return not self.only_unread or path not in self.read


@dataclass
class Node:
    """A row of the tree: a `note`, `video`, `channel` or `tag`, or a quiet sentence.

    `key` is its path, video id, folder or tag; `fill` makes its children when first asked for.
    """

    kind: str
    title: str
    key: str = ""
    extra: str = ""
    here: bool = False
    notes: int = 0
    fill: Callable[[], list["Node"]] | None = None
    parent: "Node | None" = None
    place: int = 0
    _children: list["Node"] | None = field(default=None, repr=False)

    @property
    def path(self) -> str:
        """The note's path, empty for another row."""
        return self.key if self.kind == "note" else ""

    @property
    def filled(self) -> bool:
        """Whether its children were made."""
        return self._children is not None

    @property
    def children(self) -> list["Node"]:
        """The rows below this one."""
        if self._children is None:
            self._children = self.fill() if self.fill else []
            for place, child in enumerate(self._children):
                child.parent, child.place = self, place
        return self._children

    @property
    def keys(self) -> Keys:
        """The keys that lead here from the root, which has none."""
        return (*self.parent.keys, self.key) if self.parent else ()

    def child(self, key: str) -> "Node | None":
        """The row below this one that stands for `key`."""
        return next((child for child in self.children if child.key == key), None)

    def looks_like(self, other: "Node") -> bool:
        """Whether what was shown of `other` would look the same here."""

        def look(node: Node) -> tuple[object, ...]:
            return node.kind, node.title, node.key, node.extra, node.here, node.fill is None

        if look(self) != look(other):
            return False
        if not other.filled:
            return True
        return len(self.children) == len(other.children) and all(
            mine.looks_like(its) for mine, its in zip(self.children, other.children, strict=True)
        )


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


def filled_below(node: Node) -> Iterator[Keys]:
    """The rows whose children were made."""
    if node.filled:
        yield node.keys
        for child in node.children:
            yield from filled_below(child)


def trail(root: Node, ways: Iterable[Keys]) -> list[Node]:
    """The rows that lead from the root to a note, along the first of the ways that does; empty where none does."""
    for keys in ways:
        found: list[Node] = []
        node = root
        for key in keys:
            if key and (child := node.child(key)):
                found.append(child)
                node = child
        if found and found[-1].path == keys[-1]:
            return found
    return []


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
        read = Counter(path.rpartition("/")[0] for path in self._catalog.known(self._wish.read))
        nodes = [
            Node(
                "channel",
                channel.title,
                channel.folder,
                f"{channel.videos} videos" if channel.videos > 1 else f"{channel.notes:,}",
                notes=channel.notes,
                fill=lambda folder=channel.folder: self._of_channel(folder),
            )
            for channel in self._catalog.channels()
            if read[channel.folder] < channel.notes
        ]
        top = self._notes(self._catalog.at_top())
        return top + self._sorted(nodes) or self._nothing()

    def _of_channel(self, folder: str) -> list[Node]:
        catalog = self._catalog
        videos = catalog.videos(folder)
        if self._wish.only_unread:
            unread = {entry.video for entry in catalog.under(folder) if self._wish.shows(entry.path)}
            videos = [video for video in videos if video.id in unread]
        return self._notes(catalog.notes(folder)) + [
            Node(
                "video",
                video.title,
                video.id,
                "here" if catalog.media.has(video.id) else "",
                here=catalog.media.has(video.id),
                notes=video.notes,
                fill=lambda id_=video.id: self._notes(catalog.notes(folder, id_)),
            )
            for video in videos
        ]

    def _tags(self) -> list[Node]:
        def of(tag: str) -> Callable[[], list[Node]]:
            return lambda: self._notes(self._catalog.tagged(tag))

        tags = [
            Node("tag", f"#{tag.name}", tag.name, f"{tag.notes:,}", notes=tag.notes, fill=of(tag.name))
            for tag in self._catalog.tags()
        ]
        if not tags:
            return [Node("", "No note here has a tag")]
        if self._wish.only_unread:
            tags = [node for node in tags if node.children]
        if self._wish.order == "notes":
            tags.sort(key=lambda node: -node.notes)
        return tags or self._nothing()

    def _matching(self) -> list[Node]:
        found = self._catalog.matching(self._wish.words.split(), _MOST_MATCHES)
        if not any(self._wish.shows(entry.path) for entry in found):
            return [Node("", "No title is like that")]
        groups: dict[str, list[Entry]] = {}
        by_tag = self._wish.group == "tag"
        for entry in found:
            if self._wish.shows(entry.path):
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
        return [Node("note", entry.title, entry.path) for entry in entries if self._wish.shows(entry.path)]

    def _nothing(self) -> list[Node]:
        return [Node("", "All notes are read")] if self._wish.only_unread and self._catalog.count_notes() else []

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


def _ranked(channels: list[Node], folders: Iterable[str]) -> list[Node]:
    """Channels in the order in which their folders come first; then the others as they are."""
    ranks: dict[str, int] = {}
    for folder in folders:
        ranks.setdefault(folder, len(ranks))
    return sorted(channels, key=lambda node: ranks.get(node.key, len(ranks)))
