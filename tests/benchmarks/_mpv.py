"""mpv, driven by its JSON commands, to hold our seeks against."""

import json
import socket
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

OPTIONS = ("--no-config", "--really-quiet", "--vo=null", "--ao=null", "--keep-open=yes", "--pause=yes", "--idle")


class Mpv:
    """mpv with a file open and paused; it draws nothing and sounds nothing."""

    def __init__(self, file: Path) -> None:
        self._folder = TemporaryDirectory()
        address = Path(self._folder.name) / "mpv"
        self.process = subprocess.Popen(["mpv", *OPTIONS, f"--input-ipc-server={address}"])
        self._socket = socket.socket(socket.AF_UNIX)
        while self._socket.connect_ex(str(address)):
            time.sleep(0.02)
        self._lines = self._socket.makefile("rw")
        self._command("loadfile", str(file))
        self._until("playback-restart")

    def set_paused(self, paused: bool) -> None:
        """Pause, or play on."""
        self._command("set_property", "pause", paused)

    def seek(self, seconds: float) -> float:
        """Seek exactly and return the seconds until `playback-restart`: the frame has been handed to the output."""
        before = time.perf_counter()
        self._command("seek", seconds, "absolute+exact")
        self._until("seek")
        self._until("playback-restart")
        return time.perf_counter() - before

    def _until(self, event: str) -> None:
        while json.loads(self._lines.readline()).get("event") != event:
            pass

    def close(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait()
        self._lines.close()
        self._socket.close()
        self._folder.cleanup()

    def _command(self, *words: object) -> None:
        self._lines.write(json.dumps({"command": words}) + "\n")
        self._lines.flush()
