"""Cover a user's pictures, file by file, so that what is done stays done.

A part's files are written first, then its rows of the table: a picture is finished when the table
says so and its files are there.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np

from feelingit.cli.covered_table import Row, add_rows, keep_rows
from feelingit.cli.own_pictures import Part, Picture, find_pictures, read_pictures, tell_unread
from feelingit.cli.pictures import write_png
from feelingit.errors import RunFolderError
from feelingit.landmarks import TRUSTED, Located, locate
from feelingit.occlusion import condition, covered
from feelingit.study.console import Console
from feelingit.types import Images

TABLE = "coverings.csv"

ToDo = Mapping[Picture, Sequence[str]]
"""The coverings that each picture has still to get."""


@dataclass(frozen=True)
class Job:
    """What is asked for.

    Attributes:
        names: Of the coverings.
        out: The folder of the covered pictures.
        seed: Of what varies.
        source: Of the landmarks.
        masks: Whether to write what is hidden.
    """

    names: tuple[str, ...]
    out: Path
    seed: int
    source: str
    masks: bool

    def files(self, covering: str, called: str) -> list[Path]:
        """Give the files to write of one picture: covered, and the mask if it is wanted."""
        folders = [covering, f"{covering}-hidden"] if self.masks else [covering]
        return [self.out / folder / called for folder in folders]


def cover_pictures(
    paths: Sequence[Path], job: Job, console: Console, say: Callable[[str], None]
) -> None:
    """Write pictures covered, and the table of them; skip what is done already.

    Args:
        paths: Pictures and folders of pictures.
        job: What to do with them.
        console: Told how far it is.
        say: Told what was written.

    Raises:
        InputError: No such covering, no pictures, or some cannot be read (the others are done).
        RunFolderError: The folder cannot be written, or pictures would be lost.
    """
    for name in job.names:
        condition(name)
    pictures = find_pictures(paths)
    called = _called(pictures)
    _keep_apart(paths, called, job)
    todo = _to_do(called, job)
    unread: list[tuple[Picture, str]] = []
    if todo:
        with (
            console.step(f"cover {len(todo)} pictures with {', '.join(job.names)}"),
            console.progress("pictures") as progress,
        ):
            for part in read_pictures(list(todo)):
                add_rows(job.out / TABLE, _cover(part, todo, called, job))
                unread += part.unread
                progress(part.done, len(todo))
    say(_summary(len(pictures), len(todo), len(unread), job))
    tell_unread(unread, len(pictures))


def _called(pictures: Sequence[Picture]) -> dict[Picture, str]:
    """Give each picture the name of its PNG file; `1.jpg` beside `1.png` becomes `1.jpg.png`."""
    plain = {picture: str(PurePosixPath(picture.name).with_suffix(".png")) for picture in pictures}
    often = Counter(plain.values())
    return {
        picture: name if often[name] == 1 or picture.name == name else f"{picture.name}.png"
        for picture, name in plain.items()
    }


def _keep_apart(paths: Sequence[Path], called: Mapping[Picture, str], job: Job) -> None:
    """Refuse to write among the pictures, or over them."""
    out = job.out.resolve()
    for path in paths:
        if path.is_dir() and out.is_relative_to(path.resolve()):
            raise RunFolderError(f"{job.out} lies among the pictures; choose a folder beside them")
    own = {picture.path.resolve() for picture in called}
    for picture, name in called.items():
        for covering in job.names:
            for file in job.files(covering, name):
                if file.resolve() in own:
                    raise RunFolderError(
                        f"{picture.path} would be written over {file}; choose another folder"
                    )


def _to_do(called: Mapping[Picture, str], job: Job) -> ToDo:
    """Find what is not done yet, and forget what is to be done again."""
    asked = {(picture.name, name): picture for picture in called for name in job.names}

    def stays(row: Row) -> bool:
        picture = asked.get((row.file, row.covering))
        if picture is None:
            return True
        made_alike = (row.seed, row.landmarks) == (str(job.seed), job.source)
        files = job.files(row.covering, called[picture])
        return made_alike and all(_is_newer(file, picture.path) for file in files)

    done = keep_rows(job.out / TABLE, stays)
    left = {
        picture: [name for name in job.names if (picture.name, name) not in done]
        for picture in called
    }
    return {picture: names for picture, names in left.items() if names}


def _is_newer(file: Path, than: Path) -> bool:
    try:
        return file.stat().st_mtime >= than.stat().st_mtime
    except OSError:
        return False


def _cover(part: Part, todo: ToDo, called: Mapping[Picture, str], job: Job) -> list[Row]:
    """Write a part's pictures under their coverings; describe them in order."""
    rows: dict[tuple[Picture, str], Row] = {}
    for pictures, images in part.same:
        wanted = {name for picture in pictures for name in todo[picture]}
        located = None
        if any(condition(name).follows_face for name in wanted):
            located = locate(images, job.source)
        for name in job.names:
            places = [i for i, picture in enumerate(pictures) if name in todo[picture]]
            if not places:
                continue
            chosen = [pictures[place] for place in places]
            found = None if located is None else Located(*(each[places] for each in located))
            files = [job.files(name, called[picture]) for picture in chosen]
            described = _write(images[places], found, name, files, job)
            for picture, row in zip(chosen, described, strict=True):
                rows[picture, name] = Row(picture.name, name, *row, str(job.seed), job.source)
    return [
        rows[picture, name]
        for picture in part.pictures
        for name in job.names
        if (picture, name) in rows
    ]


def _write(
    images: Images, located: Located | None, name: str, files: Sequence[Sequence[Path]], job: Job
) -> Iterator[tuple[str, str, str]]:
    """Cover pictures of one size and write them; say how much is hidden, and how surely."""
    landmarks = None if located is None else located.landmarks
    shown = covered(images, name, seed=job.seed, landmarks=landmarks)
    for place, (image, hidden) in enumerate(zip(*shown, strict=True)):
        pictures = (image, hidden.astype(np.uint8) * np.uint8(255))
        for file, picture in zip(files[place], pictures, strict=False):
            write_png(file, picture)
        quality = trusted = ""
        if located is not None and condition(name).follows_face:
            quality = f"{located.quality[place]:.4f}"
            trusted = str(bool(located.quality[place] >= TRUSTED))
        yield f"{hidden.mean():.4f}", quality, trusted


def _summary(total: int, todo: int, unread: int, job: Job) -> str:
    coverings = "1 covering" if len(job.names) == 1 else f"{len(job.names)} coverings"
    earlier = f"; {total - todo} of them were done before" if todo < total else ""
    return f"{total - unread} pictures under {coverings} in {job.out}{earlier}"
