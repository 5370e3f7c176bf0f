"""What is asked for of a data set: which faces, which model, by which method, about what."""

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.predict.explain import emotion_named

TRUE, PREDICTED = "true", "predicted"
DeviceName = Literal["auto", "cpu", "cuda"]


@dataclass(frozen=True)
class Job:
    """One command, as it was given.

    Attributes:
        data: Class folders, a FER2013 CSV, a study's run folder, or a folder of photos.
        out: The folder that is written.
        method: By its name in `saliency.methods.names`; `grad_cam:LAYER` too.
        emotion: `true` asks each face about its label, `predicted` about the model's answer; else
            the name of the emotion that all are asked about.
        model: Its name or path; see `choice.choose_model`.
        run: The run folder that holds the model.
        split: Of the data: `train`, `validation`, `test` or `all`; by default `test` of a run
            folder and `all` of other data.
        limit: Pictures to ask about at most, drawn at random, the same each time.
        batch_size: Faces at once on the model's device.
        detector: Who finds the faces in photos.
        device: Where a trained network runs.
    """

    data: Path
    out: Path
    method: str
    emotion: str = PREDICTED
    model: str | None = None
    run: Path | None = None
    split: str | None = None
    limit: int | None = None
    batch_size: int = 64
    detector: str | None = None
    device: DeviceName = "auto"


def checked_emotion(name: str) -> str:
    """Read what faces are to be asked about.

    Returns:
        `true`, `predicted` or the name of an emotion.

    Raises:
        InputError: It is none of these; the nearest emotion is offered.
    """
    known = name.strip().lower()
    if known in (TRUE, PREDICTED):
        return known
    close = difflib.get_close_matches(known, (TRUE, PREDICTED), 1)
    if close:
        raise InputError(f"--emotion: {name!r} is not an emotion; did you mean {close[0]}?")
    return emotion_named(name)


def place_of(emotion: str) -> int | None:
    """Give an emotion's place in `EMOTIONS`; None of `true` and `predicted`."""
    places: dict[str, int] = {name: number for number, name in enumerate(EMOTIONS)}
    return places.get(emotion)
