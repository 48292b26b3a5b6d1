"""Files that are dragged over the window, and dropped on it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from reader.ui.drop import Drop

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ANY = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    return window


@pytest.fixture
def drop(window: QMainWindow) -> Drop:
    return Drop(window, lambda paths: "Take it" if paths else "")


def data(*addresses: str) -> QMimeData:
    found = QMimeData()
    found.setUrls([QUrl(address) for address in addresses])
    return found


def enter(drop: Drop, mime: QMimeData) -> bool:
    event = QDragEnterEvent(QPoint(5, 5), ANY, mime, LEFT, NONE)
    event.ignore()
    QApplication.sendEvent(drop.parent(), event)
    return event.isAccepted()


def test_a_drag_with_files_is_told_what_comes_of_it(drop: Drop) -> None:
    mime = data("file:///films/a.mp4")
    assert enter(drop, mime)
    assert drop.overlay.isVisible()
    assert drop.overlay.words.text() == "Take it"
    assert drop.overlay.size() == drop.overlay.parentWidget().size()
    QApplication.sendEvent(drop.parent(), QDragLeaveEvent())
    assert not drop.overlay.isVisible()


@pytest.mark.parametrize("addresses", [(), ("https://example.org/a.mp4",)])
def test_a_drag_without_files_of_this_computer_is_refused(drop: Drop, addresses: tuple[str, ...]) -> None:
    assert not enter(drop, data(*addresses))
    assert not drop.overlay.isVisible()


def test_what_is_dropped_is_told_and_stays_where_it_was(qtbot: QtBot, drop: Drop) -> None:
    mime = data("file:///films/a.mp4", "https://example.org/b.mp4", "file:///films/c%20d")
    enter(drop, mime)
    move = QDragMoveEvent(QPoint(9, 9), ANY, mime, LEFT, NONE)
    QApplication.sendEvent(drop.parent(), move)
    assert move.isAccepted()
    event = QDropEvent(QPointF(9, 9), ANY, mime, LEFT, NONE)
    with qtbot.waitSignal(drop.dropped) as told:
        QApplication.sendEvent(drop.parent(), event)
    assert told.args == [(Path("/films/a.mp4"), Path("/films/c d"))]
    assert event.dropAction() == Qt.DropAction.CopyAction
    assert not drop.overlay.isVisible()
