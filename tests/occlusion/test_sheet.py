"""The sheet of conditions: all of them, a cell each, the same under the same seed."""

import numpy as np
import pytest

from feelingit.errors import InputError
from feelingit.occlusion import CONDITIONS, condition
from feelingit.occlusion.sheet import CELL, GAP, names_to_show, sheet


def test_every_listed_condition_is_shown_and_controls_and_growth() -> None:
    names = names_to_show()
    assert set(CONDITIONS) <= set(names)
    assert {condition(name).group for name in names} >= {"growth", "control"}
    assert len(set(names)) == len(names)


def test_a_cell_shows_its_condition() -> None:
    page = sheet(["none", "eyes", "lower_face"], 48, seed=1)
    cells = [page[GAP : GAP + CELL, GAP + k * (CELL + GAP) :][:, :CELL] for k in range(3)]
    dark = [(cell < 4).mean(axis=1) > 0.95 for cell in cells]
    assert not dark[0].any()
    assert dark[1][CELL // 4 + 2 : CELL // 2 - 2].all()
    assert dark[2][CELL // 2 + 2 :].all()
    below = page[GAP + CELL + 1 :]
    assert (below < 100).any()  # names


def test_the_seed_says_which_faces() -> None:
    names = ["none", "cap"]
    assert np.array_equal(sheet(names, 32, 1), sheet(names, 32, 1))
    assert not np.array_equal(sheet(names, 32, 1), sheet(names, 32, 2))


@pytest.mark.parametrize("size", [16, 48, 224])
def test_names_do_not_run_into_each_other(size: int) -> None:
    names = ["none", *["mirrored_sunglasses"] * 3]
    page = sheet(names, size)
    side = max(1, CELL // size) * size
    gaps = [GAP + k * (side + GAP) + side + GAP // 2 for k in range(3)]
    assert (page[:, gaps] == 255).all()


def test_an_unknown_condition_is_refused() -> None:
    with pytest.raises(InputError, match="sunglases"):
        sheet(["sunglases"])
