"""Whatever preset is chosen and whatever the reader changes: every key does one thing, and what was asked for."""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from reader.commands import COMMANDS, Command
from reader.keymaps import PRESETS, settle
from reader.ui.actions import Keys, make_actions
from reader.ui.chords import chords, pressed, refusal

IDS = tuple(command.id for command in COMMANDS)
PRESSED = (
    "K",
    "Space",
    "Ctrl+K",
    "Alt+Left",
    "F8",
    "Ctrl+Shift+Y",
    "[",
    "?",
    "Ö",
    "0",
    "P",
    "Shift+P",
    "Left",
    "Ctrl+F",
)
"""Some that are taken, some that are free, in each preset others."""
NAMES = ("Tab", "Esc", "Ctrl+X, K", "No key", "", "k", "Standard:Find", "Standard:Nothing", "Meta+K", *PRESSED)
PRESET, ID = st.sampled_from(tuple(PRESETS)), st.sampled_from(IDS)
OWN = st.dictionaries(ID | st.just("of.tomorrow"), st.lists(st.sampled_from(NAMES), max_size=4).map(tuple), max_size=8)
STEP = st.one_of(
    st.tuples(st.just("give"), ID, st.sampled_from(PRESSED)),
    st.tuples(st.just("remove"), st.sampled_from(PRESSED)),
    st.tuples(st.just("reset"), ID),
    st.tuples(st.just("choose"), PRESET),
    st.tuples(st.just("reset_all")),
)


def keys_with(preset: str = "youtube", own: dict[str, tuple[str, ...]] | None = None) -> Keys:
    keys = Keys(COMMANDS, make_actions(None, COMMANDS))
    keys.take(preset, own or {})
    return keys


def held(keys: Keys) -> dict[str, tuple[str, ...]]:
    return {id_: keys.of(id_) for id_ in IDS}


def no_key_does_two_things(keys: Keys) -> bool:
    every = list(chain.from_iterable(held(keys).values()))
    return len(every) == len(set(every))


@given(PRESET, OWN)
def test_no_key_does_two_things_whatever_is_chosen(
    qapp: QApplication, preset: str, own: dict[str, tuple[str, ...]]
) -> None:
    keys = keys_with(preset, own)
    assert no_key_does_two_things(keys)
    assert not any(map(refusal, chain.from_iterable(held(keys).values())))


@settings(max_examples=60)
@given(PRESET, OWN, st.lists(STEP, max_size=5))
def test_every_change_does_what_it_says_and_can_be_undone(
    qapp: QApplication, preset: str, own: dict[str, tuple[str, ...]], steps: list[tuple[str, ...]]
) -> None:
    keys = keys_with(preset, own)
    for name, *given_ in steps:
        before, had = held(keys), keys.holder(given_[-1]) if given_ else None
        getattr(keys, name)(*given_)
        assert no_key_does_two_things(keys)
        assert keys.own.get("of.tomorrow") == own.get("of.tomorrow")
        match name:
            case "give":
                holder = keys.holder(given_[1])
                assert holder is not None
                assert holder.id == given_[0]
            case "remove":
                assert had is None or keys.holder(given_[0]) is not had
                gone = {id_: tuple(key for key in of if key != given_[0]) for id_, of in before.items()}
                assert all(set(gone[id_]) <= set(of) for id_, of in held(keys).items())
            case "reset":
                assert set(keys_with(keys.preset).of(given_[0])) <= set(keys.of(given_[0]))
                assert given_[0] not in keys.own
            case "reset_all":
                assert held(keys) == held(keys_with(keys.preset))
        after = held(keys)
        if after != before:
            keys.undo()
            assert held(keys) == before
            getattr(keys, name)(*given_)
            assert held(keys) == after


@given(PRESET, ID, st.sampled_from(PRESSED))
def test_a_given_key_is_taken_from_nobody_but_the_one_that_had_it(
    qapp: QApplication, preset: str, id_: str, chord: str
) -> None:
    keys = keys_with(preset)
    before, holder = held(keys), keys.holder(chord)
    keys.give(id_, chord)
    touched = {id_} | ({holder.id} if holder else set())
    assert {each: of for each, of in held(keys).items() if each not in touched} == {
        each: of for each, of in before.items() if each not in touched
    }


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_names_commands_that_there_are_and_no_key_twice(qapp: QApplication, name: str) -> None:
    keys = PRESETS[name].keys
    assert set(keys) <= set(IDS)
    written = [text for texts in keys.values() for text in texts if not text.startswith("Standard:")]
    assert len(written) == len(set(written))
    assert all(chords(text) == [text] for text in written)


@pytest.mark.parametrize("name", PRESETS)
def test_no_command_loses_its_last_key_to_a_preset(qapp: QApplication, name: str) -> None:
    ours, there = held(keys_with()), held(keys_with(name))
    assert [id_ for id_ in IDS if ours[id_] and not there[id_]] == []


def test_the_youtube_preset_is_the_table(qapp: QApplication) -> None:
    keys = keys_with()
    table = {c.id: tuple(dict.fromkeys(key for text in c.keys for key in chords(text))) for c in COMMANDS}
    assert held(keys) == table


def test_what_the_reader_chose_goes_before_the_preset_and_that_before_the_table() -> None:
    keys = {"a": ("K",), "captions.toggle": ("X",), "b": ("V", "K")}
    commands = [Command(id_, id_, each, "", lambda app: None) for id_, each in keys.items()]
    assert settle(commands, "mpv", {}, lambda key: [key]) == {"captions.toggle": ("V",), "a": ("K",), "b": ()}
    mine = settle(commands, "mpv", {"b": ("K", "V")}, lambda key: [key])
    assert mine == {"b": ("K", "V"), "captions.toggle": (), "a": ()}


def test_a_change_holds_at_once_in_the_actions(qapp: QApplication) -> None:
    actions = make_actions(None, COMMANDS)
    keys = Keys(COMMANDS, actions)
    keys.give("video.mute", "K")
    assert actions["video.mute"].shortcuts() == [QKeySequence("M"), QKeySequence("K")]
    assert actions["video.toggle"].shortcuts() == [
        QKeySequence(key) for key in ("Space", "Media Play", "Toggle Media Play/Pause")
    ]
    keys.undo()
    assert actions["video.mute"].shortcuts() == [QKeySequence("M")]


def test_a_key_that_is_as_it_was_is_no_change(qapp: QApplication) -> None:
    keys = keys_with()
    keys.give("video.mute", "F8")
    assert (keys.changes, keys.own) == (1, {"video.mute": ("M", "F8")})
    keys.remove("F8")
    assert (keys.changes, keys.own) == (0, {})


def test_changes_of_ones_own_stay_with_another_preset(qapp: QApplication) -> None:
    keys = keys_with()
    keys.give("video.mute", "Q")
    keys.choose("mpv")
    assert keys.of("video.mute") == ("M", "Q")
    assert keys.changes == 1
    assert "Q" not in keys.of("window.close")


def test_a_key_that_came_free_by_a_change_can_be_removed_too(qapp: QApplication) -> None:
    keys = keys_with("mpv", {"video.quieter": ("9",)})
    assert "/" in keys.of("note.find")
    keys.remove("/")
    assert keys.holder("/") is None


def test_a_reset_gives_back_what_others_have_now(qapp: QApplication) -> None:
    keys = keys_with()
    keys.give("video.mute", "Space")
    keys.remove("K")
    keys.reset("video.toggle")
    assert (keys.of("video.toggle"), keys.of("video.mute")) == (
        ("K", "Space", "Media Play", "Toggle Media Play/Pause"),
        ("M",),
    )
    assert keys.changes == 0


@pytest.mark.parametrize(
    ("key", "text", "modifiers", "chord"),
    [
        (Qt.Key.Key_K, "k", Qt.KeyboardModifier.NoModifier, "K"),
        (Qt.Key.Key_K, "K", Qt.KeyboardModifier.ShiftModifier, "Shift+K"),
        (Qt.Key.Key_Question, "?", Qt.KeyboardModifier.ShiftModifier, "?"),
        (Qt.Key.Key_Plus, "", Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier, "Ctrl++"),
        (Qt.Key.Key_5, "5", Qt.KeyboardModifier.KeypadModifier, "5"),
        (Qt.Key.Key_Space, " ", Qt.KeyboardModifier.ShiftModifier, "Shift+Space"),
        (Qt.Key.Key_Backtab, "\t", Qt.KeyboardModifier.ShiftModifier, "Shift+Tab"),
        (Qt.Key.Key_F6, "", Qt.KeyboardModifier.AltModifier, "Alt+F6"),
        (Qt.Key.Key_Shift, "", Qt.KeyboardModifier.ShiftModifier, None),
        (Qt.Key.Key_Dead_Acute, "", Qt.KeyboardModifier.NoModifier, ""),
        (Qt.Key.Key_unknown, "", Qt.KeyboardModifier.NoModifier, ""),
    ],
)  # fmt: skip
def test_a_key_is_called_as_it_is_written(
    key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier, chord: str | None
) -> None:
    assert pressed(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)) == chord


@pytest.mark.parametrize(
    "chord", ["Tab", "Shift+Tab", "Return", "Enter", "Esc", "Up", "PgDown", "Menu", "Alt+F4", "Meta+K", "Ctrl+V", ""]
)
def test_what_the_window_or_the_desktop_needs_is_refused(qapp: QApplication, chord: str) -> None:
    assert refusal(chord).endswith(".")
    assert chords(chord) == []


@pytest.mark.parametrize("chord", ["K", "Ctrl+Up", "Shift+Left", "Home", "Ctrl+Return", "F1", "Media Play", "Ctrl+C"])
def test_all_else_can_be_given(qapp: QApplication, chord: str) -> None:
    assert (refusal(chord), chords(chord)) == ("", [chord])
