from collections.abc import Iterator

import numpy as np
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.predict.analysis import analyzed, answered, prepare
from feelingit.predict.face import Box, Detection
from feelingit.predict.picture import Loaded, Picture
from feelingit.types import Images, Probabilities


class Fake:
    """Answers by the crop's brightness; counts what it was asked."""

    height = width = 16

    def __init__(self) -> None:
        self.batches: list[int] = []

    def probabilities(self, images: Images, batch_size: int = 64) -> Probabilities:
        assert len(images) <= batch_size
        self.batches.append(len(images))
        rest = images.mean(axis=(1, 2)) / 255
        answers = np.repeat((1 - rest[:, None]) / 6, 7, axis=1)
        answers[:, 0] = rest
        return answers.astype(np.float32)


def picture(grey: int, faces: int = 1) -> Picture:
    shown = np.full((60, 80, 3), grey, np.uint8)
    shown[0, 0] = faces
    return shown


def boxes(shown: Picture) -> list[Detection]:
    """Find as many faces as the corner says, the smallest first."""
    count = int(shown[0, 0, 0])
    return [Detection(Box(5, 5, 10 + 4 * k, 10 + 4 * k), 0.5 + 0.1 * k) for k in range(count)]


def stream(counts: list[int]) -> Iterator[Loaded]:
    for place, count in enumerate(counts):
        yield Loaded(f"{place}.jpg", picture(40 + 10 * place, count))


def test_every_picture_gets_its_rows_in_order() -> None:
    counts = [1, 0, 3, 2, 0]
    rows = list(analyzed(stream(counts), Fake(), boxes, batch_size=2))
    assert [len(faces) for faces in rows] == [1, 1, 3, 2, 1]
    assert [faces[0].source for faces in rows] == [f"{k}.jpg" for k in range(5)]
    assert [faces[0].status for faces in rows] == ["ok", "no_face", "ok", "ok", "no_face"]


def test_the_largest_face_comes_first_and_has_the_number_0() -> None:
    ((first, second),) = analyzed(stream([2]), Fake(), boxes)
    assert (first.face, second.face) == (0, 1)
    assert first.box.width > second.box.width
    assert first.score > second.score


def test_answers_do_not_depend_on_the_batch() -> None:
    counts = [1, 2, 0, 4, 1, 1]
    apart = [
        [
            face.confidence
            for faces in analyzed(stream(counts), Fake(), boxes, batch_size=size)
            for face in faces
        ]
        for size in (1, 3, 64)
    ]
    assert apart[0] == apart[1] == apart[2]


def test_faces_of_many_pictures_are_classified_together() -> None:
    fake = Fake()
    list(analyzed(stream([1] * 20), fake, boxes, batch_size=8))
    assert fake.batches == [8, 8, 4]


def test_pictures_without_faces_are_not_hoarded() -> None:
    taken = 0

    def empty() -> Iterator[Loaded]:
        nonlocal taken
        for place in range(10_000):
            taken += 1
            yield Loaded(str(place), picture(9, 0))

    next(analyzed(empty(), Fake(), boxes, batch_size=4))
    assert taken < 100


def test_an_unreadable_picture_keeps_its_place_and_its_reason() -> None:
    loaded = [Loaded("a", picture(1)), Loaded("b", None, "it is torn"), Loaded("c", picture(2))]
    rows = [faces[0] for faces in analyzed(loaded, Fake(), boxes)]
    assert [row.source for row in rows] == ["a", "b", "c"]
    assert rows[1].status == "unreadable"
    assert rows[1].problem == "it is torn"
    assert rows[1].probabilities is None


def test_the_threshold_decides_whether_an_emotion_is_named() -> None:
    loaded = [Loaded("dark", picture(51)), Loaded("light", picture(204))]
    prepared = [prepare(one, None, 16, 16) for one in loaded]
    dark, light = (row[0] for row in answered(prepared, Fake(), threshold=0.5))
    assert (dark.status, dark.emotion) == ("unsure", None)
    assert (light.status, light.emotion) == ("ok", EMOTIONS[0])
    assert light.confidence == pytest.approx(0.8, abs=0.01)
    assert sum(light.probabilities.values()) == pytest.approx(1, abs=1e-5)


def test_pictures_that_are_faces_need_no_detector() -> None:
    found = prepare(Loaded("a", picture(9)), None, 16, 12).found
    assert found[0].crop.shape == (16, 12)
    assert found[0].box is None
