"""Where a model looks: maps, their mean per emotion, their share per region, and people's.

What is named here needs no PyTorch, so that a report can read what a run left behind. Making
maps does: see `saliency.explain` and `saliency.methods`.
"""

from feelingit.saliency.atlas import Atlas, load_atlas, save_atlas
from feelingit.saliency.controls import center_bias
from feelingit.saliency.mean_maps import MeanMaps, mean_maps
from feelingit.saliency.people import agreement, people_ratings
from feelingit.saliency.shares import region_ratios, region_shares

__all__ = [
    "Atlas",
    "MeanMaps",
    "agreement",
    "center_bias",
    "load_atlas",
    "mean_maps",
    "people_ratings",
    "region_ratios",
    "region_shares",
    "save_atlas",
]
