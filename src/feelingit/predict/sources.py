"""What paths mean: picture and video files, folders and patterns of them, in order, each once.

Looks at names, and at the first bytes of a file that a user names and whose ending says nothing.
Nothing is kept but names, so a folder may hold any number of files.
"""

import glob
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple

from feelingit.errors import InputError
from feelingit.ordering import natural
from feelingit.predict.video.endings import is_video

STANDARD_INPUT = "-"
"""What stands for a list of paths on standard input."""

PICTURE_SUFFIXES = frozenset({
    ".apng", ".avif", ".bmp", ".dib", ".gif", ".heic", ".heif", ".hif", ".j2k", ".jfif", ".jp2",
    ".jpe", ".jpeg", ".jpf", ".jpg", ".jpx", ".mpo", ".pbm", ".pgm", ".png", ".pnm", ".ppm",
    ".psd", ".tga", ".tif", ".tiff", ".webp",
})  # fmt: skip
"""What files in folders are called, in lower case, to be taken for pictures."""

COMMON = ".jpg, .png, .webp or .mp4"
"""Endings to name where there is no such file."""

_HEAD = 16
_VIDEOS = (
    (0, b"\x1a\x45\xdf\xa3"),  # Matroska, WebM
    (8, b"AVI "),
    (0, b"FLV\x01"),
    (0, b"\0\0\x01\xba"),  # MPEG program stream
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),  # ASF
    (4, b"moov"),
)
"""Where in a video file which bytes stand."""
_PICTURE_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")


class Source(NamedTuple):
    """A file that is asked for.

    Attributes:
        path: As it was named, or as its folder was.
        root: The folder that was named or, of a file, the one that it lies in.
        is_video: Whether it is a video.
        problem: Why it cannot even be looked at; None of nearly all.
    """

    path: Path
    root: Path
    is_video: bool = False
    problem: str | None = None

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return str(self.path)


@dataclass(frozen=True)
class Sources:
    """Files that are asked for; each look through them goes to the disk again.

    Attributes:
        paths: Files, folders, and patterns such as `photos/**/*.jpg`.
        listed: Files and folders by their names alone, as in a list.
    """

    paths: Sequence[str]
    listed: Sequence[str] = ()

    def __iter__(self) -> Iterator[Source]:
        """Give each file once: as the paths are ordered, and by name within a folder.

        Raises:
            InputError: A path does not exist, a pattern fits nothing, a folder holds no pictures,
                or nothing that is listed exists. A file of a list that alone does not exist has a
                `problem`.
        """
        seen: set[str] = set()
        real_folder = lru_cache(maxsize=8)(os.path.realpath)
        for source in self._all():
            real = (
                os.path.realpath(source.path)
                if source.path.is_symlink()
                else os.path.join(real_folder(source.path.parent), source.path.name)  # noqa: PTH118
            )
            if real not in seen:
                seen.add(real)
                yield source

    def _all(self) -> Iterator[Source]:
        for path in self.paths:
            yield from _named(path)
        if self.listed and not any(map(os.path.lexists, self.listed)):
            raise InputError(
                f"none of the {len(self.listed)} files listed on standard input exists, "
                f"{self.listed[0]} the first; expected a path a line, seen from {Path.cwd()}"
            )
        for path in self.listed:
            yield from _listed(path)


class Survey(NamedTuple):
    """What is asked for, counted.

    Attributes:
        pictures: How many, those with a problem included.
        videos: How many.
        base: The folder that holds all of them.
    """

    pictures: int
    videos: int
    base: Path


def survey(sources: Iterable[Source]) -> Survey:
    """Look through all that is asked for before anything is done.

    Raises:
        InputError: As `Sources` does, or there is nothing.
    """
    total = videos = 0
    base: str | None = None
    for source in sources:
        total += 1
        videos += source.is_video
        root = os.path.abspath(source.root)  # noqa: PTH100 - `resolve` would follow links
        base = root if base is None else os.path.commonpath((base, root))
    if base is None:
        raise InputError("there is nothing to look at; name pictures, folders or videos")
    return Survey(total - videos, videos, Path(base))


def read_list(stream: IO[bytes]) -> list[str]:
    """Read a list of paths: one a line, or with a NUL character after each (`find -print0`).

    Raises:
        InputError: There is none in it.
    """
    content = stream.read()
    if b"\0" in content:
        names = content.split(b"\0")
    else:
        names = [line.removesuffix(b"\r") for line in content.split(b"\n")]
    paths = [os.fsdecode(name) for name in names if name.strip()]
    if not paths:
        raise InputError("the list on standard input is empty; expected a path a line")
    return paths


def _named(path: str) -> Iterator[Source]:
    """Find what a path of the command line means."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - `Path` would change `./-`
    except (FileNotFoundError, NotADirectoryError):
        yield from _fitting(path)
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {_words(error)}") from error
    else:
        yield from _folder(Path(path)) if stat.S_ISDIR(mode) else [_file(Path(path))]


def _fitting(pattern: str) -> Iterator[Source]:
    if not glob.has_magic(pattern):
        raise InputError(
            f"{pattern} does not exist; expected a picture, a video, a folder or pattern of them, "
            "or - for a list on standard input"
        )
    found = sorted(glob.glob(pattern, recursive=True), key=natural)  # noqa: PTH207 - also `/a/**`
    if not found:
        raise InputError(f"no file fits the pattern {pattern}")
    for path in found:
        yield from _below(Path(path)) if Path(path).is_dir() else [_file(Path(path))]


def _listed(path: str) -> Iterator[Source]:
    if Path(path).is_dir():
        yield from _below(Path(path))
    elif os.path.lexists(path):
        yield _file(Path(path))
    else:
        yield Source(Path(path), Path(path).parent, problem="the file does not exist")


def _file(path: Path) -> Source:
    video = is_video(path) or (not _is_picture(path.name) and _holds_video(path))
    return Source(path, path.parent, video)


def _folder(folder: Path) -> Iterator[Source]:
    empty = True
    for source in _below(folder):
        empty = False
        yield source
    if empty:
        raise InputError(
            f"the folder {folder} holds no pictures and no videos; expected files that end in "
            f"{COMMON}, or the like"
        )


def _below(root: Path) -> Iterator[Source]:
    """Walk through a folder and those within it, without its hidden files and links to folders."""
    waiting = [iter([(root, True)])]
    while waiting:
        path, is_folder = next(waiting[-1], (None, False))
        if path is None:
            waiting.pop()
        elif not is_folder:
            yield Source(path, root, is_video(path))
        else:
            try:
                waiting.append(iter(_within(path)))
            except OSError as error:
                problem = f"the folder cannot be looked through: {_words(error)}"
                yield Source(path, root, problem=problem)


def _within(folder: Path) -> list[tuple[Path, bool]]:
    """List pictures, videos and folders, and tell which are folders."""
    with os.scandir(folder) as entries:
        found = [
            (entry.name, is_folder)
            for entry in entries
            if not entry.name.startswith(".")
            and ((is_folder := _is_folder(entry)) or _is_wanted(entry))
        ]
    found.sort(key=lambda one: natural(one[0]))
    return [(folder / name, is_folder) for name, is_folder in found]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    wanted = _is_picture(entry.name) or is_video(Path(entry.name))
    return wanted and not entry.is_dir()


def _is_picture(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in PICTURE_SUFFIXES  # noqa: PTH122 - a plain name


def _holds_video(path: Path) -> bool:
    """Tell by its first bytes whether a file is a video."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    if head[4:8] == b"ftyp":
        return head[8:12] not in _PICTURE_BRANDS
    return any(head[start:].startswith(mark) for start, mark in _VIDEOS)


def _words(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
