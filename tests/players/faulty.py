"""Files as they come: cut off, turned, ten bits deep, in codecs of tomorrow; and what must be seen of each.

`python -m tests.players.faulty FOLDER` writes them all.  Frames carry their numbers as `tests/videos.py` draws them.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av

from tests.videos import Video, make_video

RATE = 10
USUAL = Video("usual.mp4", rate=RATE, gop=30, moving=True)
PLAIN = Video("plain.mp4", rate=RATE, gop=30, size=(64, 36))
SILENT = Video("silent.mp4", rate=RATE, gop=30, sound=False)
SHORT_PICTURE = Video("short-picture.mp4", seconds=4, rate=RATE, gop=30, sound=False)
ONE_PICTURE = Video("one-picture.mp4", seconds=1, rate=1, gop=1, sound=False)
SLIDES = Video("slides.mp4", seconds=4, rate=1, gop=1, sound=False)
SOUND = Video("sound.m4a", codec=None)
A_MINUTE = Video("minute.mp4", seconds=60, rate=2, gop=20, sound=False, size=(64, 36))
SIXTY = Video("sixty.mp4", seconds=3, rate=60, gop=60)

HALF_DAY = 12 * 3600.0
SLIDE = 4.0
"""Seconds that each slide is shown."""

Make = Callable[[Path, Path], None]


@dataclass(frozen=True)
class Faulty:
    """A file that is not as files should be.

    `make` writes it, with a folder for what it is made from.  `seen` has, for seconds of the file, the number of the
    frame that is on the screen then; empty where there is no picture.  `length` is what is told, in seconds, and `ends`
    where playing ends.  What a sentence for people has to say is in `says`; it `plays` nevertheless, or not.
    """

    name: str
    make: Make
    seen: tuple[tuple[float, int], ...] = ((7.55, 75), (0.0, 0), (3.35, 33), (9.95, 99))
    length: float = 10.0
    ends: float | None = None
    says: str = ""
    plays: bool = True
    rate: float = RATE
    """Frames per second, of those that have a steady rate."""
    turned: bool = False

    @property
    def end(self) -> float:
        """Where playing ends, in seconds."""
        return self.length if self.ends is None else self.ends

    def file(self, folder: Path) -> Path:
        """The file in `folder`, made when it is first asked for."""
        file = folder / self.name
        if not file.exists():
            sources, unfinished = folder / "sources", folder / "unfinished" / self.name
            sources.mkdir(exist_ok=True)
            unfinished.parent.mkdir(exist_ok=True)
            self.make(unfinished, sources)
            unfinished.rename(file)
        return file


def ffmpeg(*arguments: object) -> None:
    """Run the program."""
    subprocess.run(
        ["ffmpeg", "-nostdin", "-loglevel", "error", "-y", *(str(argument) for argument in arguments)], check=True
    )


def through(video: Video, *options: object) -> Make:
    """What ffmpeg makes of a video by these options."""
    return lambda file, sources: ffmpeg("-i", make_video(video, sources), *options, file)


def retimed(video: Video, moved: Callable[[float], float | None], **options: str) -> Make:
    """The packets of a video at other times (seconds); those moved to None are left out."""

    def make(file: Path, sources: Path) -> None:
        with av.open(str(make_video(video, sources))) as source, av.open(str(file), "w", options=options) as target:
            streams = {stream: target.add_stream_from_template(stream) for stream in source.streams}
            for packet in source.demux():
                if packet.dts is None or packet.pts is None:
                    continue
                tick = packet.time_base
                times = moved(float(packet.pts * tick)), moved(float(packet.dts * tick))
                if packet.stream.type == "video":
                    if times[0] is None or times[1] is None:
                        continue
                    after = moved(float((packet.pts + packet.duration) * tick))
                    packet.pts, packet.dts = round(times[0] / tick), round(times[1] / tick)
                    packet.duration = round(((after or 0.0) - times[0]) / tick)
                packet.stream = streams[packet.stream]
                target.mux(packet)

    return make


def with_other_rates(seconds: float) -> float:
    """Ten frames a second, then two, then thirty: still ten seconds in all."""
    if seconds <= 2:
        return seconds
    if seconds <= 3:
        return 2 + (seconds - 2) * 5
    return 7 + (seconds - 3) * 3 / 7


def repeated(video: Video, times: int) -> Make:
    """A video many times, one after the other."""

    def make(file: Path, sources: Path) -> None:
        with av.open(str(make_video(video, sources))) as source, av.open(str(file), "w") as target:
            stream = target.add_stream_from_template(source.streams.video[0])
            packets = [
                (bytes(packet), packet.pts, packet.dts, packet.is_keyframe)
                for packet in source.demux(video=0)
                if packet.dts is not None
            ]
            tick = source.streams.video[0].time_base
            for number in range(times):
                offset = round(number * video.seconds / tick)
                for content, pts, dts, key in packets:
                    packet = av.Packet(content)
                    packet.stream, packet.time_base = stream, tick
                    packet.pts, packet.dts, packet.is_keyframe = pts + offset, dts + offset, key
                    target.mux(packet)

    return make


def changed(make_first: Make, change: Callable[[bytes], bytes]) -> Make:
    """A file whose bytes are changed."""

    def make(file: Path, sources: Path) -> None:
        whole = file.with_name(f"whole-{file.name}")
        make_first(whole, sources)
        file.write_bytes(change(whole.read_bytes()))

    return make


def joined(picture: Video, *options: object) -> Make:
    """A picture with ten seconds of sound."""
    return lambda file, sources: ffmpeg(
        "-i", make_video(picture, sources), "-i", make_video(SOUND, sources), "-c", "copy", *options, file
    )


def with_cover(file: Path, sources: Path) -> None:
    """Sound with a picture of its cover."""
    cover = sources / "cover.png"
    ffmpeg("-i", make_video(PLAIN, sources), "-frames:v", 1, cover)
    ffmpeg(
        "-i",
        make_video(SOUND, sources),
        "-i",
        cover,
        "-map",
        0,
        "-map",
        1,
        "-c",
        "copy",
        "-disposition:v:0",
        "attached_pic",
        file,
    )


def without_length(file: Path, sources: Path) -> None:
    """As browsers record: neither a length nor an index."""
    webm = Video("vp9.webm", codec="libvpx-vp9", rate=RATE, gop=30)
    with file.open("wb") as out:
        command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-i", str(make_video(webm, sources))]
        subprocess.run([*command, "-c", "copy", "-f", "webm", "-live", "1", "pipe:1"], stdout=out, check=True)


def named_otherwise(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Has the file call a codec by another name."""
    return lambda content: content.replace(old, new)


def lost(share: Fraction) -> Callable[[bytes], bytes]:
    """Leaves the first part only."""
    return lambda content: content[: int(len(content) * share)]


def scratched(content: bytes) -> bytes:
    """Some bytes in the middle are noise."""
    start = len(content) // 2
    return content[:start] + bytes(i * 37 % 256 for i in range(3000)) + content[start + 3000 :]


def turned(quarters: int) -> Make:
    """Lying on its side or upside down, with the note to show it upright."""
    filters = {1: "transpose=clock", 2: "hflip,vflip", 3: "transpose=cclock"}

    def make(file: Path, sources: Path) -> None:
        lying = sources / f"lying-{quarters}.mp4"
        ffmpeg("-i", make_video(USUAL, sources), "-vf", filters[quarters], "-g", 30, "-c:a", "copy", lying)
        with av.open(str(lying)) as source, av.open(str(file), "w") as target:
            streams = {stream: target.add_stream_from_template(stream) for stream in source.streams}
            streams[source.streams.video[0]].set_display_rotation(90 * quarters)
            for packet in source.demux():
                if packet.dts is not None:
                    packet.stream = streams[packet.stream]
                    target.mux(packet)

    return make


DEEP = ("-pix_fmt", "yuv420p10le", "-c:a", "copy", "-g", 30)
HDR = "hdr10=1:repeat-headers=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:log-level=error:keyint=30"
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1", "-x265-params")
FINE = ("-c:v", "libx264", "-preset", "ultrafast", "-g", 60, "-c:a", "copy")

FAULTY = (
    Faulty(
        "variable-rate.mp4",
        retimed(USUAL, with_other_rates),
        seen=((7.5, 41), (1.5, 15), (4.0, 24), (4.4, 24), (4.6, 25), (9.9, 97)),
    ),
    Faulty(
        "no-key-frame-at-0.ts",
        retimed(USUAL, lambda seconds: seconds if seconds > 1.05 else None),
        seen=((7.55, 75), (0.0, 30), (1.0, 30), (3.35, 33), (9.95, 99)),
    ),
    Faulty(
        "negative-start.mp4",
        lambda file, sources: ffmpeg("-ss", "1.0", "-i", make_video(USUAL, sources), "-c", "copy", file),
        seen=((0.02, 10), (6.52, 75), (2.38, 33), (8.91, 99)),
        length=9.0,
    ),
    Faulty("begins-late.ts", through(USUAL, "-c", "copy", "-output_ts_offset", 90_000)),
    Faulty("turned-90.mp4", turned(1)),
    Faulty("turned-180.mp4", turned(2)),
    Faulty("turned-270.mp4", turned(3)),
    Faulty("wide-pixels.mp4", through(USUAL, "-vf", "scale=240:180,setsar=4/3", *FINE)),
    Faulty("ten-bit.mkv", through(USUAL, *DEEP, *X265, "log-level=error:keyint=30")),
    Faulty("hdr.mp4", through(USUAL, *DEEP, *X265, HDR)),
    Faulty("full-colour.mkv", through(USUAL, "-pix_fmt", "yuv444p", *FINE)),
    Faulty("no-sound.mp4", through(SILENT, "-c", "copy")),
    Faulty("cover.m4a", with_cover, seen=()),
    Faulty("picture-ends-early.mp4", joined(SHORT_PICTURE), seen=((2.05, 20), (3.95, 39), (7.0, 39), (0.0, 0))),
    Faulty("one-picture.mp4", joined(ONE_PICTURE), seen=((7.0, 0), (0.0, 0), (4.0, 0))),
    Faulty(
        "slides.mp4",
        retimed(SLIDES, lambda seconds: seconds * SLIDE),
        seen=((5.0, 1), (0.0, 0), (11.9, 2), (14.0, 3)),
        length=4 * SLIDE,
        rate=1 / SLIDE,
    ),
    Faulty("no-length.webm", without_length),
    Faulty("fragments.mp4", through(USUAL, "-c", "copy", "-movflags", "frag_keyframe+empty_moov+delay_moov")),
    Faulty(
        "cut-off.mkv",
        changed(through(USUAL, "-c", "copy"), lost(Fraction(1, 2))),
        seen=((3.05, 30), (0.0, 0), (1.25, 12)),
        ends=5.0,
    ),
    Faulty("scratched.mp4", changed(through(USUAL, "-c", "copy"), scratched), seen=((0.0, 0), (1.25, 12), (9.55, 95))),
    Faulty(
        "4k60.mp4",
        through(SIXTY, "-vf", "scale=3840:2160:flags=neighbor", *FINE),
        seen=((2.5, 150), (0.0, 0), (1.71, 102)),
        length=3.0,
        rate=60,
    ),
    Faulty(
        "half-a-day.mp4",
        repeated(A_MINUTE, 720),
        seen=((40_000.1, 80), (0.0, 0), (43_199.1, 118), (21_601.6, 3)),
        length=HALF_DAY,
        rate=2,
    ),
    Faulty(
        "picture-of-tomorrow.mp4",
        changed(through(PLAIN, "-c", "copy"), lambda content: content.replace(b"avc1", b"vvc1", 2)),
        seen=(),
        says="VVC (H.266)",
    ),
    Faulty(
        "only-tomorrow.mp4",
        changed(through(SILENT, "-c", "copy"), lambda content: content.replace(b"avc1", b"evc1", 2)),
        seen=(),
        says="EVC",
        plays=False,
    ),
    Faulty(
        "unnamed-picture.mp4",
        changed(through(PLAIN, "-c", "copy"), lambda content: content.replace(b"avc1", b"zzz9", 2)),
        seen=(),
        says="zzz9",
    ),
    Faulty(
        "sound-of-tomorrow.mp4",
        changed(
            through(USUAL, "-c", "copy"),
            lambda content: content.replace(b"mp4a", b"ac-4", 2).replace(b"esds", b"free", 1),
        ),
        says="AC-4",
    ),
)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for faulty in FAULTY:
        sys.stdout.write(f"{faulty.file(target)}\n")
