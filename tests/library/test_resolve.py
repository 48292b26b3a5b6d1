"""Which note a link means: the order of `notes-format.md` §4."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.resolve import Candidate, best, names_of, names_sought
from reader.notes.links import loose_key, slug


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


_WORDS = st.sampled_from(["foo", "Foo", "foo_bar", "Foo Bar", "foo-bar", "FOOBAR", "bär", "!", "foo bar 2"])
_CHANNELS = st.sampled_from(["", "a", "b", "a/c"])
_LIBRARIES = st.dictionaries(st.tuples(_CHANNELS, _WORDS), _WORDS, max_size=8)


def _by_the_table(titles: dict[str, str], target: str, channel: str) -> set[str]:
    """The order of `notes-format.md` §4, read off its table line by line, without any index."""
    steps: list[Callable[[str, str], bool]] = [
        lambda stem, title: stem == target,
        lambda stem, title: bool(slug(target)) and slug(target) in (slug(stem), slug(title)),
        lambda stem, title: bool(loose_key(target)) and loose_key(target) in (loose_key(stem), loose_key(title)),
    ]
    places = {path: (path.rpartition("/")[0], path.rpartition("/")[2].removesuffix(".md")) for path in titles}
    for own in (True, False):
        for fits in steps:
            found = {
                path
                for path, (folder, stem) in places.items()
                if (folder == channel) is own and fits(stem, titles[path])
            }
            if found:
                exact = {path for path in found if places[path][1] == target}
                return exact if own and exact else found
    return set()


@given(_LIBRARIES, _WORDS, _CHANNELS)
def test_any_target_means_what_the_table_says(notes: dict[tuple[str, str], str], target: str, channel: str) -> None:
    titles = {f"{folder}/{stem}.md" if folder else f"{stem}.md": title for (folder, stem), title in notes.items()}
    assert set(Notes(titles).resolve(target, channel)) == _by_the_table(titles, target, channel)


@given(_LIBRARIES, st.text(max_size=30), st.text(alphabet="ab/.", max_size=6))
def test_whatever_a_target_is_it_leads_to_notes_of_the_library_only(
    notes: dict[tuple[str, str], str], target: str, channel: str
) -> None:
    titles = {f"{folder}/{stem}.md" if folder else f"{stem}.md": title for (folder, stem), title in notes.items()}
    assert set(Notes(titles).resolve(target, channel)) <= titles.keys()
