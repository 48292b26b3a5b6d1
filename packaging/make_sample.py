"""Makes the two films of the sample library: drawn slides, an espeak-ng voice, captions, chapters.

    python packaging/make_sample.py [--only ID] [--times] [--frames DIR SECONDS...] [--out DIR] [--group FRAMES]

`--times` only prints when each sentence is said, which is what the stamps of the notes are written from.
The ids are eleven characters long but no video on YouTube has them: its ids are 64 bits in base 64, so that the
last character can only be one of AEIMQUYcgkosw048.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication
from sample.drawing import load_fonts
from sample.encode import GROUP, captions, description, draw_frame, write_film
from sample.film import FPS, Film, Timing, time_film
from sample.reading import READING
from sample.seeking import SEEKING
from sample.voice import lay, seconds_of, soften, speak_film

MEDIA = Path(__file__).parents[1] / "resources" / "sample" / "media"
FILMS = (SEEKING, READING)


def main() -> None:
    options = parse()
    app = QGuiApplication([])
    load_fonts()
    for film in FILMS:
        if options.only in ("", film.id):
            make(film, options)
    app.quit()


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="ID", help="make this film only")
    parser.add_argument("--times", action="store_true", help="print when each sentence is said, and make nothing")
    parser.add_argument("--frames", nargs="+", metavar=("DIR", "SECONDS"), help="draw these moments as PNG files")
    parser.add_argument("--out", type=Path, default=MEDIA, metavar="DIR", help="where the films go")
    parser.add_argument("--group", type=int, default=GROUP, metavar="FRAMES", help="between two keyframes")
    return parser.parse_args()


def make(film: Film, options: argparse.Namespace) -> None:
    spoken = speak_film(film)
    timing = time_film(film, {key: seconds_of(samples) for key, samples in spoken.items()})
    if options.times:
        print_times(film, timing)
    elif options.frames:
        draw_moments(film, timing, Path(options.frames[0]), [float(second) for second in options.frames[1:]])
    else:
        write_files(film, timing, lay(spoken, timing), options)


def print_times(film: Film, timing: Timing) -> None:
    print(f"{film.title} [{film.id}], {clock_time(timing.length)}")
    for chapter in film.chapters:
        print(f"  {chapter.title}")
        for line in chapter.lines:
            print(f"    {clock_time(timing.starts[line.key])}  {line.text}")


def clock_time(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def draw_moments(film: Film, timing: Timing, folder: Path, seconds: list[float]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for second in seconds:
        path = folder / f"{film.id}-{second:06.1f}.png"
        draw_frame(film, timing, round(second * FPS)).save(str(path))
        print(path)


def write_files(film: Film, timing: Timing, track: bytes, options: argparse.Namespace) -> None:
    options.out.mkdir(parents=True, exist_ok=True)
    stem = options.out / f"{film.title} [{film.id}]"
    video = Path(f"{stem}.mp4")
    write_film(film, timing, soften(track), video, options.group)
    Path(f"{stem}.en.vtt").write_text(captions(film, timing), encoding="utf-8")
    Path(f"{stem}.info.json").write_text(description(film, timing), encoding="utf-8")
    print_times(film, timing)
    print(f"{video.name}: {video.stat().st_size:,} bytes, {timing.frames} frames")


if __name__ == "__main__":
    main()
