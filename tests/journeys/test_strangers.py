"""Notes come from strangers: none runs a script, asks the network, reads outside the library, or leads away.

Two walls are tried one at a time: the page that is made of a note, and the view, as if it were given a stranger's HTML.
"""

from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile

from reader.paths import Places
from tests.lair import (
    BOMBS,
    LINKS,
    OWN,
    Net,
    Watch,
    article,
    at_the_lair,
    click_link,
    drop,
    is_untouched,
    show_raw,
    widths,
)
from tests.window import Reader

REFUSALS = pytest.mark.no_qt_log  # Chromium tells of everything it refuses


def test_a_hostile_note_runs_nothing_asks_nobody_and_sees_no_file_outside(
    qtbot: Any, places: Places, lair: Path, net: Net, watch: Watch
) -> None:
    with at_the_lair(qtbot, places, lair) as reader:
        reader.open("hostile.md")
        reader.reads("The end.")
        reader.see()
        found = widths(reader)
        assert 33 in found
        assert 77 not in found
        assert is_untouched(reader)
        reader.open("index.md")
        reader.reads("Nothing here.")
        assert is_untouched(reader)
    assert all(address.startswith("alongside:/") for address in watch.asked), watch.asked
    assert net.seen == []


@REFUSALS
def test_the_view_is_safe_even_where_the_page_were_not(
    qtbot: Any, places: Places, lair: Path, net: Net, watch: Watch
) -> None:
    with at_the_lair(qtbot, places, lair) as reader:
        show_raw(reader, article(lair, net))
        found = widths(reader)
        assert found[-1] == 33
        assert 77 not in found
        assert is_untouched(reader)
        assert all(address.startswith(("alongside:/", "data:")) for address in watch.let_through), watch.let_through
    assert net.seen == []


class Unguarded(QWebEnginePage):
    """A page as Qt makes them, but for its complaints about what the traps do."""

    def javaScriptConsoleMessage(self, *_: Any) -> None:  # noqa: N802
        pass


def test_the_traps_do_catch_a_page_that_is_not_guarded(qtbot: Any, lair: Path, net: Net) -> None:
    profile = QWebEngineProfile()
    page = Unguarded(profile)
    page.setHtml(article(lair, net), QUrl("http://localhost/"))
    qtbot.waitUntil(lambda: len(net.seen) > 5, timeout=20_000)
    qtbot.waitUntil(lambda: page.title() == "owned")
    shiboken6.delete(page)
    shiboken6.delete(profile)


def test_no_path_leads_the_page_out_of_the_library(qtbot: Any, places: Places, lair: Path) -> None:
    secret = lair.parent / "secret.png"
    with at_the_lair(qtbot, places, lair) as reader:
        source = reader.app.note_view._source
        assert source._answer("file", "good.png")[1] == "image/png"
        for path in (
            "../secret.png", "./../secret.png", "link.png", "out/secret.png", str(secret), f"/{secret}", "", ".", "..",
            "x/../../secret.png", "..\\secret.png", "../secret.png\0.png", f"~{secret}", f"file://{secret}", "pipe.png",
            "/etc/passwd.png", "index.md", "a" * 5000 + ".png", "good.png/../../secret.png", "good.png/.png",
        ):  # fmt: skip
            with pytest.raises((OSError, ValueError)):
                source._answer("file", path)
        for first, rest in (("font", "../../secret.png"), ("font", str(secret)), ("..", "x"), ("", ""), ("/", "/")):
            with pytest.raises((OSError, ValueError, KeyError)):
                source._answer(first, rest)


@REFUSALS
def test_a_hostile_link_leads_nowhere(
    qtbot: Any, places: Places, lair: Path, net: Net, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    words = {"own": OWN, "host": net.host, "out": str(lair.parent)}
    listed = [link for link in LINKS if link != "about:blank"]  # Chromium asks nobody before it goes to nothing
    links = "".join(f'<p><a href="{link.format(**words)}">link {n}</a></p>' for n, link in enumerate(listed))
    with at_the_lair(qtbot, places, lair) as reader:
        for html in (links, links.replace("<a ", f"<a target=_blank ping='{net.host}' ")):
            show_raw(reader, html)
            for number, link in enumerate(listed):
                click_link(reader, number, Qt.MouseButton.LeftButton)
                click_link(reader, number, Qt.MouseButton.MiddleButton)
                assert is_untouched(reader), link
        reader.open("links.md")
        reader.see()
        for number in range(int(reader.ask("document.querySelectorAll('article a').length"))):
            click_link(reader, number, Qt.MouseButton.LeftButton)
            assert is_untouched(reader)
        assert reader.title == "Links"
    assert opened == []
    assert net.seen == []


def test_a_file_or_address_that_is_dropped_on_the_page_is_not_opened(
    qtbot: Any, places: Places, lair: Path, net: Net, watch: Watch
) -> None:
    with at_the_lair(qtbot, places, lair) as reader:
        for address in (QUrl.fromLocalFile(str(lair / "hostile.svg")), QUrl(f"{net.host}/dropped")):
            drop(reader.app.note_view._view, address)
            assert is_untouched(reader)
    assert not any(address.startswith(("file:", "http:")) for address in watch.asked)
    assert net.seen == []


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://google.com@evil.example/x", "https://evil.example/x"),
        ("https://google.com:pass@evil.example:81/x", "https://evil.example:81/x"),
        ("https://xn--pple-43d.com/", "https://xn--pple-43d.com/"),
        ("https://\u0430pple.com/", "https://xn--pple-43d.com/"),
        ("https://evil.example/%E2%80%AEgpj.exe", "https://evil.example/gpj.exe"),
        ("https://good.org\\@evil.org/", "https://good.org/@evil.org/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("https://evil.example//good.example/", "https://evil.example//good.example/"),
    ],
)
def test_an_address_is_shown_as_what_it_is(
    qtbot: Any, places: Places, reader: Reader, address: str, shown: str
) -> None:
    show_raw(reader, f'<p><a href="{address}">x</a></p>')
    click_link(reader, 0, Qt.MouseButton.LeftButton)
    bar = reader.app.window.address_bar
    qtbot.waitUntil(bar.isVisible)
    assert bar.label.text() == shown


def test_the_end_of_a_host_is_always_seen(reader: Reader) -> None:
    bar = reader.app.window.address_bar
    bar.ask(f"https://google.com.{'a' * 60}.{'b' * 60}.evil.example/{'c' * 300}")
    assert bar.label.text().endswith(".evil.example")
    bar.ask(f"https://evil.example/{'c' * 300}?https://google.com")
    assert bar.label.text().startswith("https://evil.example/ccc")


def test_what_would_choke_others_is_read(qtbot: Any, places: Places, lair: Path) -> None:
    with at_the_lair(qtbot, places, lair) as reader:
        for number in range(len(BOMBS)):
            reader.open(f"bomb{number}.md")
            assert "Before." in reader.text(), BOMBS[number][:9]
