"""Model files: which there are, what they say of themselves, and whether they are whole.

A model is two files: `NAME.onnx`, from `images` `uint8 [n, height, width]` to `logits`
`float32 [n, 7]` that the temperature has been applied to, and `NAME.json`, which describes it and
holds the hash that the first must have before anything else looks at it.
"""

import difflib
import errno
import hashlib
import json
import os
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, ValidationError

from feelingit.emotions import EMOTIONS
from feelingit.errors import ModelError
from feelingit.settings import Settings

FORMAT: Final = 1
"""Of the description; another number is another package's version."""
SHIPPED = Path(__file__).resolve().parent / "shipped"
DEFAULT = "compact"
"""The model that answers unless another is asked for."""
ELSEWHERE = b"location"
"""The key under which ONNX says in which other file a weight is. Runtimes read such files, and a
model must not choose what is read; so one with this word in it is refused, wherever it stands."""
LONGEST = 2**24
"""Bytes of a description."""


class Description(Settings):
    """What `NAME.json` says.

    Attributes:
        format: `FORMAT`.
        name: Of the model, in tables.
        sha256: Of `NAME.onnx`.
        bytes: Its size.
        height: Of the faces that it takes, in pixels.
        width: Likewise.
        emotions: The order of the logits.
        temperature: What the logits were divided by, to be calibrated; 1 where nothing was fitted.
        threshold: The confidence below which it is advised not to name an emotion.
        facts: What it was trained on, and how well it does: plain data, for people to read.
    """

    format: Literal[1]
    name: Annotated[str, Field(pattern=r"^[\w.+-]{1,100}$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bytes: Annotated[int, Field(gt=0, lt=2**31)]
    height: Annotated[int, Field(gt=0, le=4096)]
    width: Annotated[int, Field(gt=0, le=4096)]
    emotions: tuple[str, ...]
    temperature: Annotated[float, Field(gt=0)] = 1.0
    threshold: Annotated[float, Field(ge=0, le=1)] = 0.0
    facts: Annotated[dict[str, Any], Field(default_factory=dict)]


@dataclass(frozen=True)
class ModelFile:
    """A model that is whole.

    Attributes:
        path: Of `NAME.onnx`.
        content: Its bytes.
        description: What is beside it.
    """

    path: Path
    content: bytes
    description: Description


def shipped() -> Mapping[str, Path]:
    """Give the models that come with the package, by name, the default first."""
    paths = {path.stem: path for path in sorted(SHIPPED.glob("*.onnx"))}
    return dict(sorted(paths.items(), key=lambda item: item[0] != DEFAULT))


def find_model(model: str | Path | None) -> Path:
    """Find the `.onnx` file that is meant.

    Args:
        model: The name of a model that ships, a path to `NAME.onnx`, or a folder with one such
            file; None for the default.

    Raises:
        ModelError: There is none, or more than one.
    """
    name = DEFAULT if model is None else str(model)
    known = shipped()
    if name in known:
        return known[name]
    path = Path(name)
    if path.suffix == ".safetensors":
        raise ModelError(
            f"{path}: weights for PyTorch; to predict, export the model with --to onnx"
        )
    if os.path.isdir(path):  # noqa: PTH112 - a path that cannot be looked at is no folder
        files = sorted(path.glob("*.onnx"))
        if len(files) != 1:
            found = ", ".join(file.name for file in files) or "none"
            raise ModelError(f"{path}: expected one .onnx file in the folder, found {found}")
        return files[0]
    if path.suffix == ".onnx" or os.path.exists(path):  # noqa: PTH110 - likewise
        return path
    close = difflib.get_close_matches(name, known, 1)
    offer = f"did you mean {close[0]!r}?" if close else f"{', '.join(known)} ship with the package"
    raise ModelError(f"there is no model {name!r}; {offer}; or name a path to an .onnx file")


def read_model(model: str | Path | None = None) -> ModelFile:
    """Read a model and make sure that it is whole; nothing of it is run.

    Args:
        model: As `find_model` takes it.

    Raises:
        ModelError: The file or its description is missing, damaged, of another version, or they
            do not belong together.
    """
    path = find_model(model)
    if not os.path.lexists(path):
        raise ModelError(f"{path}: there is no such file; expected a model")
    description = _described(path)
    try:
        content = _content(path, description.bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ModelError(f"{path}: the model cannot be read: {reason}") from error
    if hashlib.sha256(content).hexdigest() != description.sha256:
        size = f"{len(content)} bytes"
        if len(content) > description.bytes:
            size = f"more than {description.bytes} bytes"
        raise ModelError(
            f"{path}: the model is damaged ({size}, {description.bytes} expected), "
            f"or is not the one that {path.with_suffix('.json').name} describes; export it again"
        )
    if ELSEWHERE in content:
        raise ModelError(
            f"{path}: parts of the model are said to be in other files, which are never read; "
            "expected a model that is one file"
        )
    return ModelFile(path, content, description)


def _content(path: Path, most: int) -> bytes:
    """Read at most so many bytes of a plain file: a pipe or a device may never end."""
    if not path.is_file():
        path.stat()  # raises if it is not there
        kind = errno.EISDIR if path.is_dir() else errno.EINVAL
        raise OSError(kind, os.strerror(kind) if path.is_dir() else "not a plain file")
    with path.open("rb") as file:
        return file.read(min(most, path.stat().st_size + 1))


def _described(path: Path) -> Description:
    file = path.with_suffix(".json")
    try:
        text = _content(file, LONGEST).decode("utf-8")
        values = json.loads(text)
    except OSError as error:
        raise ModelError(
            f"{file}: a model needs its description beside it, which cannot be read "
            f"({error.strerror or error}); `feelingit export` writes both"
        ) from error
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{file}: the model's description is not JSON ({error})") from error
    version = values.get("format") if isinstance(values, dict) else None
    if version != FORMAT:
        raise ModelError(
            f"{file}: a model of format {reprlib.repr(version)}, expected {FORMAT}; export it "
            "again with this version of feelingit"
        )
    try:
        description = Description.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ModelError(f"{file}: {key}: {first['msg'].lower()}") from error
    if description.emotions != EMOTIONS:
        raise ModelError(
            f"{file}: emotions are {reprlib.repr(description.emotions)}; expected "
            f"{', '.join(EMOTIONS)}"
        )
    return description
