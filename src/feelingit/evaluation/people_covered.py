"""What hiding the mouth or the eyes does to a model, beside what it does to people.

Of each network that was trained on bare faces; people had seen bare faces all their lives, and
had not been trained on covered ones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import pandas as pd

from feelingit.emotions import EMOTIONS
from feelingit.evaluation.answers import Answers, answers
from feelingit.evaluation.arms import BARE, TrainedModel, bare_model
from feelingit.evaluation.intervals import Bootstrap, Values
from feelingit.evaluation.people import HIDDEN, WHOLE, Hidden, people_accuracy, people_confusions
from feelingit.evaluation.prediction_table import MODEL_COLUMNS
from feelingit.evaluation.rates import Rates, rates

COLUMNS = (
    *("model_id", "hidden", "condition", "emotion", "accuracy", "low", "high", "people", "faces"),
    *("bare", "people_bare"),
)
CONFUSION_COLUMNS = (
    *("model_id", "condition", "emotion", "becomes", "share", "low", "high", "people", "faces"),
    "bare",
)

Row = dict[str, object]


def people_covered(
    predictions: pd.DataFrame, *, resamples: int = 2000, seed: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Set each model's answers to faces with the mouth, or the eyes, hidden beside people's.

    Args:
        predictions: Of all models, one row a face and condition; faces of split `leaked` do not
            count.
        resamples: Of the bootstrap, by duplicate group.
        seed: Of the bootstrap.

    Returns:
        Two tables, empty where the run tests no condition that hides either part:

        - `COLUMNS`, for each model, part and emotion: `accuracy`, the share of the emotion's
          `faces` that are named rightly, with its 95 % interval; `people`, the same of people;
          `bare` and `people_bare`, the same of whole faces.
        - `CONFUSION_COLUMNS`, for each model, part and pair of different emotions: `share`, the
          share of all answers to the emotion's `faces`, right ones among them, that name the
          other one, with its 95 % interval; `people`, the same of people, NaN where it is not
          published; `bare`, the model's on whole faces.

        Shares from 0 to 1; NaN where there is no such face.

    Raises:
        InputError: The faces are not the same under all conditions.
    """
    bootstrap = Bootstrap(resamples, seed)
    accuracy: list[Row] = []
    confusions: list[Row] = []
    for model in _of_judged(predictions):
        for hidden, name in _parts(model):
            said = _said(model, name, bootstrap)
            accuracy += _accuracy(said, hidden)
            confusions += _confusions(said, hidden)
    return (
        pd.DataFrame(accuracy, columns=list(COLUMNS)),
        pd.DataFrame(confusions, columns=list(CONFUSION_COLUMNS)),
    )


def judged_models(trained: Iterable[TrainedModel]) -> list[TrainedModel]:
    """Choose the networks that are compared with people: those trained on bare faces alone.

    Of each model and seed one: with control of overfitting, or without where none has it; where
    none was trained on bare faces alone, its first.
    """
    every = list(dict.fromkeys(trained))
    found = []
    for model, seed in dict.fromkeys((one.model, one.seed) for one in every):
        bare = bare_model(every, model, seed, control=True) or bare_model(
            every, model, seed, control=False
        )
        first = next(one for one in every if (one.model, one.seed) == (model, seed))
        found.append(bare or first)
    return found


def _of_judged(predictions: pd.DataFrame) -> list[Answers]:
    """Lay out the judged networks' answers under the conditions that are needed."""
    whose = predictions[MODEL_COLUMNS].drop_duplicates().itertuples(index=False)
    judged = {
        trained.model_id
        for trained in judged_models(
            TrainedModel(model, arm, bool(control), trained_on, int(seed))
            for model, arm, control, trained_on, seed in whose
        )
    }
    names = {BARE, *(name for hidden in HIDDEN.values() for name in hidden.conditions)}
    rows = predictions[predictions["tested_on"].isin(names)]
    ids = rows["model"] + "-" + rows["arm"] + "-s" + rows["seed"].astype(str)
    kept = rows[ids.isin(judged)]
    return answers(kept) if len(kept) else []


def _parts(model: Answers) -> Iterator[tuple[Hidden, str]]:
    for hidden in HIDDEN.values():
        name = hidden.tested(model.conditions)
        if name is not None:
            yield hidden, name


@dataclass(frozen=True)
class _Said:
    """How often a model gives each answer (first axis) to faces of each emotion (second)."""

    model_id: str
    condition: str
    covered: Rates
    bare: Values


def _said(model: Answers, name: str, bootstrap: Bootstrap) -> _Said:
    size = len(EMOTIONS)
    each = np.arange(size)[:, None]
    emotions = model.faces.emotion == each
    said = model.said[model.conditions.index(name)] == each
    covered = rates(said, emotions, model.faces.group, bootstrap)
    bare = np.full((size, size), np.nan)
    if BARE in model.conditions:
        whole = (model.said[model.conditions.index(BARE)] == each).astype(np.float64)
        with np.errstate(invalid="ignore"):
            bare = (whole @ emotions.T) / covered.faces
    return _Said(model.trained.model_id, name, covered, bare)


def _accuracy(said: _Said, hidden: Hidden) -> Iterator[Row]:
    people = people_accuracy()
    for number, emotion in enumerate(EMOTIONS):
        yield {
            "model_id": said.model_id,
            "hidden": hidden.part,
            "condition": said.condition,
            "emotion": emotion,
            **said.covered.at(number, number).columns("accuracy"),
            "people": people.loc[emotion, hidden.visible],
            "faces": int(said.covered.faces[number]),
            "bare": said.bare[number, number],
            "people_bare": people.loc[emotion, WHOLE],
        }


def _confusions(said: _Said, hidden: Hidden) -> Iterator[Row]:
    people = people_confusions()
    for number, answer in permutations(range(len(EMOTIONS)), 2):
        emotion, becomes = EMOTIONS[number], EMOTIONS[answer]
        yield {
            "model_id": said.model_id,
            "condition": said.condition,
            "emotion": emotion,
            "becomes": becomes,
            **said.covered.at(answer, number).columns("share"),
            "people": people.get((hidden.part, emotion, becomes), np.nan),
            "faces": int(said.covered.faces[number]),
            "bare": said.bare[answer, number],
        }
