from pathlib import Path

import pytest

from feelingit.errors import RunFolderError
from feelingit.run_folder import RunFolder
from feelingit.study.ledger import Ledger
from feelingit.study.step import Step

TIMES = ("2026-01-01T10:00:00", "2026-01-01T10:00:05", 5.125)


def step(folder: Path, key: str = "key", name: str = "train vgg16-a_b-s0") -> Step:
    return Step(name, key, (folder / "output.csv",), lambda: None)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    (tmp_path / "output.csv").touch()
    return Ledger(RunFolder(tmp_path))


def test_a_step_is_done_once_it_was_said_to_be(ledger: Ledger, tmp_path: Path) -> None:
    assert not ledger.is_done(step(tmp_path))
    ledger.done(step(tmp_path), *TIMES)
    assert ledger.is_done(step(tmp_path))
    assert Ledger(ledger.run).entry(step(tmp_path))["seconds"] == pytest.approx(5.125, abs=0.01)


def test_a_step_with_another_key_is_not_done(ledger: Ledger, tmp_path: Path) -> None:
    ledger.done(step(tmp_path), *TIMES)
    assert not ledger.is_done(step(tmp_path, key="other"))


def test_a_step_whose_files_are_gone_is_not_done(ledger: Ledger, tmp_path: Path) -> None:
    ledger.done(step(tmp_path), *TIMES)
    (tmp_path / "output.csv").unlink()
    assert not ledger.is_done(step(tmp_path))


def test_a_step_that_began_anew_is_not_done_even_if_it_was(ledger: Ledger, tmp_path: Path) -> None:
    ledger.done(step(tmp_path), *TIMES)
    ledger.begin(step(tmp_path, key="other"))
    assert not ledger.is_done(step(tmp_path))


def test_a_first_beginning_has_nothing_to_forget(ledger: Ledger, tmp_path: Path) -> None:
    ledger.begin(step(tmp_path))
    assert not ledger.is_done(step(tmp_path))


@pytest.mark.parametrize("content", ["", "{", "{}"])
def test_a_damaged_entry_is_none(ledger: Ledger, tmp_path: Path, content: str) -> None:
    ledger.done(step(tmp_path), *TIMES)
    (entry,) = ledger.run.steps.iterdir()
    entry.write_text(content)
    assert not ledger.is_done(step(tmp_path))


def test_steps_do_not_stand_in_for_each_other(ledger: Ledger, tmp_path: Path) -> None:
    ledger.done(step(tmp_path, name="train vgg16-a-s0"), *TIMES)
    assert not ledger.is_done(step(tmp_path, name="train vgg16-b-s0"))
    assert not ledger.is_done(step(tmp_path, name="try vgg16: learning_rate 0.001"))


def test_an_entry_that_cannot_be_removed_is_told_of(tmp_path: Path) -> None:
    (tmp_path / ".steps").touch()
    with pytest.raises(RunFolderError, match="cannot write"):
        Ledger(RunFolder(tmp_path)).begin(step(tmp_path))
