"""Asks the real yt-dlp, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.tube.site import PLUGINS

ROOT = Path(__file__).resolve().parents[2]


def yt_dlp(address: str, *, plugins: Path | str = PLUGINS, download: bool = True, **options: Any) -> dict[str, Any]:
    """What the real yt-dlp says of an address, in a process of its own."""
    wish = {"address": address, "plugins": str(plugins), "download": download, "options": options}
    done = subprocess.run(
        [sys.executable, "-m", "tests.tube.child", json.dumps(wish)],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])
