"""The page has the colours of the window."""

import json
from typing import Any

from reader.paths import Places
from reader.players.fake import FakeBackend
from tests.conftest import MakeLibrary
from tests.window import LIBRARY, reading


def test_a_theme_that_was_chosen_before_holds_on_the_first_page(
    qtbot: Any, places: Places, make_library: MakeLibrary
) -> None:
    places.config.mkdir(parents=True)
    for theme in ("dark", "light"):
        places.settings.write_text(json.dumps({"theme": theme}))
        with reading(qtbot, places, make_library(LIBRARY), FakeBackend(), "film/film.md") as reader:
            reader.reads("Exact seeking")
            qtbot.waitUntil(lambda: reader.ask("document.documentElement.dataset.theme") == theme)  # noqa: B023
