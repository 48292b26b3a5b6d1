"""Read a channel's own note: the only place that says what its videos are called and in which order they come."""

import re
from dataclasses import dataclass, replace

_VIDEO = re.compile(
    r"^### +\[(.*)\]\(\s*<?https?://(?:www\.)?(?:youtube\.com/watch\?v=|youtu\.be/)([0-9A-Za-z_-]{11})[^)]*\)"
)
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

    One that is listed twice is `merged`.
    """
    groups: list[tuple[str, str, list[str]]] = []
    targets: list[str] = []
    for line in body.split("\n"):
        if video := _VIDEO.match(line):
            targets = []
            groups.append((video[2], video[1].strip(), targets))
        elif line.startswith("#"):
            targets = []
        elif target := _LISTED.match(line):
            targets.append(target[1])
    return merged([ListedVideo(id_, title, tuple(targets)) for id_, title, targets in groups])


def merged(videos: list[ListedVideo]) -> list[ListedVideo]:
    """Each video once: at its first place, with its first title and with all its targets."""
    found: dict[str, ListedVideo] = {}
    for video in videos:
        first = found.get(video.id, video)
        found[video.id] = replace(first, targets=tuple(dict.fromkeys((*first.targets, *video.targets))))
    return list(found.values())


def is_channel_note(path: str) -> bool:
    """Whether the note at `path` is its folder's own: `lemmino/LEMMiNO.md`."""
    *folders, name = path.split("/")
    return bool(folders) and name.rsplit(".", 1)[0].casefold() == folders[-1].casefold()
