"""How a download looks in the list: painted, so that hundreds cost no more than those in sight."""

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from reader.services.download_items import ItemState
from reader.services.download_words import share, standing, what
from reader.ui.download_model import DownloadModel
from reader.ui.drawing import SMALL, font_like, paint_choice, paint_text
from reader.ui.rows import Index
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.services.download_items import Item

HEIGHT = 76
_BUTTON, _ICON, _SIDE, _GAP = 28, 18, 16, 12
_KINDS = {"video": "film-line", "audio": "music-2-line", "captions": "closed-captioning-line"}
_UNDER_WAY = (ItemState.WAITING, ItemState.RUNNING, ItemState.PAUSED)


class Act(Enum):
    """What can be done with an item, as it is called."""

    PAUSE = "Pause"
    RESUME = "Go on"
    RETRY = "Try again"
    CANCEL = "Cancel"
    REMEDY = "What can be done"
    DETAIL = "What the downloader said"
    SHOW = "Show the video"


_ICONS = {
    Act.PAUSE: "pause-line",
    Act.RESUME: "play-line",
    Act.RETRY: "refresh-line",
    Act.CANCEL: "close-line",
    Act.SHOW: "play-circle-line",
}


def acts(item: "Item") -> tuple[Act, ...]:
    """What can be done with an item, the chief first."""
    if item.state is ItemState.DONE:
        return (Act.SHOW,)
    if item.state is ItemState.FAILED:
        detail = (Act.DETAIL,) if item.trouble and item.trouble.detail else ()
        return (Act.RETRY, Act.CANCEL, *((Act.REMEDY,) if remedy(item) else ()), *detail)
    if item.state is ItemState.WAITING and item.trouble:
        return (Act.PAUSE, Act.RETRY, Act.CANCEL)
    return (Act.RESUME if item.state is ItemState.PAUSED else Act.PAUSE, Act.CANCEL)


def remedy(item: "Item") -> str:
    """What the reader can do about an item's trouble, where that is more than to try again."""
    action = item.trouble.action if item.trouble else None
    return action.value if action and action.name not in ("NONE", "RETRY", "WAIT") else ""


def name_of(act: Act, item: "Item") -> str:
    """What an act is called for this item."""
    return remedy(item) if act is Act.REMEDY else act.value


def places(item: "Item", rect: QRect, font: QFont) -> dict[Act, QRect]:
    """Where in a row what can be done is shown: buttons at the right, words in the third line."""
    right, left, found = rect.right() - _SIDE, rect.left() + _SIDE + _ICON + _GAP, dict[Act, QRect]()
    known = acts(item)
    for act in reversed([act for act in known if act in _ICONS]):
        found[act] = QRect(right - _BUTTON + 5, rect.top() + 9, _BUTTON, _BUTTON)
        right -= _BUTTON + 2
    metrics = QFontMetrics(_link_font(font))
    for act in (act for act in known if act not in _ICONS):
        found[act] = QRect(left, rect.top() + 50, metrics.horizontalAdvance(name_of(act, item)), 20)
        left = found[act].right() + 20
    return found


def _link_font(font: QFont) -> QFont:
    return font_like(font, SMALL, QFont.Weight.DemiBold)


class DownloadDelegate(QStyledItemDelegate):
    """Draws a title, where it stands, a bar, and what can be done; `mouse` is where the mouse is in the list."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.mouse = QPoint(-1, -1)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(240, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_choice(painter, self._theme, option)
        item: Item = index.data(DownloadModel.ITEM)
        shown = places(item, option.rect, option.font)
        self._paint_kind(painter, option.rect, item)
        left = option.rect.left() + _SIDE + _ICON + _GAP
        right = min((place.left() for act, place in shown.items() if act in _ICONS), default=option.rect.right()) - 8
        line = QRect(left, option.rect.top() + 8, right - left, 22)
        title = font_like(option.font, weight=QFont.Weight.DemiBold)
        paint_text(painter, line, str(index.data()), title, self._theme.colour("ink"))
        second = QRect(left, line.bottom() + 1, option.rect.right() - _SIDE - left, 20)
        self._paint_standing(painter, second, item, option.font)
        if item.state in _UNDER_WAY:
            bar = QRect(left, option.rect.top() + 58, second.width(), 4)
            paint_bar(painter, self._theme, bar, share(item.progress), running=item.state is ItemState.RUNNING)
        for act, place in shown.items():
            self._paint_act(painter, place, act, item, option.font)
        painter.restore()

    def _paint_kind(self, painter: QPainter, rect: QRect, item: "Item") -> None:
        name, token = _KINDS[item.wish.what], "quiet"
        if item.state is ItemState.DONE:
            name, token = "checkbox-circle-line", "good"
        elif item.state is ItemState.FAILED:
            name, token = "error-warning-line", "bad"
        place = QRect(rect.left() + _SIDE, rect.top() + 10, _ICON, _ICON)
        self._theme.icon(name, token).paint(painter, place)

    def _paint_standing(self, painter: QPainter, rect: QRect, item: "Item", font: QFont) -> None:
        failed = item.state is ItemState.FAILED
        text = standing(item) if failed else f"{what(item.wish)} · {standing(item)}"
        paint_text(painter, rect, text, font_like(font, SMALL), self._theme.colour("bad" if failed else "quiet"))

    def _paint_act(self, painter: QPainter, place: QRect, act: Act, item: "Item", font: QFont) -> None:
        hot = place.contains(self.mouse)
        if act not in _ICONS:
            token = "accent" if act is Act.REMEDY or hot else "quiet"
            paint_text(
                painter, place.adjusted(0, 0, 8, 0), name_of(act, item), _link_font(font), self._theme.colour(token)
            )
            return
        if hot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("line"))
            painter.drawRoundedRect(place, 6, 6)
        inner = QRect(0, 0, _ICON, _ICON)
        inner.moveCenter(place.center())
        self._theme.icon(_ICONS[act], "accent" if hot else "quiet").paint(painter, inner)


def paint_bar(painter: QPainter, theme: Theme, rect: QRect, done: float | None, *, running: bool) -> None:
    """Draw how much is `done`, 0 to 1, or nothing yet where that is unknown; quieter where it does not run."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("line"))
    painter.drawRoundedRect(rect, 2, 2)
    if done:
        painter.setBrush(theme.colour("accent" if running else "quiet"))
        painter.drawRoundedRect(QRect(rect.left(), rect.top(), max(round(rect.width() * done), 4), rect.height()), 2, 2)
