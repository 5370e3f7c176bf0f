"""Where people see an emotion, how far a model looks there too, and how far it could.

Three published sources, each by itself: see `sources`. Knows of a model only each face's shares
of saliency per region.
"""

from feelingit.saliency.people.agreement import ALL, agreement_rows
from feelingit.saliency.people.ceiling import ceiling
from feelingit.saliency.people.sources import (
    SOURCES,
    Source,
    action_units,
    people_ratings,
    region_weights,
    source_values,
    upper_minus_lower,
)

__all__ = [
    "ALL",
    "SOURCES",
    "Source",
    "action_units",
    "agreement_rows",
    "ceiling",
    "people_ratings",
    "region_weights",
    "source_values",
    "upper_minus_lower",
]
