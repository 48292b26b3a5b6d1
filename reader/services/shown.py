"""What the video pane has to show, as a value."""

from dataclasses import dataclass
from enum import Enum


class Pane(Enum):
    """What the video pane has to show."""

    NO_VIDEO = "no video"
    NOT_HERE = "not here"
    CANNOT_PLAY = "cannot play"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the video pane shows, and at which second it was wished to be."""

    pane: Pane
    video: str = ""
    seconds: float = 0.0
    sentence: str = ""
    detail: str = ""
