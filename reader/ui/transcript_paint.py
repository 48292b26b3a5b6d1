"""How a row of the transcript looks: the time as a pill, and beside it what is said, on as many lines as it takes."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.services.line_search import Mark
from reader.ui.drawing import paint_pill
from reader.ui.marked import format_range
from reader.ui.rows import Index, Role
from reader.ui.theme import Theme
from reader.ui.transcript_model import TranscriptModel

PADDING = 8
"""Pixels above and below the text."""
LINE = 18
"""Pixels of one line of text."""
_NARROW = 320
"""Pixels; below this the text begins further left."""


class CueDelegate(QStyledItemDelegate):
    """Draws cues of one model, in the colours of the theme."""

    def __init__(self, theme: Theme, model: TranscriptModel) -> None:
        super().__init__(theme)
        self._theme, self._model = theme, model
        self._font = QFont()
        self._broken = lru_cache(maxsize=512)(self._break)  # for measuring, and for all painting

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the text is in the width of `option.rect`."""
        layout = self._layout(index.data(), option)
        return QSize(option.rect.width(), max(layout.lineCount(), 1) * LINE + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cue."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, current=bool(index.data(Role.CURRENT)))
        left = _margin(option.rect.width())
        first_line = QRect(option.rect.left() + left, option.rect.top(), option.rect.width(), LINE + 2 * PADDING)
        paint_pill(painter, self._theme, first_line, option.font, index.data(Role.EXTRA))
        self._paint_text(painter, option, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, current: bool) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if token := "line" if selected else "now" if current else "hover" if over else "":
            painter.fillRect(option.rect, self._theme.colour(token))
        if current:
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), self._theme.colour("nowbar"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -2))

    def _paint_text(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        text, width = index.data(), option.rect.width()
        where = QPointF(option.rect.left() + text_left(width), option.rect.top() + PADDING)
        marks = [self._range(text, mark) for mark in self._model.marks(index.row())]
        painter.setPen(self._theme.colour("ink"))
        self._layout(text, option).draw(painter, where, marks)

    def _layout(self, text: str, option: QStyleOptionViewItem) -> QTextLayout:
        if option.font != self._font:
            self._font = QFont(option.font)
            self._broken.cache_clear()
        return self._broken(text, _text_width(option.rect.width()))

    def _break(self, text: str, width: int) -> QTextLayout:
        """The text broken into lines."""
        layout = QTextLayout(text, self._font)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, layout.lineCount() * LINE - LINE + (LINE - line.height()) / 2))
        layout.endLayout()
        return layout

    def _range(self, text: str, mark: Mark) -> QTextLayout.FormatRange:
        look = QTextCharFormat()
        here = mark.hit == self._model.hit
        look.setBackground(self._theme.colour("accent" if here else "nowbar"))
        look.setForeground(self._theme.colour("on-accent" if here else "video"))
        return format_range(text, mark.start, mark.end, look)


def text_left(width: int) -> int:
    """Where the text begins in a row of that width; pixels."""
    return _margin(width) + 68


def lines_guessed(text: str, letter: float, width: int) -> int:
    """How many lines a text probably takes in a row of that width, its letters being `letter` pixels wide."""
    return 1 + int(len(text) * letter / _text_width(width))


def _margin(width: int) -> int:
    return 16 if width >= _NARROW else 8


def _text_width(width: int) -> int:
    return max(width - text_left(width) - _margin(width), 40)
