"""Why a classifier says what it says of one face: which parts its answer depends on.

Plain data, computed without PyTorch; `explain_figure` draws it, `explain_text` writes it down.
"""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import ALIASES, EMOTIONS, Emotion, parse_emotion
from feelingit.errors import InputError
from feelingit.landmarks import TRUSTED, canonical_regions, face_regions, locate
from feelingit.occlusion import cover
from feelingit.predict.analysis import Answers, Prepared, answered, prepare
from feelingit.predict.detectors.registry import DEFAULT as DEFAULT_DETECTOR
from feelingit.predict.detectors.registry import detector as detector_named
from feelingit.predict.face import Face
from feelingit.predict.picture import Loaded, Picture
from feelingit.predict.pictures import load_picture
from feelingit.saliency.methods.occlusion_sensitivity import occlusion_sensitivity
from feelingit.saliency.shares import region_ratios
from feelingit.types import REGIONS, Images, Maps, Mask, Region

OCCLUSION = "occlusion_sensitivity"
"""The method that is used unless another is handed in; its maps are of probabilities lost."""
Ask = Callable[[Images, NDArray[np.int64]], Maps]
"""A saliency method bound to a model: faces and targets go in, maps of 0 or more come out."""

COVERED = {"forehead": "forehead", "eyes": "eyes", "lower_face": "lower face"}
"""The conditions that are tried, and what people call what they hide."""


class Explainable(Answers, Protocol):
    """What is asked of a classifier here; `classifier.Classifier` is one."""

    @property
    def name(self) -> str:
        """The model's name."""
        ...


@dataclass(frozen=True)
class CoveredAnswer:
    """What the model says of the face with a part of it hidden.

    Attributes:
        condition: Which part, a name of `occlusion.CONDITIONS`.
        image: `uint8 [height, width]`, as the model saw it.
        probabilities: Of each emotion by name.
    """

    condition: str
    image: Images
    probabilities: Mapping[str, float]

    @property
    def emotion(self) -> Emotion:
        """The likeliest emotion."""
        return _likeliest(self.probabilities)


@dataclass(frozen=True)
class Explanation:
    """One face, the answer, and what it depends on.

    Attributes:
        face: The answer, and where the face is in the picture.
        faces: How many faces the picture shows.
        picture: `uint8 [height, width, 3]`.
        crop: `uint8 [height, width]`, the face as the model saw it.
        model: The model's name.
        emotion: That is explained: the likeliest, or the one that was asked for.
        map: `float32` like `crop`. By `OCCLUSION`: how far the emotion's probability falls when a
            place is hidden, see `saliency.methods.occlusion_sensitivity`; below 0 it rises. By
            other methods: 0 or more, on no common scale.
        regions: Of each region of the face; NaN for one that the crop does not show. By
            `OCCLUSION`: how far the probability falls on average when a place there is hidden.
            By other methods: the region's share of the map over its share of the face, 1 for an
            even spread; all NaN where the map is 0 all over the face.
        by_landmarks: Whether the regions are the face's own; else those of the mean face, since
            its landmarks cannot be trusted.
        covered: What the model says with parts of the face hidden, in the order of `COVERED`.
        method: How the map was made, a name of `saliency.methods.names`.
        warning: Why not to rely on the map; empty where nothing is known against it.
    """

    face: Face
    faces: int
    picture: Picture
    crop: Images
    model: str
    emotion: Emotion
    map: Maps
    regions: Mapping[Region, float]
    by_landmarks: bool
    covered: tuple[CoveredAnswer, ...]
    method: str = OCCLUSION
    warning: str = ""

    @property
    def is_of_falls(self) -> bool:
        """Whether map and regions are of probabilities lost, rather than of saliency."""
        return self.method == OCCLUSION

    @property
    def probabilities(self) -> Mapping[str, float]:
        """Of each emotion by name, nothing hidden."""
        assert self.face.probabilities is not None  # noqa: S101 - only faces are explained
        return self.face.probabilities

    @property
    def answer(self) -> Emotion:
        """The likeliest emotion, nothing hidden."""
        return _likeliest(self.probabilities)


def explain(
    picture: Picture | str | Path,
    classifier: Explainable,
    *,
    detector: str = DEFAULT_DETECTOR,
    emotion: str | None = None,
    face: int = 0,
    threshold: float = 0.0,
    method: str = OCCLUSION,
    ask: Ask | None = None,
    warning: str = "",
) -> Explanation:
    """Explain what a classifier says of one face.

    By `OCCLUSION`, asks it about 700 times for one face, with ever another patch of it hidden.

    Args:
        picture: RGB `uint8 [height, width, 3]`, or a path.
        classifier: That `feelingit.load` gives, or one like it.
        detector: By name; `none` if the picture is a face.
        emotion: The emotion whose probability is explained; by default the likeliest.
        face: Which face of the picture, from 0, the largest first.
        threshold: The confidence below which the answer counts as unsure.
        method: What the method of `ask` is called; without `ask` it is `OCCLUSION`.
        ask: Another method, bound to the same model.
        warning: What is known against the method's maps, to be told with them.

    Raises:
        InputError: The picture cannot be read or shows no face, there is no such face in it, no
            such emotion or no such detector (the nearest is offered).
    """
    wanted = None if emotion is None else emotion_named(emotion)
    source, pixels = _read(picture)
    prepared = prepare(
        Loaded(source, pixels), detector_named(detector), classifier.height, classifier.width
    )
    _check(prepared, face)
    crop = prepared.found[face].crop
    own = next(iter(answered([prepared], classifier, threshold=threshold)))[face]
    target = wanted or _likeliest(own.probabilities or {})
    asked = np.array([EMOTIONS.index(target)])
    if ask is None:
        method, ask = OCCLUSION, partial(occlusion_sensitivity, classifier.probabilities)
    found = ask(crop[None], asked)[0]
    regions, by_landmarks = _regions_of(crop)
    return Explanation(
        face=own,
        faces=len(prepared.found),
        picture=pixels,
        crop=crop,
        model=classifier.name,
        emotion=target,
        map=found,
        regions=(_means if method == OCCLUSION else _ratios)(found, regions),
        by_landmarks=by_landmarks,
        covered=tuple(_answers(crop, classifier)),
        method=method,
        warning=warning,
    )


def emotion_named(name: str) -> Emotion:
    """Read an emotion's name or alias.

    Raises:
        InputError: There is none of that name; the nearest is offered.
    """
    try:
        return parse_emotion(name)
    except InputError as error:
        close = difflib.get_close_matches(name.strip().lower(), [*EMOTIONS, *ALIASES], 1)
        offer = f"; did you mean {close[0]}?" if close else ""
        raise InputError(f"{error}{offer}") from error


def _read(picture: Picture | str | Path) -> tuple[str, Picture]:
    """Give a picture's name and pixels."""
    if isinstance(picture, np.ndarray):
        return "picture", picture
    loaded = load_picture(picture)
    if loaded.picture is None:
        raise InputError(f"{loaded.source}: {loaded.problem}")
    return loaded.source, loaded.picture


def _likeliest(probabilities: Mapping[str, float]) -> Emotion:
    best: Emotion = max(EMOTIONS, key=lambda name: probabilities[name])
    return best


def _check(prepared: Prepared, face: int) -> None:
    count = len(prepared.found)
    if count == 0:
        raise InputError(
            f"{prepared.source}: no face found; if the picture is a face and nothing else, choose "
            "the detector none"
        )
    if not 0 <= face < count:
        found = "1 face found, number 0" if count == 1 else f"{count} faces found, 0 to {count - 1}"
        raise InputError(f"{prepared.source}: there is no face {face}; {found}, the largest first")


def _regions_of(crop: Images) -> tuple[Mask, bool]:
    """Divide the face, by its own landmarks where they can be trusted."""
    height, width = crop.shape
    located = locate(crop[None], threads=1)
    if located.quality[0] >= TRUSTED:
        return face_regions(located.landmarks, height, width)[0], True
    return canonical_regions(height, width), False


def _means(found: Maps, regions: Mask) -> dict[Region, float]:
    means = [float(found[inside].mean()) if inside.any() else np.nan for inside in regions]
    return dict(zip(REGIONS, means, strict=True))


def _ratios(found: Maps, regions: Mask) -> dict[Region, float]:
    """Give each region's share of the map over its share of the face; NaN for one not shown."""
    return dict(zip(REGIONS, map(float, region_ratios(found, regions)), strict=True))


def _answers(crop: Images, classifier: Explainable) -> list[CoveredAnswer]:
    images = np.concatenate([cover(crop[None], condition) for condition in COVERED])
    answers = classifier.probabilities(images)
    return [
        CoveredAnswer(condition, image, dict(zip(EMOTIONS, map(float, answer), strict=True)))
        for condition, image, answer in zip(COVERED, images, answers, strict=True)
    ]
