"""Light and dark: the colours of `theme.css` put on the window, and the system followed."""

import re

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from reader import paths
from reader.ui.fonts import load_fonts
from reader.ui.icons import Icons

_BLOCK = re.compile(r"(:root[^{]*)\{([^}]*)\}")
_TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]+)")
_VAR = re.compile(r"var\(--([\w-]+)\)")


def tokens(css: str) -> dict[str, dict[str, str]]:
    """The colours of `theme.css`, by theme (`light`, `dark`) and name."""
    found = {}
    for selector, block in _BLOCK.findall(css):
        found["dark" if "dark" in selector else "light"] = dict(_TOKEN.findall(block))
    return found


class Theme(QObject):
    """The colours in force; they follow the system until `set` says otherwise."""

    changed = Signal(str)
    """The theme is `light` or `dark` now."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._tokens = tokens((paths.resources() / "theme.css").read_text("utf-8"))
        self._style = (paths.resources() / "window.qss").read_text("utf-8")
        self._setting = "system"
        self._icons = Icons(paths.resources() / "icons")
        self.name = ""
        load_fonts()
        font = QFont("Source Sans Pro")
        font.setPixelSize(14)
        app.setFont(font)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def set(self, setting: str) -> None:
        """Follow the `system`, or be `light` or `dark`."""
        self._setting = setting
        self._apply()

    def colour(self, token: str) -> QColor:
        """The colour of that name in the theme in force."""
        value = self._tokens[self.name][token]
        return QColor(f"#{value[7:]}{value[1:7]}")  # CSS writes the opacity last, Qt first

    def icon(self, name: str, token: str = "quiet") -> QIcon:
        """An icon of `resources/icons`, in one of the colours."""
        return self._icons.icon(name, self.colour(token), self.colour("line"))

    def _apply(self) -> None:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        name = {"system": "dark" if dark else "light"}.get(self._setting, self._setting)
        if name == self.name:
            return
        self.name = name
        derived = self._derived(self._tokens[name])
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(_VAR.sub(lambda match: derived[match[1]], self._style))
        self.changed.emit(name)

    def _derived(self, known: dict[str, str]) -> dict[str, str]:
        accent = QColor(known["accent"])
        strong = accent.darker(112) if self.name == "light" else accent.lighter(112)
        scroll = QColor(known["quiet"])
        scroll.setAlphaF(0.35)
        veil = QColor(known["window"])
        veil.setAlphaF(0.88)
        argb = QColor.NameFormat.HexArgb
        return known | {"accent-strong": strong.name(), "scroll": scroll.name(argb), "veil": veil.name(argb)}

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for roles, token in (
            ((role.Window, role.Button), "window"),
            ((role.Base, role.ToolTipBase), "paper"),
            ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), "ink"),
            ((role.Highlight, role.Link, role.Accent), "accent"),
            ((role.HighlightedText,), "on-accent"),
            ((role.PlaceholderText,), "quiet"),
            ((role.Mid,), "line"),
        ):
            for each in roles:
                palette.setColor(each, self.colour(token))
        return palette
