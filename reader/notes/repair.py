"""Read stamps as they were meant: one in seven of real notes cannot be meant as it is written.

The rules and their rates are `notes-format.md` §3 and §10.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reader.clock import clock
from reader.notes.stamps import Stamp, fields_of

Certainty = Literal["certain", "likely", "doubtful"]
How = Literal["as written", "minutes:seconds", "frames", "as shown", "no time"]
"""How a stamp is read: as it is written; `MM:SS:00` and `MM:SS:ff`, one place too far left; as the text of its link
shows it where that is another time; or not at all."""
Choice = Literal["automatic", "as written", "minutes:seconds"]
"""How the reader wants the stamps of a note to be read."""

LONGEST = 4.25 * 3600  # seconds; the notes' generator reads four hours at most, a few stamps reach 4:08
ENOUGH = 4  # stamps, before their seconds that are all :00 tell anything
MOSTLY = 0.8  # of the stamps end in :00


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a video besides the note whose stamps are read."""

    length: float | None = None
    """Seconds, where it is known."""
    siblings: tuple[float, ...] = ()
    """The seconds that other notes of the same video cite, in rising order: those that are certain."""


NOTHING_KNOWN = Evidence()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stamp is read as."""

    stamp: Stamp
    seconds: float | None
    reading: How
    certainty: Certainty
    why: str = ""
    """A sentence for people where it is not read as written or cannot be trusted, else nothing."""

    @property
    def repaired(self) -> bool:
        """Whether it is read otherwise than it is written."""
        return self.reading not in ("as written", "no time")


def read_stamps(
    stamps: Sequence[Stamp], evidence: Evidence = NOTHING_KNOWN, choice: Choice = "automatic"
) -> list[Reading]:
    """A reading for each stamp of one note, in their order."""
    duration = evidence.length
    timed = [fields_of(stamp.written) for stamp in stamps if stamp.seconds is not None]
    long = [fields for fields in timed if len(fields) == 3]
    shifted = len(timed) >= ENOUGH and sum(not fields[2] for fields in long) >= MOSTLY * len(timed)
    if shifted and duration is not None and all(stamp.seconds is None or stamp.seconds <= duration for stamp in stamps):
        shifted = False
    return [_read(stamp, shifted, duration) for stamp in stamps]


def _read(stamp: Stamp, shifted: bool, duration: float | None) -> Reading:
    fields = fields_of(stamp.written)
    if stamp.seconds is None:
        return Reading(
            stamp,
            None,
            "no time",
            "certain",
            f"“{stamp.written}” is no time." if stamp.written else "No time is given.",
        )
    limit = LONGEST if duration is None else duration + 1
    if len(fields) != 3:
        return _kept(stamp, limit, duration)
    dropped = fields[0] * 60 + fields[1]
    if shifted and not fields[2]:
        return _dropped(stamp, dropped, "the seconds of nearly every stamp in this note are :00")
    if stamp.seconds <= limit:
        return Reading(stamp, stamp.seconds, "as written", "certain")
    if duration is None:
        return _dropped(stamp, dropped, "it would be more than four hours in")
    if dropped <= limit:
        return _dropped(stamp, dropped, f"the video is {clock(duration)} long")
    return _kept(stamp, limit, duration)


def _kept(stamp: Stamp, limit: float, duration: float | None) -> Reading:
    """As written, for want of anything better; doubtful past the end of the video."""
    beyond = duration is not None and stamp.seconds is not None and stamp.seconds > limit
    return Reading(stamp, stamp.seconds, "as written", "doubtful" if beyond else "certain")


def _dropped(stamp: Stamp, seconds: float, because: str) -> Reading:
    why = f"Written {stamp.written}; read as {spoken(seconds)}, because {because}."
    how: How = "minutes:seconds" if not fields_of(stamp.written)[2] else "frames"
    return Reading(stamp, seconds, how, "likely", why)


def spoken(seconds: float) -> str:
    """`25 min 13 s`, as a sentence has it."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (rest, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 s"
