"""What YouTube's player says of videos that can be watched, and of those that cannot: `playabilityStatus`."""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.tube.uploads import FORMATS, Upload

REFUSALS: dict[str, dict[str, Any]] = {
    "bot": {"status": "LOGIN_REQUIRED", "reason": "Sign in to confirm you’re not a bot"},
    "captcha": {
        "status": "UNPLAYABLE",
        "reason": "Video unavailable",
        "errorScreen": {"playerCaptchaViewModel": {"captcha": {}}},
    },
    "private": {
        "status": "LOGIN_REQUIRED",
        "reason": "Private video",
        "messages": ["This is a private video. Please sign in to verify that you may see it."],
    },
    "removed": {
        "status": "ERROR",
        "reason": "Video unavailable",
        "errorScreen": {
            "playerErrorMessageRenderer": {
                "reason": {"simpleText": "Video unavailable"},
                "subreason": {"simpleText": "This video has been removed by the uploader"},
            }
        },
    },
    "terminated": {
        "status": "ERROR",
        "reason": "This video is no longer available because the YouTube account associated with this video has been "
        "terminated.",
    },
    "members": {
        "status": "UNPLAYABLE",
        "reason": "Join this channel to get access to members-only content like this video, and other exclusive perks.",
    },
    "age": {
        "status": "LOGIN_REQUIRED",
        "reason": "Sign in to confirm your age",
        "desktopLegacyAgeGateReason": 1,
        "errorScreen": {
            "playerErrorMessageRenderer": {
                "reason": {"simpleText": "Sign in to confirm your age"},
                "subreason": {"simpleText": "This video may be inappropriate for some users."},
            }
        },
    },
    "region": {
        "status": "UNPLAYABLE",
        "reason": "Video unavailable",
        "errorScreen": {
            "playerErrorMessageRenderer": {
                "reason": {"simpleText": "Video unavailable"},
                "subreason": {"simpleText": "The uploader has not made this video available in your country"},
            }
        },
    },
    "rate limit": {"status": "UNPLAYABLE", "reason": "This content isn't available, try again later."},
    "upcoming": {
        "status": "LIVE_STREAM_OFFLINE",
        "reason": "This live event will begin in 3 hours.",
        "liveStreamability": {"liveStreamabilityRenderer": {"offlineSlate": {}}},
    },
    "premiere": {"status": "LIVE_STREAM_OFFLINE", "reason": "Premieres in 18 hours"},
    "live": {"status": "LIVE_STREAM_OFFLINE", "reason": "This live stream recording is not available."},
    "paid": {"status": "UNPLAYABLE", "reason": "This video requires payment to watch."},
}


@dataclass(frozen=True)
class Playable:
    """A video as the player's interface has it: with `formats` (`adaptiveFormats`), or with a reason to refuse it."""

    id: str
    status: dict[str, Any] = field(default_factory=lambda: {"status": "OK"})
    formats: tuple[dict[str, Any], ...] = ()
    details: dict[str, Any] = field(default_factory=dict)
    captions: tuple[dict[str, Any], ...] = ()

    def player(self) -> dict[str, Any]:
        """The answer of `/youtubei/v1/player`."""
        return {
            "playabilityStatus": self.status,
            "videoDetails": {"videoId": self.id, "title": "How rivers bend", "lengthSeconds": "20", **self.details},
            "captions": {"playerCaptionsTracklistRenderer": {"captionTracks": list(self.captions)}},
            **({"streamingData": {"adaptiveFormats": list(self.formats)}} if self.formats else {}),
        }

    def page(self) -> str:
        """The page to watch it on, as far as the extractor reads it."""
        config = {
            "INNERTUBE_API_KEY": "key",
            "INNERTUBE_CONTEXT": {"client": {"clientName": "WEB", "clientVersion": "2"}},
        }
        return (
            f"<!doctype html><script>ytcfg.set({json.dumps(config)});</script>"
            f"<script>var ytInitialPlayerResponse = {json.dumps(self.player())};</script>"
            f"<script>var ytInitialData = {json.dumps({'contents': {'none': 1}})};</script>"
        )


def playable(upload: Upload, address: str, sizes: dict[str, int]) -> Playable:
    """What the interface says of an upload whose files lie below `address`; `sizes` in bytes by itag."""
    said = upload.said(address, sizes)
    chapters = "\n".join(f"0:{int(start):02} {title}" for start, title in upload.chapters)
    return Playable(
        upload.id,
        formats=tuple(_format(each, upload) for each in said["formats"]),
        details={
            "title": upload.title, "author": upload.channel, "lengthSeconds": str(round(upload.seconds)),
            "shortDescription": chapters, "channelId": said["channel_id"],
        },
        captions=tuple(
            {"baseUrl": tracks[0]["url"], "languageCode": language, "vssId": f".{language}",
             "name": {"simpleText": language}}
            for language, tracks in said["subtitles"].items()
        ),
    )  # fmt: skip


def _format(said: dict[str, Any], upload: Upload) -> dict[str, Any]:
    kind = FORMATS[said["format_id"]]
    media = f"{'video' if kind.picture else 'audio'}/{kind.ending.replace('m4a', 'mp4')}"
    codecs = ", ".join(codec for codec in (kind.picture, kind.sound) if codec)
    return {
        "itag": int(kind.itag), "url": said["url"], "mimeType": f'{media}; codecs="{codecs}"',
        "bitrate": kind.bitrate * 1000, "contentLength": str(said["filesize"]),
        "approxDurationMs": str(round(upload.seconds * 1000)),
        **({"width": kind.size[0], "height": kind.size[1], "fps": upload.rate} if kind.picture else {}),
    }  # fmt: skip
