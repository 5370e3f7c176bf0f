"""Knitting has its ribs, folds their creases; patterns too fine to be seen fade."""

import numpy as np
import pytest

from feelingit.occlusion.coverings.headwear.cloth import cast_shadow, fading, ribs
from feelingit.occlusion.coverings.headwear.drape import folds
from feelingit.occlusion.coverings.headwear.hair import strands
from feelingit.occlusion.coverings.headwear.head import Head
from feelingit.occlusion.coverings.headwear.opening import Opening, face_oval
from feelingit.occlusion.drawing import Canvas, FaceFrame
from feelingit.synthetic import draw_faces


def canvas(side: int) -> Canvas:
    points = draw_faces(1, side, seed=5).landmarks[0]
    image = np.full((side, side), 150, np.uint8)
    return Canvas(image, FaceFrame(points, side, side), np.random.default_rng(1))


@pytest.mark.parametrize("count", [30, 44])
def test_there_are_as_many_ribs_round_the_head_as_asked_for(count: int) -> None:
    longitude = np.linspace(-np.pi, np.pi, 4000, endpoint=False, dtype=np.float32)[None]
    relief = ribs(canvas(512), longitude, np.zeros_like(longitude), count, 1e6)[0]
    rises = (relief > 0) & (np.roll(relief, 1) <= 0)
    assert rises.sum() == count


def test_stitches_are_seen_in_large_pictures_and_fade_in_small_ones() -> None:
    height = np.linspace(0, 1, 200, dtype=np.float32)[:, None]
    variation = [
        ribs(canvas(side), np.zeros_like(height), height, 36, 12).std() for side in (48, 384)
    ]
    assert variation[0] < 0.02
    assert variation[1] > 0.1


def test_a_pattern_fades_as_it_becomes_too_fine_for_the_pixels() -> None:
    seen = [fading(period) for period in (0.5, 1.6, 2.5, 10.0)]
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0, 1)


def test_folds_repeat_after_one_round_and_are_as_many_as_asked_for() -> None:
    phase = np.linspace(0, 2, 800, endpoint=False, dtype=np.float32)
    relief = folds(np.random.default_rng(3), phase, 5)
    assert relief[:400] == pytest.approx(relief[400:], abs=1e-3)
    creases = (relief < np.roll(relief, 1)) & (relief <= np.roll(relief, -1)) & (relief < -0.2)
    assert creases.sum() == 10


def test_strands_keep_their_tone_along_their_length() -> None:
    here = canvas(96)
    across = np.tile(np.linspace(-1, 1, 50, dtype=np.float32), (20, 1))
    tones = strands(here, across)
    assert (tones == tones[0]).all()
    assert tones.std() > 0.1


def test_a_shadow_lies_beside_the_cloth_and_fades_with_distance() -> None:
    here = canvas(96)
    cloth = np.zeros((96, 96), np.float32)
    cloth[:40] = 1
    cast_shadow(here, cloth, 0.1, 0.5)
    column = here.grey[:, 48]
    assert (column[:40] == 150).all()
    assert column[41] < 110
    assert (np.diff(column[40:]) >= 0).all()
    assert column[-1] == 150
    assert not here.hidden.any()


def test_the_distance_from_an_opening_is_negative_within_and_zero_on_its_line() -> None:
    here = canvas(192)
    oval: Opening = face_oval(Head(here.frame), -0.6, 0.05)
    angle, outside = oval.about(here)
    inside = here.fill(oval.pixels)
    assert outside[inside > 0.99].max() < 0.02
    assert outside[inside < 0.01].min() > -0.02
    x, y = np.rint(here.frame.at(oval.middle + np.array([0, -0.2], np.float32))[0]).astype(int)
    assert abs(angle[y, x]) < 0.1
