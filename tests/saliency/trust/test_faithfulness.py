import numpy as np
import pytest
from numpy.typing import NDArray

from feelingit.saliency.hiding import wholly_hidden
from feelingit.saliency.trust.faithfulness import curves
from feelingit.saliency.trust.orders import cells, lots, order_by_lot, order_by_map
from feelingit.types import Images, Probabilities

WHITE = 4
"""White cells of 16 in each face."""


def white_faces(n: int = 3) -> tuple[Images, NDArray[np.int64]]:
    images = np.zeros((n, 16, 16), np.uint8)
    images[:, :4] = 255
    return images, np.arange(n)


def whiteness(images: Images) -> Probabilities:
    """Answer every emotion with the share of the white cells that is shown."""
    white = (images == 255).mean(axis=(1, 2)) * 16 / WHITE
    return np.repeat(white[:, None], 7, axis=1).astype(np.float32)


def test_areas_are_those_of_the_closed_form() -> None:
    images, targets = white_faces()
    grid = cells(16, 16, 4)
    best, _ = order_by_map(images.astype(np.float32), grid, lots(3, 16, 0))
    found = curves(
        whiteness, images, targets, {"map": best, "worst": 15 - best}, grid, steps=16, fill="black"
    )
    # A fall from 1 to 0 over a quarter of the cells leaves a triangle of 1/8.
    assert found.area("deletion", "map") == pytest.approx([1 / 8] * 3)
    assert found.area("insertion", "map") == pytest.approx([7 / 8] * 3)
    assert found.area("deletion", "worst") == pytest.approx([7 / 8] * 3)
    assert found.better("deletion", "map", "worst") == pytest.approx([3 / 4] * 3)
    assert found.better("insertion", "map", "worst") == pytest.approx([3 / 4] * 3)
    assert found.better("insertion", "worst", "map") == pytest.approx([-3 / 4] * 3)


def test_curves_go_from_the_bare_face_to_the_hidden_one_and_back() -> None:
    generator = np.random.default_rng(0)
    images = generator.integers(0, 256, (5, 20, 22)).astype(np.uint8)
    targets = generator.integers(0, 7, 5)

    def predict(asked: Images) -> Probabilities:
        each = asked.reshape(len(asked), -1)[:, :7].astype(np.float32)
        return each / each.sum(axis=1, keepdims=True).clip(1)

    grid = cells(20, 22)
    found = curves(
        predict, images, targets, {"random": order_by_lot(lots(5, grid.number, 0))}, grid
    )
    bare = predict(images)[np.arange(5), targets]
    hidden = predict(wholly_hidden(images, "blurred"))[np.arange(5), targets]
    deletion = found.probability["deletion", "random"]
    insertion = found.probability["insertion", "random"]
    assert np.allclose(deletion[:, 0], bare)
    assert np.allclose(deletion[:, -1], hidden)
    assert np.allclose(insertion[:, 0], hidden)
    assert np.allclose(insertion[:, -1], bare)
    assert found.shares[[0, -1]].tolist() == [0, 1]


@pytest.mark.parametrize("batch_size", [1, 2, 7, 1000])
def test_curves_do_not_depend_on_the_batch_size(batch_size: int) -> None:
    images, targets = white_faces(5)
    grid = cells(16, 16, 4)
    orders = {"random": order_by_lot(lots(5, 16, 0))}
    one = curves(whiteness, images, targets, orders, grid)
    other = curves(whiteness, images, targets, orders, grid, batch_size=batch_size)
    for key, values in one.probability.items():
        assert np.array_equal(values, other.probability[key])


def test_no_more_faces_are_asked_at_once_than_a_batch_holds() -> None:
    asked: list[int] = []

    def counting(images: Images) -> Probabilities:
        asked.append(len(images))
        return whiteness(images)

    images, targets = white_faces(7)
    orders = {"random": order_by_lot(lots(7, 16, 0))}
    curves(counting, images, targets, orders, cells(16, 16, 4), batch_size=6)
    assert max(asked) == 6
