"""Where the notes of a graph stand: a card for each video, the open note's in the middle, the others in arcs round it.

Pure geometry in scene units, which are device-independent pixels at 100 %; the same notes give the same picture.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from math import ceil, floor, hypot, sqrt
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

if TYPE_CHECKING:
    from reader.library.neighbours import Neighbourhood

ROW, TITLE, PADDING = 24.0, 26.0, 6.0
TEXT_LEFT = 16.0
"""Room before a label, for its dot."""
_TEXT_RIGHT = 12.0
_WIDEST, _NARROWEST = 210.0, 110.0
_MOST_ROWS = 16
"""A card with more notes has several columns."""
_BETWEEN, _BESIDE = 14.0, 60.0
"""Between the cards of an arc, and between two arcs, where the edges are seen."""
_ROUND = 0.35
"""How much an arc is bent, as a part of its height."""
_ASPECT = 1.1
"""Width by height of the window it is seen in."""
_MOST_PAIRS = 5
_DEEPEST = 110.0
"""How far the middle of an arc stands out, at most."""

Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Notes, as places in the neighbourhood, that are about one video, or else of one channel."""

    title: str
    kind: str
    """`video`, `channel` or `phantom`."""
    href: str
    """The page of it; nothing where there is none."""
    notes: tuple[int, ...]
    step: int
    """That of its nearest note."""


@dataclass(slots=True)
class Card:
    """Where a cluster stands: at the `side` -1 (left), 0 (the middle) or 1; a row for each of its notes."""

    cluster: Cluster
    width: float
    height: float
    columns: int
    side: int = 0
    rect: QRectF = field(default_factory=QRectF)

    def rows(self) -> Iterable[tuple[int, QRectF]]:
        """The notes with where their labels stand."""
        in_column = ceil(len(self.cluster.notes) / self.columns)
        width = self.rect.width() / self.columns
        for number, note in enumerate(self.cluster.notes):
            column, line = divmod(number, in_column)
            top = self.rect.top() + TITLE + line * ROW
            yield note, QRectF(self.rect.left() + column * width, top, width, ROW)


@dataclass(frozen=True, slots=True)
class Picture:
    """The cards, the row of each note, and the curve of each edge."""

    cards: tuple[Card, ...]
    rows: dict[int, QRectF]
    card_of: dict[int, Card]
    edges: dict[tuple[int, int], QPainterPath]

    @property
    def bounds(self) -> QRectF:
        """What holds everything."""
        found = QRectF()
        for card in self.cards:
            found = found.united(card.rect)
        return found

    def note_at(self, place: QPointF) -> int | None:
        """The note whose row is there."""
        return next((note for note, row in self.rows.items() if row.contains(place)), None)

    def title_at(self, place: QPointF) -> Cluster | None:
        """The cluster whose title is there."""
        return next(
            (card.cluster for card in self.cards if card.rect.contains(place) and place.y() < card.rect.top() + TITLE),
            None,
        )

    def beside(self, note: int, across: int, down: int) -> int:
        """The nearest note in a direction, one of (±1, 0) and (0, ±1); the note itself where there is none."""
        here = self.rows[note].center()

        def distance(other: int) -> float | None:
            to = self.rows[other].center() - here
            ahead, aside = to.x() * across + to.y() * down, abs(to.x() * down) + abs(to.y() * across)
            return hypot(ahead, 2 * aside) if ahead > 1 and ahead > aside / 2 else None

        found = {other: far for other in self.rows if (far := distance(other)) is not None}
        return min(found, key=lambda other: (found[other], other), default=note)


def clusters_of(hood: "Neighbourhood") -> list[Cluster]:
    """The groups of a neighbourhood, in its order; the open note's comes first."""
    found = []
    for (kind, _), numbered in groupby(enumerate(hood.notes), key=lambda each: each[1].group):
        places, notes = zip(*numbered, strict=True)
        title = "No note yet" if kind == "phantom" else notes[0].group_title or "At the top of the library"
        found.append(Cluster(title, kind, notes[0].group_href, places, min(note.step for note in notes)))
    return found


def lay_out(hood: "Neighbourhood", label: Measure, title: Measure) -> Picture:
    """Give each note its place; `label` and `title` tell how wide a text is drawn."""
    cards = [_card(cluster, hood, label, title) for cluster in clusters_of(hood)]
    middle, others = cards[0], cards[1:]
    middle.width = max(middle.width, _WIDEST)  # its title is to be read from afar too
    middle.rect = QRectF(-middle.width / 2, -TITLE - ROW / 2, middle.width, middle.height)
    card_of = {note: card for card in cards for note in card.cluster.notes}
    touching = _touching(card_of, hood)
    placed = [middle]
    arcs = _arcs(others, middle, touching) if others else []
    height = _size(middle, arcs)
    for arc in arcs:
        more = floor(min((height - _height(arc.cards)) / len(arc.cards), _BETWEEN))
        _stand(arc, placed, touching, _BETWEEN + more)
        placed += arc.cards
    rows = {note: row for card in cards for note, row in card.rows()}
    edges = {
        (one, other): _curve(rows[one], rows[other], (card_of[one].side, card_of[other].side))
        for one, other in sorted({(min(edge), max(edge)) for edge in hood.edges})
    }
    return Picture(tuple(cards), dict(sorted(rows.items())), card_of, edges)


def _card(cluster: Cluster, hood: "Neighbourhood", label: Measure, title: Measure) -> Card:
    columns = ceil(len(cluster.notes) / _MOST_ROWS)
    widest = max(label(hood.notes[note].title) for note in cluster.notes) + TEXT_LEFT + _TEXT_RIGHT
    row = min(max(widest, _NARROWEST), _WIDEST)
    width = max(row * columns, min(title(cluster.title) + 2 * _TEXT_RIGHT, _WIDEST))
    height = TITLE + ceil(len(cluster.notes) / columns) * ROW + PADDING
    return Card(cluster, ceil(width), height, columns)


Touching = dict[int, set[int]]
"""By the first note of a cluster, those of the clusters it is linked with."""


def _touching(card_of: dict[int, Card], hood: "Neighbourhood") -> Touching:
    found: Touching = defaultdict(set)
    first = {note: card.cluster.notes[0] for note, card in card_of.items()}
    for one, other in hood.edges:
        found[first[one]].add(first[other])
        found[first[other]].add(first[one])
    return found


class Arc(NamedTuple):
    """Cards above each other: the `number`-th pair of arcs from the middle, at the `side` -1 (left) or 1."""

    number: int
    side: int
    cards: list[Card]


def _arcs(cards: Sequence[Card], middle: Card, touching: Touching) -> list[Arc]:
    """The cards in arcs from the middle outwards, as many as show them largest.

    No card of the second step stands in an arc with one of the first, or nearer.
    """
    heights = (_height(cards) / 2 / pairs for pairs in range(1, _MOST_PAIRS + 1))
    return min((_filled(cards, height, touching) for height in heights), key=partial(_size, middle))


def _size(middle: Card, arcs: list[Arc]) -> float:
    """How high a window must be to show these arcs."""
    width = middle.width + sum(max(card.width for card in arc.cards) + _BESIDE for arc in arcs)
    return max([width / _ASPECT, middle.height, *(_height(arc.cards) for arc in arcs)])


def _height(cards: Sequence[Card]) -> float:
    return sum(card.height + _BETWEEN for card in cards)


def _filled(cards: Sequence[Card], height: float, touching: Touching) -> list[Arc]:
    """As many arcs on both sides as the cards of each step need where no arc should be higher than `height`."""
    found: list[Arc] = []
    side_of: dict[int, int] = {}
    for _, of_step in groupby(cards, key=lambda card: card.cluster.step):
        waiting = list(of_step)
        pairs, before = ceil(_height(waiting) / 2 / height), found[-1].number if found else 0
        arcs = [Arc(before + 1 + pair, side, []) for pair in range(pairs) for side in (1, -1)]
        room = _height(waiting) / len(arcs)
        for card in waiting:
            sides = [side_of.get(each, 0) for each in touching[card.cluster.notes[0]]]
            arc = min(arcs, key=partial(_fits, card, room, sides))
            arc.cards.append(card)
            side_of[card.cluster.notes[0]] = arc.side
        found += arcs
    return [arc for arc in found if arc.cards]


def _fits(card: Card, room: float, sides: list[int], arc: Arc) -> tuple[float, ...]:
    """How badly a card stands in an arc: too high, far out, away from what it is linked with, uneven."""
    height = _height(arc.cards)
    return height > 0 and height + card.height / 2 > room, arc.number, -sides.count(arc.side), height


def _stand(arc: Arc, placed: Sequence[Card], touching: Touching, between: float) -> None:
    """Give the cards of an arc their rectangles, beyond those `placed` before: each near to what it is linked with."""
    middle, *others = placed
    where = {card.cluster.notes[0]: card.rect.center().y() for card in others}

    def height_of_linked(card: Card) -> float:
        linked = [where[each] for each in touching[card.cluster.notes[0]] if each in where]
        return sum(linked) / len(linked) if linked else 0.0

    inner = [card for card in others if card.side == arc.side]
    half = (sum(card.height + between for card in arc.cards) - between) / 2
    depth = min(_ROUND * half, _DEEPEST) if len(arc.cards) > 2 else 0.0
    nearest = max([middle.rect.right(), *(_outer(card) for card in inner)]) + _BESIDE - depth * bool(inner)
    top = -half
    for card in sorted(arc.cards, key=height_of_linked):
        card.side = arc.side
        bent = depth * sqrt(max(0.0, 1 - ((top + card.height / 2) / half) ** 2))
        beside = [_outer(other) for other in inner if _overlap(other, top, top + card.height)]
        near = ceil(max([nearest + bent, *(outer + _BESIDE for outer in beside)]))
        card.rect = QRectF(near if card.side > 0 else -near - card.width, top, card.width, card.height)
        top += card.height + between


def _outer(card: Card) -> float:
    return card.rect.right() if card.side > 0 else -card.rect.left()


def _overlap(card: Card, top: float, bottom: float) -> bool:
    return card.rect.top() - _BETWEEN < bottom and top < card.rect.bottom() + _BETWEEN


def _curve(one: QRectF, other: QRectF, sides: tuple[int, int]) -> QPainterPath:
    """From the edge of a card to that of another, or, where they stand above each other, round on the inner side."""
    left, right = (one, other) if one.center().x() <= other.center().x() else (other, one)
    if left.right() + 2 * ROW <= right.left():
        start, end = QPointF(left.right(), left.center().y()), QPointF(right.left(), right.center().y())
        reach = QPointF((end.x() - start.x()) / 2, 0)
        path = QPainterPath(start)
        path.cubicTo(start + reach, end - reach, end)
        return path
    out = 1 if sum(sides) < 0 else -1
    start, end = (QPointF(row.right() if out > 0 else row.left(), row.center().y()) for row in (one, other))
    far = max(start.x() * out, end.x() * out) + min(16 + abs(start.y() - end.y()) / 6, _BESIDE * 0.8)
    path = QPainterPath(start)
    path.cubicTo(QPointF(far * out, start.y()), QPointF(far * out, end.y()), end)
    return path
