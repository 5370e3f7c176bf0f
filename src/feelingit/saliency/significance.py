"""Where maps differ beyond chance: permutation tests over all pixels and emotions at once.

Knows nothing of where maps come from: faces are rows, pixels are columns, and rows are read a
chunk at a time, so that no test holds the maps of many faces. NaN is what a face does not show: it
counts as what would speak for nothing, the mean of the faces that do show it (no difference, in
pairs), so that faces cut off at the chin do not look as if the chin were not looked at.

Both tests standardise a difference of means by its exact standard deviation over all permutations
(Strasser and Weber 1999, "On the asymptotic theory of permutation statistics"), which the
permutations leave as it is: the statistic is a weighted sum over faces, and one matrix product
gives it for many permutations. Each permutation moves whole faces, so that pixels keep their
correlations. A pixel's p is the share of permutations whose largest statistic, over all pixels and
all emotions, reaches this pixel's: single-step max T of Westfall and Young 1993, "Resampling-based
multiple testing", which bounds the chance of any false finding in the whole set of maps. The maps
as they are count as one of the permutations (Phipson and Smyth 2010), so that no p is 0.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.saliency.chunks import chunks

Values = NDArray[np.float32]
Emotions = NDArray[np.int64]
Draws = NDArray[np.int8]
"""`[permutations, n]`: each row one way in which the faces could have come, by chance."""

Read = Callable[[slice], Values]
"""Gives `float32 [rows, pixels]` of some faces, NaN where a face does not show a pixel; called anew
for every pass over them."""

BLOCK = 256
"""Permutations of one pass over the faces."""
SAME = 1e-5
"""Relative difference below which two statistics are equal, for their rounding."""
STEADY = 1e-10
"""Share of a pixel's squares below which its variance is rounding error."""
FEWEST = 2
"""Faces of an emotion without which nothing is said of it."""


def emotions_differ(
    read: Read, emotions: Emotions, pixels: int, *, permutations: int, seed: int
) -> Values:
    """Test each emotion's mean map against the mean over all emotions.

    The statistic of emotion e at a pixel is `m_e - mean_k m_k` over the emotions k that there are,
    each with the same weight, by its standard deviation over all ways of giving the faces the
    same emotions anew: `s * sqrt(sum_k a_k^2 / n_k)`, where s is the standard deviation over all
    faces, and a the weights (`1 - 1/K` of e, `-1/K` of the others). Two-sided.

    It is assumed that faces are independent, and tested that the maps of all emotions come from
    one distribution. Two things follow. With faces in very unequal numbers, emotions that differ
    in spread alone can be found. And an emotion that stands out raises the mean that the others
    are compared with, so that they can be found below it at the same pixels.

    Args:
        read: Gives maps of faces.
        emotions: `int64 [n]`, places in `EMOTIONS`.
        pixels: How many `read` gives of each face.
        permutations: At random.
        seed: Of the permutations.

    Returns:
        Corrected p, `float32 [7, pixels]`; 1 for an emotion of fewer than two faces, if there is
        only one emotion, and where all faces are the same.
    """
    weights = _contrasts(np.bincount(emotions, minlength=len(EMOTIONS)))
    mean, scale = _standard(read, len(emotions), pixels)

    def standardised(rows: slice) -> Values:
        return _known((read(rows) - mean) * scale)

    def weigh(draws: Draws, _rows: slice) -> Values:
        return weights[:, draws]

    observed = emotions.astype(np.int8)
    drawn = _shuffled(observed, permutations, seed)
    return _corrected(standardised, weigh, observed, drawn, pixels)


def pairs_differ(
    read: Read, emotions: Emotions, pixels: int, *, permutations: int, seed: int
) -> Values:
    """Test whether the mean difference of paired maps, of each emotion, is other than 0.

    The statistic is the sum of an emotion's differences at a pixel by the root of the sum of
    their squares, which is its standard deviation over all ways of flipping faces' signs.
    Two-sided.

    It is assumed that faces are independent, and tested that the two maps of a face could be
    swapped: that the differences are symmetric about 0.

    Args:
        read: Gives differences of faces' maps.
        emotions: `int64 [n]`, places in `EMOTIONS`.
        pixels: How many `read` gives of each face.
        permutations: Flips at random.
        seed: Of the flips.

    Returns:
        Corrected p, `float32 [7, pixels]`; 1 for an emotion of fewer than two faces, and where no
        face differs.
    """
    is_emotion = (np.arange(len(EMOTIONS))[:, None] == emotions).astype(np.float32)
    scale = _by_size(read, is_emotion, pixels)

    def standardised(rows: slice) -> Values:
        return _known(read(rows) * scale[emotions[rows]])

    def weigh(draws: Draws, rows: slice) -> Values:
        return np.asarray(is_emotion[:, None, rows] * draws.astype(np.float32))

    observed = np.ones(len(emotions), np.int8)
    drawn = _flipped(len(emotions), permutations, seed)
    return _corrected(standardised, weigh, observed, drawn, pixels)


def _contrasts(counts: NDArray[np.int64]) -> Values:
    """Weigh a face of each emotion (columns) in each emotion's statistic (rows), `[7, 7]`."""
    there = counts > 0
    each = np.where(there, 1 / np.maximum(counts, 1), 0.0)
    differences = (np.eye(len(counts)) - there / max(there.sum(), 1)) * there
    variance = differences**2 @ each
    tested = (counts >= FEWEST) & (variance > 0)
    over = np.where(tested, 1 / np.sqrt(np.where(tested, variance, 1.0)), 0.0)
    return np.asarray(over[:, None] * differences * each, dtype=np.float32)


def _standard(read: Read, n: int, pixels: int) -> tuple[Values, Values]:
    """Give each pixel's mean over the faces that show it, and 1 over its standard deviation.

    Of all faces, for the others are at the mean. It is 0 where nothing varies.
    """
    total, squares, showing = np.zeros((3, pixels))
    for rows in chunks(n):
        values = read(rows).astype(np.float64)
        showing += (~np.isnan(values)).sum(axis=0)
        total += np.nansum(values, axis=0)
        squares += np.nansum(values**2, axis=0)
    mean = total / np.maximum(showing, 1)
    spread = squares - showing * mean**2
    varies = spread > STEADY * squares
    variance = np.where(varies, spread, 1.0) / max(n - 1, 1)
    return mean.astype(np.float32), (varies / np.sqrt(variance)).astype(np.float32)


def _by_size(read: Read, is_emotion: Values, pixels: int) -> Values:
    """Give 1 over the root of the sum of squares, `[7, pixels]`; 0 where nothing can be tested."""
    squares = np.zeros((len(is_emotion), pixels))
    for rows in chunks(is_emotion.shape[1]):
        squares += is_emotion[:, rows] @ _known(read(rows)).astype(np.float64) ** 2
    tested = (squares > 0) & (is_emotion.sum(axis=1) >= FEWEST)[:, None]
    return np.asarray(tested / np.sqrt(np.where(tested, squares, 1.0)), dtype=np.float32)


def _known(values: Values) -> Values:
    return np.where(np.isnan(values), np.float32(0), values)


def _shuffled(emotions: Draws, permutations: int, seed: int) -> Iterator[Draws]:
    generator = np.random.default_rng(seed)
    for many in _blocks(permutations):
        rows = np.broadcast_to(emotions, (many, len(emotions)))
        yield generator.permuted(rows, axis=1)


def _flipped(n: int, permutations: int, seed: int) -> Iterator[Draws]:
    generator = np.random.default_rng(seed)
    for many in _blocks(permutations):
        yield 1 - 2 * generator.integers(0, 2, (many, n), dtype=np.int8)


def _corrected(
    read: Read,
    weigh: Callable[[Draws, slice], Values],
    observed: Draws,
    drawn: Iterator[Draws],
    pixels: int,
) -> Values:
    """Compare the observed statistics with the largest of each permutation."""
    found = np.abs(_statistics(read, weigh, observed[None], pixels)[:, 0])
    largest = [
        np.abs(_statistics(read, weigh, draws, pixels)).max(axis=(0, 2), initial=0.0)
        for draws in drawn
    ]
    ordered = np.sort(np.concatenate([np.zeros(0, np.float32), *largest]))
    reached = len(ordered) - np.searchsorted(ordered, found * np.float32(1 - SAME))
    return ((1 + reached) / (1 + len(ordered))).astype(np.float32)


def _statistics(
    read: Read, weigh: Callable[[Draws, slice], Values], draws: Draws, pixels: int
) -> Values:
    """Sum up weighted faces, `float32 [7, permutations, pixels]`."""
    out = np.zeros((len(EMOTIONS) * len(draws), pixels), np.float32)
    for rows in chunks(draws.shape[1]):
        weights = weigh(draws[:, rows], rows)
        out += weights.reshape(len(out), -1) @ read(rows)
    return out.reshape(len(EMOTIONS), len(draws), pixels)


def _blocks(permutations: int) -> Iterator[int]:
    for start in range(0, permutations, BLOCK):
        yield min(BLOCK, permutations - start)
