"""Small widgets that several parts of the window share."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from reader.ui.text import plain, tooltip
from reader.ui.theme import Theme

ICON = QSize(18, 18)
_BADGE = QPointF(8, -7)


class IconButton(QToolButton):
    """A flat button with an icon that follows the theme."""

    def __init__(self, theme: Theme, icon: str, action: QAction | None = None, token: str = "quiet") -> None:
        super().__init__()
        self._theme, self._icon, self._token, self._action = theme, icon, token, action
        self.setIconSize(ICON)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        if action:
            self.clicked.connect(action.trigger)
            action.changed.connect(self._follow)
            self._follow()
        theme.changed.connect(self._draw)
        self._draw()

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._draw()

    def set_name(self, name: str, keys: str = "") -> None:
        """What the button does, for the tooltip and for screen readers."""
        self.setToolTip(tooltip(f"{name} ({keys})" if keys else name))
        self.setAccessibleName(name)

    def _follow(self) -> None:
        """Say what the action is called and by which key it runs, and be as it is."""
        if self._action:
            self.set_name(self._action.text(), self._action.shortcut().toString())
            self.setEnabled(self._action.isEnabled())

    def _draw(self) -> None:
        self.setIcon(self._theme.icon(self._icon, self._token))


class BadgeButton(IconButton):
    """A button that bears a dot while there is something to be seen behind it."""

    def __init__(self, theme: Theme, icon: str, action: QAction) -> None:
        super().__init__(theme, icon, action)
        self.badge = ""
        """The token of the dot's colour; empty for none."""

    def set_badge(self, token: str) -> None:
        """Bear a dot in the colour of `token`, or none where that is empty."""
        if token != self.badge:
            self.badge = token
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dot at the icon's corner, with a rim that sets it off."""
        super().paintEvent(event)
        if self.badge:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("window"), 1.5))
            painter.setBrush(self._theme.colour(self.badge))
            painter.drawEllipse(QPointF(self.rect().center()) + _BADGE, 4.0, 4.0)


def bring_up(window: QWidget) -> None:
    """Show a window before all others, and give it the keys."""
    window.show()
    window.raise_()
    window.activateWindow()


class Line(QLabel):
    """A line of a stranger's text that gives way: where there is no room it ends in “…”."""

    def __init__(self, name: str = "") -> None:
        super().__init__(objectName=name)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_text(self, text: str) -> None:
        """Show another text; a tooltip has the whole of it."""
        self.setText(plain(text))
        self.setToolTip(tooltip(text) if text else "")

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(min(40, self.sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


class Heading(QLabel):
    """The small capitals over a part of the sidebar."""

    def __init__(self, text: str) -> None:
        super().__init__(text.upper())
        self.setProperty("heading", True)
        self.setAccessibleName(text)


def row(*widgets: QWidget | None, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 4) -> QHBoxLayout:
    """Widgets side by side; None is a stretch."""
    layout = QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout
