"""What is said of a file that cannot be played, or not as it should."""

from pathlib import Path

import av

from reader.players.base import Source
from reader.players.decoder import MediaInfo, NothingToPlay


def unreadable(file: Source, error: Exception) -> str:
    """Why `file` cannot be played."""
    if not isinstance(file, Path):
        return not_sent(file.name, refused=isinstance(error, av.error.HTTPClientError))
    match error:
        case FileNotFoundError():
            return f"The video “{file.name}” is not there any more."
        case PermissionError():
            return f"You may not read the video “{file.name}”."
        case IsADirectoryError():
            return f"“{file.name}” is a folder, not a video."
        case NothingToPlay(codec=codec) if codec:
            return f"“{file.name}” cannot be played: it is coded as {codec}, which this computer cannot play."
        case NothingToPlay():
            return f"“{file.name}” has neither picture nor sound."
    if file.is_file() and file.stat().st_size == 0:
        return f"The video “{file.name}” is empty: 0 bytes."
    return f"“{file.name}” is damaged or not a video: it cannot be read."


def lost(name: str, info: MediaInfo) -> str:
    """What of a file cannot be played where the rest can; empty where all can."""
    if info.lost_picture:
        return (
            f"“{name}” can only be heard: its picture is coded as {info.lost_picture}, which this computer cannot play."
        )
    if info.lost_sound:
        return f"“{name}” can only be seen: its sound is coded as {info.lost_sound}, which this computer cannot play."
    return ""


def only_frames(name: str, codec: str) -> str:
    """The picture of a file does not move: its codec is known to PyAV and not to what plays on."""
    return f"“{name}” shows single frames only: its picture is coded as {codec}, which the player cannot play."


def breaks_off(name: str, missing: float) -> str:
    """A file ends `missing` seconds before it should."""
    return f"“{name}” breaks off here, {missing:.0f} seconds before its end: it is not whole."


def no_answer(name: str) -> str:
    """Nothing can be read of a file, and nothing says why."""
    return f"“{name}” does not answer: its disk or the network may be gone."


def not_sent(name: str, *, refused: bool) -> str:
    """A stream does not come, or the site does not want to send it."""
    return f"The site {'refuses' if refused else 'does not send'} “{name}”."


def no_sound(name: str) -> str:
    """The picture of a stream comes, its sound does not."""
    return f"“{name}” has no sound: the site does not send it."


def stands_still(name: str) -> str:
    """A file that played goes on no more, and did not after it was begun anew either."""
    return f"“{name}” stands still and does not go on. Press play to try again."
