"""Find the labelled pictures in a folder: which file shows which emotion, in which split.

Looks at names alone; opens no picture.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from feelingit.emotions import EMOTIONS, Emotion, parse_emotion
from feelingit.errors import InputError
from feelingit.ordering import natural
from feelingit.read.decode import SUFFIXES
from feelingit.read.result import Rejected

SPLIT_FOLDERS = {
    "train": "train",
    "training": "train",
    "validation": "validation",
    "valid": "validation",
    "val": "validation",
    "test": "test",
    "testing": "test",
}
"""Folder names, in lower case, and the split that they mean."""

SPLITS = ("train", "validation", "test")
_BETWEEN = "images"


@dataclass(frozen=True)
class Entry:
    """One picture file, its label by its folder, and its path below the data's root."""

    path: Path
    face_id: str
    emotion: Emotion
    split: str


@dataclass(frozen=True)
class Layout:
    """Where a folder's pictures are.

    Attributes:
        root: The folder that holds the splits, or the emotions.
        entries: By split, emotion and natural order of names.
        rejected: Whatever else lies there.
        splits_named: Whether folders told the splits; if not, all is `train`.
    """

    root: Path
    entries: list[Entry]
    rejected: list[Rejected]
    splits_named: bool


def find_pictures(folder: Path) -> Layout:
    """Find the pictures of a folder of split folders or of emotion folders.

    A folder called `images` may stand between any two levels.

    Raises:
        InputError: There is no picture in any emotion's folder, or folders are numbered in an
            order that is not FER2013's.
    """
    rejected: list[Rejected] = []
    root = _below(folder, folder, rejected)
    splits = {child: split for child in _folders(root) if (split := _split(child.name))}
    if splits:
        rejected += _others(root, root, set(splits), "neither a split's folder nor in one")
    entries: list[Entry] = []
    for child, split in (splits or {root: "train"}).items():
        for found in _in_split(root, _below(root, child, rejected), split):
            if isinstance(found, Entry):
                entries.append(found)
            else:
                rejected.append(found)
    if not entries:
        raise InputError(
            f"{folder} holds no pictures of any emotion; expected folders named "
            f"{', '.join(EMOTIONS)}, or train/ and validation/ or test/ holding such folders, "
            "or a fer2013.csv"
        )
    return Layout(root, sorted(entries, key=_order), sorted(rejected), bool(splits))


def _order(entry: Entry) -> tuple[int, int, list[str | int]]:
    emotion = EMOTIONS.index(entry.emotion)
    return SPLITS.index(entry.split), emotion, natural(entry.face_id)


def _folders(folder: Path) -> list[Path]:
    return sorted(child for child in folder.iterdir() if child.is_dir())


def _below(root: Path, folder: Path, rejected: list[Rejected]) -> Path:
    """Go down through `images` folders to the one that holds splits or emotions."""
    children = _folders(folder)
    between = [child for child in children if child.name.lower() == _BETWEEN]
    if not between or any(_split(child.name) or _is_emotion(child.name) for child in children):
        return folder
    rejected += _others(root, folder, {between[0]}, f"beside {_BETWEEN}/, where the faces are")
    return _below(root, between[0], rejected)


def _split(name: str) -> str | None:
    return SPLIT_FOLDERS.get(name.lower())


def _is_emotion(name: str) -> bool:
    try:
        return bool(parse_emotion(name))
    except InputError:
        return False


def _in_split(root: Path, folder: Path, split: str) -> Iterator[Entry | Rejected]:
    _check_numbers(folder)
    for child in sorted(folder.iterdir()):
        if not child.is_dir():
            yield _relative(root, child), "lies in no emotion's folder"
            continue
        try:
            emotion = parse_emotion(child.name)
        except InputError as error:
            yield from ((_relative(root, file), str(error)) for file in _files(child))
        else:
            yield from (_judge(root, file, emotion, split) for file in _files(child))


def _judge(root: Path, file: Path, emotion: Emotion, split: str) -> Entry | Rejected:
    """Tell a picture by its name."""
    name = _relative(root, file)
    if file.name.startswith("."):
        return name, "a hidden file"
    if file.suffix.lower() in SUFFIXES:
        return Entry(file, name, emotion, split)
    if file.is_dir():
        return name, "a link to a folder, which is not followed"
    return name, f"not a picture: its name has {file.suffix or 'nothing'} at the end"


def _check_numbers(folder: Path) -> None:
    """Refuse numbered folders that count in another data set's order than FER2013's."""
    strange = [
        child
        for child in _folders(folder)
        if child.name.isdecimal() and not _is_emotion(child.name)
    ]
    if strange:
        raise InputError(
            f"the folder {strange[0]} is no emotion: folders 0 to 6 are read in FER2013's order, "
            "which this data set does not seem to follow; rename its folders to emotions"
        )


def _others(root: Path, folder: Path, known: set[Path], reason: str) -> list[Rejected]:
    found: list[Rejected] = []
    for child in folder.iterdir():
        if child.is_file():
            found.append((_relative(root, child), reason))
        elif child not in known:
            found.append((f"{_relative(root, child)}/", f"{reason}; {len(_files(child))} files"))
    return found


def _files(folder: Path) -> list[Path]:
    """List all files below a folder; a link to a folder is listed, not followed."""
    found: list[Path] = []
    for parent, children, names in os.walk(folder):
        links = [name for name in children if Path(parent, name).is_symlink()]
        found += [Path(parent, name) for name in (*names, *links)]
    return found


def _relative(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
