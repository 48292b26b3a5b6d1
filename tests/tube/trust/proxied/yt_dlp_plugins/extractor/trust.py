"""Lets yt-dlp, with its own YoutubeIE, trust the proxy of the tests (`LOCALTUBE_CERTIFICATE`)."""

import os

from yt_dlp.dependencies import certifi

certifi.where = lambda: os.environ["LOCALTUBE_CERTIFICATE"]
