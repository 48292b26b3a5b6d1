"""The settings and the file that keeps them."""

import json
from pathlib import Path
from typing import Any

import pytest

from reader.settings import Settings, SettingsFile


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def holding(file: Path, value: Any) -> SettingsFile:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(value if isinstance(value, str) else json.dumps(value))
    return SettingsFile(file)


def test_without_a_file_there_are_the_defaults_and_none_is_written(file: Path) -> None:
    settings = SettingsFile(file)
    settings.save()
    assert settings.now == Settings()
    assert not file.exists()


def test_what_was_changed_is_there_the_next_time(file: Path) -> None:
    settings = SettingsFile(file)
    settings.change(theme="dark", zoom=1.25, media_folders=("/a", "/b"), ask_before_browser=False)
    settings.change(muted=True)
    settings.save()
    assert SettingsFile(file).now == settings.now
    assert settings.now == Settings(
        theme="dark", zoom=1.25, muted=True, media_folders=("/a", "/b"), ask_before_browser=False
    )


def test_the_file_holds_only_what_was_changed(file: Path) -> None:
    settings = SettingsFile(file)
    settings.change(zoom=1.25, volume=0.5)
    settings.save()
    assert json.loads(file.read_text()) == {"zoom": 1.25, "volume": 0.5}


def test_nothing_is_written_where_nothing_has_changed(file: Path) -> None:
    settings = holding(file, {"zoom": 2})
    file.unlink()
    settings.change(zoom=2.0)
    settings.save()
    assert not file.exists()


def test_fields_of_another_version_are_kept(file: Path) -> None:
    settings = holding(file, {"captions": {"size": 3}, "zoom": 2})
    settings.change(zoom=1.5)
    settings.save()
    assert json.loads(file.read_text()) == {"captions": {"size": 3}, "zoom": 1.5}


@pytest.mark.parametrize("damaged", ["", "{", "[]", "no json", "[" * 100_000])
def test_a_damaged_file_is_kept_beside_and_the_defaults_hold(file: Path, damaged: str) -> None:
    settings = holding(file, damaged)
    assert settings.now == Settings()
    settings.change(zoom=2.0)
    settings.save()
    assert SettingsFile(file).now.zoom == 2.0
    assert file.with_name("settings.json.damaged").read_text() == damaged


@pytest.mark.parametrize(
    "written",
    [
        '"theme": "purple"', '"theme": 5', '"theme": null', '"theme": []', '"layout": "below"',
        '"zoom": 0', '"zoom": 99', '"zoom": "1"', '"zoom": true', '"zoom": NaN', '"zoom": Infinity', '"zoom": []',
        '"volume": -0.1', '"volume": 1.1', '"volume": {}', '"rate": 0', '"rate": 1' + "0" * 400,
        '"muted": 1', '"muted": "yes"', '"media_folders": "x"', '"media_folders": [1]', '"media_folders": {}',
        '"tree_order": "size"', '"tree_order": 1', '"tree_group": ""', '"only_unread": "yes"',
        '"keys_preset": "emacs"', '"keys_preset": []', '"keys": []', '"keys": "K"', '"keys": null', '"keys": 5',
        '"ask_before_browser": 0', '"ask_before_browser": null',
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_the_default(file: Path, written: str) -> None:
    settings = holding(file, f'{{{written}, "zoom_": 1, "layout_": 2}}')
    assert settings.now == Settings()


def test_keys_are_kept_with_those_of_commands_that_are_not_known(file: Path) -> None:
    settings = SettingsFile(file)
    settings.change(keys_preset="mpv", keys={"video.mute": ("F8", "Ö"), "of.tomorrow": ("K",), "video.toggle": ()})
    settings.save()
    assert SettingsFile(file).now == settings.now
    assert json.loads(file.read_text())["keys"] == {"video.mute": ["F8", "Ö"], "of.tomorrow": ["K"], "video.toggle": []}


def test_of_keys_only_what_cannot_be_is_left_out(file: Path) -> None:
    written = {"video.mute": "F8", "video.toggle": ["K", 5], "note.read": None, "window.keys": ["F1"]}
    assert holding(file, {"keys": written}).now == Settings(keys={"window.keys": ("F1",)})


def test_one_wrong_value_leaves_the_others(file: Path) -> None:
    assert holding(file, {"theme": 5, "zoom": 2}).now == Settings(zoom=2.0)


def test_a_folder_that_cannot_be_written_raises_and_the_change_holds(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("")
    settings = SettingsFile(tmp_path / "blocked" / "settings.json")
    settings.change(zoom=2.0)
    with pytest.raises(OSError, match="blocked"):
        settings.save()
    assert settings.now.zoom == 2.0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("download_height", 700),
        ("download_at_once", 5),
        ("download_rate", -1),
        ("caption_languages", ["en", 3]),
        ("cited_margin", 601.0),
        ("cookies_from", "telnet"),
    ],
)
def test_downloads_are_limited_to_what_can_be_meant(file: Path, name: str, value: Any) -> None:
    assert getattr(holding(file, {name: value}).now, name) == getattr(Settings(), name)
