"""The journeys' reader."""

from tests.window import reader

__all__ = ["reader"]
