"""Mean maps over seeds, and where they stand out; knows nothing about how they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feelingit.report.looking.evidence import Looking
from feelingit.saliency.atlas import RIGHT, WRONG, Atlas
from feelingit.saliency.differences import Difference

CHANCE = 0.05
"""Corrected p values below it are called beyond chance."""
ENOUGH = 10
"""A mean of fewer maps is not shown: it says more of its faces than of the model."""

Values = NDArray[np.float64]
Where = NDArray[np.bool_]


@dataclass(frozen=True)
class Mean:
    """One map to be shown.

    Attributes:
        amount: `float64 [h, w]`; 1 is an even spread, or 0 no difference.
        more: `bool [h, w]`, beyond chance more than what it is compared with.
        less: `bool [h, w]`, beyond chance less.
        count: Over how many faces; 0 where there is nothing to show.
    """

    amount: Values
    more: Where
    less: Where
    count: int

    @property
    def drawn(self) -> bool:
        """Whether it is of enough faces to be shown."""
        return self.count >= ENOUGH


def mean_maps(
    looking: Looking, model_ids: Sequence[str], method: str, condition: str, answers: int = RIGHT
) -> list[Mean]:
    """Average the maps of seeds, each weighted by its faces: seven emotions, then all of them.

    An emotion's map stands out where that of every seed with such faces does. What all emotions
    come to is the mean of theirs, each with the same weight. Empty where no seed has such maps.
    """
    found = [
        (atlas, atlas.conditions.index(condition), atlas.methods.index(method))
        for atlas in (looking.atlases.get(name) for name in model_ids)
        if atlas is not None and condition in atlas.conditions and method in atlas.methods
    ]
    if not found:
        return []
    emotions = found[0][0].mean.shape[3]
    means = [_of_emotion(found, answers, emotion) for emotion in range(emotions)]
    return [*means, _of_all(means)]


def _of_emotion(found: list[tuple[Atlas, int, int]], answers: int, emotion: int) -> Mean:
    counts = np.array([a.count[c, m, answers, emotion] for a, c, m in found], dtype=np.float64)
    maps = np.array([a.mean[c, m, answers, emotion] for a, c, m in found], dtype=np.float64)
    total = counts.sum()
    values = np.tensordot(counts / max(1.0, total), maps, axes=1)
    nothing = np.zeros(values.shape, dtype=np.bool_)
    if not total or answers == WRONG:
        return Mean(values, nothing, nothing, int(total))
    known = [each for each, count in zip(found, counts, strict=True) if count]
    more, less = (
        np.all([_beyond(atlas, c, m, emotion, sign) for atlas, c, m in known], axis=0)
        for sign in (1, -1)
    )
    return Mean(values, more, less, int(total))


def _beyond(atlas: Atlas, condition: int, method: int, emotion: int, sign: int) -> Where:
    above = atlas.mean[condition, method, RIGHT, emotion] - atlas.over_all[condition, method]
    beyond = atlas.p[condition, method, emotion] < CHANCE
    return np.asarray(beyond & (sign * above > 0))


def _of_all(means: list[Mean]) -> Mean:
    known = [mean for mean in means if mean.count]
    nothing = np.zeros_like(means[0].more)
    if not known:
        return Mean(np.zeros_like(means[0].amount), nothing, nothing, 0)
    values = np.mean([mean.amount for mean in known], axis=0)
    return Mean(values, nothing, nothing, sum(mean.count for mean in known))


def difference_maps(difference: Difference, *, turned: bool = False) -> list[Mean]:
    """Give the seven maps of a difference, `b` minus `a` where it is turned."""
    sign = -1.0 if turned else 1.0
    found = []
    for values, p, count in zip(
        difference.mean.astype(np.float64), difference.p, difference.count, strict=True
    ):
        beyond = (p < CHANCE) & (count > 0)
        found.append(
            Mean(sign * values, beyond & (sign * values > 0), beyond & (sign * values < 0),
                 int(count))
        )  # fmt: skip
    return found


def marked_share(means: Sequence[Mean]) -> float:
    """Give the share of pixels, over all maps with faces, that stand out."""
    known = [mean for mean in means if mean.count]
    return float(np.mean([(m.more | m.less).mean() for m in known])) if known else 0.0
