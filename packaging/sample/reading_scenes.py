"""The drawings of the second film, a function a chapter; the keys are those of its lines."""

from sample.drawing import Stage, sans, serif
from sample.film import Clock, ease

ROWS = ((0.94, ""), (0.88, ""), (0.52, "0:40"), (0.96, ""), (0.9, ""), (0.34, "1:24"), (0.92, ""), (0.6, "2:05"))
OTHER = ((0.9, ""), (0.6, "1:31"), (0.95, ""), (0.86, ""), (0.9, ""), (0.44, "1:50"), (0.9, ""), (0.5, ""))


def page(stage: Stage, x: float, y: float, rows: tuple[tuple[float, str], ...] = ROWS, alpha: float = 1.0,
         band: float = -1.0, glow: float = 0.0) -> None:  # fmt: skip
    """A page of a note, 540 x 440; `band` is the row that is being followed, `glow` how much the stamps call."""
    stage.box(x, y, 540, 440, "card", "line", alpha, 16)
    if band >= 0:
        stage.box(x + 8, y + 24 + band * 48, 524, 46, "now", "", alpha, 4)
        stage.box(x + 8, y + 24 + band * 48, 6, 46, "gold", "", alpha, 3)
    for row, (width, stamp) in enumerate(rows):
        top = y + 48 + row * 48
        stage.box(x + 36, top - 7, 440 * width, 14, "line", "", alpha, 7)
        if stamp:
            middle = x + 36 + 440 * width + 62
            stage.box(middle - 52, top - 26, 104, 52, "", "gold", alpha * glow, 12, 4)
            stage.pill(middle, top, stamp, 30, alpha)


def film(stage: Stage, x: float, y: float, share: float, alpha: float = 1.0) -> None:
    """A video of 500 x 281 over its seek bar."""
    stage.screen(x, y, 500, 281, share, alpha)
    stage.bar(x + 14, y + 330, 472, share, alpha)


def side_by_side(stage: Stage, clock: Clock) -> None:
    apart = 1 - clock.after("side", 0.2, 1.2)
    running = 0.15 + 0.5 * min(1.0, max(0.0, clock.since("pace") / 12))
    page(stage, 88 - 16 * apart, 170, ROWS)
    film(stage, 676 + 24 * apart, 190, running)
    lift = clock.after("side", 1.2)
    stage.box(60, 146, 1144, 488, "", "accent", lift, 24, 4)


def stamps(stage: Stage, clock: Clock) -> None:
    pulse = clock.during("stamps", "click")
    jumped = clock.after("click", 2.6, 0.3)
    on = max(0.0, min(2.0, (clock.since("place") - 0.6) / 1.8))
    share = 0.16 + 0.24 * jumped + 0.05 * on
    band = -1.0 if jumped < 0.5 else 5 + ease(on if on < 1 else on - 1) + (1 if on >= 1 else 0)
    page(stage, 72, 170, ROWS, clock.after("stamps", -0.5), band, pulse)
    film(stage, 690, 190, share)
    move = clock.after("click", 0.8, 1.3)
    x, y = 560 - 210 * move, 570 - 102 * move
    stage.mouse(x, y, (clock.since("click") - 2.3) / 0.6, clock.after("click", 0.3) * (1 - clock.after("place", 0.4)))


def links(stage: Stage, clock: Clock) -> None:
    gone = clock.after("link", 3.0, 0.8) * (1 - clock.after("again", 0.8, 0.8))
    stage.painter.save()
    stage.painter.setClipRect(0, 130, 660, 500)
    page(stage, 72 - 640 * gone, 170, ROWS, 1, 5)
    stage.stroke(72 - 640 * gone + 36, 282, 72 - 640 * gone + 176, 282, "accent", 1, 5)
    ghost = clock.after("dotted", 0.5)
    stage.stroke(72 + 250, 426, 72 + 440, 426, "quiet", ghost, 5, dashed=True)
    page(stage, 72 + 640 * (1 - gone), 170, OTHER, 1, 1)
    stage.painter.restore()
    film(stage, 690, 190, 0.4 + 0.12 * gone)
    move, here = clock.after("link", 0.8, 1.2), clock.after("link", 0.4) * (1 - clock.after("link", 3.2))
    stage.mouse(420 - 240 * move, 420 - 140 * move, (clock.since("link") - 2.4) / 0.6, here)
    stage.text(362, 402, "?", serif(54, True), "gold", clock.after("dotted", 1.0), "center")


CUES = (
    ("00:31.000 --> 00:35.213", "A keyframe is whole: everything", "needed to draw it is there."),
    ("01:39.000 --> 01:42.603", "It goes back to the last keyframe", "before that moment."),
)


def captions(stage: Stage, clock: Clock) -> None:
    come = clock.after("captions", -0.4)
    stage.box(72, 150, 1136, 440, "card", "line", come, 16)
    stage.text(112, 206, "WEBVTT", sans(36, True), "accent", max(0.35 * come, clock.after("webvtt", 0.4)))
    hit = clock.after("found", 2.2)
    for index, (time, first, second) in enumerate(CUES):
        y = 262 + index * 164
        top = clock.after("captions", 1.4 + index * 0.5)
        words = clock.after("captions", 3.2 + index * 0.5)
        stage.box(96, y - 32, 760, 132, "now", "", hit, 8)
        stage.text(112, y, time, sans(34, True), "predicted", top)
        stage.text(112, y + 44, first, serif(36), "ink", words)
        stage.text(112, y + 86, second, serif(36), "ink", words)
        stage.pill(1040, y + 28, ("0:31", "1:39")[index], 40, hit)
    search = clock.after("found", 0.4)
    stage.box(886, 172, 300, 60, "paper", "line", search, 14)
    stage.text(910, 212, "keyframe"[: max(0, round((clock.since("found") - 0.8) * 7))], sans(34), "ink", search)


def repair(stage: Stage, clock: Clock) -> None:
    come = clock.after("right", -0.4)
    stage.text(140, 330, "the film", sans(32), "quiet", come)
    stage.bar(140, 380, 300, 0.0, come)
    stage.text(440, 436, "3:30", sans(32), "quiet", come, "center")
    stage.stroke(470, 380, 1140, 380, "line", come * clock.after("hours", 0.4), 5, dashed=True)
    back = clock.after("repair", 1.0, 1.6)
    x = 1050 - (1050 - (140 + 300 * 134 / 210)) * back
    meant = clock.after("repair", 2.2, 0.4)
    shown = clock.after("hours", 0.6)
    stage.pin(x, 368, "gold", shown)
    stage.pill(x, 250, "2:14:00", 52, shown * (1 - meant))
    stage.pill(x, 250, "2:14", 52, meant, 1.0)
    stage.dot(x, 380, 13, "gold", shown)
    stage.text(1050, 440, "two hours too late", sans(32), "quiet", shown * (1 - back), "center")
    stage.text(440, 270, "read as it was meant", serif(40), "ink", clock.after("repair", 2.8))


STEPS = (("expect", "Read", "and expect"), ("watch", "Watch", "half a minute"), ("say", "Say it", "in your own words"))


def study(stage: Stage, clock: Clock) -> None:
    for index, (key, word, more) in enumerate(STEPS):
        x = 72 + index * 392
        come = clock.after("way", 0.2 * index - 0.8)
        on = clock.after(key, 0.2)
        lit = on * (1 - 0.65 * clock.after(STEPS[index + 1][0], 0.2)) if index < 2 else on
        stage.box(x, 200, 352, 230, "card", "line", come, 20)
        stage.box(x, 200, 352, 230, "now", "gold", come * lit, 20, 4)
        stage.text(x + 176, 310, word, serif(64, True), "ink", come, "center")
        stage.text(x + 176, 372, more, sans(36), "quiet", come, "center")
    drawn = clock.after("memory", 0.6, 1.4)
    stage.stroke(248, 520, 248 + 784 * drawn, 520, "gold", drawn, 6, dashed=True)
    stage.stroke(248, 520, 248, 450, "gold", drawn, 6, dashed=True)
    stage.stroke(1032, 520, 1032, 450, "gold", clock.after("memory", 1.8, 0.4), 6, dashed=True)
    stage.text(640, 580, "fetched from memory, it stays", serif(44), "ink", clock.after("memory", 1.6), "center")


def yours(stage: Stage, clock: Clock) -> None:
    come = clock.after("disk", -0.4)
    stage.box(390, 200, 190, 60, "pill", "", come, 14)
    stage.box(390, 230, 500, 300, "pill", "", come, 20)
    for index, (label, kind) in enumerate((("notes", 0), ("videos", 1))):
        x = 450 + index * 200
        rise = clock.after("disk", 0.8 + 0.6 * index)
        stage.box(x, 280 + 30 * (1 - rise), 180, 130, "card", "line", rise, 12)
        if kind:
            stage.screen(x + 14, 294 + 30 * (1 - rise), 152, 102, 0.4, rise)
        for row in range(0 if kind else 4):
            stage.box(x + 22, 302 + row * 26 + 30 * (1 - rise), (130, 112, 136, 80)[row], 10, "line", "", rise, 5)
        stage.text(x + 90, 470, label, sans(34), "ink", rise, "center")
    stage.text(640, 602, "only read, never changed", serif(44), "ink", clock.after("never", 0.6), "center")
    move = clock.after("begin", 0.6, 1.2)
    stage.mouse(980 - 270 * move, 600 - 270 * move, (clock.since("begin") - 2.0) / 0.7, clock.after("begin", 0.3))
