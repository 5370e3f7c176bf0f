"""What a model answered to every test face under every condition, as one array.

Tables of many conditions are sums over such arrays. Knows nothing about landmarks or coverings.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.prediction_table import by_cell, codes, without_leaks

ALL = "all"
SUBSETS = (ALL, *EMOTIONS)
"""The faces that are counted: all of them, and those of each emotion."""


@dataclass(frozen=True)
class TestFaces:
    """The faces without a copy in training, in the order of their `face_id`.

    Attributes:
        face_id: `[n]`.
        emotion: `int64 [n]`, places in `EMOTIONS`.
        group: `[n]`, the duplicate group.
    """

    __test__ = False  # not a test, whatever pytest thinks of the name

    face_id: NDArray[np.object_]
    emotion: NDArray[np.int64]
    group: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.face_id)

    @property
    def subsets(self) -> NDArray[np.bool_]:
        """Mark the faces of each of `SUBSETS`, `bool [8, n]`."""
        each = self.emotion == np.arange(len(EMOTIONS))[:, None]
        return np.concatenate([np.ones((1, len(self)), np.bool_), each])


@dataclass(frozen=True)
class Answers:
    """One model's answers.

    Attributes:
        trained: Whose they are.
        conditions: Under which it was tested, in the order of the predictions.
        faces: To which.
        said: `int64 [conditions, n]`, places in `EMOTIONS`.
    """

    trained: TrainedModel
    conditions: tuple[str, ...]
    faces: TestFaces
    said: NDArray[np.int64]

    @property
    def right(self) -> NDArray[np.bool_]:
        """Say what was named rightly, `bool [conditions, n]`."""
        return np.asarray(self.said == self.faces.emotion, dtype=np.bool_)

    def places(self, names: list[str]) -> list[int]:
        """Give the rows of some conditions."""
        return [self.conditions.index(name) for name in names]


def answers(predictions: pd.DataFrame) -> list[Answers]:
    """Lay out the answers of every model, in the order of the predictions.

    Args:
        predictions: Of all models, one row a face and condition; `leaked` rows are left out.

    Raises:
        InputError: There is no test face, or the faces, their emotions or their groups are not
            the same under all conditions.
    """
    test = without_leaks(predictions).reset_index(drop=True)
    if test.empty:
        raise InputError("there are no test faces among the predictions; nothing can be compared")
    place, face_id = pd.factorize(test["face_id"], sort=True)
    faces = _faces(test, place, np.asarray(face_id, dtype=object))
    said = codes(test["predicted"])
    found: dict[TrainedModel, dict[str, NDArray[np.int64]]] = {}
    for (trained, tested_on), rows in by_cell(test).items():
        of_cell = place[rows.index]
        _refuse_other_faces(of_cell, faces, f"{trained.model_id} on {tested_on}")
        ordered = np.empty(len(faces), np.int64)
        ordered[of_cell] = said[rows.index]
        found.setdefault(trained, {})[tested_on] = ordered
    return [
        Answers(trained, tuple(cells), faces, np.stack(list(cells.values())))
        for trained, cells in found.items()
    ]


def _faces(test: pd.DataFrame, place: NDArray[np.int64], face_id: NDArray[np.object_]) -> TestFaces:
    """Take each face's emotion and group from its first row, and hold the others to them."""
    first = np.unique(place, return_index=True)[1]
    emotion, group = codes(test["emotion"]), test["group"].to_numpy()
    for name, column in (("emotion", emotion), ("group", group)):
        differ = np.flatnonzero(column != column[first][place])
        if len(differ):
            raise InputError(f"face {face_id[place[differ[0]]]} has two {name}s among predictions")
    return TestFaces(face_id, emotion[first], group[first])


def _refuse_other_faces(place: NDArray[np.int64], faces: TestFaces, whose: str) -> None:
    times = np.bincount(place, minlength=len(faces))
    odd = np.flatnonzero(times != 1)
    if len(odd):
        raise InputError(
            f"the predictions of {whose} hold face {faces.face_id[odd[0]]} {times[odd[0]]} times; "
            "coverings are compared on the same faces, each once"
        )
