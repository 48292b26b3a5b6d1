"""Errors of yt-dlp, of the network and of the disk become one sentence for people with one thing to do."""

import pytest

from reader.downloads.base import Action
from reader.downloads.troubles import first_sentence, trouble_of

NO_NAME = (
    "ERROR: [youtube] abcdefghijk: Unable to download API page: HTTPSConnection(host='www.youtube.com', port=443): "
    "Failed to resolve 'www.youtube.com' ([Errno -2] Name or service not known) (caused by TransportError(\"…\"))"
)
REPORT = "; please report this issue on  https://github.com/yt-dlp/yt-dlp/issues?q= , filling out the template."


ACTIONS = {
    "forbidden": Action.UPDATE,
    "removed": Action.NONE,
    "rate": Action.WAIT,
    "busy": Action.WAIT,
    "network": Action.RETRY,
    "connection": Action.RETRY,
    "room": Action.FOLDER,
    "folder": Action.FOLDER,
    "ffmpeg": Action.FFMPEG,
    "live": Action.WAIT,
    "outdated": Action.UPDATE,
    "solving": Action.UPDATE,
    "unsupported": Action.NONE,
    "cookies": Action.COOKIES,
    "certificate": Action.RETRY,
}


@pytest.mark.parametrize(
    ("error", "status", "text", "kind"),
    [
        ("HTTPError", 403, "ERROR: unable to download video data: HTTP Error 403: Forbidden", "forbidden"),
        ("HTTPError", 404, "ERROR: unable to download video data: HTTP Error 404: Not Found", "removed"),
        ("HTTPError", 429, "ERROR: unable to download video data: HTTP Error 429: Too Many", "rate"),
        ("DownloadError", None, "ERROR: HTTP Error 503: Service Unavailable. Giving up after 3 retries", "busy"),
        ("HTTPError", 403, "ERROR: no more than that", "forbidden"),
        ("TransportError", None, NO_NAME, "network"),
        ("OSError", None, "[Errno 101] Network is unreachable", "network"),
        ("DownloadError", None, "ERROR: Read timed out. (read timeout=20.0)", "connection"),
        ("TransportError", None, "ERROR: ('Connection aborted.', RemoteDisconnected('…'))", "connection"),
        ("DownloadError", None, "ERROR: 60000 bytes read, 100000 more expected", "connection"),
        ("ContentTooShortError", None, "Downloaded 12 bytes, expected 13 bytes", "connection"),
        ("OSError", None, "[Errno 28] No space left on device: '/v/a.part'", "room"),
        ("PermissionError", None, "[Errno 13] Permission denied: '/v/a.part'", "folder"),
        ("OSError", None, "[Errno 30] Read-only file system: '/v'", "folder"),
        ("FileNotFoundError", None, "[Errno 2] No such file or directory: '/v/.alongside'", "folder"),
        ("DownloadError", None, "ERROR: merging of multiple formats but ffmpeg is not installed.", "ffmpeg"),
        ("PostProcessingError", None, "ERROR: Postprocessing: ffprobe and ffmpeg not found.", "ffmpeg"),
        ("ExtractorError", None, "ERROR: [youtube] abcdefghijk: This live event has ended.", "live"),
        ("ExtractorError", None, f"ERROR: [youtube] abcdefghij: Unable to extract initial data{REPORT}", "outdated"),
        ("ExtractorError", None, "ERROR: [youtube] abcdefghijk: Requested format is not available.", "outdated"),
        ("ExtractorError", None, "ERROR: Format is not available.\nn challenge solving failed: Some", "solving"),
        ("UnsupportedError", None, "ERROR: Unsupported URL: http://127.0.0.1/", "unsupported"),
        ("CookieLoadError", None, "ERROR: could not find firefox cookies database in '/home/a'", "cookies"),
        ("CertificateVerifyError", None, "ERROR: [SSL: CERTIFICATE_VERIFY_FAILED] self-signed", "certificate"),
    ],
)  # fmt: skip
def test_a_complaint_becomes_one_sentence_and_one_action(error, status, text, kind):
    trouble = trouble_of(error, status, text)
    assert (trouble.kind, trouble.action, trouble.detail) == (kind, ACTIONS[kind], text)
    assert trouble.sentence.endswith((".", "?"))
    assert "ERROR" not in trouble.sentence


def test_the_error_itself_outweighs_the_warnings_before_it():
    text = "ERROR: [youtube] abcdefghijk: Private video\nWARNING: No supported JavaScript runtime could be found."
    assert trouble_of("ExtractorError", None, text).kind == "private"


def test_how_long_to_wait_is_told():
    premiere = trouble_of("ExtractorError", None, "ERROR: [youtube] abcdefghijk: Premieres in 2 days")
    assert (premiere.action, premiere.wait) == (Action.WAIT, 2 * 24 * 3600)
    assert trouble_of("ExtractorError", None, "ERROR: This live event will begin in a few moments.").wait == 0


def test_what_nobody_knows_is_told_in_the_downloaders_own_words():
    text = "\x1b[0;31mERROR:\x1b[0m [vimeo] abcdefghijk: The moon is full. See  https://example.com (caused by Moon())"
    trouble = trouble_of("ExtractorError", None, text)
    assert (trouble.kind, trouble.sentence, trouble.action) == ("unknown", "The moon is full.", Action.RETRY)
    assert trouble_of("Crash", None, "").sentence == "The download failed."


def test_the_first_sentence_is_short_and_has_an_end():
    assert first_sentence("ERROR: [youtube:tab] Something odd (caused by <HTTPError 418>)") == "Something odd."
    assert first_sentence(f"Cannot parse{REPORT}") == "Cannot parse."
    assert len(first_sentence("word " * 100)) <= 201
