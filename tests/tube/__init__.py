"""A video site on 127.0.0.1, with the troubles that video sites have, and the real YouTubeIE's way to it."""
