"""Read a study file: TOML with strict keys, whose errors name the line.

Knows nothing about how a study is run.
"""

import difflib
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from feelingit.errors import StudyFileError
from feelingit.study.settings import StudySettings
from feelingit.study.toml_lines import KeyPath, line_of

SUFFIX = ".toml"


def shipped_studies() -> dict[str, Path]:
    """Give the studies that come with the package, by name."""
    folder = Path(str(resources.files("feelingit") / "studies"))
    return {path.stem: path for path in sorted(folder.glob(f"*{SUFFIX}"))}


def find_study(name_or_path: str) -> Path:
    """Give the file of a study, by its path or by the name of one that is shipped.

    Raises:
        StudyFileError: There is neither.
    """
    path = Path(name_or_path)
    if path.suffix == SUFFIX:
        if path.is_file():
            return path
        raise StudyFileError(f"the study file {path} does not exist")
    shipped = shipped_studies()
    if name_or_path in shipped:
        return shipped[name_or_path]
    raise StudyFileError(
        f"there is no study {name_or_path!r}; expected a {SUFFIX} file or one of "
        f"{', '.join(shipped)}"
    )


def read_study(path: Path) -> StudySettings:
    """Read a study file.

    Raises:
        StudyFileError: It is not TOML, or a key or a value is not as it should be; the message
            names the file, the line, the key, what was found and what was expected.
    """
    try:
        text = path.read_text(encoding="utf-8")
        settings = StudySettings.model_validate(tomllib.loads(text))
    except (OSError, UnicodeDecodeError) as error:
        raise StudyFileError(f"cannot read the study file {path}: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise StudyFileError(f"{path} is not valid TOML: {error}") from error
    except ValidationError as error:
        raise StudyFileError(_explain(path, text, error)) from error
    return _beside(settings, path.parent)


def _beside(settings: StudySettings, folder: Path) -> StudySettings:
    """Read relative paths from the study file's own folder."""
    paths = {
        key: folder / value
        for key in ("corrections", "votes")
        if (value := getattr(settings.data, key)) is not None
    }
    if not paths:
        return settings
    return settings.model_copy(update={"data": settings.data.model_copy(update=paths)})


def _explain(path: Path, text: str, error: ValidationError) -> str:
    sentences = []
    for problem in error.errors():
        place: KeyPath = problem["loc"]
        line = line_of(text, place)
        sentences.append(f"{path}, line {line}: {_sentence(place, problem)}")
    return "\n".join(sentences)


def _sentence(place: KeyPath, problem: Any) -> str:  # noqa: ANN401 - pydantic's TypedDict
    key = _dotted(place)
    if problem["type"] == "extra_forbidden":
        known = known_keys(place[:-1])
        close = difflib.get_close_matches(str(place[-1]), known, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(known)}"
        return f"unknown key {key!r}; {hint}"
    if problem["type"] == "missing":
        return f"the key {key!r} is missing"
    expected = str(problem["msg"]).removeprefix("Value error, ")
    expected = expected.removeprefix("Input should be ")
    return f"{key} is {problem['input']!r}; expected {expected}" if key else expected


def known_keys(table: KeyPath) -> list[str]:
    """List the keys that a table of a study file may have."""
    schema = StudySettings.model_json_schema()
    node: dict[str, Any] = schema
    for part in table:
        node = node["items"] if isinstance(part, int) else node["properties"][part]
        for option in node.get("anyOf", []):
            node = option if "$ref" in option else node
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
    return list(node.get("properties", {}))


def _dotted(place: KeyPath) -> str:
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
