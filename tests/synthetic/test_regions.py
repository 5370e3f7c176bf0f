import cv2
import numpy as np

from feelingit.synthetic import REGION_OF_LANDMARK, Drawn
from feelingit.types import REGIONS


def test_regions_are_disjoint(drawn: Drawn) -> None:
    assert drawn.regions.sum(axis=1).max() == 1


def test_every_region_of_every_face_is_seen(drawn: Drawn) -> None:
    assert drawn.regions.any(axis=(2, 3)).all()


def test_regions_cover_the_face_without_holes(drawn: Drawn) -> None:
    for face in drawn.regions.any(axis=1):
        contours, _ = cv2.findContours(
            face.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE
        )
        assert len(contours) == 1
    assert 0.4 < drawn.regions.any(axis=1).mean() < 0.9


def test_landmarks_lie_in_the_regions_they_belong_to(drawn: Drawn) -> None:
    size = drawn.regions.shape[-1]
    kernel = np.ones((5, 5), dtype=np.uint8)
    for landmarks, masks in zip(drawn.landmarks, drawn.regions, strict=True):
        wide = [cv2.dilate(mask.astype(np.uint8), kernel) for mask in masks]
        for (x, y), region in zip(np.rint(landmarks).astype(int), REGION_OF_LANDMARK, strict=True):
            if 0 <= x < size and 0 <= y < size:
                assert wide[REGIONS.index(region)][y, x], (x, y, region)


def test_regions_stand_in_their_order_from_the_top_down(drawn: Drawn) -> None:
    rows = np.arange(drawn.regions.shape[-2])[:, None]
    levels = {
        region: float((drawn.regions[:, place] * rows).sum() / drawn.regions[:, place].sum())
        for place, region in enumerate(REGIONS)
    }
    ordered = [levels[r] for r in ("forehead", "brows", "eyes", "nose", "mouth", "chin")]
    assert ordered == sorted(ordered)
