"""Which models there are to predict with, and the card of each: what it is, for people to read.

Knows of models that ship and of exported files; a study's run adds its own (`study.run_models`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from feelingit.errors import InputError, ModelError
from feelingit.predict.model_file import (
    DEFAULT,
    Description,
    find_model,
    read_model,
    shipped,
)

SHIPS = "ships with feelingit"
BARE, COVERED = "none", "lower_face"
"""The conditions whose accuracies stand for all: the bare face, and nose and mouth hidden."""


@dataclass(frozen=True)
class Entry:
    """A model, whether it can be used or not.

    Attributes:
        name: Of the model.
        where: Under which heading it is listed.
        path: Of the `.onnx` file; None for a model that is not exported.
        size: In bytes, of the file or of the weights; 0 where unknown.
        height: Of the faces that it takes, in pixels; 0 where unknown.
        width: Likewise.
        facts: What its description says for people.
        default: Whether it answers unless another is asked for.
        problem: What is wrong with its file; None where nothing is, or where there is no file.
    """

    name: str
    where: str
    path: Path | None = None
    size: int = 0
    height: int = 0
    width: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    default: bool = False
    problem: str | None = None

    @property
    def exported(self) -> bool:
        """Whether there is a file to predict with."""
        return self.path is not None

    def accuracy(self, condition: str) -> float | None:
        """Give the share of right answers under a condition, 0 to 1; None where unknown."""
        scores = self.facts.get("accuracy", {})
        found = scores.get(condition, {}) if isinstance(scores, Mapping) else {}
        value = found.get("accuracy") if isinstance(found, Mapping) else None
        return float(value) if isinstance(value, int | float) else None

    def as_record(self) -> dict[str, Any]:
        """Give everything as plain data."""
        path = None if self.path is None else str(self.path)
        return {**vars(self), "path": path, "facts": dict(self.facts)}


def shipped_models() -> list[Entry]:
    """List the models that come with the package, the default first."""
    return [
        entry_of(path, SHIPS, default=name == DEFAULT and not index)
        for index, (name, path) in enumerate(shipped().items())
    ]


def models_in(folder: Path) -> list[Entry]:
    """List the exported models of a folder, by name, damaged ones among them.

    Raises:
        InputError: It is no folder, or holds no model.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder; expected one with models as .onnx files")
    found = [entry_of(path, str(folder)) for path in sorted(folder.glob("*.onnx"))]
    if not found:
        raise InputError(f"{folder} holds no .onnx file; `feelingit export` writes them")
    return found


def entry_of(path: Path, where: str, *, default: bool = False) -> Entry:
    """Look at one exported model; what is wrong with it is part of the answer."""
    try:
        known = read_model(path).description
    except ModelError as error:
        return Entry(path.stem, where, path, problem=str(error), default=default)
    return Entry(
        name=known.name,
        where=where,
        path=path,
        size=known.bytes,
        height=known.height,
        width=known.width,
        facts=known.facts,
        default=default,
    )


def card(model: str | Path | None) -> str:
    """Give a model's card as Markdown: the one that lies beside it, or one made of its facts.

    Raises:
        ModelError: There is no such model, or it is damaged.
    """
    path = find_model(model)
    known = read_model(path).description
    try:
        return path.with_suffix(".md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return made_card(known.name, known.facts, _of_file(path, known))


def _of_file(path: Path, known: Description) -> dict[str, str]:
    return {
        "file": f"{path}, {in_megabytes(known.bytes)}",
        "input": f"grey faces, {known.height}x{known.width} pixels; others are brought to that",
        "temperature": f"{known.temperature:g}, applied by the model itself",
        "advised threshold": f"{known.threshold:g}" if known.threshold else "none",
    }


def made_card(name: str, facts: Mapping[str, Any], about: Mapping[str, str]) -> str:
    """Write a card of what is known of a model, as Markdown."""
    lines = [f"# {name}", ""]
    plain = {
        **about,
        "trained on": facts.get("trained_on"),
        "seen in training": _conditions(facts.get("conditions")),
        "architecture": _architecture(facts),
        "study": facts.get("study"),
        "run": facts.get("run"),
        "made with": facts.get("feelingit") and f"feelingit {facts['feelingit']}",
    }
    lines += [f"- {key}: {printable(str(value))}" for key, value in plain.items() if value]
    sees = printable(_in_words(str(facts.get("sees", BARE))))
    if facts.get("sees", BARE) != BARE:
        lines += [
            "",
            f"It takes rows out of every picture itself: {sees}.",
        ]
    return "\n".join([*lines, *_score_lines(facts)]) + "\n"


def _score_lines(facts: Mapping[str, Any]) -> list[str]:
    scores = facts.get("accuracy")
    if not isinstance(scores, Mapping) or not scores:
        return []
    rows = [
        f"| {printable(_in_words(str(name)))} | {_percent(row.get('accuracy'))} "
        f"| {_interval(row)} | {_number(row.get('ece'))} |"
        for name, row in scores.items()
        if isinstance(row, Mapping)
    ]
    faces = next((row.get("n") for row in scores.values() if isinstance(row, Mapping)), None)
    on = f", {faces} {facts.get('tested_on', 'test faces')}" if faces else ""
    return [
        "",
        f"Right answers in %{on}.",
        "",
        "| shown | right | 95 % interval | calibration error |",
        "| --- | ---: | ---: | ---: |",
        *rows,
    ]


def _architecture(facts: Mapping[str, Any]) -> str | None:
    name, parameters, adds = (
        facts.get(key) for key in ("architecture", "parameters", "multiply_adds")
    )
    parts = [str(name)] if name else []
    if isinstance(parameters, int):
        parts.append(f"{parameters:,} parameters")
    if isinstance(adds, int):
        parts.append(f"{adds / 1e6:.0f} million multiply-adds a face")
    return ", ".join(parts) or None


def _conditions(names: object) -> str | None:
    return ", ".join(_in_words(str(name)) for name in names) if isinstance(names, list) else None


def _in_words(condition: str) -> str:
    return "bare" if condition == BARE else condition.replace("_", " ")


def _percent(value: object) -> str:
    return f"{100 * value:.1f}" if isinstance(value, int | float) else "-"


def _number(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, int | float) else "-"


def _interval(row: Mapping[str, Any]) -> str:
    if row.get("low") is None or row.get("high") is None:
        return "-"
    return f"{_percent(row['low'])} to {_percent(row['high'])}"


def printable(text: str) -> str:
    """Put a space for what is no letter or sign: a file must not steer the terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def in_megabytes(size: int) -> str:
    """Write a size for people: `2.8 MB`."""
    return f"{size / 1e6:.1f} MB"
