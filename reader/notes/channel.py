"""Read a channel's own note: the only place that says what its videos are called and in which order they come."""

import re
from dataclasses import dataclass

_VIDEO = re.compile(r"^### +\[(.*)\]\(\s*<?https?://(?:www\.)?(?:youtube\.com/watch\?v=|youtu\.be/)([\w-]{11})[^)]*\)")
_LISTED = re.compile(r"^[-*] +\[\[\s*([^\]|#]+?)\s*(?:[#|][^\]]*)?\]\]")


@dataclass(frozen=True, slots=True)
class ListedVideo:
    """A video as its channel's note lists it."""

    id: str
    title: str
    targets: tuple[str, ...]
    """What the list under its title links to, as written; not every one of them is a note."""


def listed_videos(body: str) -> list[ListedVideo]:
    """The groups `### [title](address of the video)` and `- [[slug | Topic]]`, in their order.

    A video that is listed twice keeps its first title and place, and gets the targets of both.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    targets: list[str] = []
    for line in body.split("\n"):
        if video := _VIDEO.match(line):
            targets = found.setdefault(video[2], (video[1].strip(), []))[1]
        elif line.startswith("#"):
            targets = []
        elif target := _LISTED.match(line):
            targets.append(target[1])
    return [ListedVideo(id_, title, tuple(dict.fromkeys(links))) for id_, (title, links) in found.items()]


def is_channel_note(path: str) -> bool:
    """Whether the note at `path` is its folder's own: `lemmino/LEMMiNO.md`."""
    *folders, name = path.split("/")
    return bool(folders) and name.rsplit(".", 1)[0].casefold() == folders[-1].casefold()
