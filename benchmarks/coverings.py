"""How many faces of 48 pixels each covering covers in a second of one core's time."""

import time
from functools import partial

from benchmarks.pictures import drawn
from benchmarks.timing import Row, medians
from feelingit.occlusion import CONDITIONS, covered
from feelingit.occlusion.controls import CONTROLS
from feelingit.occlusion.growth import DIRECTIONS

AIM = 500
BY_THEMSELVES = ("bare", "band", "cut", "box")
"""Groups of conditions that take no time worth measuring."""
CONTROLLED = "surgical_mask"


def measure(*, quick: bool) -> list[Row]:
    faces = drawn(24 if quick else 200)
    images, landmarks = faces.faces.images, faces.landmarks

    named = names()
    acts = [partial(covered, images, name, landmarks=landmarks) for name in named]
    for act in acts:
        act()  # what is made once is made now
    seconds = medians(acts, 1 if quick else 3, time.process_time)
    return [_row(name, len(images) / time) for name, time in zip(named, seconds, strict=True)]


def names() -> list[str]:
    """List the coverings, and one of each that is not listed."""
    listed = [c.name for c in CONDITIONS.values() if c.group not in BY_THEMSELVES]
    grown = [f"{direction}_40" for direction in DIRECTIONS]
    return [*listed, *grown, *(f"{CONTROLLED}@{kind}" for kind in CONTROLS)]


def _row(name: str, faces_a_second: float) -> Row:
    return Row(
        f"covering: {name}", f"{faces_a_second:.0f} faces/s", aim=f"{AIM} faces/s on one core"
    )
