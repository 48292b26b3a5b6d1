"""Fixtures of the downloads."""

from tests.tube.fixtures import tube, tube_files

__all__ = ["tube", "tube_files"]
