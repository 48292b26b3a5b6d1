"""The table of commands: what the program can be asked to do, by which keys, and when.

Menus, the header, the sheet of keys and the shortcuts are all made from this table.  `run` gets the application
object, which is the only one that knows every service.  Keys hold in the whole window; what the focused widget needs
itself (letters while typing, arrows in a list) stays with it, see `reader/ui/actions.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Run = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the program can do."""

    id: str
    title: str
    keys: tuple[str, ...]
    """Qt key sequences; `Standard:Find` is the platform's own for *find*."""
    group: str
    run: Run


def _video(id_: str, title: str, keys: tuple[str, ...], run: Run) -> Command:
    return Command(id_, title, keys, "Video", run)


def _tenth(number: int) -> Command:
    return _video(f"video.tenth-{number}", f"Go to {number}0 % of the video", (str(number),),
                  lambda app: app.player.seek_to_share(number / 10))  # fmt: skip


VIDEO = (
    _video(
        "video.toggle",
        "Play or pause",
        ("K", "Space", "Media Play", "Toggle Media Play/Pause"),
        lambda app: app.player.toggle(),
    ),
    _video("video.pause", "Pause", ("Media Pause", "Media Stop"), lambda app: app.player.pause()),
    _video("video.back-5", "5 seconds back", ("Left",), lambda app: app.player.skip(-5)),
    _video("video.on-5", "5 seconds on", ("Right",), lambda app: app.player.skip(5)),
    _video("video.back-10", "10 seconds back", ("J", "Media Rewind"), lambda app: app.player.skip(-10)),
    _video("video.on-10", "10 seconds on", ("L", "Media Fast Forward"), lambda app: app.player.skip(10)),
    _video("video.frame-back", "One frame back", (",",), lambda app: app.player.step(-1)),
    _video("video.frame-on", "One frame on", (".",), lambda app: app.player.step(1)),
    _video("video.start", "To the start of the video", ("Home",), lambda app: app.player.seek_to_share(0)),
    _video("video.end", "To the end of the video", ("End",), lambda app: app.player.seek_to_share(1)),
    *(_tenth(number) for number in range(10)),
    _video("video.slower", "Slower", ("<",), lambda app: app.player.change_rate(-0.25)),
    _video("video.faster", "Faster", (">",), lambda app: app.player.change_rate(0.25)),
    _video("video.slower-fine", "A little slower", ("-",), lambda app: app.player.change_rate(-0.05)),
    _video("video.faster-fine", "A little faster", ("+",), lambda app: app.player.change_rate(0.05)),
    _video("video.normal-speed", "Normal speed", ("=",), lambda app: app.player.set_rate(1.0)),
    _video("video.hurry", "Double speed while the key is held", ("X",), lambda app: app.side.hurrying.begin()),
    _video("video.louder", "Louder", ("Ctrl+Up",), lambda app: app.player.change_volume(0.05)),
    _video("video.quieter", "Quieter", ("Ctrl+Down",), lambda app: app.player.change_volume(-0.05)),
    _video("video.mute", "Sound on or off", ("M",), lambda app: app.player.toggle_mute()),
    _video("video.fullscreen", "Video over the whole screen", ("F", "F11"), lambda app: app.window.toggle_fullscreen()),
    _video("video.next-stamp", "Next stamp", ("Ctrl+Right", "Media Next"), lambda app: app.walking.step(1)),
    _video("video.previous-stamp", "Previous stamp", ("Ctrl+Left", "Media Previous"), lambda app: app.walking.step(-1)),
    _video(
        "loop.passage",
        "Loop what the note tells of now, or loop no more",
        ("P",),
        lambda app: app.loops.toggle_passage(),
    ),
    _video("loop.start", "Start a loop here", ("[", "I"), lambda app: app.loops.set_start()),
    _video("loop.end", "End the loop here", ("]", "O"), lambda app: app.loops.set_end()),
    _video("loop.stop", "Loop no more", ("\\",), lambda app: app.loops.stop()),
    _video("loop.next", "Start a loop here, then end it, then loop no more", (), lambda app: app.loops.next()),
    _video(
        "video.next-gap",
        "To the next part not watched yet",
        ("Shift+G",),
        lambda app: app.coverage.go_to_gap("unwatched"),
    ),
    _video(
        "video.next-uncited", "To the next part that no note cites", (), lambda app: app.coverage.go_to_gap("uncited")
    ),
    _video("video.follow", "Have the page follow the video again", ("Shift+F",), lambda app: app.following.again()),
    _video("chapter.next", "Next chapter", ("Ctrl+Shift+Right",), lambda app: app.chapters.step(1)),
    _video("chapter.previous", "Previous chapter", ("Ctrl+Shift+Left",), lambda app: app.chapters.step(-1)),
    _video("captions.toggle", "Captions on or off", ("C",), lambda app: app.captions.toggle()),
    _video("transcript.open", "Show the transcript", ("Shift+T",), lambda app: app.open_transcript()),
    _video("captions.next", "Captions in the next language", ("V",), lambda app: app.captions.next_track()),
    _video("captions.earlier", "Captions 0.1 s earlier", ("Z",), lambda app: app.captions.shift(-0.1)),
    _video("captions.later", "Captions 0.1 s later", ("Shift+Z",), lambda app: app.captions.shift(0.1)),
    _video("captions.as-in-file", "Captions timed as in their file", (), lambda app: app.captions.unshift()),
    _video("video.here", "The sentence of the stamp clicked last is here", (), lambda app: app.windows.tell_here()),
    _video(
        "video.time-map", "Where your file differs from what is cited…", (), lambda app: app.windows.open_time_map()
    ),
    _video("video.save-frame", "Save this frame as a picture", ("S",), lambda app: app.snapshot.save()),
    _video("video.copy-frame", "Copy this frame and its stamp", ("Shift+S",), lambda app: app.snapshot.copy()),
    _video("video.browser", "Open the video in the browser at this time", (), lambda app: app.open_video_in_browser()),
    _video("video.stream", "Play this video from its site", (), lambda app: app.streaming.play()),
    _video("video.get", "Get this video…", ("Shift+D",), lambda app: app.desk.get_video()),
    _video("video.get-cited", "Get only what is cited of it…", (), lambda app: app.desk.get_video(cited=True)),
)

NOTE = (
    Command("note.back", "Back", ("Standard:Back",), "Note", lambda app: app.navigator.back()),
    Command("note.forward", "Forward", ("Standard:Forward",), "Note",
            lambda app: app.navigator.forward()),
    Command("note.start", "To the library's first page", ("Alt+Home",), "Note",
            lambda app: app.navigator.open_start()),
    Command("search.open", "Search all notes", ("Ctrl+K",), "Note", lambda app: app.search.open()),
    Command("quick.open", "Open a note by its title", ("Ctrl+P",), "Note", lambda app: app.quick.open()),
    Command("continue.open", "Videos to watch on", ("Ctrl+H",), "Note", lambda app: app.continuing.open()),
    Command("graph.open", "Show what this note is linked with", ("G",), "Note", lambda app: app.windows.open_graph()),
    Command("note.times", "How the times of this note are read", (), "Note",
            lambda app: app.window.switch.open()),
    Command("stamps.doubtful", "Doubtful stamps of the library", ("D",), "Note",
            lambda app: app.windows.open_doubtful()),
    Command("note.video-page", "All that is said of this video", ("Shift+V",), "Note",
            lambda app: app.open_page_of("video")),
    Command("note.channel-page", "All of this channel", ("Shift+C",), "Note", lambda app: app.open_page_of("channel")),
    Command("note.read", "Mark this note as read or unread", ("U",), "Note", lambda app: app.toggle_read()),
    Command("note.find", "Find in this note", ("Standard:Find", "/"), "Note",
            lambda app: app.find()),
    Command("note.find-next", "Next hit", ("Standard:FindNext",), "Note",
            lambda app: app.window.find_bar.next()),
    Command("note.find-previous", "Hit before", ("Standard:FindPrevious",), "Note",
            lambda app: app.window.find_bar.previous()),
    Command("note.copy", "Copy", ("Standard:Copy",), "Note", lambda app: app.window.copy()),
    Command("note.larger", "Larger text", ("Standard:ZoomIn", "Ctrl+="), "Note",
            lambda app: app.preferences.change_zoom(1.1)),
    Command("note.smaller", "Smaller text", ("Standard:ZoomOut",), "Note",
            lambda app: app.preferences.change_zoom(1 / 1.1)),
    Command("note.normal-size", "Normal text size", ("Ctrl+0",), "Note", lambda app: app.preferences.change_zoom(0)),
)  # fmt: skip

WINDOW = (
    Command("library.open", "Open a library…", ("Standard:Open",), "Window",
            lambda app: app.choose_library()),
    Command("library.refresh", "Read the library again", ("Standard:Refresh",), "Window",
            lambda app: app.library.refresh()),
    Command("library.filter", "Filter the library", ("Ctrl+L",), "Window",
            lambda app: app.window.sidebar.focus_filter()),
    Command("channel.get", "Get all videos of this channel…", (), "Window",
            lambda app: app.desk.get_channel(app.channel())),
    Command("library.get", "Get everything that is cited…", (), "Window",
            lambda app: app.desk.asking.ask_for_all()),
    Command("note.pack", "Pack this note…", (), "Window", lambda app: app.packs.pack_note()),
    Command("channel.pack", "Pack this channel…", (), "Window",
            lambda app: app.packs.pack_channel(app.channel())),
    Command("library.pack", "Pack the library…", (), "Window", lambda app: app.packs.pack_library()),
    Command("downloads.open", "Downloads", ("Ctrl+J",), "Window", lambda app: app.desk.asking.show_list()),
    Command("downloads.settings", "How videos are fetched…", (), "Window",
            lambda app: app.desk.asking.show_settings()),
    Command("downloads.update", "Update the downloader", (), "Window", lambda app: app.desk.update_downloader()),
    Command("media.add-folder", "Add a folder of videos…", (), "Window",
            lambda app: app.choose_media_folder()),
    Command("media.choose-file", "Choose the file of this video…", (), "Window",
            lambda app: app.media_choice.ask(app.player.video)),
    Command("media.forget-file", "Forget the file that was chosen for this video", (), "Window",
            lambda app: app.media_choice.forget(app.player.video)),
    Command("window.sidebar", "Show or hide the sidebar", ("Ctrl+B",), "Window",
            lambda app: app.window.toggle_sidebar()),
    Command("window.layout", "Video beside or above the note", ("T",), "Window",
            lambda app: app.preferences.toggle_layout()),
    Command("window.beside", "Video beside the note", ("Ctrl+1",), "Window",
            lambda app: app.preferences.choose_layout("beside")),
    Command("window.above", "Video above the note", ("Ctrl+2",), "Window",
            lambda app: app.preferences.choose_layout("above")),
    Command("window.note", "Only the note", ("Ctrl+3",), "Window",
            lambda app: app.preferences.choose_layout("note")),
    Command("window.video", "Only the video", ("Ctrl+4",), "Window",
            lambda app: app.preferences.choose_layout("video")),
    Command("window.mini", "Video in a small window that stays on top", ("Ctrl+M",), "Window",
            lambda app: app.window.toggle_mini()),
    Command("window.theme", "Light or dark", ("Ctrl+Shift+D",), "Window", lambda app: app.preferences.toggle_theme()),
    Command("window.peek", "Show cards of moments, or none", (), "Window", lambda app: app.preferences.toggle_peek()),
    Command("window.next-pane", "To the next pane", ("F6",), "Window", lambda app: app.window.next_pane()),
    Command("window.keys", "Show all keys", ("?", "F1"), "Window", lambda app: app.window.show_keys()),
    Command("window.change-keys", "Change keys…", ("Ctrl+,",), "Window", lambda app: app.windows.open_keys()),
    Command("window.close", "Close", ("Standard:Quit", "Ctrl+Q"), "Window", lambda app: app.window.close()),
)  # fmt: skip

COMMANDS: tuple[Command, ...] = VIDEO + NOTE + WINDOW

OF_THE_PICTURE = frozenset(command.id for command in VIDEO) | {
    "window.layout", "window.beside", "window.above", "window.note", "window.video", "window.mini", "window.close"
}  # fmt: skip
"""Commands that hold in the mini window too."""
