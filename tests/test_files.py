import errno
import gzip
import os
import resource
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from feelingit.errors import RunFolderError
from feelingit.files import (
    read_json,
    unwritable,
    write_csv,
    write_json,
    write_npy,
    write_text,
    write_whole,
)


class UnexpectedError(Exception):
    pass


def test_a_file_that_is_written_half_is_not_there(tmp_path: Path) -> None:
    def stop(partial: Path) -> None:
        partial.write_text("half")
        raise UnexpectedError

    with pytest.raises(UnexpectedError):
        write_whole(tmp_path / "new.csv", stop)
    assert list(tmp_path.iterdir()) == []


def test_what_was_there_stays_until_the_new_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    write_text(path, "before")

    def stop(partial: Path) -> None:
        partial.write_text("after")
        assert path.read_text() == "before"
        raise UnexpectedError

    with pytest.raises(UnexpectedError):
        write_whole(path, stop)
    assert path.read_text() == "before"
    write_text(path, "after")
    assert path.read_text() == "after"


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    write_text(tmp_path / "a/b/c.txt", "there")
    assert (tmp_path / "a/b/c.txt").read_text() == "there"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RunFolderError, match=r"cannot write .*file/x\.txt: .*; choose a folder"):
        write_text(tmp_path / "file/x.txt", "")
    with pytest.raises(RunFolderError, match=r"cannot write .*: .*; choose a folder"):
        write_text(tmp_path / "file/deeper/x.txt", "")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EFBIG, "larger than files may be here"),
        (errno.EACCES, "Permission denied"),
        (errno.EROFS, "Read-only file system"),
    ],
)
def test_the_reason_is_put_into_words(number: int, said: str) -> None:
    sentence = unwritable(Path("run/x.csv"), OSError(number, os.strerror(number)))
    assert said in sentence
    assert "run/x.csv" in sentence


@pytest.fixture
def small_files() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small_files")
def test_every_writer_says_what_is_wrong_and_leaves_nothing(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (50, 50), dtype=np.uint8)
    table = pd.DataFrame(noise.astype(str)).add_prefix("column")
    for name, write in (
        ("a.npy", lambda path: write_npy(path, noise)),
        ("a.csv", lambda path: write_csv(path, table)),
        ("a.csv.gz", lambda path: write_csv(path, table)),
        ("a.json", lambda path: write_json(path, {"a": "b" * 2000})),
    ):
        with pytest.raises(RunFolderError, match=f"{name} could not be written"):
            write(tmp_path / name)
        assert list(tmp_path.iterdir()) == []


@given(
    arrays(st.sampled_from([np.uint8, np.float32, np.int64]), array_shapes(max_dims=3)),
    st.booleans(),
)
def test_an_array_reads_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    array: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]",
    turned: bool,
) -> None:
    path = tmp_path_factory.mktemp("npy") / "a.npy"
    array = array.T if turned else array
    write_npy(path, array)
    back = np.load(path, allow_pickle=False)
    assert back.dtype == array.dtype
    np.testing.assert_array_equal(back, array)


def test_json_keeps_letters_of_every_script(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", {"name": "Zoë 表情", "n": 3})
    assert read_json(tmp_path / "a.json") == {"name": "Zoë 表情", "n": 3}
    assert "Zoë" in (tmp_path / "a.json").read_text(encoding="utf-8")


def test_a_table_is_packed_where_its_name_says_so(tmp_path: Path) -> None:
    table = pd.DataFrame({"a": [1, 2], "b": ["x", "y, z"]})
    write_csv(tmp_path / "a.csv.gz", table)
    assert gzip.decompress((tmp_path / "a.csv.gz").read_bytes()) == b'a,b\n1,x\n2,"y, z"\n'
