"""The reader of the tests of single parts of the window."""

from tests.window import reader

__all__ = ["reader"]
