"""The drawings of the first film's chapters about what a seek does; the keys are those of their lines."""

from PySide6.QtGui import QPainterPath

from sample.drawing import Stage, sans, serif
from sample.film import Clock, ease

STRIP = "IBBPBBP" * 3
TARGET = 11  # of STRIP, in its second group
DECODED = (7, 10, 8, 9, 13, TARGET)  # what has to be decoded for it, in the order of the file


def a_seek(stage: Stage, clock: Clock) -> None:
    come = clock.after("ask", -0.4)
    for index, kind in enumerate(STRIP):
        x = 73 + index * 54
        decoded = clock.after("forward", 0.5 + 0.65 * DECODED.index(index), 0.4) if index in DECODED else 0.0
        found = 0.6 * clock.after("back", 1.2) * (index == 7)
        stage.tile(x, 300, 46, 88, kind, 0.22 + 0.78 * max(decoded, found), come)
    for group in range(3):
        stage.bracket(73 + group * 378, 73 + group * 378 + 370, 408, "one group", "line", come)
    asked = clock.after("ask", 0.8)
    x = 73 + TARGET * 54 + 23
    stage.pin(x, 288, "gold", asked)
    stage.pill(x, 232, "1:24", 36, asked)
    arrived = clock.after("forward", 4.2, 0.4)
    stage.box(x - 30, 292, 60, 104, "", "gold", max(arrived, clock.during("cannot", "back")), 14, 5)
    stage.text(x, 350, "?", sans(46, True), "gold", clock.during("cannot", "back"), "center")
    head = 73 + 7 * 54 + 23
    away, along = clock.after("back", 0.6, 1.4), ease((clock.since("forward") - 0.6) / 3.6)
    position = x + (head - x) * away + (x - head) * along
    stage.stroke(position, 530, position, 570, "accent", asked, 5)
    stage.dot(position, 530, 14, "accent", asked)
    stage.text(position, 606, "play head", sans(32), "quiet", asked, "center")


def exact_or_fast(stage: Stage, clock: Clock) -> None:
    come = clock.after("exact", -0.4)
    for y, name in ((196, "exact"), (336, "fast")):
        stage.text(72, y + 54, name, serif(40), "ink", come)
        for index, kind in enumerate(STRIP[:14]):
            light = lit(clock, name, index)
            stage.tile(230 + index * 70, y, 60, 84, kind, 0.18 + 0.82 * light, come)
        stage.pin(230 + TARGET * 70 + 30, y - 6, "gold", come)
    landed(stage, 230 + TARGET * 70, 196, clock.after("exact", 4.2, 0.4))
    landed(stage, 230 + 7 * 70, 336, clock.after("fast", 1.2, 0.4))
    stage.bracket(230 + 7 * 70 + 30, 230 + TARGET * 70 + 30, 432, "too early", "gold",
                  clock.after("early", 1.4) * (1 - clock.after("rounding")))  # fmt: skip
    rounding(stage, clock)


def lit(clock: Clock, name: str, index: int) -> float:
    """How bright a frame is: those on the way flash up and are thrown away."""
    if name == "fast":
        return clock.after("fast", 1.0, 0.4) * (index == 7)
    if index not in DECODED:
        return 0.0
    begun = 0.5 + 0.6 * DECODED.index(index)
    up = clock.after("exact", begun, 0.3)
    return up if index == TARGET else up * (1 - clock.after("exact", begun + 0.9, 0.6))


def landed(stage: Stage, x: float, y: float, alpha: float) -> None:
    stage.box(x - 7, y - 7, 74, 98, "", "gold", alpha, 16, 5)


def rounding(stage: Stage, clock: Clock) -> None:
    """Frame 2 begins at 66.67 ms; 66 ms is still frame 1."""
    come = clock.after("rounding", 0.6)
    stage.stroke(230, 530, 1200, 530, "line", come, 5)
    for frame, label in enumerate(("0", "33.33", "66.67 ms")):
        x = 250 + frame * 380
        stage.stroke(x, 512, x, 530, "quiet", come, 5)
        stage.text(x + 190 if frame < 2 else x + 90, 506, f"frame {frame}", sans(32, True), "accent", come, "center")
        stage.text(x, 572, label, sans(30), "quiet", come, "center")
    cut = clock.after("rounding", 3.2)
    stage.dot(1010 - 38 * cut, 530, 12, "gold", come)
    stage.text(972, 506, "66", sans(32, True), "gold", cut, "center")


def costs(stage: Stage, clock: Clock) -> None:
    leave = 1 - clock.after("shorter", -0.6, 0.3)
    count = round(75 * clock.after("half", 0.8, 2.6))
    stage.text(270, 330, str(count), serif(150, True), "whole", clock.after("half", -0.4, 0.3) * leave, "center")
    stage.text(270, 385, "frames to decode", sans(34), "quiet", clock.after("half", -0.4, 0.3) * leave, "center")
    speed = clock.after("speed", 0.6) * leave
    stage.text(490, 310, "÷", serif(90), "quiet", speed, "center")
    stage.text(700, 330, "750", serif(110, True), "ink", speed, "center")
    stage.text(700, 385, "frames a second", sans(34), "quiet", speed, "center")
    tenth = clock.after("speed", 3.6) * leave
    stage.text(890, 310, "=", serif(90), "quiet", tenth, "center")
    stage.text(1080, 330, "0.1 s", serif(110, True), "gold", tenth, "center")
    gauge(stage, clock, leave)
    asked = clock.after("cost", -0.5) * (1 - clock.after("half", -0.5, 0.3))
    if asked > 0:
        stage.text(640, 350, "?", serif(190), "gold", asked, "center")
    groups(stage, clock)


def gauge(stage: Stage, clock: Clock, leave: float) -> None:
    come = clock.after("tenth", 0.2) * leave
    stage.box(140, 484, 1000, 22, "line", "", come, 11)
    stage.box(140, 484, 22 + 78 * clock.after("tenth", 0.8, 1.2), 22, "both", "", come, 11)
    stage.text(140, 556, "0.1 s: feels immediate", sans(34, True), "both", come)
    stage.text(1140, 556, "1 s", sans(34), "quiet", come, "right")


def groups(stage: Stage, clock: Clock) -> None:
    """The same film with long groups and with short ones, and what each takes on disk."""
    come = clock.after("shorter", -0.4, 0.4)
    for y, pattern, name in ((230, "IBBPBP" * 2, "long groups"), (420, "IBP" * 4, "short groups")):
        stage.text(72, y - 14, name, sans(34), "quiet", come)
        size = 0.0
        for index, kind in enumerate(pattern):
            stage.tile(72 + index * 64, y + 6, 56, 76, kind, 1, come)
            size += {"I": 60, "P": 20, "B": 8}[kind]
        grow = clock.after("shorter", 3.2, 1.4)
        stage.box(890, y + 22, size * 0.92 * grow, 44, "gold", "", come * grow, 8)
    stage.text(890, 216, "file", sans(34), "quiet", clock.after("shorter", 3.0))


WANDERING = (0.52, 0.66, 0.43, 0.74, 0.35, 0.81, 0.58, 0.9, 0.62)  # shares of the bar, one every 1.3 seconds
FILM_FRAMES = 6300


def dragging(stage: Stage, clock: Clock) -> None:
    come = clock.after("drag", -0.4)
    wish = drag_position(clock)
    let_go = clock.after("release", 4.0, 0.3)
    asked = round(wish * FILM_FRAMES)
    shown = asked if let_go > 0.5 else asked // 150 * 150
    stage.box(420, 160, 440, 248, "card", "line", come, 14)
    stage.screen(420, 160, 440, 248, shown / FILM_FRAMES, come)
    stage.text(640, 384, f"{shown}", serif(64, True), "#ffffff", come, "center")
    exact = clock.after("release", 4.0)
    stage.text(
        640, 446, "keyframe", sans(32, True), "whole", come * clock.after("release", 0.5) * (1 - exact), "center"
    )
    stage.text(640, 446, "the very frame", sans(32, True), "gold", exact, "center")
    stage.bar(140, 560, 1000, wish, come)
    wishes(stage, clock, come)
    stage.mouse(140 + 1000 * wish, 564, (clock.since("release") - 3.9) / 0.6, come)


def drag_position(clock: Clock) -> float:
    """Where the hand is on the bar: it wanders until it lets go."""
    steps = max(0.0, min(clock.since("drag"), clock.since("release") + 3.8)) / 1.3
    place = int(steps) % (len(WANDERING) - 1)
    return WANDERING[place] + (WANDERING[place + 1] - WANDERING[place]) * ease(steps - int(steps))


def wishes(stage: Stage, clock: Clock, come: float) -> None:
    """The moments asked for in the last second, as dots over the bar; at length only the newest stays."""
    dropped = clock.after("newest", 1.4)
    for age in range(1, 9):
        earlier = Clock(clock.timing, clock.frame - age * 4)
        if earlier.since("drag") > 0 and clock.since("release") < 3.8:
            x = 140 + 1000 * drag_position(earlier)
            stage.dot(x, 524, 9, "quiet", come * (1 - dropped) * (1 - age / 10))
    stage.dot(140 + 1000 * drag_position(clock), 524, 12, "gold", clock.after("newest", 1.4))


SUM = ((0.8, 402, "84 seconds", "ink"), (1.9, 612, "× 30", "ink"), (2.6, 850, "= frame 2520", "gold"))


def trust(stage: Stage, clock: Clock) -> None:
    leave = 1 - clock.after("should", -0.6, 0.3)
    jump(stage, clock, leave)
    come = clock.after("should", -0.4, 0.4)
    stage.pill(300, 260, "1:24", 64, come)
    arrow = clock.after("should", 1.6, 0.8)
    stage.stroke(440, 260, 440 + 150 * arrow, 260, "gold", arrow, 5, dashed=True)
    stage.screen(640, 170, 330, 186, 0.35, come)
    stage.text(805, 336, "2520", serif(64, True), "#ffffff", clock.after("should", 2.2), "center")
    corner = clock.after("try", 3.4) * (1 - clock.after("thirty", 5.5))
    stage.box(866, 50, 366, 78, "", "gold", corner, 16, 4)
    for delay, x, text, color in SUM:
        stage.text(x, 500, text, serif(56, True), color, clock.after("thirty", delay), "center")


def jump(stage: Stage, clock: Clock, alpha: float) -> None:
    """Time against picture: a line that rises, falls back once, and rises again."""
    drawn = clock.after("trust", -0.8, 3.4)
    points = [(180, 520), (520, 350), (540, 440), (860, 280), (1100, 160)]
    path = QPainterPath()
    path.moveTo(*points[0])
    for index, point in enumerate(points[1:], 1):
        if drawn * 4 >= index - 1:
            share = min(1.0, drawn * 4 - index + 1)
            before = points[index - 1]
            path.lineTo(before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share)
    stage.path(path, "accent", alpha, 7)
    stage.box(480, 330, 110, 130, "", "gold", alpha * clock.after("trust", 1.6), 55, 5)
    stage.text(640, 440, "back?", serif(44), "gold", alpha * clock.after("trust", 1.8))
