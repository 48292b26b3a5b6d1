"""The rows of the library's tree.  They may be made in any thread: they know of no widget."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

Keys = tuple[str, ...]
"""The keys of the rows that lead to one, from the outermost on."""


@dataclass
class Node:
    """A row of the tree: a `note`, `video`, `channel` or `tag`, or a quiet sentence.

    `key` is its path, video id, folder or tag; `here` is `whole` or `parts` where so much of its video is on this disk,
    in so many bytes (`size`; a channel's is that of all its videos); `fill` makes its children when first asked for.
    """

    kind: str
    title: str
    key: str = ""
    extra: str = ""
    here: str = ""
    size: int = 0
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
            return node.kind, node.title, node.key, node.extra, node.here, node.size, node.fill is None

        if look(self) != look(other):
            return False
        if not other.filled:
            return True
        return len(self.children) == len(other.children) and all(
            mine.looks_like(its) for mine, its in zip(self.children, other.children, strict=True)
        )


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
