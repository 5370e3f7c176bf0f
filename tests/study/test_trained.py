import json
import shutil
from pathlib import Path

import pytest

from feelingit.errors import InputError, RunFolderError
from feelingit.run_folder import RunFolder
from feelingit.study.trained import bare_share, find_trained, trained_networks


def model(run: Path, name: str, trained_on: str = "none", **changes: object) -> Path:
    """Write what a training leaves."""
    folder = run / "models" / name
    folder.mkdir(parents=True)
    about = {
        "model_id": name,
        "architecture": "compact",
        "arm": "arm",
        "trained_on": trained_on,
        "image_size": 48,
        "settings": {"architecture": "compact"},
        "control": True,
        **changes,
    }
    kept = {key: value for key, value in about.items() if value is not None}
    (folder / "model.json").write_text(json.dumps(kept))
    (folder / "weights.safetensors").write_bytes(b"weights")
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = Path("runs/first")
    for name in ("compact-bare-s0", "compact-bands-s0", "vgg16-eyes-s0"):
        model(folder, name)
    return folder


def names(run: Path) -> list[str]:
    return [network.name for network in trained_networks(RunFolder(run))]


def test_the_networks_of_a_run_are_listed_by_name(run: Path) -> None:
    assert names(run) == ["compact-bands-s0", "compact-bare-s0", "vgg16-eyes-s0"]


def test_a_training_that_is_not_over_is_no_network_yet(run: Path) -> None:
    (run / "models/compact-bare-s0/weights.safetensors").unlink()
    (run / "models/vgg16-eyes-s0/model.json").unlink()
    assert names(run) == ["compact-bands-s0"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="expected the folder of a study's run"):
        trained_networks(RunFolder(tmp_path / "gone"))


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_a_damaged_file_is_named(run: Path, content: str) -> None:
    (run / "models/compact-bare-s0/model.json").write_text(content)
    with pytest.raises(RunFolderError, match=r"compact-bare-s0/model\.json is damaged"):
        names(run)


def test_a_file_that_lacks_a_key_is_named_with_it(run: Path) -> None:
    model(run, "z", trained_on="none", image_size=None)
    with pytest.raises(RunFolderError, match="lacks 'image_size'"):
        names(run)


@pytest.mark.parametrize(
    "name", ["compact-bare-s0", "compact-bar", "runs/first/models/compact-bare-s0"]
)
@pytest.mark.parametrize("named", [True, False], ids=["with --run", "without"])
def test_a_network_is_found_by_its_name_its_beginning_or_its_folder(
    run: Path, name: str, named: bool
) -> None:
    found = find_trained(name, run if named else None)
    assert found.name == "compact-bare-s0"
    assert found.weights.read_bytes() == b"weights"


def test_a_whole_name_wins_over_longer_ones(run: Path) -> None:
    model(run, "compact-bare-s01")
    assert find_trained("compact-bare-s0").name == "compact-bare-s0"


def test_an_ambiguous_beginning_is_refused_with_what_it_may_mean(run: Path) -> None:
    with pytest.raises(InputError, match="may mean any of compact-bands-s0, compact-bare-s0; "):
        find_trained("compact-ba", run)


def test_an_unknown_name_is_refused_with_those_there_are(run: Path) -> None:
    with pytest.raises(InputError, match="no model 'resnet'; there are compact-bands-s0, compact-"):
        find_trained("resnet", run)


def test_many_names_are_not_all_listed(run: Path) -> None:
    for seed in range(20):
        model(run, f"many-s{seed}")
    with pytest.raises(InputError, match="and 15 more") as caught:
        find_trained("resnet", run)
    assert len(str(caught.value)) < 300


def test_a_name_that_several_runs_have_is_refused_with_the_runs(run: Path) -> None:
    shutil.copytree(run, run.with_name("second"))
    with pytest.raises(InputError, match="runs/first, runs/second; choose one with --run"):
        find_trained("vgg16-eyes-s0")
    assert find_trained("vgg16-eyes-s0", run).run.path == run


def test_where_there_is_no_run_a_sentence_asks_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="runs/ holds no trained model; name a study's run"):
        find_trained("compact")
    with pytest.raises(InputError, match="holds no trained model"):
        find_trained("compact", tmp_path)


@pytest.mark.parametrize(
    ("trained_on", "sees"),
    [("none", "none"), ("eyes", "none"), ("eyes_cut", "eyes_cut"), ("none+eyes", "none")],
)
def test_a_network_that_saw_cut_faces_is_to_be_shown_such(
    run: Path, trained_on: str, sees: str
) -> None:
    model(run, "new", trained_on)
    assert find_trained("new", run).sees == sees


def test_the_share_of_bare_faces_is_the_study_s(run: Path) -> None:
    network = find_trained("compact-bare-s0", run)
    assert bare_share(network) is None
    arms = [{"name": "other", "bare_share": 0.1}, {"name": "arm", "bare_share": 0.5}]
    (run / "study.json").write_text(json.dumps({"trainings": arms}))
    assert bare_share(network) == 0.5
