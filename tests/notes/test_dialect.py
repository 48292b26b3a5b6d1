"""What Obsidian and GitHub add to Markdown, as it comes out on the page."""

import pytest

from reader.notes.note import read_note
from reader.notes.page import WindowHrefs, render

KNOWN = {"known": ("channel/known.md",), "twice": ("a/twice.md", "b/twice.md")}


def body(text):
    """The article that `text` becomes, without its head."""
    note = read_note("channel/note.md", f"---\ntitle: The title\nvideoId: abcdefghijk\n---\n{text}".encode())
    page = render(note, hrefs=WindowHrefs(), resolve=lambda target: KNOWN.get(target, ()))
    return page.article.split("</h1>\n", 1)[1]


def test_a_list_right_after_a_paragraph_is_a_list():
    assert body("Players see:\n*   one\n    *   two\n*   three") == (
        "<p>Players see:</p><ul><li>one<ul><li>two</li></ul></li><li>three</li></ul>"
    )


def test_a_loose_list_keeps_its_paragraphs():
    assert body("1. one\n\n2. two") == "<ol><li><p>one</p></li><li><p>two</p></li></ol>"


def test_text_after_a_nested_list_stays_in_its_item():
    assert body("- a\n  - b\n\n  c\n- d").count("<li>") == 3


def test_a_list_may_begin_at_any_number():
    assert body("3. c") == '<ol start="3"><li>c</li></ol>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** *it* `code` ==mark== ~~gone~~", None),
        ("**Bold:**text", "<p><strong>Bold:</strong>text</p>"),
        ("Sgr A* (A*), M87* and ID*, all", "<p>Sgr A* (A*), M87* and ID*, all</p>"),
        ("un*frigging*real *a*, **b**.", "<p>un<em>frigging</em>real <em>a</em>, <strong>b</strong>.</p>"),
        ("***both***", "<p><strong><em>both</em></strong></p>"),
        ("line  \nbreak", "<p>line<br>break</p>"),
        ("snake_case_word", "<p>snake_case_word</p>"),
        (r"\*not\* \# \[x\]", "<p>*not* # [x]</p>"),
        ("AT&T &amp; &ndash; &#96;", "<p>AT&amp;T &amp; – `</p>"),
        ("a < b > c", "<p>a &lt; b &gt; c</p>"),
        ("2 == 3 and 4 == 5", "<p>2 == 3 and 4 == 5</p>"),
        ("x<sup>2</sup><br/>y", "<p>x<sup>2</sup><br>y</p>"),
        ("List<String> and <T>", "<p>List&lt;String&gt; and &lt;T&gt;</p>"),
        ("use the <script> tag", "<p>use the &lt;script&gt; tag</p>"),
        ("a %%hidden **x**%% b", "<p>a  b</p>"),
        ("%%\nhidden\n\nblock\n%%\n\nshown", "<p>shown</p>"),
        ("`%%kept%%`", "<p><code>%%kept%%</code></p>"),
    ],
)
def test_text(text, html):
    expected = html or "<p><strong>bold</strong> <em>it</em> <code>code</code> <mark>mark</mark> <del>gone</del></p>"
    assert body(text) == expected


def test_a_table_has_alignments_and_links_with_pipes():
    html = body("| a | b |\n|:--|--:|\n| [[known | Shown]] | x \\| y |\n| short |")
    assert '<th class="left">a</th><th class="right">b</th>' in html
    assert '<td class="left"><a class="link" href="note:channel/known.md">Shown</a></td>' in html
    assert '<td class="right">x | y</td>' in html
    assert '<td class="left">short</td><td class="right"></td>' in html


def test_task_lists_show_boxes_that_cannot_be_clicked():
    html = body("- [ ] open\n- [x] done\n- [link](https://example.org)")
    assert html.count('<li class="task">') == 2
    assert 'type="checkbox"' in html
    assert html.count("disabled") == 2
    assert html.count("checked") == 1


def test_callouts_have_a_kind_and_a_title():
    html = body("> [!WARNING] Mind the *gap*\n> * one\n> * two")
    assert html == (
        '<blockquote class="callout warning" data-kind="warning"><p class="title">Mind the <em>gap</em></p>'
        "<ul><li>one</li><li>two</li></ul></blockquote>"
    )


@pytest.mark.parametrize(
    ("head", "family", "title"),
    [
        ("[!note]", "info", "Note"),
        ("[!PRO TIP] Do so", "tip", "Do so"),
        ("[!example|Example Case]", "example", "Example Case"),
        ("[!whatever] Title", "info", "Title"),
        ("[!quote] Someone", "quote", "Someone"),
    ],
)
def test_unknown_kinds_are_callouts_too(head, family, title):
    html = body(f"> {head}\n> text")
    assert html.startswith(f'<blockquote class="callout {family}"')
    assert f'<p class="title">{title}</p><p>text</p>' in html


def test_a_callout_of_one_long_line_is_no_title():
    sentence = "This is a sentence that somebody wrote on the line of the title. " * 3
    assert f"<p>{sentence.strip()}</p>" in body(f"> [!info] {sentence}")


@pytest.mark.parametrize(("sign", "opened"), [("-", ""), ("+", ' open=""')])
def test_callouts_fold(sign, opened):
    html = body(f"> [!tip]{sign} More\n> text")
    assert f'<details{opened}><summary class="title">More</summary><p>text</p></details></blockquote>' in html


def test_callouts_nest():
    html = body("> [!note] Outer\n> > [!tip] Inner\n> > text")
    assert html.count('class="callout') == 2
    assert html.endswith("<p>text</p></blockquote></blockquote>")


def test_an_admonition_fence_is_a_callout():
    html = body("```ad-warning\ntitle: Mind\n- one\n```\nafter")
    assert '<blockquote class="callout warning" data-kind="warning"><p class="title">Mind</p><ul>' in html
    assert html.endswith("<p>after</p>")


def test_an_admonition_fence_has_stamps_and_links():
    html = body("```ad-note\nSee [[known]] at [00:00:05].\n```")
    assert html.count("<a ") == 2


def test_footnotes_are_gathered_at_the_end():
    html = body("One[^a], none[^b].\n\n[^a]: The *note*.\n\nAfter.")
    assert '<sup><a class="footnote" href="#fn-1">1</a></sup>, none[^b].' in html
    assert html.endswith('<section class="footnotes"><ol><li id="fn-1"><p>The <em>note</em>.</p></li></ol></section>')


def test_code_has_the_classes_of_pygments_and_every_character():
    html = body('```python\nif x < 1:  # "a" & b\n    pass\n```')
    assert '<pre><code class="language-python">' in html
    assert '<span class="k">if</span>' in html
    assert "&lt;" in html
    assert "&amp; b" in html


def test_code_of_an_unknown_language_is_plain():
    assert body("```nosuch\n<b> & [[x]] [00:01]\n```") == (
        '<pre><code class="language-nosuch">&lt;b&gt; &amp; [[x]] [00:01]\n</code></pre>'
    )


def test_code_in_a_list_item_keeps_what_looks_like_a_stamp():
    html = body("- item\n  ```\n  [00:00:01] [[x]] $a$\n  ```")
    assert "<pre><code>[00:00:01] [[x]] $a$\n</code></pre>" in html


def test_indented_code_keeps_what_was_lifted_out_of_it():
    assert body("text\n\n    see [[known | x]] [00:00:01]").endswith(
        "<pre><code>see [[known | x]] [00:00:01]\n</code></pre>"
    )


def test_an_article_in_a_markdown_fence_is_an_article():
    html = body("From: [[x]] <br/> \n```markdown\n## Head\n[00:00:05]\n```\n")
    assert html.startswith('<h2 id="head">Head</h2>')
    assert 'href="seek:abcdefghijk?t=5"' in html
    assert "<pre>" not in html


def test_code_that_shows_markdown_stays_code():
    html = body("Text.\n\n```markdown\n## Head\n```\n\nMore.")
    assert "<pre>" in html


@pytest.mark.parametrize(
    "text",
    [
        "raised $13.5 billion in 2021, and at around $6 billion",
        "from $5 to $10",
        "costs $5, or 5$ there",
        r"\$a\$",
        "`$a$`",
        "$ spaced $",
        "$5 million for a 20$ bill",
        "$5k[[known]] or 6k$ there",
        "$5k[00:00:05] or 6k$ there",
    ],
)
def test_money_is_no_math(text):
    assert "<math" not in body(text)


def test_math_is_mathml():
    assert '<math display="inline"><mrow><msup>' in body("$e^{it}$ and more")
    html = body("$$\n\\int_0^8 v(t) dt\n$$")
    assert '<math display="block">' in html
    assert "$" not in html


def test_bad_math_shows_its_source():
    html = body(r"$\left( a$")
    assert "<math" not in html
    assert r"\left( a" in html


def test_headings_have_ids_that_do_not_repeat():
    html = body("## What's *new*?\n## What's new?\n### [[known | Link]] [00:00:05]\n## ")
    assert '<h2 id="whats-new">' in html
    assert '<h2 id="whats-new-1">' in html
    assert '<h3 id="link">' in html
    assert '<h2 id="section">' in html


def test_right_to_left_and_wide_scripts_come_through():
    assert body("## שלום עולם\nمرحبا 你好") == '<h2 id="שלום-עולם">שלום עולם</h2><p>مرحبا 你好</p>'
