"""Imports run one way: app, cli → ui → services → { library, players, downloads } → notes."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

READER = Path(__file__).parent.parent / "reader"
BOTTOM = {"commands", "keymaps", "settings", "errors", "paths", "files", "clock", "remux"}
MAY_IMPORT = {
    "notes": {"notes"},
    "library": {"library", "notes"},
    "players": {"players"},
    "downloads": {"downloads"},
    "services": {"services", "library", "players.base", "players.none", "downloads.base", "notes"},
    "ui": {"ui", "services", "notes.hrefs"},
}
ROOMS = sorted(MAY_IMPORT)


def imports(file: Path, *, for_types: bool = False) -> Iterator[str]:
    """What a module imports at run time, as dotted names; with `for_types` what only its annotations need, too."""
    tree = ast.parse(file.read_text("utf-8"))
    skipped = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test) and not for_types:
            skipped |= set(ast.walk(node))
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules(room: str) -> list[Path]:
    return sorted((READER / room).rglob("*.py"))


@pytest.mark.parametrize("room", [room for room in ROOMS if (READER / room).is_dir()])
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    allowed = MAY_IMPORT[room] | BOTTOM
    wrong = [
        f"{file.relative_to(READER)} imports {name}"
        for file in modules(room)
        for name in imports(file)
        if name.startswith("reader.") and not any(f"{name}.".startswith(f"reader.{each}.") for each in allowed)
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ["notes", "library"])
def test_notes_and_library_know_no_qt(room: str) -> None:
    wrong = [
        str(file) for file in modules(room) for name in imports(file, for_types=True) if name.startswith("PySide6")
    ]
    assert wrong == []


def test_the_bottom_knows_nothing_of_the_rooms_above() -> None:
    wrong = [
        f"{name} imports {imported}"
        for name in BOTTOM
        for imported in imports(READER / f"{name}.py")
        if imported.startswith("reader.") and imported.split(".")[1] not in BOTTOM
    ]
    assert wrong == []


@pytest.mark.parametrize(("module", "only"), [("vlc", "players/vlc.py"), ("yt_dlp", "downloads/ytdlp.py")])
def test_a_seam_has_one_file_that_knows_what_is_behind_it(module: str, only: str) -> None:
    files = [file.relative_to(READER).as_posix() for file in READER.rglob("*.py") if module in set(imports(file))]
    assert set(files) <= {only}


def test_shortcuts_are_set_in_one_place() -> None:
    setters = [file for file in READER.rglob("*.py") if ".setShortcut" in file.read_text("utf-8")]
    assert [file.name for file in setters] == ["actions.py"]


def test_notes_and_library_run_without_qt() -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "import pkgutil, importlib, reader.notes, reader.library\n"
        "for package in (reader.notes, reader.library):\n"
        "    for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "from reader.notes.page import WindowHrefs, render\n"
        "from reader.notes.note import read_note\n"
        "page = render(read_note('a.md', b'# Hi'), hrefs=WindowHrefs(), resolve=lambda _: ())\n"
        "assert '<h1>Hi</h1>' in page.article\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
