"""Landmarks, regions and canonical frames of faces of 48 pixels, in faces a second."""

import time
from functools import partial

from benchmarks.pictures import SIDE, drawn
from benchmarks.timing import Row, medians, times
from feelingit.landmarks import face_regions, from_canonical, locate, to_canonical
from feelingit.landmarks.frame import By

WAYS: tuple[By, By] = ("similarity", "piecewise")


def measure(*, quick: bool) -> list[Row]:
    n, repeats = (64, 1) if quick else (1024, 3)
    faces = drawn(n)
    images, landmarks = faces.faces.images, faces.landmarks

    def one_by_one() -> None:
        for image in images:
            locate(image[None])

    locate(images[:1])  # opens the network
    together, singly = medians([lambda: locate(images), one_by_one], repeats)
    rows = [
        Row(
            "landmarks",
            f"{n / together:.0f} faces/s",
            f"{n / singly:.0f} faces/s, a face at a time",
            times(singly / together),
            "2000 faces/s on two cores",
        ),
    ]
    of_one_core = {"regions of faces": partial(face_regions, landmarks, SIDE, SIDE)}
    for by in WAYS:
        brought = to_canonical(images, landmarks, SIDE, by=by)
        there = partial(to_canonical, images, landmarks, SIDE, by=by)
        back = partial(from_canonical, brought, landmarks, SIDE, SIDE, by=by)
        of_one_core |= {f"into the canonical frame, {by}": there, f"back from it, {by}": back}
    seconds = medians(list(of_one_core.values()), repeats, time.process_time)
    aims = {"regions of faces": "3000 faces/s on one core"}
    for what, time_taken in zip(of_one_core, seconds, strict=True):
        rows.append(Row(what, f"{n / time_taken:.0f} faces/s", aim=aims.get(what, "")))
    return rows
