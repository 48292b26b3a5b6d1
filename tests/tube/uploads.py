"""What can be on the site: a video in the formats that YouTube has, made of frames that carry their numbers."""

import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
from PySide6.QtGui import QColor, QImage

from tests.players.streaming import for_streaming
from tests.videos import Video, make_video

SHRUNK = 4
"""How much smaller the pictures are than the site says, so that they are made quickly."""


@dataclass(frozen=True)
class Format:
    """One of YouTube's formats: its `itag`, and what the site says of it."""

    itag: str
    ending: str
    picture: str = ""
    sound: str = ""
    size: tuple[int, int] = (0, 0)
    encoder: str | None = None
    bitrate: int = 0

    @property
    def name(self) -> str:
        """Its file's name."""
        return f"{self.itag}.{self.ending}"


FORMATS = {
    each.itag: each
    for each in (
        Format("18", "mp4", "avc1.42001E", "mp4a.40.2", (640, 360), "libx264", 500),
        Format("136", "mp4", "avc1.4d401f", "", (1280, 720), "libx264", 1500),
        Format("248", "webm", "vp9", "", (1920, 1080), "libvpx-vp9", 2500),
        Format("140", "m4a", "", "mp4a.40.2", bitrate=130),
        Format("251", "webm", "", "opus", bitrate=140),
    )
}


@dataclass(frozen=True)
class Upload:
    """A video of the site.  `captions` are by people and `automatic` by the site: language → lines of two seconds.

    `bulk`: bytes of nothing at the end of each format with a picture, for downloads that take their time.
    `extra` goes into what the extractor returns as it is.
    """

    id: str
    title: str = "How rivers bend"
    channel: str = "Water and stone"
    seconds: float = 20.0
    rate: int = 30
    gop: int = 60
    formats: tuple[str, ...] = tuple(FORMATS)
    captions: dict[str, tuple[str, ...]] = field(
        default_factory=lambda: {"en": ("A river bends.", "It does so slowly.")}
    )
    automatic: dict[str, tuple[str, ...]] = field(default_factory=lambda: {"fr": ("Une rivière tourne.",)})
    chapters: tuple[tuple[float, str], ...] = ((0.0, "The source"), (8.0, "The bend"))
    thumbnail: bool = True
    moving: bool = False
    bulk: int = 0
    extra: dict[str, Any] = field(default_factory=dict)

    def file(self, itag: str, folder: Path) -> Path:
        """The file of one format, made in `folder` when it is first asked for."""
        kind = FORMATS[itag]
        video = Video(
            f"{itag}-{self.seconds:g}-{self.rate}-{self.gop}{'-moving' * self.moving}.{kind.ending}",
            self.seconds, self.rate, self.gop, kind.encoder, (kind.size[0] // SHRUNK, kind.size[1] // SHRUNK),
            sound=bool(kind.sound), moving=self.moving,
        )  # fmt: skip
        streamed, encoded = folder / "streamed", folder / "encoded"
        for made in (streamed, encoded):
            made.mkdir(exist_ok=True)
        file = streamed / video.name
        if not file.exists():
            plain = make_video(video, encoded)
            file = plain if kind.ending == "webm" else for_streaming(plain, streamed)
        return file

    def content(self, itag: str, folder: Path) -> bytes:
        """The bytes of one format, with its `bulk`."""
        content = self.file(itag, folder).read_bytes()
        bulk = self.bulk if FORMATS[itag].picture else 0
        if not bulk:
            return content
        if FORMATS[itag].ending == "webm":
            return content + b"\xec\x01" + struct.pack(">Q", bulk)[1:] + bytes(bulk)  # an EBML Void
        return content + struct.pack(">I4s", bulk + 8, b"free") + bytes(bulk)

    def said(self, address: str, sizes: dict[str, int]) -> dict[str, Any]:
        """What the site's interface says of it, with addresses below `address`; `sizes` in bytes by itag."""
        return {
            "title": self.title,
            "channel": self.channel,
            "uploader": self.channel,
            "channel_id": "UC0000000000000000000000",
            "duration": self.seconds,
            "description": f"About: {self.title}",
            "upload_date": "20260102",
            "webpage_url": f"https://www.youtube.com/watch?v={self.id}",
            "formats": [self._format(itag, address, sizes[itag]) for itag in self.formats],
            "subtitles": self._captions(self.captions, f"{address}/captions/{self.id}/people"),
            "automatic_captions": self._captions(self.automatic, f"{address}/captions/{self.id}/automatic"),
            "chapters": [
                {"start_time": start, "end_time": end, "title": title}
                for (start, title), end in zip(
                    self.chapters, [*(start for start, _ in self.chapters[1:]), self.seconds], strict=True
                )
            ] if self.chapters else None,
            "thumbnail": f"{address}/thumbnails/{self.id}.jpg" if self.thumbnail else None,
            **self.extra,
        }  # fmt: skip

    def _format(self, itag: str, address: str, size: int) -> dict[str, Any]:
        kind = FORMATS[itag]
        said: dict[str, Any] = {
            "format_id": itag,
            "url": f"{address}/media/{self.id}/{kind.name}?expire=1999999999",
            "ext": kind.ending,
            "vcodec": kind.picture or "none",
            "acodec": kind.sound or "none",
            "filesize": size,
            "tbr": kind.bitrate,
            "http_headers": {"User-Agent": "local-tube/1", "Referer": "https://www.youtube.com/"},
        }
        if kind.picture:
            said |= {"width": kind.size[0], "height": kind.size[1], "fps": self.rate}
        if not (kind.picture and kind.sound):
            said["container"] = f"{kind.ending}_dash"
        return said

    @staticmethod
    def _captions(captions: dict[str, tuple[str, ...]], address: str) -> dict[str, list[dict[str, str]]]:
        return {language: [{"url": f"{address}/{language}.vtt", "ext": "vtt"}] for language in captions}


def vtt(lines: tuple[str, ...]) -> str:
    """Captions of two seconds each."""
    cues = [
        f"00:{i // 30:02}:{i * 2 % 60:02}.000 --> 00:{i // 30:02}:{i * 2 % 60 + 1:02}.900\n{line}\n"
        for i, line in enumerate(lines)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def thumbnail(folder: Path) -> bytes:
    """A small JPEG."""
    file = folder / "thumbnail.jpg"
    if not file.exists():
        image = QImage(320, 180, QImage.Format.Format_RGB32)
        image.fill(QColor("teal"))
        image.save(str(file))
    return file.read_bytes()


def cut_in_pieces(file: Path, folder: Path, kind: str) -> list[Path]:
    """The same as HLS (`kind` "m3u8") or DASH ("mpd"): a list of files, the one to be opened first."""
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / f"index.{kind}"
    muxer, options = {
        "m3u8": ("hls", {"hls_time": "2", "hls_list_size": "0"}),
        "mpd": ("dash", {"seg_duration": "2", "use_template": "0", "use_timeline": "0"}),
    }[kind]
    if not index.exists():
        with av.open(str(file)) as source, av.open(str(index), "w", format=muxer, options=options) as target:
            streams = {stream.index: target.add_stream_from_template(stream) for stream in source.streams}
            for packet in source.demux():
                if packet.dts is not None:
                    packet.stream = streams[packet.stream.index]
                    target.mux(packet)
    return [index, *sorted(path for path in folder.iterdir() if path != index)]
