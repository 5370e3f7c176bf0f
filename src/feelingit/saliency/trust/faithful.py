"""The tests of faithfulness: a map's own order of places against three that know less."""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from torch import nn

from feelingit.saliency.controls import center_bias
from feelingit.saliency.trust.estimates import estimates
from feelingit.saliency.trust.faithfulness import KINDS, Curves
from feelingit.saliency.trust.orders import (
    Cells,
    Numbers,
    Ranks,
    cells,
    lots,
    order_by_lot,
    order_by_map,
)
from feelingit.saliency.trust.question import Question
from feelingit.saliency.trust.verdicts import decide
from feelingit.types import Images, Maps

MAP, RANDOM, CENTER, MEAN_FACE = "map", "random", "center", "mean_face"
ENDINGS = {RANDOM: "", CENTER: "_center", MEAN_FACE: "_mean_face"}
"""What a map's order is compared with, and how the test's name ends."""
CURVES = ("kind", "order", "share", "probability", "low", "high", "faces")

Known = Mapping[str, NDArray[np.bool_]]
Picture = TypeVar("Picture", Images, Maps)


def faithful(
    question: Question, network: nn.Module, own: Maps
) -> tuple[list[dict[str, object]], pd.DataFrame]:
    """Measure deletion and insertion.

    Args:
        question: The method and the faces.
        network: The judged one.
        own: Its maps of the faces.

    Returns:
        A row for each test, and `CURVES`: each order's mean curves over the faces for which the
        order stands. A constant map has none; such faces are left out.
    """
    orders, known = _orders(question, network, own)
    found = question.curves(network, orders, cells(*question.images.shape[1:]))
    rows = [
        decide(
            f"{kind}{ending}",
            np.where(known[MAP] & known[reference], found.better(kind, MAP, reference), np.nan),
            resamples=question.resamples,
            seed=question.seed,
        )
        for kind in KINDS
        for reference, ending in ENDINGS.items()
    ]
    return rows, curve_table(found, known, question.resamples, question.seed)


def curve_table(found: Curves, known: Known, resamples: int, seed: int) -> pd.DataFrame:
    """Average curves over the faces whose own map and whose order stand; see `faithful`."""
    tables = []
    for (kind, order), probability in found.probability.items():
        stands = known[MAP] & known[order]
        points = estimates(probability[stands], resamples, seed)
        table = pd.DataFrame(points).rename(columns={"value": "probability"})
        tables.append(table.assign(kind=kind, order=order, share=found.shares))
    return pd.concat(tables, ignore_index=True)[list(CURVES)]


def _orders(question: Question, network: nn.Module, own: Maps) -> tuple[Mapping[str, Ranks], Known]:
    """Put each face's cells in every order, and say for which faces the order stands."""
    grid = cells(*own.shape[1:])
    drawn = lots(len(own), grid.number, question.seed)
    by_map, has_order = order_by_map(own, grid, drawn)
    by_mean, mean_has = _of_mean_face(question, network, grid, drawn)
    all_of_them = np.ones(len(own), dtype=np.bool_)
    ranks = {
        MAP: by_map,
        RANDOM: order_by_lot(drawn),
        CENTER: order_by_map(_repeated(center_bias(*own.shape[1:]), len(own)), grid, drawn)[0],
        MEAN_FACE: by_mean,
    }
    return ranks, {MAP: has_order, RANDOM: all_of_them, CENTER: all_of_them, MEAN_FACE: mean_has}


def _of_mean_face(
    question: Question, network: nn.Module, grid: Cells, drawn: Numbers
) -> tuple[Ranks, NDArray[np.bool_]]:
    """Ask about the mean of all faces once for each emotion; faces of one share its order."""
    if len(question.images) == 0:
        return np.empty(drawn.shape, np.int64), np.empty(0, np.bool_)
    emotions, place = np.unique(question.targets, return_inverse=True)
    mean = np.rint(question.images.mean(axis=0)).astype(np.uint8)
    maps = question.about(_repeated(mean, len(emotions)), emotions).maps(network)
    ranks, stands = order_by_map(maps, grid, drawn[: len(emotions)])
    return ranks[place], stands[place]


def _repeated(one: Picture, times: int) -> Picture:
    return np.repeat(one[None], times, axis=0)
