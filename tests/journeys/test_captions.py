"""Captions as somebody reads along with them: the keys, the picture, and the day after."""

from typing import Any

from PySide6.QtCore import Qt

from reader.paths import Places
from reader.players.fake import FakeBackend
from reader.ui.caption_menu import CaptionButton
from tests.conftest import MakeLibrary
from tests.window import LIBRARY, SEEK, reading

FILM = f"film/What a seek does [{SEEK}]"
CUES = "WEBVTT\n\n00:01:20.000 --> 00:01:30.000 align:start\n{}\n"
TRACKS = {f"{FILM}.en.vtt": CUES.format("Hello"), f"{FILM}.de.vtt": CUES.format("Hallo")}


def test_captions_are_switched_on_changed_and_shifted_by_keys_and_so_they_are_the_next_day(
    qtbot: Any, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library(LIBRARY | TRACKS)
    with reading(qtbot, places, root, FakeBackend(), "film/exact_seeking.md", 84.0) as reader:
        app = reader.app
        button = app.window.findChild(CaptionButton)
        qtbot.waitUntil(lambda: button.isEnabled() and bool(app.captions.cues))
        assert not app.side.captions.isVisible()
        reader.press(Qt.Key.Key_C)
        assert (app.captions.shown, reader.toast()) == (("Hello",), "Captions: English")
        assert app.side.captions.isVisible()
        reader.press(Qt.Key.Key_V)
        qtbot.waitUntil(lambda: app.captions.shown == ("Hallo",))
        for _ in range(41):
            reader.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
        assert (app.captions.shown, reader.toast()) == ((), "Captions 4.1 s later")
        reader.press(Qt.Key.Key_Z)
        assert app.captions.shown == ("Hallo",)
    with reading(qtbot, places, None, FakeBackend()) as reader:
        captions = reader.app.captions
        reader.app.player.seek(SEEK, 86.0)
        qtbot.waitUntil(lambda: captions.shown == ("Hallo",))
        assert captions.offset == 4.0
