"""The real YoutubeIE, and what people are told of what it says."""

import av
import pytest

from reader.downloads.base import Action
from reader.downloads.troubles import trouble_of
from tests.tube.asking import yt_dlp
from tests.tube.refusals import REFUSALS, Playable
from tests.tube.uploads import Upload

VIDEO = "video000001"

TOLD = {
    "bot": ("bot", Action.COOKIES, 0),
    "captcha": ("bot", Action.COOKIES, 0),
    "private": ("private", Action.NONE, 0),
    "removed": ("removed", Action.NONE, 0),
    "terminated": ("removed", Action.NONE, 0),
    "members": ("members", Action.COOKIES, 0),
    "age": ("age", Action.COOKIES, 0),
    "region": ("region", Action.NONE, 0),
    "rate limit": ("rate", Action.WAIT, 3600),
    "upcoming": ("upcoming", Action.WAIT, 3 * 3600),
    "premiere": ("upcoming", Action.WAIT, 18 * 3600),
    "live": ("live", Action.WAIT, 3600),
    "paid": ("payment", Action.NONE, 0),
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_youtube_refuses_is_told_in_peoples_words(youtube, refusal):
    youtube.answers[VIDEO] = Playable(VIDEO, REFUSALS[refusal])
    told = yt_dlp(VIDEO, plugins=youtube.plugins, download=False)
    trouble = trouble_of(told["error"], told["status"], told["text"])
    assert (trouble.kind, trouble.action, trouble.wait) == TOLD[refusal], told
    assert trouble.detail == told["text"]


@pytest.mark.parametrize(
    ("status", "kind", "action"),
    [(429, "rate", Action.WAIT), (403, "forbidden", Action.UPDATE), (503, "busy", Action.WAIT)],
)
def test_a_refusal_that_only_a_warning_tells_of_is_found(youtube, status, kind, action):
    youtube.answers[VIDEO] = Playable(VIDEO)
    youtube.fail("/player", status)
    told = yt_dlp(VIDEO, plugins=youtube.plugins, download=False, extractor_retries=0)
    assert "No video formats found" in told["text"].partition("\n")[0]
    trouble = trouble_of(told["error"], told["status"], told["text"])
    assert (trouble.kind, trouble.action) == (kind, action)


def test_a_network_that_is_not_there_is_told(youtube):
    youtube.close()
    told = yt_dlp(VIDEO, plugins=youtube.plugins, download=False, extractor_retries=0)
    trouble = trouble_of(told["error"], told["status"], told["text"])
    assert (trouble.kind, trouble.action) == ("network", Action.RETRY)


def test_a_missing_javascript_runtime_is_told_where_it_matters(youtube):
    youtube.answers[VIDEO] = Playable(VIDEO)
    told = yt_dlp(VIDEO, plugins=youtube.plugins, download=False, js_runtimes={})
    trouble = trouble_of(told["error"], told["status"], told["text"])
    assert (trouble.kind, trouble.action) == ("helper", Action.HELPER)


def test_cookies_of_a_browser_that_is_not_there_are_told(youtube):
    told = yt_dlp(VIDEO, plugins=youtube.plugins, download=False, cookiesfrombrowser=["firefox", None, None, None])
    assert trouble_of(told["error"], told["status"], told["text"]).kind == "cookies"


def test_the_real_extractor_fetches_a_video_of_the_tube(youtube, tube, tmp_path):
    upload = Upload(VIDEO, seconds=12)
    tube.add(upload)
    youtube.answers[VIDEO] = tube.playable(upload)
    found = yt_dlp(VIDEO, plugins=youtube.plugins, outtmpl=f"{tmp_path}/a.%(ext)s", writesubtitles=True,
                   format_sort=["res:720", "vcodec:h264", "acodec:aac"])  # fmt: skip
    assert [each["format_id"] for each in found["requested_formats"]] == ["136", "140"]
    assert [chapter["title"] for chapter in found["chapters"]] == ["The source", "The bend"]
    assert (tmp_path / "a.en.vtt").read_text("utf-8").startswith("WEBVTT")
    with av.open(str(tmp_path / "a.mp4")) as film:
        assert len(list(film.decode(video=0))) == 12 * 30
