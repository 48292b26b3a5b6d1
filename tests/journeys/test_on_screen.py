"""The real program on a real screen: a mouse, keys and `playerctl` drive it, and the frames are read off the screen."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from reader import paths
from tests.conftest import MakeLibrary
from tests.screen import Screen, runs, screen
from tests.services.session_bus import session_bus
from tests.videos import Video, make_video, number_in

ID = "ScreenScree"
FILM = Video("film.mp4", seconds=40.0, gop=150, size=(640, 360))
STAMPS = (5, 21, 34)
NOTE = f"---\ntitle: On screen\nvideoId: {ID}\n---\n\n" + "\n\n".join(f"At [0:{at:02}] it shows." for at in STAMPS)
PILL = re.search(r"--pill: #(\w+)", (paths.resources() / "theme.css").read_text("utf-8"))
SIDEBAR = 248
"""How wide it is; the row of the open note in it has the colour of stamps, too."""
GREY = 0x828282
"""What the lower half of each frame is filled with, as it is on the screen."""


class Seen:
    """The program on its screen."""

    def __init__(self, shown: Screen) -> None:
        self._screen = shown

    def frame(self, image: QImage) -> int | None:
        """The number of the frame that is on the screen; None where there is none, or another is just being painted."""
        rows = [run for run in runs(image, GREY, 200) if run[1] - run[0] < 1000]
        if not rows:
            return None
        left, right, bottom = rows[-1]
        height = round((right - left) * FILM.size[1] / FILM.size[0])
        try:
            return number_in(image.copy(left, bottom + 1 - height, right - left, height))
        except ValueError:
            return None

    def pills(self, image: QImage) -> list[tuple[int, int]] | None:
        """The middles of the stamps on the page, once all are there."""
        assert PILL
        found: list[tuple[int, int]] = []
        for left, right, row in runs(image, int(PILL[1], 16), 20):
            is_on_page = right - left < 60 and SIDEBAR < left < image.width() // 2
            if is_on_page and (not found or row - found[-1][1] > 20):
                found.append(((left + right) // 2, row + 3))
        return found if len(found) == len(STAMPS) else None

    def shows(self, seconds: float) -> bool:
        """Wait until the frame of that second is on the screen."""
        return self._first(lambda number: number == round(seconds * FILM.rate)) >= 0

    def goes_on_from(self, seconds: float) -> int:
        """Wait until a later frame than that of that second is on the screen, and tell which."""
        return self._first(lambda number: number > seconds * FILM.rate)

    def comes_before(self, seconds: float) -> int:
        """Wait until an earlier frame is on the screen, and tell which."""
        return self._first(lambda number: number < seconds * FILM.rate)

    def _first(self, fits: Callable[[int], bool]) -> int:
        def look(image: QImage) -> int | None:
            number = self.frame(image)
            return number if number is not None and fits(number) else None

        return self._screen.until(look)


@pytest.fixture
def seen(make_library: MakeLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Seen, Screen]]:
    """The program with a note of three stamps and its video."""
    root = make_library({"note.md": NOTE})
    make_video(FILM, tmp_path).rename(root / f"Film [{ID}].mp4")
    with session_bus() as address, screen(tmp_path) as shown:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        shown.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        with subprocess.Popen(
            [sys.executable, "-m", "reader", str(root / "note.md")],
            env=shown.environment, stderr=subprocess.DEVNULL,
        ) as program:  # fmt: skip
            try:
                yield Seen(shown), shown
            finally:
                program.terminate()
                assert program.wait(20) == 0


def playerctl(*command: str) -> str:
    return subprocess.run(
        ["playerctl", *command], capture_output=True, text=True, check=True, timeout=20
    ).stdout.strip()


def test_stamps_keys_and_the_desktop_lead_to_the_very_frames(seen: tuple[Seen, Screen]) -> None:
    film, shown = seen
    stamps = shown.until(film.pills)
    assert film.shows(0.0)
    for at, place in zip(STAMPS, stamps, strict=True):
        shown.click(*place)
        assert film.shows(at)
    playerctl("position", "12")
    assert film.shows(12.0)
    shown.click(*stamps[1])
    assert film.shows(21.0)
    shown.press("period")
    assert film.shows(21.0 + 1 / FILM.rate)
    playerctl("play")
    assert film.goes_on_from(21.5) < 34 * FILM.rate
    shown.click(*stamps[2])
    assert film.goes_on_from(34.0) < 37 * FILM.rate
    playerctl("pause")
    assert playerctl("status") == "Paused"
    shown.press("j")
    number = film.comes_before(30.0)
    assert number / FILM.rate == pytest.approx(float(playerctl("position")), abs=1.5 / FILM.rate)
