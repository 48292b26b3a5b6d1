"""Where the program's own files are, and where it may keep what it must remember."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of style sheets, scripts and the sample: inside the wheel, or beside the package in a checkout."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def sample() -> Path:
    """The small library that comes with the program."""
    return resources() / "sample"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one reader on one machine; none need exist yet."""

    config: Path
    data: Path
    state: Path
    cache: Path
    downloads: Path
    pictures: Path

    @property
    def settings(self) -> Path:
        """The file of settings."""
        return self.config / "settings.json"

    @classmethod
    def of_user(cls) -> "Places":
        """The platform's usual folders, or those below `ALONGSIDE_HOME` where that is set."""
        home = os.environ.get("ALONGSIDE_HOME")
        if home:
            return cls.below(Path(home))
        dirs = platformdirs.PlatformDirs("alongside", appauthor=False)
        return cls(
            config=dirs.user_config_path,
            data=dirs.user_data_path,
            state=dirs.user_state_path,
            cache=dirs.user_cache_path,
            downloads=dirs.user_videos_path / "Alongside",
            pictures=dirs.user_pictures_path / "Alongside",
        )

    @classmethod
    def below(cls, root: Path) -> "Places":
        """All folders below `root`: a portable set-up, or a test."""
        return cls(*(root / name for name in ("config", "data", "state", "cache", "videos", "pictures")))
