"""How a time of a video is written for people."""


def clock(seconds: float) -> str:
    """`m:ss` or `h:mm:ss`, the fraction cut off; nothing is before 0:00."""
    minutes, rest = divmod(max(int(seconds), 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
