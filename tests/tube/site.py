"""The video site: uploads, with everything that the extractors ask for, and plain pages for the generic one."""

import json
from pathlib import Path

from tests.tube.refusals import Playable, playable
from tests.tube.server import Server
from tests.tube.uploads import FORMATS, Upload, cut_in_pieces, thumbnail, vtt

PLUGINS = Path(__file__).parent / "plugins"
"""The folder of yt-dlp plugins whose YoutubeIE asks the tube instead of YouTube."""


class Tube(Server):
    """A server with uploads.

    | path | what |
    |---|---|
    | `/api/ID.json` | what the plugin asks |
    | `/media/ID/136.mp4`, `140.m4a`, `248.webm`, `251.webm`, `18.mp4` | the formats |
    | `/captions/ID/people/en.vtt`, `/captions/ID/automatic/fr.vtt` | the captions |
    | `/thumbnails/ID.jpg` | the thumbnail |
    """

    def __init__(self, folder: Path) -> None:
        """Serve on a free port; the media are made in `folder`, and taken from there if they are there already."""
        super().__init__()
        self._folder = folder

    @property
    def plugins(self) -> Path:
        """The folder of plugins for yt-dlp: `plugin_dirs` of its API."""
        return PLUGINS

    @property
    def environment(self) -> dict[str, str]:
        """What the environment of processes that run yt-dlp has to have besides."""
        return {"LOCALTUBE": self.url, "no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1"}

    def add(self, *uploads: Upload) -> None:
        """Put videos on the site, or others in the place of those with the same ids."""
        for upload in uploads:
            contents = {itag: upload.content(itag, self._folder) for itag in upload.formats}
            for itag, content in contents.items():
                self.put(f"/media/{upload.id}/{FORMATS[itag].name}", content)
            for kind, captions in (("people", upload.captions), ("automatic", upload.automatic)):
                for language, lines in captions.items():
                    self.put(f"/captions/{upload.id}/{kind}/{language}.vtt", vtt(lines))
            self.put(f"/thumbnails/{upload.id}.jpg", thumbnail(self._folder))
            said = upload.said(self.url, {itag: len(content) for itag, content in contents.items()})
            self.put(f"/api/{upload.id}.json", json.dumps(said))

    def playable(self, upload: Upload) -> Playable:
        """The same as YouTube's own interface has it: for `YoutubeProxy.answers`.  The upload has to be `add`ed."""
        sizes = {itag: len(upload.content(itag, self._folder)) for itag in upload.formats}
        return playable(upload, self.url, sizes)

    def page(self, upload: Upload) -> str:
        """The address of an HTML page that has the video in a `<video>`: for the generic extractor."""
        source = self.plain(upload)
        return self.put(
            f"/pages/{upload.id}.html",
            f'<!doctype html><title>{upload.title}</title><video src="{source}" controls></video>',
        )

    def plain(self, upload: Upload) -> str:
        """The address of the video as one MP4."""
        return self.put(f"/plain/{upload.id}.mp4", upload.content("18", self._folder))

    def hls(self, upload: Upload) -> str:
        """The address of the video's HLS playlist."""
        return self._pieces(upload, "m3u8")

    def dash(self, upload: Upload) -> str:
        """The address of the video's DASH manifest."""
        return self._pieces(upload, "mpd")

    def _pieces(self, upload: Upload, kind: str) -> str:
        file = upload.file("18", self._folder)
        index, *others = cut_in_pieces(file, self._folder / kind / file.stem, kind)
        for piece in others:
            self.put(f"/{kind}/{upload.id}/{piece.name}", piece)
        return self.put(f"/{kind}/{upload.id}/{index.name}", index)
