"""Which note a link means: the order of `notes-format.md` §4."""

import pytest

from reader.library.resolve import Candidate, best, names_of, names_sought


class Notes:
    """Notes by their paths, each with what it is called."""

    def __init__(self, titles: dict[str, str]) -> None:
        self._names = {path: names_of(path, title) for path, title in titles.items()}

    def resolve(self, target: str, channel: str) -> tuple[str, ...]:
        sought = names_sought(target, channel)
        found = [Candidate(step, path) for path, names in self._names.items() for step, _ in names & sought]
        return best(target, channel, found)


def resolver(*paths: str, **titles: str) -> Notes:
    named = {path: path.rpartition("/")[2].rpartition(".")[0].replace("_", " ") for path in paths}
    return Notes(named | {f"{stem.replace('__', '/')}.md": title for stem, title in titles.items()})


@pytest.mark.parametrize(
    ("target", "because"),
    [
        ("linear_maps", "the exact name"),
        ("Linear Maps", "its slug"),
        ("linear-maps!", "letters and digits only"),
        (" linear_maps ", "trimmed"),
        ("linear_maps.md", "with its suffix"),
        ("@linear_maps", "as TubeGraph writes channels"),
        ("math/linear_maps", "its path"),
        ("art/../art/x", None),
    ],
)
def test_a_target_is_found_by(target: str, because: str | None) -> None:
    expected = ("math/linear_maps.md",) if because else ()
    assert resolver("math/linear_maps.md", "math/other.md").resolve(target, "math") == expected


def test_the_own_channel_comes_first_however_loosely_it_fits() -> None:
    notes = resolver("a/x_y.md", "b/X-Y.md")
    assert notes.resolve("X-Y", "a") == ("a/x_y.md",)
    assert notes.resolve("X-Y", "b") == ("b/X-Y.md",)


def test_an_exact_name_comes_before_a_slug_and_a_slug_before_letters() -> None:
    notes = resolver("a/Foo Bar.md", "a/foo_bar.md", "a/foobar.md")
    assert notes.resolve("Foo Bar", "a") == ("a/Foo Bar.md",)
    assert notes.resolve("foo_bar", "a") == ("a/foo_bar.md",)
    assert notes.resolve("foobar", "a") == ("a/foobar.md",)


def test_another_channel_is_asked_last() -> None:
    notes = resolver("a/one.md", "b/two.md")
    assert notes.resolve("two", "a") == ("b/two.md",)
    assert notes.resolve("Two!", "a") == ("b/two.md",)


def test_a_name_in_several_other_channels_is_ambiguous() -> None:
    notes = resolver("a/one.md", "b/same.md", "c/same.md")
    assert notes.resolve("same", "a") == ("b/same.md", "c/same.md")
    assert notes.resolve("same", "c") == ("c/same.md",)
    assert notes.resolve("b/same", "a") == ("b/same.md",)


def test_names_that_differ_in_case_only_are_told_apart() -> None:
    notes = resolver("fm/acquiredFM.md", "fm/acquiredfm.md")
    assert notes.resolve("acquiredFM", "fm") == ("fm/acquiredFM.md",)
    assert notes.resolve("acquiredfm", "fm") == ("fm/acquiredfm.md",)
    assert notes.resolve("AcquiredFm", "fm") == ("fm/acquiredFM.md", "fm/acquiredfm.md")


def test_a_note_is_found_by_its_title_where_its_file_is_called_otherwise() -> None:
    notes = resolver(a__n0017="What a seek does")
    assert notes.resolve("What a seek does", "a") == ("a/n0017.md",)
    assert notes.resolve("what_a_seek_does", "a") == ("a/n0017.md",)


def test_a_title_in_another_alphabet_is_found() -> None:
    assert resolver(a__n="Ключевые кадры").resolve("ключевые кадры", "a") == ("a/n.md",)


@pytest.mark.parametrize("target", ["", " ", "@", "!!!", "nothing", "/", "..", "../b/two", "/b/two", "b//two", "\0"])
def test_what_no_note_is_called_is_a_phantom(target: str) -> None:
    assert resolver("a/one.md", "b/two.md").resolve(target, "a") == ()


def test_a_path_is_looked_up_from_the_top_and_from_the_own_folder() -> None:
    notes = resolver("a/b/c.md", "b/c.md")
    assert notes.resolve("b/c", "") == ("b/c.md",)
    assert notes.resolve("b/c", "x") == ("b/c.md",)
    assert notes.resolve("a/b/c", "x") == ("a/b/c.md",)
    assert resolver("a/b/c.md").resolve("b/c", "a") == ("a/b/c.md",)


def test_at_the_top_of_the_library_names_are_found_too() -> None:
    assert resolver("index.md", "a/index.md").resolve("index", "") == ("index.md",)
