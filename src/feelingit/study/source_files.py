"""Tell whether the files that a study reads are those that it has read.

Looking at names, sizes and times takes no time, and tells changed files from untouched ones. Files
that were copied or unpacked anew have other times and the same content: then the content decides,
so that a finished run stays finished wherever its data lie.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from feelingit.errors import InputError
from feelingit.run_folder import Json, RunFolder, read_json, write_json
from feelingit.study.context import Context

FILES = "source_files.json"
"""In the run's `data/`: how the files looked, what was in them, and their fingerprint."""
BLOCK = 1 << 20

Look = Callable[[Path], bytes]


def source_fingerprint(context: Context) -> str:
    """Name the files of faces and votes by a hash: other files, another hash.

    Raises:
        InputError: There are none.
    """
    if drawn := context.settings.data.drawn:
        return f"drawn {drawn}"
    looks = _hash(context, _look_of)
    known = _remembered(context.run)
    if known is None:
        return looks
    if looks == known["looks"] or _hash(context, _content_of) == known["content"]:
        return str(known["fingerprint"])
    return looks


def remember_source(context: Context) -> None:
    """Note down which files were read, as they are now."""
    note = {
        "fingerprint": source_fingerprint(context),
        "looks": _hash(context, _look_of),
        "content": _hash(context, _content_of),
    }
    write_json(context.run.data / FILES, note)


def _remembered(run: RunFolder) -> Json | None:
    try:
        known = read_json(run.data / FILES)
    except (OSError, ValueError):
        return None
    # What JSON holds besides objects has no keys.
    return (
        known
        if isinstance(known, dict) and {"fingerprint", "looks", "content"} <= known.keys()
        else None
    )


def _hash(context: Context, look: Look) -> str:
    digest = hashlib.sha256()
    for path in (context.data, context.votes):
        if path is not None:
            for name, file in _files(path):
                digest.update(f"{name} ".encode())
                digest.update(_looked_at(file, look))
    return digest.hexdigest()


def _files(path: Path) -> Iterator[tuple[Path, Path]]:
    """Give a file, or all files of a folder, with their names in it."""
    if not path.exists():
        raise InputError(f"{path} does not exist; expected a folder of faces or a CSV file")
    files = [path] if path.is_file() else [Path(top, n) for top, _, ns in os.walk(path) for n in ns]
    return ((file.relative_to(path), file) for file in sorted(files))


def _looked_at(file: Path, look: Look) -> bytes:
    """Look at a file; a link to nothing counts by its name."""
    try:
        return look(file)
    except OSError:
        return b"unreadable\n"


def _look_of(file: Path) -> bytes:
    stat = file.stat()
    return f"{stat.st_size} {stat.st_mtime_ns}\n".encode()


def _content_of(file: Path) -> bytes:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(BLOCK):
            digest.update(block)
    return digest.digest()
