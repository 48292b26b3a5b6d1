"""Turns a film into the files that yt-dlp would leave: an MP4, its captions and its description."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from sample.drawing import HEIGHT, WIDTH, Stage, sans, serif
from sample.film import FPS, Chapter, Clock, Film, Timing
from sample.voice import RATE

GROUP = 150  # frames: a keyframe every five seconds, so that a seek has something to do
X264 = {
    "preset": "veryslow",
    "refs": "4",  # level 3.1, which every decoder has; the preset alone would take 16 and level 5
    "tune": "animation",
    "crf": "27",
    "profile": "main",
    "x264-params": "scenecut=0:bframes=2:b-adapt=0:b-pyramid=none:open-gop=0:threads=1",
}
SPEECH_BITS = 26_000  # a second


def chapter_at(film: Film, timing: Timing, now: float) -> Chapter:
    begun = [chapter for chapter in film.chapters if timing.starts[chapter.lines[0].key] - 0.5 <= now]
    return begun[-1] if begun else film.chapters[0]


def draw_frame(film: Film, timing: Timing, frame: int) -> QImage:
    """The picture of `film` whose number is `frame`, 1280 x 720."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    stage = Stage(painter, film.palette)
    painter.fillRect(image.rect(), stage.color("paper"))
    clock = Clock(timing, frame)
    chapter = chapter_at(film, timing, clock.now)
    stage.text(72, 104, chapter.title, serif(50, True))
    draw_corner(stage, frame)
    chapter.draw(stage, clock)
    painter.end()
    return image


def draw_corner(stage: Stage, frame: int) -> None:
    """The running time and the frame's own number, counted from 0."""
    minutes, seconds = divmod(frame // FPS, 60)
    width = stage.digits(1208, 102, str(frame), sans(36, True), "accent")
    width += stage.text(1208 - width - 10, 102, "frame", sans(30), "quiet", align="right")
    stage.digits(1208 - width - 34, 102, f"{minutes}:{seconds:02}", sans(36, True), "ink")


def write_film(film: Film, timing: Timing, sound: list[av.AudioFrame], path: Path, group: int = GROUP) -> None:
    """Encode `film` to `path` with a keyframe every `group` frames."""
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as file:
        video = file.add_stream("libx264", rate=FPS, options={**X264, "g": str(group), "keyint_min": str(group)})
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        video.time_base = Fraction(1, FPS)
        tag_colors(video.codec_context)
        voice = file.add_stream("aac", rate=RATE, layout="mono", options={"b": str(SPEECH_BITS)})
        sounds = iter(sound)
        for number in range(timing.frames):
            file.mux(video.encode(video_frame(draw_frame(film, timing, number), number)))
            file.mux(packet for frame in due(sounds, number) for packet in voice.encode(frame))
        file.mux(video.encode(None))
        file.mux(packet for frame in sounds for packet in voice.encode(frame))
        file.mux(voice.encode(None))


def tag_colors(codec: av.VideoCodecContext) -> None:
    """Say in the file by which rule its colours are written, so that no player has to guess."""
    codec.colorspace = Colorspace.ITU709
    codec.color_primaries = ColorPrimaries.BT709
    codec.color_trc = ColorTrc.BT709
    codec.color_range = ColorRange.MPEG


def due(sounds: Iterator[av.AudioFrame], number: int) -> Iterable[av.AudioFrame]:
    """The sound that belongs before the end of the frame `number`."""
    end = (number + 1) * RATE // FPS
    for frame in sounds:
        yield frame
        if frame.pts + frame.samples >= end:
            return


def video_frame(image: QImage, number: int) -> av.VideoFrame:
    frame = av.VideoFrame(WIDTH, HEIGHT, "bgra")
    frame.planes[0].update(bytes(image.constBits()))
    frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
    frame.pts = number
    frame.time_base = Fraction(1, FPS)
    return frame


def captions(film: Film, timing: Timing) -> str:
    """The narration as WebVTT, one cue a line, broken into two rows where it is long."""
    cues = (
        f"{vtt_time(timing.starts[line.key])} --> {vtt_time(timing.ends[line.key] + 0.2)}\n{balanced(line.text)}\n"
        for line in film.lines
    )
    return "WEBVTT\nKind: captions\nLanguage: en\n\n" + "\n".join(cues)


def vtt_time(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def balanced(text: str) -> str:
    """`text` in rows of much the same length, none over 46 characters."""
    rows = -(-len(text) // 46)
    width = len(text) // rows
    while len(lines := textwrap.wrap(text, width, break_on_hyphens=False)) > rows and width < 46:
        width += 1
    return "\n".join(lines)


def description(film: Film, timing: Timing) -> str:
    """What yt-dlp writes of a video, as far as a reader can use it."""
    starts = [timing.starts[chapter.lines[0].key] for chapter in film.chapters]
    starts[0] = 0
    ends = [*starts[1:], timing.length]
    chapters = [
        {"start_time": start, "end_time": end, "title": chapter.title}
        for start, end, chapter in zip(starts, ends, film.chapters, strict=True)
    ]
    facts = {
        "id": film.id,
        "title": film.title,
        "description": film.description,
        "duration": timing.length,
        "chapters": chapters,
        "extractor": "youtube",
        "extractor_key": "Youtube",
        "channel": "seeking",
        "ext": "mp4",
        "width": WIDTH,
        "height": HEIGHT,
        "fps": FPS,
    }
    return json.dumps(facts, indent=2, ensure_ascii=False) + "\n"
