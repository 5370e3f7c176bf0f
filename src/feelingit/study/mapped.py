"""What a study makes maps of: which networks, by which methods, of which faces, how covered."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.evaluation import read_predictions
from feelingit.evaluation.arms import BARE
from feelingit.faces import read_table
from feelingit.landmarks import TRUSTED
from feelingit.run_folder import RunFolder
from feelingit.saliency.selection import most_confident, select
from feelingit.study.context import Context, Training
from feelingit.study.control_trainings import judged
from feelingit.study.settings import StudySettings
from feelingit.study.stored import identity, landmark_quality, landmarks_of_ids
from feelingit.types import Images, Landmarks

RANDOM = "random_weights"
"""In the place of a condition: maps of the same network with fresh weights, of bare faces."""
SEED = 0
"""Every network is asked about the same faces, as far as it answers them alike."""


@dataclass(frozen=True)
class Chosen:
    """Faces to make maps of.

    Attributes:
        table: The columns of `FaceMaps.table`; right answers first, then wrong ones.
        rows: `int64 [n]`, where each face stands in the run's `data/images.npy`.
    """

    table: pd.DataFrame
    rows: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.table)

    @property
    def targets(self) -> NDArray[np.int64]:
        """The emotion to ask about, `int64 [n]`: the answer."""
        return codes_of(self.table["predicted"])

    def first_right(self, most: int) -> "Chosen":
        """Keep the first right answers of each emotion, at most so many."""
        right = self.table[self.table["correct"]]
        kept = right.groupby("emotion", sort=False).head(most).index.to_numpy()
        return Chosen(self.table.loc[kept].reset_index(drop=True), self.rows[kept])


class StoredFaces:
    """The pictures and landmarks of a run's test faces, read as they are asked for."""

    def __init__(self, run: RunFolder, chosen: Chosen) -> None:
        self._images: Images = np.load(run.data / "images.npy", mmap_mode="r")
        self._rows = chosen.rows
        self.landmarks: Landmarks = landmarks_of_ids(run, chosen.table["face_id"])

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the pictures."""
        height, width = self._images.shape[1:]
        return height, width

    def images(self, part: slice) -> Images:
        """Read some of the pictures, `uint8 [m, height, width]`."""
        return np.asarray(self._images[self._rows[part]])


def maps_folder(run: RunFolder, training: Training, name: str) -> Path:
    """Name the folder of a network's maps under a condition."""
    return run.saliency / "maps" / training.model_id / name


def is_judged(settings: StudySettings, training: Training) -> bool:
    """Tell whether a network is asked by all methods, and these are judged on it."""
    return training in judged(settings)


def methods_of(settings: StudySettings, training: Training) -> tuple[str, ...]:
    """Name the methods by which a network is asked."""
    methods = settings.saliency.methods
    return methods if is_judged(settings, training) else methods[:1]


def conditions_of(settings: StudySettings, training: Training) -> tuple[str, ...]:
    """Name the conditions under which a network is asked, its own one first."""
    own = identity(training).own
    if own != BARE or not is_judged(settings, training):
        return (own,)
    return tuple(dict.fromkeys((own, *settings.saliency.conditions)))


def choose(context: Context, training: Training, name: str) -> Chosen:
    """Choose the test faces that a network is asked about under a condition.

    Of those whose landmarks can be trusted: of each emotion right answers, and of each answer
    wrong ones, at most `faces_per_emotion` each, in one seeded order that is the same for all.
    """
    most = context.settings.saliency.faces_per_emotion
    faces = _answered(context, training, name)
    trusted = faces["quality"].to_numpy() >= TRUSTED
    labels, answers = codes_of(faces["emotion"]), codes_of(faces["predicted"])
    right = select(labels, trusted & (labels == answers), most, SEED)
    wrong = select(answers, trusted & (labels != answers), most, SEED)
    kept = faces.iloc[np.concatenate([right, wrong])].reset_index(drop=True)
    kept["correct"] = kept["emotion"] == kept["predicted"]
    return Chosen(kept, kept["row"].to_numpy(dtype=np.int64))


def surest(chosen: Chosen, most: int) -> Chosen:
    """Keep the right answers of each emotion of which the network was surest, by emotion."""
    right = np.flatnonzero(chosen.table["correct"])
    confidence = chosen.table["confidence"].to_numpy(dtype=np.float64)
    kept = most_confident(codes_of(chosen.table["emotion"]), right, confidence, most)
    return Chosen(chosen.table.loc[kept].reset_index(drop=True), chosen.rows[kept])


def codes_of(names: "pd.Series[str]") -> NDArray[np.int64]:
    """Give emotions as places in `EMOTIONS`."""
    return np.asarray(pd.Categorical(names, categories=EMOTIONS).codes, dtype=np.int64)


def _answered(context: Context, training: Training, name: str) -> pd.DataFrame:
    """Give the test faces, what the network said of them, how surely, and where they stand."""
    faces = read_table(context.run.clean / "table.csv")
    faces = faces[faces["split"] == "test"][["face_id", "emotion", "row"]]
    said = read_predictions(context.run.predictions_of(training.model_id))
    said = said[said["tested_on"] == name].set_index("face_id").loc[faces["face_id"]]
    sure = said[[f"p_{emotion}" for emotion in EMOTIONS]].max(axis=1)
    quality = landmark_quality(context.run).loc[faces["face_id"]]
    return faces.assign(
        predicted=said["predicted"].to_numpy(),
        confidence=sure.to_numpy(),
        quality=quality.to_numpy(),
    ).reset_index(drop=True)
