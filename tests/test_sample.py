"""The sample is what a person sees first: what its notes say of its films must be true."""

import json
import re
from pathlib import Path

import av
import pytest

from reader.notes.links import find_links, slug
from reader.notes.note import Note, read_note
from reader.notes.repair import Evidence, read_stamps
from reader.notes.stamps import find_stamps

SAMPLE = Path(__file__).parents[1] / "resources" / "sample"
FILMS = ("SampleSeek1", "SampleRead2")
NOT_HERE = "SampleLive3"
PHANTOM = "open_gop"
LARGEST = 4_000_000  # bytes, both films together
NOTES = sorted(SAMPLE.rglob("*.md"))

DIALECT = {
    "heading": r"^### ",
    "list right after a paragraph": r"^[A-Z].+:\n[*-] ",
    "numbered list right after a paragraph": r"^[A-Z].+:\n1\. ",
    "nested list": r"^ {4}[*-] ",
    "quote": r"^> [^\[\n]",
    "callout": r"^> \[!tip\] ",
    "folded callout": r"^> \[!\w+\]- ",
    "nested callout": r"^> > \[!\w+\]",
    "table with a wikilink's pipe in it": r"^\|.*\[\[\w+ \| [^\]]+\]\].*\|$",
    "code with its language": r"^```python$",
    "inline code": r"`[^`\n]+`",
    "inline math": r"\$\\text",
    "block math": r"^\$\$ .+ \$\$$",
    "money": r"cost \$5 with",
    "task done": r"^- \[x\] ",
    "task to do": r"^- \[ \] ",
    "footnote": r"^\[\^\w+\]: ",
    "reference to a footnote": r"\w\.\[\^\w+\]",
    "highlight": r"==[^=\n]+==",
    "image": r"!\[[^\]]+\]\(images/\w+\.svg\)",
    "link to a heading": r"\[\[\w+#[^|\]]+ \|",
    "link without a label": r"\[\[\w+\]\]",
    "link to the web": r"\]\(https://",
    "bold and italic": r"\*\*\w.*\*\*[\s\S]*[^*]\*\w+\*[^*]",
    "plain stamp": r" \[\d:\d\d\]",
    "range of stamps": r"\[\d:\d\d - \d:\d\d\]",
    "list of stamps": r"\[\d:\d\d, \d:\d\d, ",
    "stamp as TubeGraph writes it": r'<a class="yt-timestamp" data-t="00:\d\d:\d\d">\[00:\d\d:\d\d\]</a>',
}


def load(path: Path) -> Note:
    return read_note(path.relative_to(SAMPLE).as_posix(), path.read_bytes())


def media(film: str, ending: str) -> Path:
    (file,) = (path for path in (SAMPLE / "media").iterdir() if path.name.endswith(f" [{film}]{ending}"))
    return file


def info(film: str) -> dict:
    return json.loads(media(film, ".info.json").read_text(encoding="utf-8"))


def cues(film: str) -> dict[int, str]:
    """The text of each caption by the second it starts at."""
    found = re.findall(
        r"^00:(\d\d):(\d\d)\.000 --> \S+\n((?:.+\n)+)", media(film, ".en.vtt").read_text("utf-8"), re.MULTILINE
    )
    return {int(minutes) * 60 + int(seconds): text for minutes, seconds, text in found}


def content_words(text: str) -> set[str]:
    """The longer words of `text`, cut to their first five letters so that `decodes` meets `decoded`."""
    return {word[:5] for word in re.findall(r"[a-z]{4,}", text.lower())} - {"that", "this", "with", "from", "have"}


def sentence_around(body: str, start: int, end: int) -> str:
    """The line the stamp stands in, from the sentence before the stamp to the end of its own."""
    line_start, line_end = body.rfind("\n", 0, start) + 1, (body + "\n").find("\n", end)
    before = re.split(r"(?<=[.?:;])\s", body[line_start:start].rstrip())
    return " ".join(before[-2:]) + " " + re.split(r"[.?;]\s", body[end:line_end])[0]


def test_the_whole_dialect_is_there_at_least_once():
    text = "\n".join(path.read_text(encoding="utf-8") for path in NOTES)

    assert [name for name, pattern in DIALECT.items() if not re.search(pattern, text, re.MULTILINE)] == []


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_a_note_reads_without_a_problem_and_is_named_after_its_title(path):
    note = load(path)

    assert not note.problem
    assert path.stem in ("index", slug(note.title))
    assert note.video in (*FILMS, NOT_HERE, None)


def test_only_the_phantom_has_no_note():
    stems = {path.stem for path in NOTES}
    targets = {link.target for path in NOTES for link in find_links(load(path).body)}

    assert targets - stems == {PHANTOM}


def test_a_link_to_a_heading_finds_it():
    links = [link for path in NOTES for link in find_links(load(path).body) if link.heading]

    assert links
    for link in links:
        assert f"### {link.heading.strip()}\n" in (SAMPLE / "seeking" / f"{link.target.strip()}.md").read_text("utf-8")


def test_images_are_there():
    for path in NOTES:
        for image in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / image).is_file()


def test_the_channel_note_lists_every_note_under_its_video():
    channel = (SAMPLE / "seeking" / "seeking.md").read_text(encoding="utf-8")
    groups = re.findall(
        r"^### \[(.+)\]\(https://www\.youtube\.com/watch\?v=(.{11})\)\n((?:- .+\n)+)", channel, re.MULTILINE
    )
    listed = {(video, link.target) for _, video, links in groups for link in find_links(links)}
    notes = [load(path) for path in NOTES if path.stem != "index"]

    assert listed - {("SampleSeek1", PHANTOM)} == {(note.video, note.stem) for note in notes if note.video}
    assert {video: title for title, video, _ in groups if video in FILMS} == {
        film: info(film)["title"] for film in FILMS
    }


def test_one_stamp_is_written_in_the_wrong_scale_and_every_stamp_reads_as_a_moment_of_its_film():
    wrong = []
    for path in NOTES:
        note = load(path)
        if note.video not in FILMS:
            continue
        length = info(note.video)["duration"]
        for reading in read_stamps(find_stamps(note.body), Evidence(length)):
            assert reading.seconds is not None
            assert 0 <= reading.seconds < length
            if reading.stamp.seconds > length:
                wrong.append((path.stem, reading.stamp.written, reading.seconds))

    assert wrong == [("how_exact_seeking_works", "02:34:00", 154)]


def test_a_note_says_at_a_stamp_what_the_film_says_there():
    checked = 0
    for path in NOTES:
        note = load(path)
        if note.video not in FILMS:
            continue
        said = cues(note.video)
        for reading in read_stamps(find_stamps(note.body), Evidence(info(note.video)["duration"])):
            stamp = reading.stamp
            written = sentence_around(note.body, stamp.start, stamp.end)
            alone = note.body[stamp.end - 1] in "]>" and note.body[stamp.start] in "[<"  # of no range and no list
            if alone and not written.startswith((">", "|")):  # "try it", and cells of one word
                checked += 1
                shared = content_words(said[reading.seconds]) & content_words(written)
                assert len(shared) >= 2, (path.stem, stamp.written, written)
    assert checked > 60


def test_what_a_note_says_of_frame_numbers_is_so():
    text = (SAMPLE / "seeking" / "how_exact_seeking_works.md").read_text(encoding="utf-8")
    (stamp,) = find_stamps(next(line for line in text.splitlines() if "Pause the video and click" in line))

    assert f"{stamp.seconds:.0f} seconds, frame {stamp.seconds * info('SampleSeek1')['fps']:.0f}" in text


def test_what_a_note_says_of_the_size_of_a_film_is_so():
    text = (SAMPLE / "seeking" / "what_a_seek_costs.md").read_text(encoding="utf-8")

    assert f"| 5 s | 75.5 | {media('SampleSeek1', '.mp4').stat().st_size / 1e6:.2f} MB |" in text


def test_the_stamps_of_some_note_are_out_of_order():
    times = [stamp.seconds for stamp in find_stamps(load(SAMPLE / "seeking/presentation_and_decode_order.md").body)]

    assert times != sorted(times)


@pytest.mark.parametrize("film", FILMS)
def test_a_film_is_h264_and_aac_and_as_long_as_it_says(film):
    facts = info(film)
    with av.open(str(media(film, ".mp4"))) as file:
        video, audio = file.streams.video[0], file.streams.audio[0]

        assert (video.codec_context.name, audio.codec_context.name) == ("h264", "aac")
        assert (video.width, video.height, video.average_rate, video.pix_fmt) == (1280, 720, 30, "yuv420p")
        assert video.duration * video.time_base == facts["duration"]
        assert float(audio.duration * audio.time_base) == pytest.approx(facts["duration"], abs=0.1)
        assert facts["id"] == film
        assert media(film, ".mp4").name == f"{facts['title']} [{film}].mp4"


@pytest.mark.parametrize("film", FILMS)
def test_a_film_has_a_keyframe_every_five_seconds_and_no_other(film):
    with av.open(str(media(film, ".mp4"))) as file:
        packets = [packet for packet in file.demux(video=0) if packet.pts is not None and packet.is_keyframe]
        times = [float(packet.pts * packet.time_base) for packet in packets]

    assert times == [5.0 * number for number in range(len(times))]
    assert times[-1] + 5 >= info(film)["duration"]


@pytest.mark.parametrize("film", FILMS)
def test_chapters_follow_one_another_to_the_end_and_begin_where_something_is_said(film):
    facts = info(film)
    chapters = facts["chapters"]

    assert chapters[0]["start_time"] == 0
    assert [chapter["end_time"] for chapter in chapters] == [
        *(chapter["start_time"] for chapter in chapters[1:]),
        facts["duration"],
    ]
    assert {chapter["start_time"] for chapter in chapters[1:]} <= set(cues(film))


def test_the_films_are_small():
    assert sum(path.stat().st_size for path in (SAMPLE / "media").iterdir()) <= LARGEST


def test_the_ids_can_be_of_no_video_on_youtube():
    """An id is 64 bits in base 64, so its last character holds four bits and two that are nought."""
    assert all(len(id_) == 11 and id_[-1] not in "AEIMQUYcgkosw048" for id_ in (*FILMS, NOT_HERE))
