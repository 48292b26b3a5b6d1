"""The first film: what happens between a click on a time and the picture."""

from sample import frame_scenes, seek_scenes
from sample.drawing import DARK
from sample.film import Chapter, Film, Line

SEEKING = Film(
    "SampleSeek1",
    "What a seek really does",
    "What a player does between a click on a time and the picture: keyframes, decode order, exact and fast seeks.",
    DARK,
    (
        Chapter(
            "A click",
            (
                Line("click", "You click on a time in your notes, and a moment later the picture is there."),
                Line("between", "This short film is about what happens in between."),
                Line("corner", "Keep an eye on the corner: it shows the time, and the number of the frame you see."),
            ),
            frame_scenes.a_click,
        ),
        Chapter(
            "Only some frames are whole",
            (
                Line("row", "A video is a row of still pictures, thirty of them every second in this one."),
                Line("photographs", "Kept as whole photographs, they would fill the disk, so most are not kept whole."),
                Line("keyframe", "A keyframe is whole: everything needed to draw it is there."),
                Line("predicted", "A predicted frame, or P frame, says only what has changed since an earlier "
                     "picture."),
                Line("both", "A B frame may borrow from both sides: from a picture before it, and from one after it."),
                Line("group", "A keyframe, and all that leans on it, is called a group of pictures."),
                Line("five", "In this film every group is five seconds long: one hundred and fifty frames."),
            ),
            frame_scenes.frames,
        ),
        Chapter(
            "Stored out of order",
            (
                Line("first", "A B frame needs a later picture, so that later picture has to be decoded first."),
                Line("orders", "So frames are stored in decode order, and shown in presentation order."),
                Line("two", "Each one carries two times: when to decode it, and when to show it."),
                Line("look", "A seek has to look at the second one. The first is only for the decoder."),
            ),
            frame_scenes.orders,
        ),
        Chapter(
            "Where a seek begins",
            (
                Line("ask", "Now ask for a moment in the middle of a group."),
                Line("cannot", "The player cannot begin there, because that frame is only a list of changes."),
                Line("back", "It goes back to the last keyframe before that moment."),
                Line("forward", "From there it decodes forward, frame by frame, until it arrives."),
            ),
            seek_scenes.a_seek,
        ),
        Chapter(
            "Exact or fast",
            (
                Line("exact", "An exact seek throws away every frame on the way, and shows only the one you "
                     "asked for."),
                Line("fast", "A fast seek shows the keyframe itself, and hopes that nobody minds."),
                Line("early", "That is why so many players land early: by as much as a whole group."),
                Line("rounding", "A smaller error comes from rounding: cut a time down to whole milliseconds, "
                     "and you may get the frame before."),
            ),
            seek_scenes.exact_or_fast,
        ),
        Chapter(
            "What it costs",
            (
                Line("cost", "What does it cost to be exact?"),
                Line("half", "On average, half a group has to be decoded: about seventy-five frames here."),
                Line("speed", "A machine that decodes seven hundred and fifty frames a second does it in a tenth "
                     "of a second."),
                Line("tenth", "A tenth of a second is about as long as an answer may take and still feel immediate."),
                Line("shorter", "Shorter groups make seeking quicker. But keyframes are large, so the file grows."),
            ),
            seek_scenes.costs,
        ),
        Chapter(
            "Dragging",
            (
                Line("drag", "Drag the play head, and you ask for dozens of moments every second."),
                Line("newest", "A good player keeps only your newest wish, and lets the others go."),
                Line("release", "While you drag, keyframes are good enough. When you let go, it lands exactly."),
            ),
            seek_scenes.dragging,
        ),
        Chapter(
            "Trust",
            (
                Line("trust", "A picture that jumps back once is not trusted again."),
                Line("should", "So the frame you see after a click should be the frame you asked for."),
                Line("try", "Try it. Pause, click on a time in the note, and read the number in the corner."),
                Line("thirty", "At thirty frames a second, it is the seconds, times thirty."),
            ),
            seek_scenes.trust,
        ),
    ),
)  # fmt: skip
