"""The neighbourhood of a note: who is in it, how they are linked, and who is left out."""

from pathlib import Path

from reader.library.neighbours import Neighbourhood, neighbourhood
from tests.conftest import MakeLibrary, build, note

LIBRARY = {
    "math/math.md": note(
        "Math channel", "### [Lines](https://www.youtube.com/watch?v=LinesLinesL)\n- [[a]]\n- [[far]]\n"
    ),
    "math/a.md": note("A", "From: [[math]] <br/>\nSee [[b]], [[B]] and [[No such]].", "LinesLinesL"),
    "math/b.md": note("B", "Back to [[a]], on to [[c]]; [[no_such]].", "LinesLinesL"),
    "math/c.md": note("C", "On to [[d]].", "OtherOtherO"),
    "math/d.md": note("D", "The end.", "OtherOtherO"),
    "math/far.md": note("Far", "From: [[math]] <br/>", "FarFarFarFa"),
    "math/alone.md": note("Alone", "Nothing, and [[alone | itself]]."),
}


def around(root: Path, path: str, steps: int = 1, most: int = 150) -> Neighbourhood:
    store = build(root).store
    assert store
    return neighbourhood(store, path, steps, most)


def titles(hood: Neighbourhood, step: int) -> set[str]:
    return {each.title for each in hood.notes if each.step == step}


def test_one_step_holds_what_is_linked_from_and_to_the_note(make_library: MakeLibrary) -> None:
    hood = around(make_library(LIBRARY), "math/a.md")
    assert hood.notes[0].path == "math/a.md"
    assert titles(hood, 1) == {"B", "Math channel", "No such"}
    assert hood.left_out == 0


def test_two_steps_lead_on_but_not_through_the_channel(make_library: MakeLibrary) -> None:
    hood = around(make_library(LIBRARY), "math/a.md", steps=2)
    assert titles(hood, 2) == {"C"}


def test_a_note_tells_in_which_direction_it_is_linked(make_library: MakeLibrary) -> None:
    root = make_library(LIBRARY)
    of_b = {each.title: (each.links_here, each.linked_from_here) for each in around(root, "math/b.md").notes}
    assert of_b["A"] == (True, True)
    assert of_b["C"] == (False, True)
    of_d = {each.title: (each.links_here, each.linked_from_here) for each in around(root, "math/d.md").notes}
    assert of_d["C"] == (True, False)


def test_a_phantom_is_a_neighbour_however_it_is_spelled(make_library: MakeLibrary) -> None:
    hood = around(make_library(LIBRARY), "math/a.md")
    place = next(place for place, each in enumerate(hood.notes) if each.target)
    phantom = hood.notes[place]
    assert (phantom.path, phantom.target, phantom.step) == ("", "No such", 1)
    assert {hood.notes[one].title for one, other in hood.edges if other == place} == {"A", "B"}


def test_notes_of_one_video_stand_beside_each_other(make_library: MakeLibrary) -> None:
    groups = [each.group for each in around(make_library(LIBRARY), "math/a.md", steps=2).notes]
    assert groups == sorted(groups, key=groups.index)
    assert groups[:2] == [("video", "LinesLinesL")] * 2


def test_those_most_linked_stay_where_there_are_too_many(make_library: MakeLibrary) -> None:
    leaves = {f"x/leaf{n}.md": note(f"Leaf {n}", "[[hub]]" + (" [[leaf7]]" if n < 4 else "")) for n in range(9)}
    hood = around(make_library({"x/hub.md": note("Hub"), **leaves}), "x/hub.md", most=4)
    assert len(hood.notes) == 5
    assert hood.left_out == 5
    assert "Leaf 7" in titles(hood, 1)


def test_the_second_step_has_places_beside_a_crowded_first_one(make_library: MakeLibrary) -> None:
    near = {f"x/near{n}.md": note(f"Near {n}", f"[[hub]] [[far{n}]]") for n in range(9)}
    far = {f"x/far{n}.md": note(f"Far {n}") for n in range(9)}
    hood = around(make_library({"x/hub.md": note("Hub"), **near, **far}), "x/hub.md", steps=2, most=6)
    assert (len(titles(hood, 1)), len(titles(hood, 2)), hood.left_out) == (4, 2, 12)
    shown = {number for edge in hood.edges for number in edge}
    assert shown == set(range(len(hood.notes)))


def test_a_note_without_links_stands_alone(make_library: MakeLibrary) -> None:
    hood = around(make_library(LIBRARY), "math/alone.md", steps=2)
    assert ([each.title for each in hood.notes], hood.edges, hood.left_out) == (["Alone"], (), 0)


def test_an_unknown_note_has_no_neighbourhood(make_library: MakeLibrary) -> None:
    assert around(make_library(LIBRARY), "math/gone.md") == Neighbourhood()
