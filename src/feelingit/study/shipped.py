"""Find a study's file: a path, or the name of a study that comes with the package.

Looks at files' places and titles alone, so that it answers at once; `study_file` reads them.
"""

import difflib
import tomllib
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from feelingit.errors import StudyFileError

SUFFIX = ".toml"


class Summary(NamedTuple):
    """What a study says of itself."""

    title: str
    claim: str
    cost: str
    expect: str


def shipped_studies() -> dict[str, Path]:
    """Give the studies that come with the package, by name."""
    folder = Path(str(resources.files("feelingit") / "studies"))
    return {path.stem: path for path in sorted(folder.glob(f"*{SUFFIX}"))}


def summary(path: Path) -> Summary:
    """Say what a shipped study is about."""
    study = tomllib.loads(path.read_text(encoding="utf-8"))
    return Summary(study["title"], study["claim"], study["cost"], study["expect"])


def find_study(name_or_path: str) -> Path:
    """Give the file of a study, by its path or by the name of one that is shipped.

    Raises:
        StudyFileError: There is neither; the message offers the closest name.
    """
    shipped = shipped_studies()
    if name_or_path in shipped:
        return shipped[name_or_path]
    path = Path(name_or_path)
    if path.is_file():
        return path
    close = difflib.get_close_matches(path.stem, shipped, 1)
    known = (
        f"did you mean {close[0]!r}?"
        if close
        else f"expected a {SUFFIX} file or one of {', '.join(shipped)}"
    )
    if path.suffix == SUFFIX:
        raise StudyFileError(f"the study file {path} does not exist; {known}")
    raise StudyFileError(f"there is no study {name_or_path!r}; {known}")
