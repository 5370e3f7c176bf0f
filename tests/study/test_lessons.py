"""The faces that methods are tested with: what tells their emotion, and where."""

import numpy as np
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.saliency.truth import TRUE_REGIONS
from feelingit.study.lessons import AT_REST, HELD_OUT, lesson
from feelingit.synthetic import carriers, draw_faces
from feelingit.types import Region

COUNT, SIZE = 24, 48


@pytest.mark.parametrize("region", TRUE_REGIONS)
def test_all_that_tells_the_emotion_lies_in_the_true_region(region: Region) -> None:
    asked = lesson(region, COUNT, SIZE).held_out
    neutral = draw_faces(len(asked.images), SIZE, HELD_OUT, emotions=[AT_REST]).faces.images
    changed = np.abs(asked.images.astype(np.int64) - neutral)
    assert changed[asked.truth.inside].sum() > 0.99 * changed.sum() > 0


@pytest.mark.parametrize("region", TRUE_REGIONS)
def test_the_true_region_is_a_small_part_of_the_face(region: Region) -> None:
    truth = lesson(region, COUNT, SIZE).held_out.truth
    assert (truth.inside <= truth.face).all()
    assert (truth.chance > 0.05).all()
    assert (truth.chance < 0.3).all()


@pytest.mark.parametrize("region", TRUE_REGIONS)
def test_the_faces_show_emotions_that_the_region_carries_and_neutral(region: Region) -> None:
    faces = lesson(region, COUNT, SIZE)
    shown = {EMOTIONS[label] for label in faces.held_out.labels}
    assert AT_REST in shown
    assert all(region in carriers(name) for name in shown - {AT_REST})
    assert faces.held_out.emotions == len(shown) >= 3
    assert {EMOTIONS[label] for label in faces.train.labels} == shown


def test_nobody_is_asked_about_who_was_trained_or_validated_with() -> None:
    faces = lesson("mouth", COUNT, SIZE)
    every = [faces.train.images, faces.validation.images, faces.held_out.images]
    pictures = [image.tobytes() for images in every for image in images]
    assert len(set(pictures)) == len(pictures)
    assert [len(images) for images in every] == [24, 14, 14]


def test_more_faces_are_drawn_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part has a seed of its own: its people are others, and its truth is still theirs."""
    monkeypatch.setattr("feelingit.study.lessons.PART", 10)
    faces = lesson("brows", COUNT, SIZE)
    assert len({image.tobytes() for image in faces.train.images}) == COUNT
    neutral = [
        draw_faces(count, SIZE, HELD_OUT + part, emotions=[AT_REST]).faces.images
        for part, count in enumerate((10, 4))
    ]
    asked = faces.held_out
    changed = np.abs(asked.images.astype(np.int64) - np.concatenate(neutral))
    assert changed[asked.truth.inside].sum() > 0.99 * changed.sum() > 0


def test_some_faces_are_taken_with_their_truth() -> None:
    asked = lesson("eyes", COUNT, SIZE).held_out
    few = asked.take(np.array([5, 2]))
    assert (few.images == asked.images[[5, 2]]).all()
    assert (few.labels == asked.labels[[5, 2]]).all()
    assert (few.truth.inside == asked.truth.inside[[5, 2]]).all()
    assert (few.truth.face == asked.truth.face[[5, 2]]).all()
