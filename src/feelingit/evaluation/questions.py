"""Which comparisons a study asks for: pairs of a trained model and a test condition.

Knows nothing about predictions; asks what the arms at hand allow, whichever they are. Asks about
the published study's masks alone, on bands, boxes and landmarks: dozens of coverings would each
bring a question, and the correction for all of them would hide the answers. Coverings have tables
of their own (`coverings_tables`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations, permutations

from feelingit.evaluation.arms import BARE, TrainedModel, bare_model
from feelingit.occlusion import CONDITIONS, Condition, condition

Cell = tuple[TrainedModel, str]
Trained = list[TrainedModel]

GROUPS = ("band", "cut", "box", "shape")
"""Of the conditions that are asked about."""


@dataclass(frozen=True)
class Question:
    """Two trained models, each under a test condition, and what their difference tells.

    | question | a | b |
    | --- | --- | --- |
    | model | one network under its own condition | another, trained likewise |
    | mask | trained and tested on bare faces | trained and tested under the mask |
    | which mask | trained and tested under one mask | likewise, another part, hidden alike |
    | control | with control of overfitting | without |
    | adaptation | trained on bare faces, tested under a mask | trained and tested under it |
    | region against area | trained on bare faces, tested under a mask | under a box of its area |
    """

    question: str
    a: Cell
    b: Cell


def questions(cells: Collection[Cell]) -> list[Question]:
    """List every question that these cells can answer, each within one seed."""
    trained = list(dict.fromkeys(model for model, _ in cells))
    asked = [
        question
        for ask in (_model, _mask, _which_mask, _control, _adaptation, _region)
        for question in ask(trained)
    ]
    return [question for question in asked if question.a in cells and question.b in cells]


def _model(trained: Trained) -> Iterator[Question]:
    for a, b in combinations(trained, 2):
        if a.model != b.model and _likewise(a) == _likewise(b):
            yield Question("model", (a, a.own), (b, b.own))


def _likewise(model: TrainedModel) -> tuple[str, bool, str, int]:
    return model.arm, model.control, model.trained_on, model.seed


def _mask(trained: Trained) -> Iterator[Question]:
    for b in trained:
        # A model that was trained on bare faces too is its own baseline.
        a = b if BARE in b.conditions else _bare_twin(trained, b)
        for mask in _masks(b):
            if a is not None:
                yield Question("mask", (a, BARE), (b, mask))


def _which_mask(trained: Trained) -> Iterator[Question]:
    order = list(CONDITIONS)
    masked = [(model, mask) for model in trained for mask in _masks(model)]
    masked.sort(key=lambda cell: order.index(cell[1]), reverse=True)
    for (a, mask_a), (b, mask_b) in combinations(masked, 2):
        alike = (a.model, a.seed, a.control) == (b.model, b.seed, b.control)
        specialists = len(a.conditions) == len(b.conditions) == 1
        one, other = condition(mask_a), condition(mask_b)
        differ = one.hides != other.hides and _how(one) == _how(other)
        if alike and differ and (a == b or specialists):
            yield Question("which mask", (a, mask_a), (b, mask_b))


def _how(mask: Condition) -> tuple[bool, bool]:
    """Say how a mask hides: rows cut out or blackened, laid on the picture or on the face."""
    return mask.cut, mask.follows_face


def _control(trained: Trained) -> Iterator[Question]:
    for a, b in permutations(trained, 2):
        alike = (a.model, a.seed, a.trained_on) == (b.model, b.seed, b.trained_on)
        if alike and a.control and not b.control:
            yield Question("control", (a, a.own), (b, b.own))


def _adaptation(trained: Trained) -> Iterator[Question]:
    for b in trained:
        a = _bare_twin(trained, b)
        for mask in _masks(b):
            if a is not None:
                yield Question("adaptation", (a, mask), (b, mask))


def _region(trained: Trained) -> Iterator[Question]:
    for model in trained:
        for mask in CONDITIONS.values():
            if model.trained_on == BARE and mask.group in GROUPS and mask.control is not None:
                yield Question("region against area", (model, mask.name), (model, mask.control))


def _masks(model: TrainedModel) -> list[str]:
    """List the masks in a model's training that are asked about."""
    return [name for name in model.masks if condition(name).group in GROUPS]


def _bare_twin(trained: Trained, model: TrainedModel) -> TrainedModel | None:
    return bare_model(trained, model.model, model.seed, control=model.control)
