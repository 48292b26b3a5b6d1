"""The menu of the volume button: where sound goes, and whether all videos are equally loud."""

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from reader.services.sound import Sound
from reader.ui.text import plain, tooltip

_WIDEST = 48
"""Letters of an output's name; some have long ones."""


class SoundMenu(QMenu):
    """Looks for outputs whenever it is opened; those that come meanwhile appear in it."""

    def __init__(self, sound: Sound, parent: QWidget) -> None:
        super().__init__("Sound", parent)
        self._sound = sound
        self.setToolTipsVisible(True)
        self._group = QActionGroup(self)
        self.addAction("Sound goes to").setEnabled(False)
        self._end = self.addSeparator()
        self.equal = self.addAction("Equal loudness")
        self.equal.setCheckable(True)
        self.equal.setToolTip(tooltip("Loud videos are turned down and quiet ones up, each as a whole."))
        self.equal.triggered.connect(sound.set_equal)
        self.aboutToShow.connect(sound.look)
        sound.changed.connect(self._fill)
        self._fill()

    def outputs(self) -> list[QAction]:
        """What sound can go to; the system's default comes first."""
        return self._group.actions()

    def _fill(self) -> None:
        for action in self._group.actions():
            self._group.removeAction(action)
            self.removeAction(action)
            action.deleteLater()
        known = [(output.id, output.name) for output in self._sound.outputs]
        self._add("", "The system’s default")
        for id_, name in known:
            self._add(id_, name)
        if self._sound.output not in ("", *(id_ for id_, _ in known)):
            self._add(self._sound.output, f"{self._sound.output} (not there)").setEnabled(False)
        self.equal.setChecked(self._sound.equal)

    def _add(self, id_: str, name: str) -> QAction:
        shown = plain(name).replace("&", "&&")
        action = QAction(shown if len(shown) <= _WIDEST else f"{shown[: _WIDEST - 1]}…", self)
        action.setToolTip(tooltip(name))
        action.setCheckable(True)
        action.setData(id_)
        action.setChecked(id_ == self._sound.output)
        action.triggered.connect(lambda: self._sound.choose(id_))
        self._group.addAction(action)
        self.insertAction(self._end, action)
        return action
