import time
from typing import get_args

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.faces import digest_of
from feelingit.synthetic import Drawn, carriers, draw_faces
from feelingit.types import REGIONS, Region

CARRIED = [
    (region, emotion)
    for region in get_args(Region)
    for emotion in EMOTIONS
    if region in carriers(emotion)
]


def test_the_same_seed_draws_the_same_faces() -> None:
    first, second = draw_faces(9, seed=5), draw_faces(9, seed=5)
    assert (first.faces.images == second.faces.images).all()
    assert first.faces.table.equals(second.faces.table)
    assert (first.landmarks == second.landmarks).all()
    assert (first.action_units == second.action_units).all()


def test_another_seed_draws_other_faces() -> None:
    assert (draw_faces(3, seed=1).faces.images != draw_faces(3, seed=2).faces.images).any()


def test_a_face_does_not_depend_on_how_many_are_drawn_with_it() -> None:
    few, many = draw_faces(5, seed=3), draw_faces(23, seed=3)
    assert (few.faces.images == many.faces.images[:5]).all()
    assert (few.regions == many.regions[:5]).all()
    assert few.faces.table.equals(many.faces.table.head(5))


def test_a_face_does_not_depend_on_the_other_faces_emotions() -> None:
    first = draw_faces(4, seed=3, emotions=["sad", "happy", "fear", "angry"])
    second = draw_faces(4, seed=3, emotions=["surprise", "happy", "neutral", "angry"])
    same = (first.faces.images == second.faces.images).all(axis=(1, 2))
    assert same.tolist() == [False, True, False, True]


def test_emotions_are_balanced_and_shuffled() -> None:
    emotions = draw_faces(70, size=16).faces.table["emotion"]
    assert emotions.value_counts().to_dict() == dict.fromkeys(EMOTIONS, 10)
    assert emotions[:7].tolist() != list(EMOTIONS)


def test_emotions_asked_for_are_drawn_in_turn() -> None:
    table = draw_faces(5, size=16, emotions=["happy", "anger"]).faces.table
    assert table["emotion"].tolist() == ["happy", "angry", "happy", "angry", "happy"]


@pytest.mark.parametrize("size", [16, 33, 48, 100, 224, 256])
def test_every_size_is_drawn_the_same_way(size: int) -> None:
    drawn = draw_faces(7, size=size, seed=1)
    reference = draw_faces(7, size=48, seed=1)
    assert drawn.faces.images.shape == (7, size, size)
    assert drawn.regions.shape == (7, 7, size, size)
    np.testing.assert_allclose(
        (drawn.landmarks + 0.5) / size, (reference.landmarks + 0.5) / 48, atol=1e-5
    )
    assert drawn.faces.images.std(axis=(1, 2)).min() > 10
    for large, small in zip(drawn.faces.images, reference.faces.images, strict=True):
        shrunk = [
            cv2.resize(image, (16, 16), interpolation=cv2.INTER_AREA) for image in (large, small)
        ]
        assert np.corrcoef(shrunk[0].ravel(), shrunk[1].ravel())[0, 1] > 0.97


def test_the_table_says_what_readers_say(drawn: Drawn) -> None:
    table = drawn.faces.table
    assert table["face_id"].tolist() == [f"drawn/{index}" for index in range(len(drawn))]
    assert set(table["split"]) == {"train"}
    assert set(table["source"]) == {"drawn"}
    assert (table[["height", "width"]] == 96).all(axis=None)
    assert table["digest"].tolist() == [digest_of(image) for image in drawn.faces.images]
    assert table["digest"].is_unique


def test_faces_are_framed_as_in_fer2013(drawn: Drawn) -> None:
    mean = drawn.landmarks.mean(axis=0) / 96
    assert 0.25 < mean[17:27, 1].mean() < 0.33
    assert 0.35 < mean[36:48, 1].mean() < 0.41
    assert 0.55 < mean[30, 1] < 0.63
    assert 0.74 < mean[48:60, 1].mean() < 0.82
    assert 0.45 < mean[:, 0].mean() < 0.55


def test_intensity_varies_and_is_none_for_neutral(drawn: Drawn) -> None:
    neutral = (drawn.faces.table["emotion"] == "neutral").to_numpy()
    assert (drawn.intensity[neutral] == 0).all()
    assert (drawn.action_units[neutral] == 0).all()
    assert (drawn.intensity[~neutral] >= 0.6).all()
    assert drawn.intensity[~neutral].std() > 0.05


def test_emotions_are_separable_by_their_landmarks() -> None:
    train, test = draw_faces(280, size=16, seed=1), draw_faces(140, size=16, seed=2)
    assert _nearest_centroid(train, test) > 0.8


def test_emotions_are_separable_by_their_pixels() -> None:
    train, test = draw_faces(490, seed=1), draw_faces(140, seed=2)
    weights = _least_squares(_pixels(train), train.faces.labels)
    predicted = (_pixels(test) @ weights).argmax(axis=1)
    assert (predicted == test.faces.labels).mean() > 0.6


@pytest.mark.parametrize(("region", "emotion"), CARRIED)
def test_a_face_carried_by_a_region_changes_there_and_nowhere_else(
    region: Region, emotion: str
) -> None:
    moved = draw_faces(4, 64, 4, emotions=[emotion], carried_by=region, intensity=(1.0, 1.0))
    rest = draw_faces(4, 64, 4, emotions=["neutral"])
    place = REGIONS.index(region)
    for index in range(4):
        mask = moved.regions[index, place] | rest.regions[index, place]
        near = cv2.dilate(mask.astype(np.uint8), np.ones((7, 7), dtype=np.uint8)) > 0
        changed = moved.faces.images[index] != rest.faces.images[index]
        assert not (changed & ~near).any()
        difference = moved.faces.images[index].astype(float) - rest.faces.images[index]
        assert np.abs(difference[mask]).max() > 3


def test_a_region_that_does_not_carry_an_emotion_leaves_the_face_neutral() -> None:
    happy = draw_faces(4, emotions=["happy"], carried_by="forehead")
    neutral = draw_faces(4, emotions=["neutral"])
    assert (happy.faces.images == neutral.faces.images).all()
    assert (happy.action_units == 0).all()


def test_carried_faces_show_the_emotions_that_the_region_carries() -> None:
    shown = set(draw_faces(20, 16, carried_by="nose").faces.table["emotion"])
    assert shown == {"disgust", "neutral"}


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"count": 0}, "at least one"),
        ({"count": 1, "size": 15}, "16 to 1024"),
        ({"count": 1, "size": 2000}, "2000"),
        ({"count": 1, "seed": -1}, "seed"),
        ({"count": 1, "emotions": ["bored"]}, "bored"),
        ({"count": 1, "emotions": []}, "empty"),
        ({"count": 1, "carried_by": "ear"}, "ear"),
        ({"count": 1, "intensity": (0.8, 0.2)}, "intensity"),
        ({"count": 1, "intensity": (0.0, 1.5)}, "intensity"),
    ],
)
def test_bad_arguments_are_named(arguments: dict[str, object], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        draw_faces(**arguments)  # type: ignore[arg-type]


def test_faces_are_drawn_fast() -> None:
    draw_faces(5)
    start = time.process_time()
    draw_faces(100)
    assert time.process_time() - start < 2.0


def _nearest_centroid(train: Drawn, test: Drawn) -> float:
    known, asked = _shapes(train), _shapes(test)
    labels = train.faces.labels
    centres = np.stack([known[labels == label].mean(axis=0) for label in range(len(EMOTIONS))])
    spread = (known - centres[labels]).std(axis=0) + 1e-3
    distance = (((asked[:, None] - centres[None]) / spread) ** 2).sum(axis=2)
    return float((distance.argmin(axis=1) == test.faces.labels).mean())


def _shapes(drawn: Drawn) -> NDArray[np.float64]:
    """Centre and scale each face by its eyes' corners."""
    points = drawn.landmarks.astype(np.float64)
    left, right = points[:, 36], points[:, 45]
    across = right - left
    turn = (across[:, 0] - 1j * across[:, 1]) / (across**2).sum(axis=1)
    centred = points - ((left + right) / 2)[:, None]
    turned = (centred[..., 0] + 1j * centred[..., 1]) * turn[:, None]
    return np.concatenate((turned.real, turned.imag), axis=1)


def _pixels(drawn: Drawn) -> NDArray[np.float64]:
    flat = drawn.faces.images.reshape(len(drawn), -1).astype(np.float64)
    flat -= flat.mean(axis=1, keepdims=True)
    return flat / flat.std(axis=1, keepdims=True)


def _least_squares(pixels: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    gram = pixels @ pixels.T + 2000 * np.eye(len(pixels))
    return np.asarray(pixels.T @ np.linalg.solve(gram, np.eye(len(EMOTIONS))[labels]))
