"""The graph of a note's neighbourhood: seen as a whole, zoomed, moved, and followed by mouse or keys."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QToolTip

from reader.ui.graph_layout import Picture, lay_out
from reader.ui.graph_paint import CardItem, EdgesItem, FloatingLabel, Look, label_width, title_width
from reader.ui.text import plain, tooltip
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.library.neighbours import Neighbour, Neighbourhood

_LARGEST, _SMALLEST = 2.5, 0.12
_MARGIN = 28
_WHEEL = 1.0015
"""The factor of one eighth of a degree of the wheel."""
_FOR_COMMANDS = ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class GraphView(QGraphicsView):
    """Shows a neighbourhood; a click or Enter follows a note, or the title of a video."""

    link_activated = Signal(str)
    focused = Signal(int)
    """The note at that place in the neighbourhood has the keys now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._look: Look | None = None
        self._label: FloatingLabel | None = None
        self._pressed: QPoint | None = None
        self._dragged = QPoint()
        self._moving = False
        self._whole = True
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Graph")
        theme.changed.connect(self._on_theme)
        self._on_theme()

    @property
    def picture(self) -> Picture | None:
        """Where everything stands, in scene units; None before anything was shown."""
        return self._look.picture if self._look else None

    @property
    def lit(self) -> int | None:
        """The note whose edges are lit."""
        return self._look.lit if self._look else None

    def show_neighbourhood(self, hood: "Neighbourhood") -> None:
        """Draw another neighbourhood, which has notes, as a whole."""
        look = self._look = Look(self._theme, hood, lay_out(hood, label_width(), title_width()))
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        scene.addItem(EdgesItem(look))
        for card in look.picture.cards:
            scene.addItem(CardItem(look, card))
        self._label = FloatingLabel(look)
        scene.addItem(self._label)
        before = self.scene()
        self.setScene(scene)
        if before:
            before.deleteLater()
        look.focused = 0
        self.setAccessibleName(plain(f"Graph of {hood.notes[0].title}"))
        self._tell_focus()
        self.fit()

    def fit(self) -> None:
        """Show everything, no larger than at 100 %."""
        if self._look is None:
            return
        bounds = self._look.picture.bounds.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        around = max(bounds.width(), bounds.height())
        self.setSceneRect(bounds.adjusted(-around, -around, around, around))
        self.resetTransform()
        room = self.viewport().rect()
        scale = min(room.width() / bounds.width(), room.height() / bounds.height(), 1.0)
        self.scale(max(scale, _SMALLEST), max(scale, _SMALLEST))
        self.centerOn(bounds.center())
        self._whole = True
        self._point()

    def zoom(self, factor: float) -> None:
        """Show everything larger by `factor`, between 12 % and 250 %."""
        now = self.transform().m11()
        factor = min(max(now * factor, _SMALLEST), _LARGEST) / now
        self._whole = False
        self.scale(factor, factor)
        self._point()

    def focus_note(self, note: int) -> None:
        """Give the keys to a note, and bring it into sight."""
        if self._look is None or note == self._look.focused:
            return
        self._look.focused = note
        self._light(note)
        self.ensureVisible(self._look.picture.rows[note], 20, 20)
        self._tell_focus()
        self.focused.emit(note)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next note in that direction, Enter follows it; + - 0 zoom."""
        look, key = self._look, event.key()
        if look is None or event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            event.ignore()
        elif key in _ARROWS:
            self.focus_note(look.picture.beside(look.focused or 0, *_ARROWS[Qt.Key(key)]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.focus_note(0 if key == Qt.Key.Key_Home else len(look.hood.notes) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.link_activated.emit(look.hood.notes[look.focused or 0].href)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1 / 1.25 if key == Qt.Key.Key_Minus else 1.25)
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            event.ignore()  # Escape and the like are the dialog's

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab goes through the notes in the order of the list, then on to what follows."""
        note = (self._look.focused or 0) + (1 if forward else -1) if self._look else -1
        if self._look is None or not 0 <= note < len(self._look.hood.notes):
            return super().focusNextPrevChild(forward)
        self.focus_note(note)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, or to move the picture."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self._dragged = event.position().toPoint()
            self._moving = False
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture, or light what is under the mouse."""
        place = event.position().toPoint()
        if self._pressed is None:
            self._hover(place)
            return
        self._moving = self._moving or (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._moving:
            self._whole = False
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            step, self._dragged = place - self._dragged, place
            for bar, by in ((self.horizontalScrollBar(), step.x()), (self.verticalScrollBar(), step.y())):
                bar.setValue(bar.value() - by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow what was clicked."""
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        place = event.position().toPoint()
        if not self._moving and (href := self._href_at(self.mapToScene(place))):
            self.link_activated.emit(href)
        else:
            self._hover(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the mouse."""
        self.zoom(_WHEEL ** event.angleDelta().y())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show what a note or video is called, and light nothing any more when the mouse leaves."""
        if event.type() == QEvent.Type.ToolTip:
            assert isinstance(event, QHelpEvent)
            QToolTip.showText(event.globalPos(), self.tip_at(self.mapToScene(event.pos())), self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self._light(None)
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go on showing everything, until the reader chose a part."""
        super().resizeEvent(event)
        if self._whole:
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which note has the keys."""
        super().focusInEvent(event)
        self._point()

    def tip_at(self, place: QPointF) -> str:
        """What is there, as a tooltip; nothing where nothing is.  `place` in scene units."""
        if self._look is None:
            return ""
        note = self._look.picture.note_at(place)
        if note is not None:
            each = self._look.hood.notes[note]
            return tooltip(f"{each.title} – {each.group_title or 'no note yet'}. {relation(each)}.")
        cluster = self._look.picture.title_at(place)
        return tooltip(cluster.title) if cluster else ""

    def _href_at(self, place: QPointF) -> str:
        if self._look is None:
            return ""
        note = self._look.picture.note_at(place)
        if note is not None:
            return self._look.hood.notes[note].href
        cluster = self._look.picture.title_at(place)
        return cluster.href if cluster else ""

    def _hover(self, place: QPoint) -> None:
        if self._look:
            at = self.mapToScene(place)
            self._light(self._look.picture.note_at(at))
            hand = bool(self._href_at(at))
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.OpenHandCursor)

    def _light(self, note: int | None) -> None:
        if self._look and self._look.lit != note:
            self._look.lit = note
        self._point()

    def _point(self) -> None:
        if self._look and self._label:
            lit = self._look.lit
            self._label.point_at(self._look.focused if lit is None and self.hasFocus() else lit, self.transform().m11())
            self.viewport().update()

    def _tell_focus(self) -> None:
        if self._look:
            note = self._look.hood.notes[self._look.focused or 0]
            self.setAccessibleDescription(spoken(note))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _on_theme(self) -> None:
        self.setBackgroundBrush(self._theme.colour("paper"))
        self.viewport().update()


def relation(note: "Neighbour") -> str:
    """How a note is linked with the open one, in words."""
    if note.step == 0:
        return "The open note"
    if note.links_here and note.linked_from_here:
        return "Links here and is linked from here"
    if note.links_here:
        return "Links here"
    return "Linked from here" if note.linked_from_here else "Two links away"


def spoken(note: "Neighbour") -> str:
    """A note as a screen reader should say it."""
    group = "No note yet" if note.target else note.group_title
    return plain(". ".join(filter(None, (note.title, group, relation(note)))))
