"""Sum up the maps of one network: its atlas, shares of regions, agreement with people."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.landmarks import canonical_regions
from feelingit.run_folder import write_csv
from feelingit.saliency.atlas import atlas_of, save_atlas
from feelingit.saliency.controls import center_bias
from feelingit.saliency.face_maps import FRAME, FaceMaps, load_face_maps
from feelingit.saliency.people import agreement_rows
from feelingit.saliency.people.ratios import ratios_of
from feelingit.saliency.shares import face_shares, region_ratios, share_table
from feelingit.study.context import Context, Training
from feelingit.study.mapped import RANDOM, conditions_of, maps_folder, methods_of
from feelingit.study.steps.maps import EXAMPLES, MEAN_FACES, load_examples

TABLES = ("shares", "agreement")
SEED = 0

Values = NDArray[np.float64]


def sum_up(context: Context, training: Training) -> None:
    """Write `saliency/ID.npz`, `ID-shares.csv` and `ID-agreement.csv`."""
    run, name = context.run, training.model_id
    conditions = conditions_of(context.settings, training)
    folders = {each: maps_folder(run, training, each) for each in conditions}
    methods = methods_of(context.settings, training)
    maps = {each: _only(load_face_maps(folder), methods) for each, folder in folders.items()}
    atlas = atlas_of(
        maps,
        mean_faces={each: np.load(folder / MEAN_FACES) for each, folder in folders.items()},
        examples=load_examples(folders[conditions[0]] / EXAMPLES),
        permutations=context.settings.saliency.permutations,
        seed=SEED,
    )
    random = _random_maps(maps_folder(run, training, RANDOM))
    resamples = context.settings.evaluation.resamples
    cells = [(each, method) for each in conditions for method in methods]
    shares = [
        share_table(maps[each], method, resamples=resamples, seed=SEED) for each, method in cells
    ]
    agreement = [_agreement(maps[each], method, random, resamples) for each, method in cells]
    write_csv(run.saliency / f"{name}-shares.csv", headed(name, cells, shares))
    write_csv(run.saliency / f"{name}-agreement.csv", headed(name, cells, agreement))
    save_atlas(run.saliency / f"{name}.npz", atlas)


def _only(maps: FaceMaps, methods: tuple[str, ...]) -> FaceMaps:
    """Leave out methods that the study no longer has, whose maps are still there."""
    return replace(maps, maps={method: maps.maps[method] for method in methods})


def headed(model_id: str, cells: list[tuple[str, str]], tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Put tables below each other, the model, method and condition of each before its rows."""
    rows = [
        table.assign(model_id=model_id, method=method, condition=name)
        for (name, method), table in zip(cells, tables, strict=True)
    ]
    first = ["model_id", "method", "condition"]
    whole = pd.concat(rows, ignore_index=True)
    return whole[[*first, *(column for column in whole if column not in first)]]


def _random_maps(folder: Path) -> FaceMaps | None:
    return load_face_maps(folder) if folder.exists() else None


def _agreement(
    maps: FaceMaps, method: str, random: FaceMaps | None, resamples: int
) -> pd.DataFrame:
    right = maps.correct
    shares, areas = face_shares(maps, method)
    center = region_ratios(center_bias(FRAME, FRAME), canonical_regions(FRAME, FRAME))
    return agreement_rows(
        shares[right],
        areas[right],
        maps.asked[right],
        center=center,
        random=None if random is None or method not in random.maps else _ratios(random, method),
        resamples=resamples,
        seed=SEED,
    )


def _ratios(maps: FaceMaps, method: str) -> Values:
    """Give the mean share over the mean area of each emotion's regions, `float64 [7, 7]`."""
    return ratios_of(*face_shares(maps, method), maps.asked, resamples=0, seed=SEED).ratio
