"""The tube and the real yt-dlp in a process of its own, as the program has it."""

from tests.tube.fixtures import tube, tube_files, youtube

__all__ = ["tube", "tube_files", "youtube"]
