"""Read a study file: TOML with strict keys, whose errors name the line.

Knows nothing about how a study is run.
"""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from feelingit.errors import StudyFileError
from feelingit.study.problems import explain
from feelingit.study.settings import StudySettings
from feelingit.study.shipped import find_study, shipped_studies

__all__ = ["find_study", "read_study", "shipped_studies", "with_options"]


def read_study(path: Path) -> StudySettings:
    """Read a study file.

    Raises:
        StudyFileError: It is not TOML, or a key or a value is not as it should be; the message
            names the file, the line, the key, what was found and what was expected.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        return StudySettings.model_validate(tomllib.loads(text))
    except OSError as error:
        raise StudyFileError(f"cannot read the study file {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StudyFileError(f"{path} is not a text file in UTF-8: {error.reason}") from error
    except tomllib.TOMLDecodeError as error:
        raise StudyFileError(f"{path} is not valid TOML: {error}") from error
    except ValidationError as error:
        raise StudyFileError(explain(path, text, error)) from error


def with_options(
    settings: StudySettings,
    *,
    seed: int | None = None,
    corrections: Path | None = None,
    votes: Path | None = None,
) -> StudySettings:
    """Put what was said beside the study file in the place of what it says; None says nothing.

    Raises:
        StudyFileError: The study draws its faces, of which there are no votes.
    """
    if votes is not None and settings.data.drawn:
        raise StudyFileError("this study draws its own faces, of which there are no votes")
    files = {"corrections": corrections, "votes": votes}
    given = {name: file.absolute() for name, file in files.items() if file is not None}
    update: dict[str, object] = {"data": settings.data.model_copy(update=given)}
    if seed is not None:
        update["seeds"] = (seed,)
    return settings.model_copy(update=update)
