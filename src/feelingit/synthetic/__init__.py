"""Faces drawn from action units, whose landmarks, regions and emotion's carriers are known."""

from feelingit.synthetic.action_units import ACTION_UNITS, PROTOTYPES, carriers
from feelingit.synthetic.data_set import drawn_data_set
from feelingit.synthetic.draw import Drawn, draw_faces
from feelingit.synthetic.regions import REGION_OF_LANDMARK

__all__ = [
    "ACTION_UNITS",
    "PROTOTYPES",
    "REGION_OF_LANDMARK",
    "Drawn",
    "carriers",
    "draw_faces",
    "drawn_data_set",
]
