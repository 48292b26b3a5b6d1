"""The fonts that come with the program: serif for reading, sans for the window."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtGui import QFontDatabase

FONT_FILES = {
    "SourceSansPro-Regular.otf": "font_source_sans_pro",
    "SourceSansPro-It.otf": "font_source_sans_pro",
    "SourceSansPro-Semibold.otf": "font_source_sans_pro",
    "SourceSerifPro-Regular.otf": "font_source_serif_pro",
    "SourceSerifPro-It.otf": "font_source_serif_pro",
    "SourceSerifPro-Semibold.otf": "font_source_serif_pro",
    "SourceSerifPro-SemiboldIt.otf": "font_source_serif_pro",
}


def font_file(name: str) -> Path:
    """Where a font file lies.  Raises KeyError for a name that is not in `FONT_FILES`."""
    return Path(str(files(FONT_FILES[name]) / "files" / name))


@cache
def load_fonts() -> None:
    """Give the window its fonts: once, and before Chromium starts, which sorts fontconfig's on threads of its own."""
    for name in FONT_FILES:
        if "Sans" in name:
            QFontDatabase.addApplicationFont(str(font_file(name)))
