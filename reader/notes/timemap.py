"""Where a cited moment is in a file that is not the one that was cited: an intro was added, parts were cut out."""

from bisect import bisect_right
from dataclasses import dataclass
from math import inf

from reader.notes.ranges import Range


@dataclass(frozen=True, slots=True)
class Piece:
    """A part that the file shows in one run: cited time `cited` to `end`, which begins at `file` of the file."""

    cited: float
    end: float
    file: float


@dataclass(frozen=True, slots=True)
class Unsure:
    """A stretch of cited time in which the file changes somewhere, nobody knows where: up to `off` seconds wrong."""

    start: float
    end: float
    off: float


@dataclass(frozen=True, slots=True)
class At:
    """Where a cited moment is in the file, in seconds.

    A moment in a part that the file lacks has that part as `cut`, its start and end in cited time; `seconds` is then
    the nearest later moment of the file, or its end with `at_end` where there is none.  `unsure` is the stretch in
    which nothing better is known.
    """

    seconds: float
    cut: tuple[float, float] | None = None
    unsure: Unsure | None = None
    at_end: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """The cited time of a moment of the file; the nearest one where the moment lies in a part that was `added`."""

    seconds: float
    added: bool = False


@dataclass(frozen=True, slots=True)
class TimeMap:
    """Cited time to time in the file and back; both ways later stays later.

    `pieces` are in order in both times, and the last has no end unless the file lacks the video's end.  `speed` is
    seconds of the file for each cited one.  `length` is the cited length, 0 where it does not matter.  A seam may be
    `blur` seconds off: nothing leads nearer behind it than that, so as not to show what was before.  `in_parts`: the
    file never had more of the video than the pieces, nothing was cut out of it.
    """

    pieces: tuple[Piece, ...] = (Piece(0.0, inf, 0.0),)
    speed: float = 1.0
    length: float = 0.0
    unsure: tuple[Unsure, ...] = ()
    blur: float = 0.0
    in_parts: bool = False

    def to_file(self, seconds: float, margin: float = 0.0) -> At:
        """Where the cited `seconds` are in the file.

        `margin`: seconds to stay behind the seam where a piece begins, since a frame may begin before it.
        """
        seconds, margin = max(seconds, 0.0), max(margin, self.blur)
        unsure = next((each for each in self.unsure if each.start < seconds < each.end), None)
        index = bisect_right(self.pieces, seconds, key=lambda piece: piece.cited) - 1
        if index >= 0 and seconds < self.pieces[index].end:
            piece = self.pieces[index]
            file = piece.file + (seconds - piece.cited) * self.speed
            return At(max(file, self._behind(piece, margin)), None, unsure)
        start = self.pieces[index].end if index >= 0 else 0.0
        if index + 1 == len(self.pieces):
            return At(self.file_end(self.pieces[index]), (start, max(self.length, seconds)), unsure, at_end=True)
        piece = self.pieces[index + 1]
        return At(self._behind(piece, margin), (start, piece.cited), unsure)

    def to_cited(self, seconds: float) -> Cited:
        """The cited time of what the file shows at `seconds`."""
        index = bisect_right(self.pieces, seconds, key=lambda piece: piece.file) - 1
        if index < 0:
            return Cited(self.pieces[0].cited, added=True)
        piece = self.pieces[index]
        cited = piece.cited + (seconds - piece.file) / self.speed
        return Cited(min(cited, piece.end), added=cited - piece.end > 1e-6)

    def end_of(self, file_length: float) -> float:
        """The cited time at which a file of that length ends, or the video where the file lacks its end."""
        return max(self.to_cited(file_length).seconds, self.length)

    def cuts(self) -> list[Range]:
        """The parts of the video that the file lacks, in cited time; a missing end up to `length`."""
        edges = [0.0, *(edge for piece in self.pieces for edge in (piece.cited, piece.end)), self.length]
        return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]

    def file_end(self, piece: Piece) -> float:
        """Where a piece ends in the file."""
        return piece.file + (piece.end - piece.cited) * self.speed

    def _behind(self, piece: Piece, margin: float) -> float:
        """A moment that far into a piece, unless nothing that is cited comes before it."""
        comes_after = piece.file > 0 and piece.cited > 0
        return min(piece.file + margin, self.file_end(piece)) if comes_after else piece.file


ONE_TO_ONE = TimeMap()
