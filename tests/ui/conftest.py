"""What the tests of single parts of the window stand on."""

from tests.palettes import host
from tests.services.conftest import desk
from tests.ui.shelf import save, shelf
from tests.window import reader

__all__ = ["desk", "host", "reader", "save", "shelf"]
