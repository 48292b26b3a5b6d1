"""What a newer yt-dlp has to manage before it is taken: the program of a Python process of its own."""

TRIAL = """
import sys, tempfile, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

new = sys.argv[1]
sys.path.insert(0, new)
import yt_dlp, yt_dlp_ejs
from yt_dlp.globals import plugin_dirs

for package in (yt_dlp, yt_dlp_ejs):
    assert Path(package.__file__).is_relative_to(new), f"{package.__name__} is not the newer one"
video = bytes(4) + b"ftypisom" + bytes(200_000)


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        kind, body = ("video/mp4", video) if self.path == "/a.mp4" else (
            "text/html", b"<title>Trial</title><video src='/a.mp4'></video>")
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *arguments):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
threading.Thread(target=server.serve_forever, daemon=True).start()
plugin_dirs.value = []
heard = []
with tempfile.TemporaryDirectory() as folder:
    options = {
        "quiet": True, "noprogress": True, "proxy": "", "cachedir": False, "format": "best", "fixup": "never",
        "outtmpl": folder + "/a.mp4", "progress_hooks": [heard.append], "socket_timeout": 10,
    }
    with yt_dlp.YoutubeDL(options) as downloader:
        downloader.get_info_extractor("Youtube")
        found = downloader.sanitize_info(
            downloader.extract_info(f"http://127.0.0.1:{server.server_port}/page.html"))
    assert Path(folder, "a.mp4").read_bytes() == video, "the video is not what was served"
    assert heard[-1]["status"] == "finished", "no progress was told"
print(yt_dlp.version.__version__)
"""
"""Its argument is the folder with the newer packages; it ends with 0 and prints the version where all is well."""
