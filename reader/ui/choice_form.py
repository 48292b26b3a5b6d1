"""What is to be fetched of videos, chosen by the reader: all of them or what is cited, how large, and where to."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from reader.services.download_items import Choice
from reader.ui.download_fields import FolderLine, LanguagesLine, form, height_choices, margin_box
from reader.ui.theme import Theme
from reader.ui.widgets import row

_KINDS = {
    "whole": "The whole video",
    "cited": "Only what is cited",
    "audio": "Only the sound",
    "captions": "Only captions",
}


class ChoiceForm(QWidget):
    """Holds a `Choice`; fields that mean nothing for what is chosen cannot be changed."""

    changed = Signal()

    def __init__(self, choice: Choice, theme: Theme) -> None:
        super().__init__()
        self._before = choice
        self.kinds = QButtonGroup(self)
        for number, name in enumerate(_KINDS.values()):
            self.kinds.addButton(QRadioButton(name), number)
        self.margin, self.height_of = margin_box(), height_choices(theme)
        self.languages, self.folder = LanguagesLine(), FolderLine("The folder for these videos")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self.show_choice(choice)
        for chosen in (
            self.kinds.idClicked,
            self.margin.valueChanged,
            self.height_of.chosen,
            self.languages.chosen,
            self.folder.chosen,
        ):
            chosen.connect(lambda _: self._on_changed())

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        return replace(
            self._before,
            folder=self.folder.folder,
            what=self._kind if self._kind in ("audio", "captions") else "video",
            height=self.height_of.currentData(),
            cited=self._kind == "cited",
            margin=float(self.margin.value()),
            languages=self.languages.tags(),
        )

    def show_choice(self, choice: Choice) -> None:
        """Have this chosen."""
        self._before = choice
        self.blockSignals(True)
        self.choose(choice.what if choice.what != "video" else "cited" if choice.cited else "whole")
        self.margin.setValue(round(choice.margin))
        self.height_of.show_value(choice.height)
        self.languages.show_tags(choice.languages)
        self.folder.show_folder(choice.folder)
        self.blockSignals(False)

    def choose(self, kind: str) -> None:
        """Have the `whole` fetched, or only what is `cited`, the `audio` or the `captions`."""
        self.kinds.button(tuple(_KINDS).index(kind)).setChecked(True)
        self._on_changed()

    @property
    def _kind(self) -> str:
        return tuple(_KINDS)[self.kinds.checkedId()]

    def _on_changed(self) -> None:
        self.margin.setEnabled(self._kind == "cited")
        self.height_of.setEnabled(self._kind in ("whole", "cited"))
        self.languages.setEnabled(self._kind != "audio")
        self.changed.emit()

    def _lay_out(self) -> None:
        whole, cited, *others = self.kinds.buttons()
        kinds = QVBoxLayout()
        kinds.setSpacing(6)
        kinds.addWidget(whole)
        kinds.addLayout(row(cited, self.margin, None, spacing=12))
        for button in others:
            kinds.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(kinds)
        fields = {"Picture at most": self.height_of, "Captions in": self.languages, "Folder": self.folder}
        column.addLayout(form(fields))
