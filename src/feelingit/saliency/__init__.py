"""Where a model looks: maps, their mean per emotion, their share per region, and people's.

What is named here needs no PyTorch, so that a report can read what a run left behind. Making
maps does: see `saliency.methods`.
"""

from feelingit.saliency.atlas import Atlas, Examples, load_atlas, save_atlas
from feelingit.saliency.controls import center_bias
from feelingit.saliency.differences import Difference, load_differences, save_differences
from feelingit.saliency.face_maps import FaceMaps, load_face_maps
from feelingit.saliency.shares import region_ratios

__all__ = [
    "Atlas",
    "Difference",
    "Examples",
    "FaceMaps",
    "center_bias",
    "load_atlas",
    "load_differences",
    "load_face_maps",
    "region_ratios",
    "save_atlas",
    "save_differences",
]
