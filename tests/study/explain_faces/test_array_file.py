"""Arrays on disk, written and read some rows at a time."""

import resource
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.errors import RunFolderError
from feelingit.study.explain_faces.array_file import ArrayFile, npy_file
from tests.small_files import largest_file


@given(rows=st.integers(1, 9), size=st.integers(1, 5), seed=st.integers(0, 9))
def test_what_is_written_in_parts_is_one_array(
    tmp_path_factory: pytest.TempPathFactory, rows: int, size: int, seed: int
) -> None:
    whole = np.random.default_rng(seed).random((rows, 3, 2)).astype(np.float32)
    path = tmp_path_factory.mktemp("array") / "a.npy"
    for start in reversed(range(0, rows, size)):  # in any order, opened anew each time
        npy_file(path, whole.shape, np.float32).write(start, whole[start : start + size])
    assert np.array_equal(np.load(path), whole)
    file = npy_file(path, whole.shape, np.float32)
    assert np.array_equal(file[1:rows], whole[1:])
    places = np.random.default_rng(seed).integers(0, rows, 4)
    assert np.array_equal(file[places], whole[places])
    assert file[np.array([], dtype=np.int64)].shape == (0, 3, 2)


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    file = ArrayFile(tmp_path / "a", (0, 100), np.float64)
    with largest_file(1000), pytest.raises(RunFolderError, match="what is done so far is kept"):
        file.write(0, np.ones((50, 100)))
