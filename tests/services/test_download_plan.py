"""What a choice means for the videos of a real library, and what the site says of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.downloads.base import Action, Trouble
from reader.downloads.fake import FakeDownloader
from reader.services.download_items import Choice
from reader.services.download_plan import Plan, Planning
from reader.services.downloads import Downloads
from tests.services.conftest import Desk

TALK, OTHER = "talkaaaaaaa", "otheraaaaaa"
NOTE = "# {0}\n\n[Watch](https://www.youtube.com/watch?v={0})\n\n{1}\n"


def stamp(video: str, seconds: int) -> str:
    return f"A thing is told. [{seconds // 60:02}:{seconds % 60:02}](https://youtu.be/{video}?t={seconds})\n"


@pytest.fixture
def planned(desk: Desk, tmp_path: Path) -> Callable[[Choice], Plan]:
    """Makes plans for a library of two videos, of which one has two notes."""
    root = tmp_path / "library"
    (root / "talks").mkdir(parents=True)
    for name, video, seconds in (("one", TALK, (100, 110)), ("two", TALK, (120, 600)), ("three", OTHER, (50,))):
        stamps = "\n".join(stamp(video, each) for each in seconds)
        (root / "talks" / f"{name}.md").write_text(f"---\nvideoId: {video}\n---\n" + NOTE.format(video, stamps))
    desk.read(root)
    fake = FakeDownloader(desk.owner)
    downloads = Downloads(fake, tmp_path / "downloads.json", desk.messages, desk.owner)
    planning = Planning(fake, downloads, desk.library, desk.owner)

    def plan(choice: Choice) -> Plan:
        made: list[Plan] = []
        planning.make_plan((TALK, OTHER), choice, made.append)
        desk.qtbot.waitUntil(lambda: bool(made))
        made[0].fake = fake  # type: ignore[attr-defined]
        return made[0]

    return plan


def test_the_moments_of_all_notes_are_what_is_cited(planned: Callable[[Choice], Plan], tmp_path: Path) -> None:
    plan = planned(Choice(tmp_path, cited=True, margin=15))
    assert [(wish.video, wish.ranges) for wish in plan.wishes] == [
        (TALK, ((85, 135), (585, 615))),
        (OTHER, ((35, 65),)),
    ]


def test_a_video_that_is_here_is_left_out(planned: Callable[[Choice], Plan], tmp_path: Path, desk: Desk) -> None:
    (desk.library.root / f"Talk [{TALK}].mp4").write_bytes(b"film")
    with desk.qtbot.waitSignal(desk.library.updated):
        desk.library.refresh()
    plan = planned(Choice(tmp_path))
    assert ([wish.video for wish in plan.wishes], plan.here) == ([OTHER], 1)
    assert plan.room > 0


def test_what_is_not_known_yet_is_taken_to_be_like_the_rest(planned: Callable[[Choice], Plan], tmp_path: Path) -> None:
    plan = planned(Choice(tmp_path))
    fake: FakeDownloader = plan.fake  # type: ignore[attr-defined]
    assert fake.asked == {}
    plan.begin()
    fake.find(TALK, length=100.0, size=5000)
    assert (plan.known, plan.videos, plan.length, plan.size) == (1, 2, 200, 10_000)
    fake.fail(OTHER, Trouble("private", "This video is private.", Action.NONE))
    assert (plan.known, list(plan.troubles), plan.size) == (2, [OTHER], 5000)


def test_a_plan_that_is_not_wanted_any_more_asks_no_more(planned: Callable[[Choice], Plan], tmp_path: Path) -> None:
    plan = planned(Choice(tmp_path))
    plan.begin()
    plan.cancel()
    assert plan.fake.asked == {}  # type: ignore[attr-defined]
