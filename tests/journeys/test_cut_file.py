"""A file that is not the one that was cited: three parts are cut out, and clicks still lead to the right frame."""

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import pytest
from pytestqt.qtbot import QtBot

from reader.paths import Places
from tests.conftest import MakeLibrary, note
from tests.players.conftest import silent_vlc, video_file
from tests.videos import Video, number_in
from tests.window import SEEK, Reader, reading

__all__ = ["video_file"]

WHOLE = Video("whole.mp4", seconds=60.0, sound=False)
CUTS = ((8.0, 13.0), (25.0, 32.0), (44.0, 47.0))
INTRO = 4.0
STAMPS = (3, 7, 10, 14, 20, 24, 28, 33, 40, 43, 46, 48, 55)
TITLE = f"Cut [{SEEK}]"
NOTE = note("Cut", "".join(f"At {at} something happens [00:{at:02}].\n\n" for at in STAMPS), SEEK)


def cut_out(whole: Path, to: Path, intro: float) -> Path:
    """Write `whole` without `CUTS`, after a still of `intro` seconds."""
    with av.open(str(whole)) as source, av.open(str(to), "w") as target:
        stream = target.add_stream("libx264", rate=WHOLE.rate)
        stream.width, stream.height, stream.pix_fmt = *WHOLE.size, "yuv420p"
        stream.gop_size = 45
        number = 0
        for frame in source.decode(video=0):
            kept = not any(start <= frame.time < end for start, end in CUTS)
            times = round(intro * WHOLE.rate) + 1 if number == 0 else int(kept)
            for _ in range(times):
                frame.pts, frame.time_base, frame.pict_type = number, Fraction(1, WHOLE.rate), 0
                target.mux(stream.encode(frame))
                number += 1
        target.mux(stream.encode())
    return to


@pytest.fixture
def open_cut(
    qtbot: QtBot,
    places: Places,
    make_library: MakeLibrary,
    video_file: Callable[[Video], Path],
) -> Iterator[Callable[[float, dict[str, object]], Reader]]:
    """Opens a note beside the file that was cut, with an intro of so many seconds and what info.json says of it."""
    root = make_library({"film/cut.md": NOTE})
    open_readers = []

    def open_it(intro: float, info: dict[str, object]) -> Reader:
        cut_out(video_file(WHOLE), root / "film" / f"{TITLE}.mp4", intro)
        known = {"id": SEEK, "extractor_key": "Youtube", "title": "Cut"} | info
        (root / "film" / f"{TITLE}.info.json").write_text(json.dumps(known))
        context = reading(qtbot, places, root, silent_vlc(), "film/cut.md")
        reader = context.__enter__()
        open_readers.append(context)
        qtbot.waitUntil(lambda: reader.app.player.duration() > 0, timeout=20_000)
        reader.reads("something happens")
        return reader

    yield open_it
    for context in open_readers:
        context.__exit__(None, None, None)


def frame_after_click(reader: Reader, at: int) -> float:
    """Click a stamp, and read off the picture which second of the whole video it shows."""
    with reader.qtbot.waitSignal(reader.app.player.seeked):
        reader.click(f"seek:{SEEK}?t={at}")
    with reader.qtbot.waitSignal(reader.app.player.frame_shown):
        pass
    return number_in(reader.app.player.image()) / WHOLE.rate


def worst_of_clicks(reader: Reader) -> float:
    """The largest error of a click outside the cuts; one inside shows what comes after, and says so."""
    errors = {}
    for at in STAMPS:
        seen = frame_after_click(reader, at)
        cut = next((cut for cut in CUTS if cut[0] <= at < cut[1]), None)
        if cut:
            reader.qtbot.waitUntil(lambda: "cut out of your file" in reader.toast())
        errors[at] = abs(seen - (cut[1] if cut else at))
    return max(errors.values())


def test_the_segments_of_the_info_file_lead_every_click_to_its_frame(
    open_cut: Callable[[float, dict[str, object]], Reader],
) -> None:
    chapters = [{"start_time": start, "end_time": end, "category": "sponsor"} for start, end in CUTS]
    chapters.append({"start_time": 50.0, "end_time": 58.0, "category": "outro"})
    reader = open_cut(0.0, {"duration": 60, "sponsorblock_chapters": chapters})
    assert worst_of_clicks(reader) <= 0.1 + 1 / WHOLE.rate
    assert reader.app.player.duration() == pytest.approx(60.0, abs=0.1)


def test_what_the_reader_says_of_a_few_stamps_leads_every_click_to_its_frame(
    open_cut: Callable[[float, dict[str, object]], Reader],
) -> None:
    reader = open_cut(INTRO, {})
    for cited, file in ((7.5, 11.8), (13.4, 12.2), (24.6, 23.5), (32.5, 24.2), (43.5, 35.8), (47.6, 36.4)):
        say_here(reader, cited, file)
    assert reader.app.player.map.unsure == ()
    assert worst_of_clicks(reader) <= 0.5


def test_the_numbers_follow_at_once_and_the_picture_stays(
    open_cut: Callable[[float, dict[str, object]], Reader],
) -> None:
    reader = open_cut(INTRO, {})
    say_here(reader, 3.0, 7.0)
    assert number_in(reader.app.player.image()) == 3 * WHOLE.rate
    assert reader.app.window.video_pane.transport.time.text() == "0:03"
    assert reader.app.player.position() == 3.0


def say_here(reader: Reader, cited: float, file: float) -> None:
    """Have the file stand at `file` seconds, as a person who looks for a moment, and say what is there."""
    player = reader.app.player
    player.seek_to_share(0)
    with reader.qtbot.waitSignal(player.frame_shown):
        player.skip(file)
    here = player.here()
    assert here
    reader.app.timemaps.tell(cited, here)
