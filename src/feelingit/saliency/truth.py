"""Does a map lie where the emotion is known to be? Its share in the true region, against chance.

The test of the whole instrument: a network learns faces whose emotion shows in one region alone,
so that whatever it knows it has from there; a method that says where networks look has to find
that region. Knows nothing about networks, nor about how maps are made.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.saliency.controls import center_bias
from feelingit.types import Maps, Mask, Region

TRUE_REGIONS: tuple[Region, ...] = ("mouth", "brows", "eyes")
"""The regions that alone can tell several emotions apart."""

COLUMNS = (
    "model",
    "method",
    "region",
    "share",
    "chance",
    "ratio",
    "low",
    "high",
    "accuracy",
    "faces",
    "passes",
)
"""Of the table of results, a row a network, method and region."""

CENTER = "center_bias"
"""The method of the rows that say what a look at the middle of the picture comes to."""

LEARNT = 0.5
"""How far a network has to come from guessing (0) to knowing (1) for its maps to be tested."""

MARGIN = 1 / 48
"""By which share of the picture's side the true region is widened: a pixel of 48."""

INTERVAL = (0.025, 0.975)

Values = NDArray[np.float64]


@dataclass(frozen=True)
class TrueRegion:
    """Where the emotion is in each face, and what of the picture is face; row i is face i.

    Attributes:
        inside: `bool [n, height, width]`, True in the true region.
        face: `bool [n, height, width]`, True on the face.
    """

    inside: Mask
    face: Mask

    @property
    def chance(self) -> Values:
        """The region's share of each face's area, `float64 [n]`: what a map that is even gets."""
        return _share_of(np.ones(self.face.shape, np.float32), self)


@dataclass(frozen=True)
class Verdict:
    """How much of its saliency a method puts into the true region.

    Attributes:
        share: Mean over faces of the share of saliency, of all that lies on the face.
        chance: Mean over faces of the region's share of the face's area.
        ratio: `share` over `chance`; 1 is chance.
        low: The ratio's lower bound: 95 % percentile bootstrap over faces.
        high: Its upper bound.
        faces: How many there were.
        beats_center: Whether `share` is above that of `center_bias` in the same faces, beyond the
            bootstrap's 95 %.
    """

    share: float
    chance: float
    ratio: float
    low: float
    high: float
    faces: int
    beats_center: bool

    @property
    def passes(self) -> bool:
        """Whether the method finds the region: above chance, and not by a look at the middle."""
        return self.low > 1 and self.beats_center


def true_region(moved: Mask, resting: Mask, face: Mask) -> TrueRegion:
    """Take in all pixels in which a region's expression can show.

    A region moves with its expression: a raised brow shows where it is and where it is no more.
    Edges of what is drawn, and of what a convolution sees, reach a little further; so the region
    is widened by `MARGIN`, a pixel at least, for the maps and for chance alike. What differs
    between a drawn face of 48 x 48 pixels and the same person at rest then lies inside, to within
    half a percent.

    Args:
        moved: `bool [n, height, width]`, the region as the faces show it.
        resting: The same region of the same people at rest.
        face: What of the pictures is face.
    """
    pixels = max(1, round(MARGIN * min(face.shape[1:])))
    brush = np.ones((2 * pixels + 1, 2 * pixels + 1), np.uint8)
    wide = np.zeros(face.shape, np.bool_)
    for row, region in enumerate(moved | resting):
        wide[row] = cv2.dilate(region.astype(np.uint8), brush) > 0
    return TrueRegion(wide & face, face)


def has_learnt(accuracy: float, emotions: int) -> bool:
    """Tell whether a network knows enough of faces of so many emotions for its maps to be tested.

    Who guesses is right in one of `emotions` faces; see `LEARNT`.
    """
    guessing = 1 / emotions
    return accuracy >= guessing + LEARNT * (1 - guessing)


def verdict(maps: Maps, truth: TrueRegion, *, resamples: int = 2000, seed: int = 0) -> Verdict:
    """Measure maps against the true region.

    A map that is 0 all over a face says as little as one that is even there, and counts as one.
    The ratio is that of the mean share to the mean chance, so that no face with a small region
    outweighs the others.

    Args:
        maps: `float32 [n, height, width]`, 0 or more; n may be 0, which gives NaN.
        truth: Of the same faces.
        resamples: Of the bootstrap over faces.
        seed: Of the bootstrap; the same for other maps gives the same resamples.

    Raises:
        ValueError: The maps are not of the regions' shape, or not finite and 0 or more.
    """
    if maps.shape != truth.face.shape:
        raise ValueError(f"maps are {maps.shape}, the regions {truth.face.shape}")
    if not (np.isfinite(maps).all() and (maps >= 0).all()):
        raise ValueError("maps must be finite and 0 or more")
    if len(maps) == 0:
        return Verdict(np.nan, np.nan, np.nan, np.nan, np.nan, 0, beats_center=False)
    chance = truth.chance
    shares = shares_inside(maps, truth)
    middle = np.broadcast_to(center_bias(*maps.shape[1:]), maps.shape)
    center = shares_inside(middle, truth)
    means = _resampled(np.stack([shares, chance, center], axis=1), resamples, seed)
    low, high = np.quantile(means[:, 0] / means[:, 1], INTERVAL)
    above = np.quantile(means[:, 0] - means[:, 2], INTERVAL[0])
    return Verdict(
        share=float(shares.mean()),
        chance=float(chance.mean()),
        ratio=float(shares.mean() / chance.mean()),
        low=float(low),
        high=float(high),
        faces=len(maps),
        beats_center=bool(above > 0),
    )


def shares_inside(maps: Maps, truth: TrueRegion) -> Values:
    """Give each face's share of saliency in the true region, of all on the face, `float64 [n]`.

    A map that is 0 all over its face gets what an even one gets.
    """
    shares = _share_of(maps, truth)
    return np.asarray(np.where(np.isnan(shares), truth.chance, shares))


def _share_of(maps: Maps, truth: TrueRegion) -> Values:
    """Give the share inside, `float64 [n]`; NaN where nothing lies on the face."""
    inside = np.sum(maps, axis=(1, 2), where=truth.inside, dtype=np.float64)
    total = np.sum(maps, axis=(1, 2), where=truth.face, dtype=np.float64)
    return np.asarray(inside / np.where(total > 0, total, np.nan))


def _resampled(columns: Values, resamples: int, seed: int) -> Values:
    """Draw faces with replacement, and give the mean of each column, `[resamples, columns]`."""
    generator = np.random.default_rng(seed)
    faces = len(columns)
    means = np.empty((resamples, columns.shape[1]))
    for row in means:
        row[:] = columns[generator.integers(0, faces, faces)].mean(axis=0)
    return means
