from dataclasses import replace

import numpy as np

from feelingit.emotions import EMOTIONS
from feelingit.saliency.atlas import RIGHT, WRONG, Atlas, Examples
from feelingit.saliency.differences import Difference
from feelingit.saliency.face_maps import FRAME
from feelingit.saliency.publishable import publishable, publishable_difference

CELL = (len(EMOTIONS), FRAME, FRAME)
ENOUGH = 10


def atlas_of_counts(right: int, wrong: int) -> Atlas:
    count = np.zeros((1, 1, 2, len(EMOTIONS)), np.int64)
    count[..., RIGHT, :], count[..., WRONG, :] = right, wrong
    names = np.array(["happy"])
    return Atlas(
        conditions=("none",),
        methods=("grad_cam",),
        mean=np.full((1, 1, 2, *CELL), 1.23456, np.float32),
        count=count,
        blank=np.zeros_like(count),
        p=np.full((1, 1, *CELL), 0.01, np.float32),
        over_all=np.ones((1, 1, FRAME, FRAME), np.float32),
        mean_face=np.full((1, *CELL), 99, np.uint8),
        examples=Examples(
            np.ones((1, 32, 32), np.uint8), np.ones((1, 32, 32), np.float32), names, names, names
        ),
    )


def test_means_of_few_faces_and_single_faces_are_left_out() -> None:
    shown = publishable(atlas_of_counts(9, 10), ENOUGH)
    assert np.isnan(shown.mean[:, :, RIGHT]).all()
    assert (shown.mean[:, :, WRONG] == np.float32(1.23)).all()
    assert (shown.p == 1).all()
    assert not shown.mean_face.any()
    assert len(shown.examples.images) == len(shown.examples.face_id) == 0
    assert (shown.count == atlas_of_counts(9, 10).count).all()


def test_means_of_enough_faces_stay() -> None:
    shown = publishable(atlas_of_counts(10, 9), ENOUGH)
    assert (shown.mean[:, :, RIGHT] == np.float32(1.23)).all()
    assert (shown.p == np.float32(0.01)).all()
    assert (shown.mean_face == 99).all()


def test_a_mean_face_counts_those_whose_map_is_blank() -> None:
    atlas = atlas_of_counts(9, 9)
    atlas = replace(atlas, blank=np.ones_like(atlas.count))
    assert publishable(atlas, ENOUGH).mean_face.any()


def test_no_face_leaves_zeros() -> None:
    atlas = atlas_of_counts(0, 0)
    atlas = replace(atlas, mean=np.zeros_like(atlas.mean))
    assert not publishable(atlas, ENOUGH).mean.any()


def test_differences_of_few_pairs_are_left_out() -> None:
    mean, p = np.ones(CELL, np.float32), np.full(CELL, 0.01, np.float32)
    count = np.array([9, 10, 0, 10, 10, 10, 10])
    shown = publishable_difference(
        Difference("gradient", "a", "none", "b", "none", mean, p, count), ENOUGH
    )
    assert np.isnan(shown.mean[0]).all()
    assert (shown.p[0] == 1).all()
    assert (shown.mean[1] == 1).all()
