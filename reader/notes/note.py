"""Bytes of a file in, a note out: whatever the file holds, the reader gets something to read."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LARGEST_YAML = 16 * 1024  # characters; beyond it no YAML is read, only plain `key: value` lines
DEEPEST_YAML = 200  # brackets; a list of that many lists is no property of a note

_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PLAIN_LINE = re.compile(r"([A-Za-z_][\w .-]*):(?:[ \t]+(.*))?$")
_YAML_VALUE = tuple("\"'[{&*!|>%@`#")
_H1 = re.compile(r"^ {0,3}#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"!?\[\[(?:[^\[\]\n]*\|)?([^\[\]\n|]*)\]\]")
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Note:
    """One Markdown file of the library."""

    path: str
    """POSIX, relative to the library."""
    title: str
    video: str | None
    """The eleven characters of its video, None where it names none."""
    properties: Mapping[str, Any] = field(repr=False)
    """The front matter: text, or lists and mappings of text."""
    body: str = field(repr=False)
    """What follows the front matter; lines end in `\\n`."""
    body_line: int
    """The line of the file on which the body begins, counted from 1."""
    problem: str = ""
    """What a person should know about this file, a sentence or nothing."""

    @property
    def channel(self) -> str:
        """The folder that the note is in; nothing at the top."""
        return self.path.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """The name of the file without its ending."""
        name = self.path.rpartition("/")[2]
        return name.rpartition(".")[0] or name


def read_note(path: str, data: bytes) -> Note:
    """The note in the file `path` with the content `data`.  Never raises."""
    text, problem = _decode(data)
    found = _FRONT_MATTER.match(text)
    properties = _properties(found[1]) if found else {}
    body = text[found.end() :] if found else text
    video, trouble = _video(properties)
    note = Note(path, "", video, properties, body, text.count("\n", 0, len(text) - len(body)) + 1, problem or trouble)
    return Note(path, _title(note), video, properties, body, note.body_line, note.problem)


def _decode(data: bytes) -> tuple[str, str]:
    """The text with `\\n` at the end of its lines, and what was wrong with it."""
    problem = ""
    if encoding := _UTF16.get(data[:2]):
        text = data[2:].decode(encoding, "replace")
    else:
        try:
            text = codecs.getincrementaldecoder("utf-8-sig")().decode(data)
        except UnicodeDecodeError as error:
            text = data.decode("utf-8-sig", "replace")
            line = data.count(b"\n", 0, error.start) + 1
            problem = f"This file is not all UTF-8 text (line {line}); what could not be read is shown as “\ufffd”."
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
        problem = problem or "This file contains bytes that are no text."
    text = text.replace("\r\n", "\n")
    if "\r" in text:
        text = text.replace("\r", " " if "\n" in text else "\n")
    return text, problem


def _properties(front: str) -> dict[str, Any]:
    """Front matter as YAML where it needs YAML and is YAML; otherwise each line is `key: raw text`."""
    lines = [line for line in front.split("\n") if line.strip()]
    found = [_PLAIN_LINE.match(line) for line in lines]
    plain = {match[1].strip(): (match[2] or "").strip() for match in found if match}
    simple = all(match and match[2] and not match[2].startswith(_YAML_VALUE) for match in found)
    if simple or len(front) > LARGEST_YAML or front.count("[") + front.count("{") > DEEPEST_YAML:
        return plain
    from reader.notes.text_yaml import NoYaml, read_yaml  # real notes do without, and start sooner

    try:
        return read_yaml(front)
    except NoYaml:
        return plain


def _video(properties: Mapping[str, Any]) -> tuple[str | None, str]:
    written = next((value for key, value in properties.items() if key.lower() == "videoid"), "")
    if not isinstance(written, str):
        return None, "The videoId in the front matter is no text."
    if _VIDEO_ID.fullmatch(written):
        return written, ""
    if written in ("", "empty"):
        return None, ""
    return None, f"The videoId “{written[:40]}” is no id of a video: those have eleven letters, digits, “-” or “_”."


def _title(note: Note) -> str:
    written = note.properties.get("title")
    if isinstance(written, str) and written.strip():
        return " ".join(written.split())
    heading = _H1.search(note.body)
    text = _LINK.sub(r"\1", heading[1]).replace("*", "").replace("`", "").strip() if heading else ""
    return text or note.stem.replace("_", " ")
