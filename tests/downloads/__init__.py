"""Downloads: the real yt-dlp, and what is told of it."""
