import multiprocessing
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from feelingit.errors import RunFolderError
from feelingit.files import PARTIAL
from feelingit.run_folder import RunFolder


def test_a_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    RunFolder(tmp_path / "a/b").create()
    assert (tmp_path / "a/b").is_dir()


def test_a_run_s_own_folder_is_taken_again(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    run.create()
    run.data.mkdir()
    run.create()


def test_an_outcome_that_was_copied_without_its_lock_is_taken_too(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    run.evaluation.mkdir()
    run.study.write_text("{}")
    run.create()


def test_files_that_lie_beside_a_run_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "study.toml").touch()
    RunFolder(tmp_path).create()


@pytest.mark.parametrize("part", ["data", "models", "report"])
def test_a_folder_with_someone_s_files_in_a_run_s_places_is_refused(
    tmp_path: Path, part: str
) -> None:
    (tmp_path / part).mkdir()
    with pytest.raises(RunFolderError, match=f"holds {part}/, which is not of a run"):
        RunFolder(tmp_path).create()
    assert [path.name for path in tmp_path.iterdir()] == [part]


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RunFolderError, match="is a file; name a folder with --out"):
        RunFolder(tmp_path / "file").create()


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RunFolderError, match=r"cannot write into .*choose another folder"):
        RunFolder(tmp_path / "file/run").create()


def _hold(path: Path, held: Event) -> None:
    with RunFolder(path).locked():
        held.set()
        time.sleep(60)


def test_a_run_holds_its_folder_alone_until_its_process_is_killed(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    run.create()
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    process = context.Process(target=_hold, args=(tmp_path, held))
    process.start()
    assert held.wait(60)
    with pytest.raises(RunFolderError, match="another run is using"), run.locked():
        pass
    process.kill()
    process.join()
    with run.locked():
        pass


def test_the_folder_is_free_again_after_an_error(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    run.create()
    with pytest.raises(KeyError), run.locked():
        raise KeyError
    with run.locked():
        pass


def test_what_a_killed_run_was_writing_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    kept = [run.data / "table.csv", run.model("a-b-s0") / ".state-abc.pt", run.steps / "read.json"]
    for path in (*kept, run.data / f"{PARTIAL}12-images.npy", run.models / f"{PARTIAL}3-x"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    run.clear_partial_files()
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(kept)


def test_a_model_s_files_carry_its_name(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    assert run.model("vgg16-eyes-s1") == tmp_path / "models/vgg16-eyes-s1"
    assert run.predictions_of("vgg16-eyes-s1") == tmp_path / "predictions/vgg16-eyes-s1.csv.gz"
