"""Which folders beside a library are taken for those of its videos."""

import os
from pathlib import Path

_NAMES = ("videos", "video", "media")
_BETWEEN = (" ", "-", "_", ".")


def folders_beside(root: Path) -> list[Path]:
    """The folders that lie in the same folder as the library at `root` and say by their names that they belong to it.

    `videos`, `video` and `media` do, and the same after the library's own name (`talks videos`, `talks-media`), however
    they are written.  Right in a home or at the top of a disk only the latter do: `~/Videos` is for more than these
    notes.  No other neighbour is ever looked into.
    """
    root = Path(os.path.abspath(root))  # noqa: PTH100  a library is where its name says, even if that is a link
    if root == root.parent:
        return []
    wanted = {f"{root.name}{between}{name}".casefold() for between in _BETWEEN for name in _NAMES}
    if root.parent not in (Path.home(), Path(root.anchor)):
        wanted |= set(_NAMES)
    try:
        with os.scandir(root.parent) as entries:
            found = [entry.name for entry in entries if entry.name.casefold() in wanted and entry.is_dir()]
    except OSError:
        return []
    return [root.parent / name for name in sorted(found) if name != root.name]
