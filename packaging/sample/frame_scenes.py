"""The drawings of the first film's chapters about frames, a function a chapter; the keys are those of their lines."""

from sample.drawing import Stage, sans, serif
from sample.film import Clock, ease

PATTERN = "IBBPBBPBBPBPI"  # a closed group ends with a P frame: no B frame may lean on the next keyframe
SHOWN = "IBBPBBP"
STORED = (0, 3, 1, 2, 6, 4, 5)  # which of SHOWN stands at each place in the file


def a_click(stage: Stage, clock: Clock) -> None:
    click = (clock.since("click") - 2.4) / 0.6
    there = clock.after("click", 3.0, 0.3)
    stage.box(120, 190, 430, 360, "card", radius=18)
    for row, width in enumerate((330, 290, 0, 350, 310, 220)):
        stage.box(160, 236 + row * 48, width, 14, "line", radius=7)
    stage.box(160, 332, 170, 14, "line", radius=7)
    stage.pill(400, 339, "1:24", 36)
    reach = clock.after("between", 0.4, 1.6)
    stage.stroke(566, 339, 566 + 108 * reach, 339, "gold", reach, 5, dashed=True)
    stage.text(620, 312, "?", serif(52, True), "gold", clock.after("between", 1.6, 0.5), "center")
    stage.box(690, 190, 470, 264, "card", "line", radius=14)
    stage.screen(690, 190, 470, 264, 0.1 + 0.42 * there, 0.35 + 0.65 * there)
    stage.bar(700, 500, 450, 0.1 + 0.42 * there)
    move = clock.after("click", 0.9, 1.2)
    stage.mouse(560 - 126 * move, 520 - 162 * move, click, clock.after("click", 0.5, 0.4))
    corner = clock.after("corner", 0.6, 0.8)
    stage.box(866, 50, 366, 78, "", "gold", corner * (1 - clock.after("row", -0.5, 0.3)), 16, 4)


def frames(stage: Stage, clock: Clock) -> None:
    named = {"I": clock.after("keyframe"), "P": clock.after("predicted"), "B": clock.after("both")}
    for index, kind in enumerate(PATTERN):
        x = 72 + index * 88
        come = clock.after("row", 0.22 * index - 1.0, 0.5)
        stage.tile(x, 250 + 24 * (1 - come), 76, 96, kind, named[kind], come)
        picture(stage, x, 250 + 24 * (1 - come), index, come * (1 - named[kind]))
        bars(stage, clock, x, index, kind)
    stage.text(72, 600, "size on disk", sans(30), "quiet", clock.after("photographs", 1.0))
    leaning(stage, clock)
    label = "a group of pictures" if clock.since("five") < 0 else "one group: 5 seconds, 150 frames"
    stage.bracket(72, 72 + 11 * 88 + 76, 364, label, "gold", clock.after("group", 0.8))


def picture(stage: Stage, x: float, y: float, index: int, alpha: float) -> None:
    """A still of the little film, with its own number on it."""
    stage.screen(x + 6, y + 22, 64, 52, 0.1 + 0.065 * index, alpha)


def bars(stage: Stage, clock: Clock, x: float, index: int, kind: str) -> None:
    """What each frame takes on disk: all the same at first, then what is left of it."""
    grown = clock.after("photographs", 0.8 + 0.06 * index, 0.6)
    shrunk = clock.after({"I": "keyframe", "P": "predicted", "B": "both"}[kind], 0.6, 0.9)
    left = {"I": 1.0, "P": 0.34, "B": 0.13}[kind]
    height = 112 * grown * (1 - (1 - left) * shrunk)
    color = {"I": "whole", "P": "predicted", "B": "both"}[kind]
    stage.box(x + 14, 562 - height, 48, height, "line", "", grown * (1 - shrunk), 6)
    stage.box(x + 14, 562 - height, 48, height, color, "", grown * shrunk, 6)


def leaning(stage: Stage, clock: Clock) -> None:
    """Arrows from a frame to those it is predicted from."""
    middle = 72 + 38
    for source, target in ((3, 0), (6, 3), (9, 6)):
        stage.arc(middle + 88 * source, middle + 88 * target, 240, 46, "predicted",
                  clock.after("predicted", 1.2 + source * 0.1, 0.6) * (1 - 0.75 * clock.after("both")))  # fmt: skip
    for source, target in ((4, 3), (4, 6), (5, 3), (5, 6)):
        stage.arc(middle + 88 * source, middle + 88 * target, 240, 30, "both",
                  clock.after("both", 1.4 + 0.3 * (target > source), 0.6))  # fmt: skip


def orders(stage: Stage, clock: Clock) -> None:
    come = clock.after("first", -0.3)
    below = clock.after("orders", 0.2)
    stage.text(72, 280, "shown", serif(38), "quiet", come)
    stage.text(72, 460, "stored", serif(38), "quiet", below)
    for place, frame in enumerate(STORED):
        kind = SHOWN[frame]
        stage.tile(column(frame), 222, 100, 92, kind, 1, come)
        number(stage, column(frame), 222, frame, come)
        fall = clock.after("orders", 1.0 + 0.4 * place, 0.9)
        x = column(frame) + (column(place) - column(frame)) * fall
        stage.tile(x, 222 + 180 * fall, 100, 92, kind, 1, come * ease(fall * 4))
        number(stage, x, 222 + 180 * fall, frame, come * ease(fall * 4))
        times(stage, clock, place, frame)
    for source in (1, 2):
        stage.arc(column(source) + 50, column(3) + 50, 212, 26, "both",
                  clock.after("first", 1.2 + 0.3 * source) * (1 - below))  # fmt: skip
    stage.box(column(3) - 7, 215, 114, 106, "", "gold", clock.during("first", "orders"), 16, 5)


def number(stage: Stage, x: float, y: float, frame: int, alpha: float) -> None:
    stage.text(x + 90, y + 84, str(frame), sans(26, True), "paper", alpha, "right")


def column(place: int) -> float:
    return 250 + place * 134


def times(stage: Stage, clock: Clock, place: int, frame: int) -> None:
    """When to decode a frame and when to show it, in frames."""
    decode, show = clock.after("two", 1.8), clock.after("two", 3.2)
    fade = 1 - 0.6 * clock.after("look", 0.6)
    if place == 0:
        stage.text(72, 540, "decode", sans(32), "quiet", decode * fade)
        stage.text(72, 586, "show", sans(32, True), "gold", show)
    stage.text(column(place) + 50, 540, str(place), sans(34), "quiet", decode * fade, "center")
    stage.text(column(place) + 50, 586, str(frame + 1), sans(34, True), "gold", show, "center")
