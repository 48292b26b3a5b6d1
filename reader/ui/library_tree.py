"""The rows of the library's tree, made from the catalogue only where they are asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.ui.text import plain

if TYPE_CHECKING:
    from reader.library.catalog import Catalog, Channel, Entry, Video

_MOST_MATCHES = 500


@dataclass
class Node:
    """A row of the tree.  `key` is its folder, video id or path; `fill` makes its children when first asked for."""

    title: str
    key: str = ""
    extra: str = ""
    path: str = ""
    here: bool = False
    fill: Callable[[], list["Node"]] | None = None
    parent: "Node | None" = None
    place: int = 0
    _children: list["Node"] | None = field(default=None, repr=False)

    @property
    def children(self) -> list["Node"]:
        """The rows below this one."""
        if self._children is None:
            self._children = self.fill() if self.fill else []
            for place, child in enumerate(self._children):
                child.parent, child.place = self, place
        return self._children

    def child(self, key: str) -> "Node | None":
        """The row below this one that stands for `key`."""
        return next((child for child in self.children if child.key == key), None)


def whole(catalog: "Catalog") -> Node:
    """The tree of all notes."""

    def fill() -> list[Node]:
        return [_note(entry) for entry in catalog.at_top()] + [
            _channel(catalog, channel) for channel in catalog.channels()
        ]

    return Node("", fill=fill)


def matching(catalog: "Catalog", text: str) -> Node:
    """The notes whose title, or whose video's title, holds every word of `text`; by channel, at most 500."""

    def fill() -> list[Node]:
        by_channel: dict[str, list[Node]] = {}
        found = catalog.matching(text.split(), _MOST_MATCHES)
        for entry in found:
            by_channel.setdefault(entry.channel, []).append(_note(entry))
        top = by_channel.pop("", [])
        more = [Node("… and more; type another word")] if len(found) == _MOST_MATCHES else []
        return (
            top
            + [
                Node(plain(catalog.channel_title(folder)), folder, str(len(notes)), fill=lambda notes=notes: notes)
                for folder, notes in by_channel.items()
            ]
            + more
        )

    return Node("", fill=fill)


def trail(root: Node, entry: "Entry") -> list[Node]:
    """The rows that lead from the root to a note; empty where the tree does not hold it."""
    found: list[Node] = []
    node = root
    for key in (entry.channel, entry.video or "", entry.path):
        if key and (child := node.child(key)):
            found.append(child)
            node = child
    return found if found and found[-1].path == entry.path else []


def _channel(catalog: "Catalog", channel: "Channel") -> Node:
    extra = f"{channel.videos} videos" if channel.videos > 1 else str(channel.notes)

    def fill() -> list[Node]:
        videos = [_video(catalog, channel.folder, video) for video in catalog.videos(channel.folder)]
        return [_note(entry) for entry in catalog.notes(channel.folder)] + videos

    return Node(plain(channel.title), channel.folder, extra, fill=fill)


def _video(catalog: "Catalog", folder: str, video: "Video") -> Node:
    here = catalog.media.has(video.id)
    return Node(
        plain(video.title),
        video.id,
        "here" if here else "",
        here=here,
        fill=lambda: [_note(entry) for entry in catalog.notes(folder, video.id)],
    )


def _note(entry: "Entry") -> Node:
    return Node(plain(entry.title), entry.path, path=entry.path)
