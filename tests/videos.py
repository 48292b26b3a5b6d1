"""Test videos in which every frame carries its own number, so that a test can read off the screen which frame it sees.

The upper half of a frame holds two rows of sixteen blocks: the number in binary (white is 1), and its complement, by
which a torn or wrong picture is told from a frame.  The lower half is grey, or moves like a real video where asked.
"""

import math
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.video.frame import PictureType
from PySide6.QtGui import QImage

BITS = 16
BLACK, GREY, WHITE = 16, 128, 235
SOUND_RATE = 48_000


@dataclass(frozen=True)
class Video:
    """What a test video is like; `name` is its file's name, and its ending decides on the container."""

    name: str
    seconds: float = 10.0
    rate: int = 30
    gop: int = 150
    codec: str | None = "libx264"  # None: only sound
    size: tuple[int, int] = (320, 180)
    sound: bool = True
    shape: Fraction = Fraction(1)  # of one pixel, width by height
    turned: bool = False  # encoded lying on its right side, with the note to show it upright
    moving: bool = False

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return round(self.seconds * self.rate)


def make_video(video: Video, folder: Path) -> Path:
    """Write `video` into `folder` and return the file; one that is there already is taken as it is."""
    path = folder / video.name
    if not path.exists():
        unfinished = path.with_stem(path.stem + "-unfinished")
        with av.open(str(unfinished), "w") as container:
            _write(container, video)
        unfinished.rename(path)
    return path


def number_in(image: QImage) -> int:
    """The number that the frame in `image` carries; ValueError where the picture is no whole frame."""
    bits = [_bits_of_row(image, row) for row in (1, 3)]
    if bits[0] ^ bits[1] != (1 << BITS) - 1:
        raise ValueError(f"no frame number in this picture of {image.width()}×{image.height()}")
    return bits[0]


def _bits_of_row(image: QImage, eighth: int) -> int:
    y = image.height() * eighth // 8
    row = [image.pixelColor(image.width() * (2 * i + 1) // (2 * BITS), y).lightness() > 127 for i in range(BITS)]
    return sum(1 << i for i, white in enumerate(row) if white)


def _write(container: av.container.OutputContainer, video: Video) -> None:
    picture = _add_picture(container, video) if video.codec else None
    webm = video.name.endswith(".webm")
    sound = container.add_stream("libopus" if webm else "aac", rate=SOUND_RATE, layout="mono") if video.sound else None
    tones = _tones(video.seconds, 960 if webm else 1024)
    if picture:
        for frame in _frames(video):
            for packet in picture.encode(frame):
                container.mux(packet)
            while sound and (tone := next(tones, None)):
                container.mux(sound.encode(tone))
                if tone.pts > frame.pts * SOUND_RATE / video.rate:
                    break
        container.mux(picture.encode(None))
    if sound:
        for tone in tones:
            container.mux(sound.encode(tone))
        container.mux(sound.encode(None))


def _add_picture(container: av.container.OutputContainer, video: Video) -> av.VideoStream:
    fast = {"libx264": {"preset": "veryfast"}, "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8"}}
    stream = container.add_stream(video.codec, rate=video.rate, options=fast.get(video.codec, {}))
    stream.width, stream.height = reversed(video.size) if video.turned else video.size
    stream.pix_fmt = "yuv420p"
    stream.gop_size = video.gop
    stream.codec_context.sample_aspect_ratio = video.shape
    if video.codec == "libx264":
        stream.codec_context.options |= {"keyint_min": str(video.gop), "sc_threshold": "0"}
    if video.turned:
        stream.set_display_rotation(90)
    return stream


def _frames(video: Video) -> Iterator[av.VideoFrame]:
    for number, frame in enumerate(_moving_frames(video) if video.moving else _grey_frames(video)):
        _write_number(memoryview(frame.planes[0]).cast("B"), frame.planes[0].line_size, video.size, number)
        frame = _turned(frame) if video.turned else frame
        frame.pts, frame.time_base = number, Fraction(1, video.rate)
        yield frame


def _grey_frames(video: Video) -> Iterator[av.VideoFrame]:
    for _ in range(video.frames):
        frame = av.VideoFrame(*video.size, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes([GREY]) * plane.buffer_size)
        yield frame


def _moving_frames(video: Video) -> Iterator[av.VideoFrame]:
    width, height = video.size
    pattern = f"testsrc2=size={width}x{height}:rate={video.rate},noise=alls=5:allf=t,format=yuv420p"
    with av.open(pattern, format="lavfi") as source:
        for _, frame in zip(range(video.frames), source.decode(video=0), strict=False):
            frame.make_writable()
            frame.pict_type = PictureType.NONE  # as it is, each would become a key frame
            yield frame


def _write_number(luma: memoryview, pitch: int, size: tuple[int, int], number: int) -> None:
    width, height = size
    for top, value in ((0, number), (height // 4, ~number)):
        row = b"".join(
            bytes([WHITE if value >> i & 1 else BLACK]) * (width * (i + 1) // BITS - width * i // BITS)
            for i in range(BITS)
        )
        for y in range(top, top + height // 4):
            luma[y * pitch : y * pitch + width] = row


def _turned(frame: av.VideoFrame) -> av.VideoFrame:
    """`frame`, which is grey but for its luma, a quarter clockwise."""
    upright, pitch = bytes(frame.planes[0]), frame.planes[0].line_size
    turned = av.VideoFrame(frame.height, frame.width, "yuv420p")
    for plane in turned.planes:
        plane.update(bytes([GREY]) * plane.buffer_size)
    luma, room = memoryview(turned.planes[0]).cast("B"), turned.planes[0].line_size
    for y in range(frame.width):
        luma[y * room : y * room + frame.height] = upright[y : pitch * frame.height : pitch][::-1]
    return turned


def _tones(seconds: float, samples: int) -> Iterator[av.AudioFrame]:
    period = array("f", (0.2 * math.sin(2 * math.pi * i / 96) for i in range(96)))
    for start in range(0, round(seconds * SOUND_RATE), samples):
        frame = av.AudioFrame("fltp", "mono", samples)
        offset = start % len(period)
        frame.planes[0].update((period * (samples // 96 + 2))[offset : offset + samples].tobytes())
        frame.pts, frame.sample_rate, frame.time_base = start, SOUND_RATE, Fraction(1, SOUND_RATE)
        yield frame
