"""The second film: how to read a note and its video side by side."""

from sample import reading_scenes as scenes
from sample.drawing import LIGHT
from sample.film import Chapter, Film, Line

READING = Film(
    "SampleRead2",
    "Reading beside a video",
    "How a page and a video help each other: stamps, links, captions, and a way to study with both.",
    LIGHT,
    (
        Chapter(
            "Side by side",
            (
                Line("shows", "A video shows you things. A page lets you find them again."),
                Line("pace", "A video runs at its own pace, and you follow. A page waits for you."),
                Line("side", "Side by side, each does what the other cannot."),
            ),
            scenes.side_by_side,
        ),
        Chapter(
            "Stamps",
            (
                Line("stamps", "The small times in the text are stamps."),
                Line("click", "Click on one, and the video shows the very moment that the sentence speaks of."),
                Line("place", "As the film goes on, the text beside it keeps your place."),
            ),
            scenes.stamps,
        ),
        Chapter(
            "Links",
            (
                Line("link", "A link leads to another note, often about another part of the same video."),
                Line("again", "Go back, and you are where you were: the same line, and the same moment."),
                Line("dotted", "A dotted link has no note yet. Perhaps you will write it."),
            ),
            scenes.links,
        ),
        Chapter(
            "Captions",
            (
                Line("captions", "Captions are a text file too: a start, an end, and the words between."),
                Line("webvtt", "This is WebVTT, the format of the web.", "This is Web V T T, the format of the web."),
                Line("found", "Because every line knows its time, what was said can be searched, and found."),
            ),
            scenes.captions,
        ),
        Chapter(
            "A stamp that is wrong",
            (
                Line("right", "Not every note is right."),
                Line("hours", "Now and then two minutes and fourteen seconds is written as two hours and "
                     "fourteen minutes."),
                Line("repair", "Such a stamp is read as it was meant, and marked with a small wave."),
            ),
            scenes.repair,
        ),
        Chapter(
            "A way to study",
            (
                Line("way", "Here is one way to study with both."),
                Line("expect", "Read a paragraph, and say to yourself what you expect to see."),
                Line("watch", "Click its stamp, and watch for half a minute."),
                Line("say", "Stop, look away, and say it again in your own words."),
                Line("memory", "What you fetch from memory stays longer than what you only see twice."),
            ),
            scenes.study,
        ),
        Chapter(
            "Yours",
            (
                Line("disk", "Everything here is on your own disk, and works without a network."),
                Line("never", "Your notes are only read, and never changed."),
                Line("begin", "Open your own folder of notes, and begin."),
            ),
            scenes.yours,
        ),
    ),
)  # fmt: skip
