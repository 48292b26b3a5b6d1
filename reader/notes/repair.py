"""Read stamps as they were meant: one in seven of real notes cannot be meant as it is written.

What is meant is weighed for the note as a whole (`sequence.py`); here it is put into words.  The note is never changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reader.clock import clock
from reader.notes.odds import Prospect, Time, time_of
from reader.notes.sequence import shifted
from reader.notes.stamps import Stamp, fields_of

Certainty = Literal["certain", "likely", "doubtful"]
How = Literal["as written", "minutes:seconds", "frames", "as shown", "no time"]
"""How a stamp is read: as it is written; `MM:SS:00` and `MM:SS:ff`, one place too far left; as the text of its link
shows it where that is another time; or not at all."""
Choice = Literal["automatic", "as written", "minutes:seconds"]
"""How the reader wants the stamps of a note to be read."""

LONGEST = 4.25 * 3600
"""Seconds; the notes' generator reads four hours at most, a few stamps reach 4:08 (`notes-format.md` §3)."""
_CERTAIN, _LIKELY = 0.98, 0.85
_ENOUGH, _MOSTLY = 3, 0.8  # so many stamps, and so much of all, end in :00
_PLAY = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a video besides the note whose stamps are read."""

    length: float | None = None
    """Seconds, where it is known."""
    siblings: tuple[float, ...] = ()
    """The seconds that other notes of the same video cite, in rising order: those that are certain."""
    slack: float = 1.0
    """By how many seconds the length may be too short: a video is as long as its last frame says, give or take."""

    @property
    def prospect(self) -> Prospect:
        """Where a stamp can lie."""
        return Prospect(LONGEST if self.length is None else self.length + self.slack, self.siblings)


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
    """A reading for each stamp of one note, in their order; one of another video is taken as it is written."""
    own = [stamp for stamp in stamps if stamp.seconds is not None and not stamp.video]
    if choice == "automatic":
        note = _Note([time_meant(stamp, evidence) for stamp in own], evidence)
        read = iter([note.reading(stamp, number) for number, stamp in enumerate(own)])
    else:
        read = iter([_chosen(stamp, choice) for stamp in own])
    return [_apart(stamp) if stamp.seconds is None or stamp.video else next(read) for stamp in stamps]


def time_meant(stamp: Stamp, evidence: Evidence = NOTHING_KNOWN) -> Time:
    """What is written, or what the text of the link shows where only that can be meant.

    `data-t="06:00:00">[00:06:00]` leads to six minutes: the text bears out the other sense of the tag.  Where the two
    say something else altogether the tag counts, as on the web, unless it lies past the end.
    """
    time = time_of(fields_of(stamp.written))
    if not stamp.shown:
        return time
    shown, end = time_of(fields_of(stamp.shown)), evidence.prospect.end
    borne_out = time.last is not None and abs(shown.written - time.shifted) <= _PLAY < time.written - time.shifted
    return shown if borne_out or time.written > end >= shown.written else time


def weigh(times: Sequence[Time], evidence: Evidence = NOTHING_KNOWN) -> list[tuple[float, Certainty]]:
    """The same for times alone: what each is read as, in seconds, and how certain that is."""
    note = _Note(times, evidence)
    return [note.weighed(number) for number in range(len(times))]


class _Note:
    """The stamps of a note that have a time, weighed together."""

    def __init__(self, times: Sequence[Time], evidence: Evidence) -> None:
        self._times, self._evidence, self._prospect = times, evidence, evidence.prospect
        self._shifted = shifted(times, self._prospect)
        zeros = sum(time.last == 0 for time in times)
        self._mostly_zeros = zeros >= max(_ENOUGH, _MOSTLY * len(times))

    def weighed(self, number: int) -> tuple[float, Certainty]:
        """What the stamp of this number is read as, in seconds, and how certain that is."""
        time, likely = self._times[number], self._shifted[number]
        seconds = time.shifted if likely > 0.5 else time.written
        if seconds > self._prospect.end:
            return seconds, "doubtful"
        likely = max(likely, 1 - likely)
        return seconds, "certain" if likely >= _CERTAIN else "likely" if likely >= _LIKELY else "doubtful"

    def reading(self, stamp: Stamp, number: int) -> Reading:
        """The same with a reason."""
        time = self._times[number]
        seconds, certainty = self.weighed(number)
        if self._shifted[number] > 0.5:
            how: How = "frames" if time.last else "minutes:seconds"
            why = f"Written {stamp.written}; read as {spoken(seconds)}, because {self._because(time)}."
            return Reading(stamp, seconds, how, certainty, why)
        why = ""
        if time.written != stamp.seconds:
            why = f"Written {stamp.written} and shown as {stamp.shown}: only {spoken(seconds)} can be meant."
            return Reading(stamp, seconds, "as shown", certainty, why)
        if seconds > self._prospect.end:
            why = self._past_the_end()
        elif certainty == "doubtful":
            why = f"It may be meant as {spoken(time.shifted)}."
        return Reading(stamp, seconds, "as written", certainty, why)

    def _because(self, time: Time) -> str:
        """What speaks most for another reading."""
        length, siblings = self._evidence.length, self._evidence.siblings
        if time.written > self._prospect.end:
            return "it would be more than four hours in" if length is None else f"the video is {clock(length)} long"
        if self._mostly_zeros and not time.last:
            return "the seconds of nearly every stamp in this note are :00"
        if time.shifted in siblings and time.written not in siblings:
            return "another note about this video cites that moment"
        if siblings and time.written > self._prospect.limit:
            return f"no other note about this video goes farther than {clock(siblings[-1])}"
        return "that fits the times round it"

    def _past_the_end(self) -> str:
        length = self._evidence.length
        if length is None:
            return "It would be more than four hours in."
        return f"The video is only {clock(length)} long."


def _apart(stamp: Stamp) -> Reading:
    """What is no time, or a second of another video."""
    if stamp.seconds is not None:
        return Reading(stamp, stamp.seconds, "as written", "certain")
    why = f"“{stamp.written}” is no time." if stamp.written else "No time is given."
    return Reading(stamp, None, "no time", "certain", why)


def _chosen(stamp: Stamp, choice: Choice) -> Reading:
    time = time_of(fields_of(stamp.written))
    if choice == "as written" or time.last is None:
        return Reading(stamp, time.written, "as written", "certain")
    how: How = "frames" if time.last else "minutes:seconds"
    return Reading(
        stamp, time.shifted, how, "certain", f"Written {stamp.written}; read as minutes and seconds, as chosen."
    )


def spoken(seconds: float) -> str:
    """`25 min 13 s`, as a sentence has it."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (rest, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 s"
