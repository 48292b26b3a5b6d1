"""Notes as files: whole, safe, and never inside the library."""

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.render import data_uri, render_library, render_note, write_page
from tests.conftest import MakeLibrary, build, note

ID = "aaaaaaaaaaa"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


class Tags(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        self.found.append((tag, dict(attrs)))

    def values(self, attribute: str) -> list[str]:
        """What an attribute is anywhere."""
        return [value for _, attributes in self.found if (value := attributes.get(attribute))]


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    return {
        file.relative_to(root).as_posix(): (file.read_bytes() if file.is_file() else b"", file.stat().st_mtime_ns)
        for file in (root, *root.rglob("*"))
    }


HOSTILE = """
<script>alert(1)</script> <img src="https://evil.example/x.png"> ![p](http://evil.example/y.png)
<iframe src="https://evil.example"></iframe> <link rel="stylesheet" href="https://evil.example/s.css">
<style>@import url(https://evil.example/t.css); p { background: url(//evil.example/z.png) }</style>
<a href="javascript:alert(2)" onclick="alert(3)">x</a> [y](javascript:alert(4)) [z](file:///etc/passwd)
<svg><image href="https://evil.example/v.svg"/></svg> <video src="https://evil.example/v.mp4" autoplay></video>
<meta http-equiv="refresh" content="0;url=https://evil.example"> <base href="https://evil.example/">
<form action="https://evil.example"><input name=a></form> <object data="https://evil.example"></object>
<p style="background:url(https://evil.example/w.png)" srcset="https://evil.example/u.png">styled</p>
![[../outside.png]] ![o](../outside.png) ![o](/etc/passwd) ![link](link.png) ![pipe](pipe.png)
"""


def test_a_page_loads_nothing_and_runs_nothing(make_library: MakeLibrary) -> None:
    root = make_library({"a/n.md": note("N", HOSTILE, ID)})
    (root.parent / "outside.png").write_bytes(PICTURE)
    (root / "a/link.png").symlink_to(root.parent / "outside.png")
    os.mkfifo(root / "a/pipe.png")
    html = render_note(build(root), "a/n.md")
    tags = Tags(html)
    assert {tag for tag, _ in tags.found}.isdisjoint({
        "script", "iframe", "link", "video", "audio", "base", "form", "input", "object", "embed", "image",
    })  # fmt: skip
    assert [attributes for tag, attributes in tags.found if tag == "meta" and "refresh" in str(attributes)] == []
    assert all(value.startswith("data:image/") for value in tags.values("src"))
    assert tags.values("srcset") == tags.values("onclick") == []
    assert not any(
        re.match(r"\s*(javascript|file|data|vbscript):", value, re.IGNORECASE) for value in tags.values("href")
    )
    assert "url(" not in "".join(re.findall(r"<style>.*?</style>", html, re.DOTALL) + tags.values("style"))
    assert "@import" not in html.split("</style>")[0]
    assert "default-src 'none'" in html


def test_pictures_of_the_library_are_in_the_page(make_library: MakeLibrary) -> None:
    root = make_library({"a/n.md": note("N", "![one](pic.png) ![[two.png]]"), "a/pic.png": PICTURE, "two.png": PICTURE})
    sources = Tags(render_note(build(root), "a/n.md")).values("src")
    assert sources[0].startswith("data:image/png;base64,iVBORw0KGgo")


@pytest.mark.parametrize(
    "image", ["../outside.png", "/etc/passwd", "n.md", "gone.png", "folder.png", "pipe.png", "\0.png"]
)
def test_what_is_no_picture_of_the_library_is_not_shown(make_library: MakeLibrary, image: str) -> None:
    root = make_library({"n.md": "", "folder.png/x": ""})
    (root.parent / "outside.png").write_bytes(PICTURE)
    os.mkfifo(root / "pipe.png")
    assert data_uri(root, image) is None


def test_a_picture_that_is_too_large_is_left_out(make_library: MakeLibrary) -> None:
    root = make_library({"large.png": PICTURE})
    assert data_uri(root, "large.png") is not None
    os.truncate(root / "large.png", 8 * 1024 * 1024 + 1)
    assert data_uri(root, "large.png") is None


def test_stamps_lead_to_the_second_where_the_video_was_published(make_library: MakeLibrary) -> None:
    root = make_library({"n.md": note("N", "It begins [1:02:03].", ID), "m.md": note("M", "Nowhere [0:05].")})
    catalog = build(root)
    assert f"https://www.youtube.com/watch?v={ID}&t=3723s" in Tags(render_note(catalog, "n.md")).values("href")
    assert "0:05" in render_note(catalog, "m.md")


def test_pages_of_a_folder_lead_to_each_other(make_library: MakeLibrary, tmp_path: Path) -> None:
    root = make_library(
        {
            "index.md": note("Start", "[[one]]"),
            "a/one.md": note("One", "[[two]] [[b/three]] [[⁨odd⁩ name#Part]] [[phantom]]"),
            "a/two.md": note("Two", "[[one]]"),
            "a/⁨odd⁩ name.md": note("⁨odd⁩ name"),
            "b/three.md": note("Three"),
        }
    )
    before = snapshot(root)
    pages = list(render_library(build(root), tmp_path / "pages"))
    assert {page.relative_to(tmp_path / "pages").as_posix() for page in pages} == {
        "index.html", "a/one.html", "a/two.html", "a/⁨odd⁩ name.html", "b/three.html",
    }  # fmt: skip
    links = 0
    for page in pages:
        for href in Tags(page.read_text("utf-8")).values("href"):
            target = href.partition("#")[0].replace("%20", " ").replace("%E2%81%A8", "⁨").replace("%E2%81%A9", "⁩")
            assert (page.parent / target).is_file(), href
            links += 1
    assert links >= 5
    assert snapshot(root) == before


@pytest.mark.parametrize("target", ["", "pages", "a", "../library/pages", "link"])
def test_no_page_is_put_into_the_library(make_library: MakeLibrary, target: str) -> None:
    root = make_library({"a/n.md": note("N")})
    link = root.parent / "link"
    link.symlink_to(root / "a")
    before = snapshot(root)
    with pytest.raises(ReaderError, match="library itself"):
        list(render_library(build(root), link if target == "link" else root / target))
    assert snapshot(root) == before


def test_a_link_below_the_target_does_not_lead_into_the_library(make_library: MakeLibrary, tmp_path: Path) -> None:
    root = make_library({"a/n.md": note("N")})
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/a").symlink_to(root / "a")
    before = snapshot(root)
    with pytest.raises(ReaderError, match="library itself"):
        list(render_library(build(root), tmp_path / "pages"))
    assert snapshot(root) == before


def test_where_a_page_cannot_be_written_a_sentence_says_so(make_library: MakeLibrary, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file")
    root = make_library({"n.md": note("N")})
    with pytest.raises(ReaderError, match=r"“.*n\.html” cannot be written: "):
        list(render_library(build(root), tmp_path / "blocked"))
    with pytest.raises(ReaderError, match="cannot be written"):
        write_page(root, tmp_path / "blocked/n.html", "")


@pytest.mark.parametrize("path", ["gone.md", "../outside.md", "folder"])
def test_a_note_that_cannot_be_read_is_a_sentence(make_library: MakeLibrary, path: str) -> None:
    root = make_library({"folder/n.md": ""})
    with pytest.raises(ReaderError, match=f"^“{re.escape(path)}” cannot be read: "):
        render_note(build(root), path)


@pytest.mark.parametrize("content", [b"", b"\0\xff\xfe\n[[", b"---\n", b"# T\r\n\r\n* a\r\n", b"> " * 500, b"[" * 5000])
def test_any_content_becomes_a_page(make_library: MakeLibrary, content: bytes) -> None:
    assert "<article>" in render_note(build(make_library({"n.md": content})), "n.md")


def test_the_page_follows_light_and_dark(make_library: MakeLibrary) -> None:
    html = render_note(build(make_library({"n.md": note("N")})), "n.md")
    assert "prefers-color-scheme: dark" in html
