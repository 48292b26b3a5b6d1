"""Icons are there from the first moment, and leave the application's fonts alone."""

import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFontDatabase, QIcon, QImage, QPainter

import reader
from reader import paths
from reader.ui.icons import Icons

SOURCES = sorted(Path(reader.__file__).parent.rglob("*.py"))
INK, QUIET = QColor("#102030"), QColor("#c0c0c0")


def drawn(icon: QIcon, size: int, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return icon.pixmap(QSize(size, size), 1.0, mode).toImage()


def middle_of(image: QImage) -> tuple[float, float]:
    dots = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).alpha() > 128]
    columns, rows = zip(*dots, strict=True)
    return (min(columns) + max(columns)) / 2, (min(rows) + max(rows)) / 2


@pytest.fixture
def icons(qapp: Any) -> Icons:
    return Icons(paths.resources() / "icons")


def test_an_icon_is_drawn_in_its_colour_in_the_middle_at_every_size(icons: Icons) -> None:
    icon = icons.icon("checkbox-blank-line", INK, QUIET)
    for size in (16, 20, 40, 97):
        x, y = middle_of(drawn(icon, size))
        assert abs(x - (size - 1) / 2) <= 1
        assert abs(y - (size - 1) / 2) <= 1
    colours = {
        drawn(icon, 40).pixelColor(x, 20).name() for x in range(40) if drawn(icon, 40).pixelColor(x, 20).alpha() == 255
    }
    assert colours == {INK.name()}


def test_what_cannot_be_done_is_drawn_quietly(icons: Icons) -> None:
    image = drawn(icons.icon("checkbox-blank-fill", INK, QUIET), 40, QIcon.Mode.Disabled)
    assert image.pixelColor(20, 20) == QUIET


def test_an_icon_of_no_size_is_nothing(icons: Icons) -> None:
    icon = icons.icon("film-line", INK, QUIET)
    assert icon.pixmap(QSize(0, 0)).isNull()
    icon.paint(QPainter(), QRect(0, 0, 0, 0))


def test_no_font_becomes_the_applications(icons: Icons) -> None:
    assert not {"remixicon", "Material Design Icons"} & set(QFontDatabase.families())


def test_every_icon_that_the_program_names_is_there(icons: Icons) -> None:
    named = re.compile(r'"([a-z0-9-]+-(?:line|fill))"')
    names = {name for source in SOURCES for name in named.findall(source.read_text("utf-8"))}
    assert len(names) > 30
    for name in names:
        assert not drawn(icons.icon(name, INK, QUIET), 20).isNull()
