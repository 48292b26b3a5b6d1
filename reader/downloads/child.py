"""One child with one job: told what to do, heard, and ended with all that it started."""

import json
import logging
import os
import signal
import subprocess
import sys
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from reader.downloads.base import Wish

log = logging.getLogger(__name__)
_GRACE_MS = 1800
"""After so long a child that was told to stop is killed; it ends by itself after 1.5 s, if it can."""
_SAID_AT_MOST = 4000
"""Characters of what a child that died had to say."""
_LAST_MS = 1000
"""So long a child that was killed may take to be gone; it takes a few milliseconds."""


class Child(QObject):
    """A process in a session of its own for the job of a `ticket`; `job` is what the worker is told."""

    heard = Signal(str, object)
    """The ticket, and a line that the child said: a JSON object."""
    ended = Signal(str)
    """The ticket: the process is gone."""

    def __init__(self, ticket: str, job: dict[str, Any], wish: Wish, parent: QObject) -> None:
        super().__init__(parent)
        self.ticket, self.do, self.wish = ticket, str(job["do"]), wish
        self.stopping = self.forgetting = False
        self.last: dict[str, Any] | None = None
        """How the job ended, as the child said."""
        self.said = ""
        """The last of what came where errors go."""
        self._job = job
        self._process = QProcess(self)
        self._late = QTimer(self, singleShot=True, interval=_GRACE_MS)
        self._process.setProgram(sys.executable)
        self._process.setArguments(["-P", "-m", "reader.downloads.worker"])  # -P: nothing is imported from where we are
        if os.name == "posix":
            alone = QProcess.UnixProcessParameters()
            alone.flags = QProcess.UnixProcessFlag.CreateNewSession
            self._process.setUnixProcessParameters(alone)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_errors)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._late.timeout.connect(self.kill)

    def begin(self) -> None:
        """Start it, and tell it its job."""
        self._process.start()
        self._process.write(json.dumps(self._job).encode() + b"\n")

    def stop(self, *, forget: bool) -> None:
        """Have it end within two seconds."""
        self.stopping, self.forgetting = True, self.forgetting or forget
        self._process.closeWriteChannel()
        self._late.start()

    def silence(self) -> None:
        """Tell nothing more of it."""
        self.blockSignals(True)

    def kill(self) -> None:
        """End it with all that it has started."""
        number = self._process.processId()
        if not number:
            return
        if os.name == "posix":
            try:
                os.killpg(number, signal.SIGKILL)
            except ProcessLookupError:  # it has no session of its own yet, or has just ended
                self._process.kill()
        else:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(number)], capture_output=True, check=False)  # noqa: S603, S607

    def wait(self) -> None:
        """Wait until a child that was killed is gone."""
        self._process.waitForFinished(_LAST_MS)

    def _read(self) -> None:
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data())
            try:
                told = json.loads(line)
            except ValueError:
                log.warning("the downloader said what is no JSON: %r", line)
            else:
                self.heard.emit(self.ticket, told)

    def _read_errors(self) -> None:
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        self.said = (self.said + said)[-_SAID_AT_MOST:]
        log.debug("downloader: %s", said.rstrip())

    def _on_finished(self) -> None:
        self._late.stop()
        self._read()
        self.ended.emit(self.ticket)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.said = self._process.errorString()
            QTimer.singleShot(0, self, self._on_finished)
