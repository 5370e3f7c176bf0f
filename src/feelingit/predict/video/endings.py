"""Which files are taken for videos, by the ending of their name."""

from pathlib import Path

# fmt: off
VIDEO_ENDINGS: frozenset[str] = frozenset({
    ".3g2", ".3gp", ".asf", ".avi", ".flv", ".m2ts", ".m2v", ".m4v", ".mkv", ".mov", ".mp4",
    ".mpeg", ".mpg", ".mts", ".mxf", ".ogm", ".ogv", ".qt", ".ts", ".vob", ".webm", ".wmv",
})
# fmt: on
"""In lower case, with the dot."""


def is_video(path: Path) -> bool:
    """Tell whether a file is called as videos are; nothing is read."""
    return path.suffix.lower() in VIDEO_ENDINGS
