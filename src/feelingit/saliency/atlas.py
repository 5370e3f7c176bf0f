"""Where one model looks: mean maps of each emotion, what stands out in them, and their file.

Everything lies in the canonical frame (see `face_maps`). Needs no PyTorch, so that a report can
read it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.errors import RunFolderError
from feelingit.landmarks import face_area
from feelingit.saliency.archives import damaged, load_arrays, save_arrays
from feelingit.saliency.face_maps import FRAME, FaceMaps
from feelingit.saliency.mean_maps import MeanMaps, mean_maps
from feelingit.saliency.methods.names import METHOD_NAMES, taken_apart
from feelingit.saliency.significance import emotions_differ
from feelingit.types import Images, Maps

WHAT = "a saliency atlas"
RIGHT, WRONG = 0, 1
"""Places of right and of wrong answers in the third axis of `Atlas.mean`."""
ANSWERS = 2

Counts = NDArray[np.int64]
Names = NDArray[np.str_]


@dataclass(frozen=True)
class Examples:
    """Single faces with their maps; they show people and are never published.

    Attributes:
        images: `uint8 [k, height, width]`.
        maps: `float32 [k, height, width]`, of the first method, in the pictures' own frame.
        emotion: `str [k]`, the labels.
        predicted: `str [k]`, the model's answers, which the maps are about.
        face_id: `str [k]`.
    """

    images: Images
    maps: Maps
    emotion: Names
    predicted: Names
    face_id: Names


@dataclass(frozen=True)
class Atlas:
    """Where one model looks, per condition, method and emotion.

    Emotions are in the order of `EMOTIONS`; an emotion's maps are those asked about it. The third
    axis of `mean`, `count` and `blank` is `RIGHT` and `WRONG`: maps of right answers, and of
    wrong ones.

    Attributes:
        conditions: Names of the conditions, the first axis of all arrays.
        methods: Names of the methods, the second axis.
        mean: `float32 [conditions, methods, 2, 7, 48, 48]`: means over faces of maps that have
            mean 1 over the frame each; each pixel over the faces that show it. Blank maps are left
            out; zeros where no map is left.
        count: `int64 [conditions, methods, 2, 7]`, how many maps are in each mean.
        blank: `int64 [conditions, methods, 2, 7]`, how many were left out.
        p: `float32 [conditions, methods, 7, 48, 48]`: whether an emotion's mean over right
            answers differs from `over_all`, corrected over pixels and emotions; 1 where nothing
            could be tested. See `significance.emotions_differ`.
        over_all: `float32 [conditions, methods, 48, 48]`: the mean of the emotions' means over
            right answers, each emotion with the same weight.
        mean_face: `uint8 [conditions, 7, 48, 48]`.
        examples: Single faces.
    """

    conditions: tuple[str, ...]
    methods: tuple[str, ...]
    mean: Maps
    count: Counts
    blank: Counts
    p: Maps
    over_all: Maps
    mean_face: Images
    examples: Examples


ARRAYS = ("mean", "count", "blank", "p", "over_all", "mean_face")
EXAMPLES = tuple(field.name for field in fields(Examples))
EXAMPLE = "example_"
"""How the names of the examples' arrays begin in the file."""


def atlas_of(
    maps: Mapping[str, FaceMaps],
    *,
    mean_faces: Mapping[str, Images],
    examples: Examples,
    permutations: int,
    seed: int,
) -> Atlas:
    """Sum up one model's maps; a chunk of them is in memory at a time.

    Args:
        maps: By condition. A method that a condition lacks has no faces there.
        mean_faces: By condition, `uint8 [7, 48, 48]`.
        examples: Single faces.
        permutations: Of each test.
        seed: Of the permutations.
    """
    conditions, methods = (
        tuple(maps),
        in_order(name for each in maps.values() for name in each.maps),
    )
    each, frame = (len(conditions), len(methods)), (FRAME, FRAME)
    emotions = len(EMOTIONS)
    atlas = Atlas(
        conditions=conditions,
        methods=methods,
        mean=np.zeros((*each, ANSWERS, emotions, *frame), np.float32),
        count=np.zeros((*each, ANSWERS, emotions), np.int64),
        blank=np.zeros((*each, ANSWERS, emotions), np.int64),
        p=np.ones((*each, emotions, *frame), np.float32),
        over_all=np.zeros((*each, *frame), np.float32),
        mean_face=np.stack([mean_faces[name] for name in conditions]),
        examples=examples,
    )
    for row, condition in enumerate(conditions):
        for column, method in enumerate(methods):
            if method not in maps[condition].maps:
                continue
            cell = row, column
            means = mean_maps(maps[condition], method)
            atlas.mean[cell], atlas.count[cell] = means.mean, means.count
            atlas.blank[cell], atlas.over_all[cell] = means.blank, over_all(means)
            atlas.p[cell] = _tested(maps[condition], method, means, permutations, seed)
    return atlas


def in_order(methods: Iterable[str]) -> tuple[str, ...]:
    """Put the names of methods in the order of tables, each once; unknown ones at the end."""

    def place(name: str) -> tuple[int, str]:
        own, _layer = taken_apart(name)
        known = METHOD_NAMES.index(own) if own in METHOD_NAMES else len(METHOD_NAMES)
        return known, name

    return tuple(sorted(set(methods), key=place))


def over_all(means: MeanMaps) -> Maps:
    """Give the mean of the emotions' means over right answers; zeros where there is none."""
    there = means.count[RIGHT] > 0
    if not there.any():
        return np.zeros(means.mean.shape[-2:], np.float32)
    return np.asarray(means.mean[RIGHT, there].mean(axis=0))


def _tested(maps: FaceMaps, method: str, means: MeanMaps, permutations: int, seed: int) -> Maps:
    """Test inside the face area; p is 1 outside."""
    inside = face_area(FRAME, FRAME)
    chosen = np.flatnonzero(maps.correct & means.drawn)
    stored = maps.maps[method]

    def read(rows: slice) -> Maps:
        faces = chosen[rows]
        values, seen = stored[faces][:, inside], maps.seen[faces][:, inside]
        return np.where(seen, values, np.nan).astype(np.float32)

    p = np.ones((len(EMOTIONS), FRAME, FRAME), np.float32)
    p[:, inside] = emotions_differ(
        read, maps.asked[chosen], int(inside.sum()), permutations=permutations, seed=seed
    )
    return p


def save_atlas(path: Path, atlas: Atlas) -> None:
    """Write an atlas as compressed NPZ without pickles, whole or not at all.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """
    names = {
        "conditions": np.array(atlas.conditions, dtype=np.str_),
        "methods": np.array(atlas.methods, dtype=np.str_),
    }
    arrays = {name: getattr(atlas, name) for name in ARRAYS}
    examples = {EXAMPLE + name: getattr(atlas.examples, name) for name in EXAMPLES}
    save_arrays(path, names | arrays | examples)


def load_atlas(path: Path) -> Atlas:
    """Read what `save_atlas` wrote.

    Raises:
        RunFolderError: There is no such file, it is damaged, or it is no atlas.
    """
    names = ("conditions", "methods", *ARRAYS, *(EXAMPLE + name for name in EXAMPLES))
    arrays = load_arrays(path, names, WHAT)
    atlas = Atlas(
        conditions=tuple(arrays["conditions"].tolist()),
        methods=tuple(arrays["methods"].tolist()),
        examples=Examples(**{name: arrays[EXAMPLE + name] for name in EXAMPLES}),
        **{name: arrays[name] for name in ARRAYS},
    )
    _check(path, atlas)
    return atlas


def _check(path: Path, atlas: Atlas) -> None:
    each = (len(atlas.conditions), len(atlas.methods))
    emotions, frame = len(EMOTIONS), atlas.over_all.shape[-2:]
    expected = {
        "mean": (*each, ANSWERS, emotions, *frame),
        "count": (*each, ANSWERS, emotions),
        "blank": (*each, ANSWERS, emotions),
        "p": (*each, emotions, *frame),
        "over_all": (*each, *frame),
        "mean_face": (each[0], emotions, *frame),
    }
    for name, shape in expected.items():
        found = getattr(atlas, name).shape
        if found != shape:
            why = f"{name} has the shape {found}, expected {shape}"
            raise RunFolderError(damaged(path, WHAT, why))
    if len({len(getattr(atlas.examples, name)) for name in EXAMPLES}) != 1:
        raise RunFolderError(damaged(path, WHAT, "examples of different number"))
