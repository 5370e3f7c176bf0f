import numpy as np
import pytest

from feelingit.saliency.trust.orders import cells, lots, order_by_lot, order_by_map


@pytest.mark.parametrize(("height", "width"), [(48, 48), (36, 48), (50, 33), (8, 8)])
def test_cells_cover_every_pixel_and_are_numbered_without_gaps(height: int, width: int) -> None:
    grid = cells(height, width)
    assert grid.of_pixel.shape == (height, width)
    assert np.array_equal(np.unique(grid.of_pixel), np.arange(grid.number))


def test_a_face_of_48_pixels_has_cells_of_4() -> None:
    grid = cells(48, 48)
    assert grid.number == 144
    assert (grid.of_pixel[4:8, 8:12] == 14).all()


def test_a_map_puts_the_cells_in_order_of_their_mean_saliency() -> None:
    grid = cells(8, 8, 4)
    maps = np.zeros((1, 8, 8), np.float32)
    maps[0, :4, 4:], maps[0, 4:, :4], maps[0, 4:, 4:] = 2, 3, 1
    ranks, stands = order_by_map(maps, grid, lots(1, 4, 0))
    assert ranks.tolist() == [[3, 1, 0, 2]]
    assert stands.all()


def test_equal_cells_are_ordered_by_lot_and_a_constant_map_has_no_order() -> None:
    grid, drawn = cells(8, 8, 4), lots(200, 4, 0)
    maps = np.zeros((200, 8, 8), np.float32)
    maps[1:, :4, :4] = 1
    ranks, stands = order_by_map(maps, grid, drawn)
    assert stands.tolist() == [False] + [True] * 199
    assert (ranks[1:, 0] == 0).all()
    assert ranks[1:, 1:].mean(axis=0) == pytest.approx([2, 2, 2], abs=0.2)
    assert np.array_equal(ranks[0], order_by_lot(drawn)[0])


def test_every_order_names_each_cell_once() -> None:
    drawn = lots(5, 144, 0)
    maps = np.random.default_rng(0).random((5, 48, 48)).astype(np.float32)
    for ranks in (order_by_lot(drawn), order_by_map(maps, cells(48, 48), drawn)[0]):
        assert np.array_equal(np.sort(ranks, axis=1), np.tile(np.arange(144), (5, 1)))


def test_a_faces_lots_do_not_depend_on_how_many_follow() -> None:
    assert np.array_equal(lots(9, 144, 1)[:4], lots(4, 144, 1))
    assert not np.array_equal(lots(4, 144, 1), lots(4, 144, 2))
