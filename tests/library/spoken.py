"""Videos of a library with what is said in them: media that are only named so, and captions beside them."""


def media(video: str, name: str = "Film") -> str:
    """What the file of a video is called."""
    return f"{name} [{video}].mp4"


def captions(video: str, name: str = "Film", ending: str = "en.vtt") -> str:
    """What a file of captions beside it is called."""
    return f"{name} [{video}].{ending}"


def vtt(*said: tuple[float, str]) -> str:
    """Captions that say each of these, beginning at a second and two seconds long."""
    return "WEBVTT\n\n" + "".join(f"{_time(start)} --> {_time(start + 2)}\n{text}\n\n" for start, text in said)


def _time(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
