"""How far a model looks at the regions that people's data say matter, against its controls.

Knows nothing about maps or networks: it is handed each face's shares of saliency per region. The
order of the seven regions is compared, within each emotion, with each source by itself.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.saliency.people.ranks import assignment_p, permutation_p, spearman
from feelingit.saliency.people.ratios import INTERVAL, Ratios, ratios_of
from feelingit.saliency.people.sources import SOURCES, source_values

ALL = "all"
"""The emotion of the row that averages over a source's emotions."""

COLUMNS = (
    *("source", "emotion", "rho", "low", "high", "regions", "p_regions", "p_emotions"),
    *("rho_center", "rho_random", "rho_others"),
)

Values = NDArray[np.float64]


def agreement_rows(
    shares: Values,
    areas: Values,
    emotions: NDArray[np.int64],
    *,
    center: Values,
    random: Values | None = None,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the order of a model's regions with that of every source, emotion by emotion.

    Args:
        shares: `float64 [n, 7]`, each face's share of saliency per region; rows with NaN (blank
            maps) are left out.
        areas: `float64 [n, 7]`, the share of the face that each region takes up.
        emotions: `int64 [n]`, the emotion that each map is about, places in `EMOTIONS`.
        center: `float64 [7]`, shares over areas of the centre-bias map, in the same regions.
        random: `float64 [7, 7]`, emotion by region: the same of a network whose weights are
            random; None where there is none.
        resamples: Of the bootstrap over faces.
        seed: Of the bootstrap; an emotion's interval does not depend on the other emotions.

    Returns:
        `COLUMNS`, for each source a row an emotion that it has, then the row `ALL`:

        - `rho`: Spearman's, equal values sharing their mean rank, of the model's ratios (mean share
          over mean area) with the source's values, over `regions` regions: those that any face of
          the emotion shows. Of `ALL`: the mean over the emotions that have one, each over the
          regions that all of them show.
        - `low`, `high`: 95 % percentile bootstrap over faces. It speaks of other faces, not of
          other regions.
        - `p_regions`: the share of all orders of the regions that agree at least as well, exact
          and one-sided, since agreement is what is claimed. Of `ALL`, the regions are put into one
          other order for all emotions together: what the emotions have in common does not count
          as many times as there are emotions.
        - `p_emotions`, of `ALL` alone: the share of all ways to pair people's emotions with the
          model's that agree at least as well, exact and one-sided. It is small where the model
          looks where people look for that emotion, and not only where they look in faces at all.
        - `rho_center`, `rho_random`: the same rho of the centre-bias map and of a network that
          has learnt nothing, over the same regions and emotions: the floor.
        - `rho_others`: the mean rho of the source's emotion with the model's other emotions.

        NaN where an emotion has no faces, fewer than three regions are seen, or either side gives
        all regions the same value.
    """
    model = ratios_of(shares, areas, emotions, resamples=resamples, seed=seed)
    controls = _Controls(center, random)
    rows = [row for name in SOURCES for row in _of_source(name, model, controls)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


@dataclass(frozen=True)
class _Controls:
    """What a model has to be better than: ratios of the centre bias, and of random weights."""

    center: Values
    random: Values | None

    def rho(self, theirs: Values, emotion: int, seen: NDArray[np.bool_]) -> dict[str, float]:
        random = np.full(theirs.shape, np.nan) if self.random is None else self.random[emotion]
        return {
            "rho_center": float(spearman(self.center[seen], theirs[seen])),
            "rho_random": float(spearman(random[seen], theirs[seen])),
        }


Row = dict[str, object]


def _of_source(name: str, model: Ratios, controls: _Controls) -> list[Row]:
    table = source_values(name)
    places = [EMOTIONS.index(emotion) for emotion in table.index]
    theirs = table.to_numpy(np.float64)
    rows: list[Row] = [
        {"source": name, **_of_emotion(model, place, values, controls)}
        for place, values in zip(places, theirs, strict=True)
    ]
    for row, others in zip(rows, _with_others(model, places, theirs), strict=True):
        row["rho_others"] = others
    return [*rows, {"source": name, "emotion": ALL, **_over_all(model, places, theirs, controls)}]


def _of_emotion(model: Ratios, place: int, theirs: Values, controls: _Controls) -> Row:
    seen = model.seen[place]
    ours = model.ratio[place, seen]
    rho = float(spearman(ours, theirs[seen]))
    low, high = _bounds(spearman(model.resampled[:, place][:, seen], theirs[seen]), rho)
    floor = controls.rho(theirs, place, seen)
    return {
        "emotion": EMOTIONS[place],
        "rho": rho,
        "low": low,
        "high": high,
        "regions": int(seen.sum()),
        "p_regions": permutation_p(ours, theirs[seen]),
        # What has no rho of its own has nothing to be compared with a floor.
        **(floor if not np.isnan(rho) else dict.fromkeys(floor, np.nan)),
    }


def _over_all(model: Ratios, places: list[int], theirs: Values, controls: _Controls) -> Row:
    """Average over the emotions that have a rho, in the regions that all of them show."""
    has = [i for i, place in enumerate(places) if model.faces[place] > 0]
    seen = np.asarray(model.seen[[places[i] for i in has]].all(axis=0) & bool(has))
    each = spearman(model.ratio[places][:, seen], theirs[:, seen])
    kept = np.flatnonzero(~np.isnan(each))
    if not len(kept):
        return {"rho": np.nan, "low": np.nan, "high": np.nan, "regions": int(seen.sum())}
    of = [places[i] for i in kept]
    ours, people = model.ratio[of][:, seen], theirs[kept][:, seen]
    rho = float(each[kept].mean())
    resampled = spearman(model.resampled[:, of][:, :, seen], people).mean(axis=1)
    low, high = _bounds(resampled, rho)
    pairs = spearman(ours, people[:, None, :])
    floors = [controls.rho(theirs[i], places[i], seen) for i in kept]
    return {
        "rho": rho,
        "low": low,
        "high": high,
        "regions": int(seen.sum()),
        "p_regions": permutation_p(ours, people),
        "p_emotions": assignment_p(pairs),
        **{key: float(np.mean([floor[key] for floor in floors])) for key in floors[0]},
        "rho_others": float(np.mean(_off_diagonal(pairs))) if len(kept) > 1 else np.nan,
    }


def _with_others(model: Ratios, places: list[int], theirs: Values) -> list[float]:
    """Compare each of the source's emotions with the model's others, in the regions both show."""
    found = []
    for i, place in enumerate(places):
        rhos = []
        for other in places:
            seen = model.seen[place] & model.seen[other]
            rhos.append(float(spearman(model.ratio[other, seen], theirs[i, seen])))
        rest = np.delete(rhos, i)
        known = rest[~np.isnan(rest)]
        found.append(float(known.mean()) if len(known) and not np.isnan(rhos[i]) else np.nan)
    return found


def _off_diagonal(square: Values) -> Values:
    return square[~np.eye(len(square), dtype=np.bool_)]


def _bounds(values: Values, rho: float) -> tuple[float, float]:
    """Take the middle 95 % of the resampled values; NaN where there is no rho."""
    if np.isnan(rho) or np.isnan(values).all():
        return np.nan, np.nan
    low, high = np.nanquantile(values, INTERVAL)
    return float(low), float(high)
