"""What of maps may be shown to anyone: no single face, and no map of so few that it shows one.

Knows nothing about where a run keeps its files.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from feelingit.saliency.atlas import RIGHT, Atlas, Examples
from feelingit.saliency.differences import Difference
from feelingit.types import Images, Maps

DECIMALS = 2
"""Of published means, where 1 is an even spread: finer ones are noise, and three times the size."""

Counts = NDArray[np.int64]


def publishable(atlas: Atlas, enough: int) -> Atlas:
    """Leave single faces out of an atlas, and means of fewer than `enough` faces.

    Returns:
        The atlas without examples. Where too few faces were, mean maps are NaN, `p` is 1, and mean
        faces are black; counts stay.
    """
    right = atlas.count[:, :, RIGHT] >= enough
    # A face whose map is blank is in the mean face all the same; all methods have the same faces.
    faces = (atlas.count + atlas.blank)[:, :, RIGHT].max(axis=1) >= enough
    return replace(
        atlas,
        mean=_where(atlas.count, enough, atlas.mean),
        p=np.where(right[..., None, None], atlas.p, np.float32(1)),
        over_all=atlas.over_all.round(DECIMALS),
        mean_face=np.where(faces[..., None, None], atlas.mean_face, np.uint8(0)),
        examples=_none(atlas.examples.images),
    )


def publishable_difference(difference: Difference, enough: int) -> Difference:
    """Leave means of fewer than `enough` faces out of a difference: NaN, with `p` 1."""
    known = (difference.count >= enough)[:, None, None]
    return replace(
        difference,
        mean=_where(difference.count, enough, difference.mean),
        p=np.where(known, difference.p, np.float32(1)),
    )


def _where(count: Counts, enough: int, mean: Maps) -> Maps:
    """Keep the means of enough faces, rounded; those of no face at all are zeros as they were."""
    few = (count > 0) & (count < enough)
    kept: Maps = np.where(few[..., None, None], np.float32(np.nan), mean.round(DECIMALS))
    return kept


def _none(images: Images) -> Examples:
    height, width = images.shape[1:]
    empty = np.zeros((0, height, width))
    names = np.zeros(0, dtype=np.str_)
    return Examples(empty.astype(np.uint8), empty.astype(np.float32), names, names, names)
