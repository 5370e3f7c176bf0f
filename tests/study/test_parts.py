from pathlib import Path

import numpy as np
import pytest

from feelingit.study.parts import Parts


def test_parts_are_kept_for_the_same_key_and_no_other(tmp_path: Path) -> None:
    output = tmp_path / "m-s0.csv.gz"
    parts = Parts(output, "a" * 64)
    parts["sunglasses@box"] = np.arange(3.0)
    again = Parts(output, "a" * 64)
    assert list(again) == ["sunglasses@box"]
    assert "sunglasses@box" in again
    assert np.array_equal(again["sunglasses@box"], np.arange(3.0))
    assert len(Parts(output, "b" * 64)) == 0


def test_what_is_not_there_is_not_there(tmp_path: Path) -> None:
    parts = Parts(tmp_path / "m.csv.gz", "a" * 64)
    assert parts.get("none") is None
    assert "none" not in parts
    with pytest.raises(KeyError, match="none"):
        parts["none"]


def test_a_part_that_was_being_written_is_none(tmp_path: Path) -> None:
    parts = Parts(tmp_path / "m.csv.gz", "a" * 64)
    parts["eyes"] = np.zeros(2)
    (folder,) = tmp_path.iterdir()
    (folder / ".partial-7-none.npy").write_bytes(b"half")
    assert list(parts) == ["eyes"]
    del parts["eyes"]
    assert list(parts) == []


def test_parts_of_every_key_are_forgotten_and_those_of_other_outputs_kept(tmp_path: Path) -> None:
    for name, key in (("m-s0", "a"), ("m-s0", "b"), ("m-s01", "a")):
        Parts(tmp_path / f"{name}.csv.gz", key * 64)["none"] = np.zeros(1)
    Parts(tmp_path / "m-s0.csv.gz", "a" * 64).forget()
    (left,) = tmp_path.iterdir()
    assert "m-s01.csv.gz" in left.name
