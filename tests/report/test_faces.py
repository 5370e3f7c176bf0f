"""What a report without single faces shows: only means of many."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure
from numpy.typing import NDArray

from feelingit.figure_style import styled
from feelingit.report.figure_list import figure_items
from feelingit.report.figures.faces import chosen, mean_face
from feelingit.report.figures.masks import originals
from feelingit.report.figures.samples import pictures
from feelingit.report.results import Results

Picture = NDArray[np.uint8]


def windows(figure: Figure, side: int) -> Iterator[Picture]:
    """Every square of a face's size in every picture that a figure holds."""
    for axes in figure.axes:
        for image in axes.images:
            pixels = np.asarray(image.get_array())
            if pixels.ndim == 3 and pixels.shape[0] >= side:
                grey = pixels[:, :, 0]
                for top in range(grey.shape[0] - side + 1):
                    for left in range(grey.shape[1] - side + 1):
                        if grey[top, left] != 255:
                            yield grey[top : top + side, left : left + side]


def faces_seen(results: Results, figure: Figure) -> int:
    """Count the faces of the data set that a figure shows pixel by pixel."""
    faces = {np.asarray(face).tobytes() for face in results.images}
    seen = {np.ascontiguousarray(w).tobytes() for w in windows(figure, results.images.shape[1])}
    return len(faces & seen)


def drawn(results: Results, name: str, *, show_faces: bool) -> Figure:
    items = {item.name: item for item in figure_items(results, show_faces=show_faces)}
    with styled():
        return items[name].draw()


@pytest.mark.parametrize("name", ["samples", "masks"])
def test_faces_are_seen_only_where_they_may_be(results: Results, name: str) -> None:
    assert faces_seen(results, drawn(results, name, show_faces=True)) > 0
    assert faces_seen(results, drawn(results, name, show_faces=False)) == 0


def test_single_faces_beside_their_maps_are_left_out(results: Results) -> None:
    with_faces = {item.name for item in figure_items(results, show_faces=True)}
    without = {item.name for item in figure_items(results, show_faces=False)}
    assert with_faces - without == {"faces_vgg16", "faces_resnet50"}


def test_captions_say_that_only_means_are_shown(results: Results) -> None:
    captions = {item.name: item.caption for item in figure_items(results, show_faces=False)}
    assert "left out" in captions["samples"]
    assert "mean of all training faces" in captions["masks"]


def test_functions_are_handed_no_single_face(results: Results) -> None:
    faces = {np.asarray(face).tobytes() for face in results.images}
    shown = [face for row in pictures(results, show_faces=False) for face in row]
    shown += [seen.images[0] for seen in originals(results, show_faces=False)]
    assert not faces & {np.asarray(face).tobytes() for face in shown}


def test_mean_of_one_face_is_not_shown(results: Results) -> None:
    one = results.table[results.table["split"] == "train"].iloc[:1]
    alone = replace(results, table=one)
    assert (mean_face(alone) == 127).all()


def test_sheets_of_maps_show_lines_and_no_face(results: Results) -> None:
    for name in ("maps", "maps_methods_vgg16", "maps_errors"):
        assert faces_seen(results, drawn(results, name, show_faces=True)) == 0


def test_same_faces_are_picked_every_time_and_only_from_training(results: Results) -> None:
    first, second = (chosen(results, "happy", 5) for _ in range(2))
    assert (first == second).all()
    table = results.table
    training = table[(table["split"] == "train") & (table["emotion"] == "happy")]["row"]
    allowed = {np.asarray(results.images[row]).tobytes() for row in training}
    assert {face.tobytes() for face in first} <= allowed
