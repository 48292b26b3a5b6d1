"""Being led to a place: a sentence of a note, the pages of videos, channels and names without a note."""

from reader.notes.hrefs import channel_href, phantom_href, place_href, video_href
from reader.players.base import State
from tests.window import READ, SEEK, Reader

_SAID = """JSON.stringify((() => {
  const said = [...(CSS.highlights.get("said") ?? [])];
  return said.map((range) => [range.toString(), range.getBoundingClientRect().top, window.innerHeight]);
})())"""


def _highlight(reader: Reader) -> tuple[str, float, float]:
    reader.qtbot.waitUntil(lambda: len(reader.ask(_SAID)) == 1)
    text, top, height = reader.ask(_SAID)[0]
    return text, top, height


def test_a_place_is_where_the_note_says_the_sentence(reader: Reader) -> None:
    reader.app.navigator.follow(place_href("film/exact_seeking.md", "Paragraph 47 fills the page, so that it scrolls."))
    text, top, height = _highlight(reader)
    assert text == "Paragraph 47 fills the page, so that it scrolls"
    assert 0 < top < height


def test_a_sentence_is_found_though_links_and_stamps_stand_in_it(reader: Reader) -> None:
    reader.app.navigator.follow(place_href("film/exact_seeking.md", "A player goes back to a keyframe. See captions"))
    text, _, _ = _highlight(reader)
    assert text.startswith("A player goes back to a keyframe")
    assert text.endswith("captions")


def test_the_place_in_the_open_note_moves_and_leaves_with_the_next_one(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    reader.app.navigator.follow(place_href("film/exact_seeking.md", "The last word"))
    assert _highlight(reader)[0] == "The last word"
    reader.app.navigator.follow(place_href("film/exact_seeking.md", "…graph 30 fills the page"))
    reader.qtbot.waitUntil(lambda: "30" in _highlight(reader)[0])
    reader.open("film/keyframes.md")
    assert reader.ask(_SAID) == []


def test_a_sentence_that_is_not_there_leaves_the_note_at_its_beginning(reader: Reader) -> None:
    reader.app.navigator.follow(place_href("film/keyframes.md", "Nobody has ever said this before."))
    reader.reads("A keyframe is whole")
    assert reader.ask(_SAID) == []


def test_a_place_with_a_second_plays_its_video_from_there(reader: Reader) -> None:
    reader.app.navigator.follow(place_href("film/captions.md", "Captions", 5.0))
    reader.reads("Captions")
    assert (reader.app.player.video, reader.backend.position()) == (READ, 5.0)
    assert reader.backend.state() is State.PLAYING


def test_the_page_of_a_video_has_all_that_its_notes_say_and_its_stamps_work(reader: Reader) -> None:
    reader.app.navigator.follow(video_href(SEEK))
    reader.reads("In the order of the video")
    text = reader.text()
    assert text.index("A keyframe is whole") < text.index("A player goes back") < text.index("The last word")
    assert reader.title == "What a seek does"
    reader.click(f"seek:{SEEK}?t=31")
    reader.qtbot.waitUntil(lambda: reader.backend.position() == 31.0)
    reader.click("note:film/keyframes.md")
    reader.qtbot.waitUntil(lambda: reader.title == "Keyframes")
    reader.app.navigator.back()
    reader.reads("In the order of the video")


def test_a_phantom_has_a_page_that_leads_to_who_mentions_it(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    reader.click(phantom_href("open_gop"))
    reader.reads("named in 1 note")
    reader.click_where("ul.mentions a.link")
    reader.qtbot.waitUntil(lambda: reader.title == "Exact seeking")
    assert "open GOP" in _highlight(reader)[0]


def test_the_page_of_a_channel_lists_its_videos_and_leads_to_theirs(reader: Reader) -> None:
    reader.app.navigator.follow(channel_href("film"))
    reader.reads("3 videos")
    reader.click(video_href(READ))
    reader.reads("In the order of the video")
    assert reader.title == "Reading along"


def test_a_page_that_stays_the_same_when_the_library_changes_is_not_drawn_anew(reader: Reader) -> None:
    reader.open("film/keyframes.md")
    reader.ask("document.querySelector('article').firstElementChild.id = 'still-there'")
    with reader.qtbot.waitSignal(reader.app.library.changed):
        (reader.app.library.root / "film/other.md").write_text("Another note.\n")
    reader.app.navigator.reload()
    with reader.qtbot.waitSignal(reader.app.note_view.note_shown):
        reader.app.navigator.reload()
    assert reader.ask("!!document.getElementById('still-there')") is True


def test_the_page_of_a_video_is_no_wider_than_its_pane(reader: Reader) -> None:
    long = "w" * 400
    (reader.app.library.root / "film/wide.md").write_text(
        f"---\nvideoId: {SEEK}\n---\nA word {long} that never ends [0:40].\n"
    )
    reader.qtbot.waitUntil(lambda: reader.app.library.catalog.entry("film/wide.md") is not None)
    reader.app.navigator.follow(video_href(SEEK))
    reader.reads(long)
    assert reader.ask("document.documentElement.scrollWidth <= window.innerWidth") is True
