"""Keeps Python's cycle collector on the window's thread.

Python collects cycles on whichever thread happens to allocate.  A window, an action or a timer that is part of one
would be destroyed there by a worker, while Qt still has it in its lists: it crashed minutes later, anywhere.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000
"""Milliseconds between two looks at whether there is something to collect."""
_SETTLED = 10_000
"""Milliseconds after which all modules are there."""


class CycleCollector(QObject):
    """From now on cycles are collected on this thread only, as often as Python would by itself.

    What is there once the program has settled, mostly modules, is never looked at again: with it, a full collection
    took 30 ms.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        QTimer.singleShot(_SETTLED, self, _keep_what_is_there)
        timer = QTimer(self, interval=_EVERY)
        timer.timeout.connect(collect_if_due)
        timer.start()


def collect_if_due() -> None:
    """Collect the oldest generation of objects that Python itself would collect now, and those younger."""
    due = [count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    for generation in (2, 1, 0):
        if due[generation]:
            gc.collect(generation)
            return


def _keep_what_is_there() -> None:
    gc.collect()
    gc.freeze()
