"""A training that was stopped goes on as if it had not been."""

import resource
from pathlib import Path

import pytest
import torch

from feelingit.errors import ModelError, RunFolderError
from feelingit.models.settings import Architecture
from feelingit.training.fit import fit
from feelingit.training.progress import Epoch, TrainingProgress
from feelingit.training.settings import TrainingSettings

from .tiny import EVERY_CHANGE, fabric, network, same, separable, timeless

PLAIN = TrainingSettings(learning_rate=1e-3, batch_size=10, epochs=5, patience=5)
FULL = TrainingSettings(
    optimiser="sgd",
    learning_rate=0.02,
    weight_decay=5e-4,
    batch_size=10,
    epochs=5,
    patience=0,
    schedule="cosine",
    warmup=1.0,
    average=0.9,
    label_smoothing=0.1,
    class_weights="balanced",
    augmentation=EVERY_CHANGE,
)


class Stopped(Exception):  # noqa: N818 - not an error: somebody pulled the plug
    pass


def run(
    settings: TrainingSettings,
    architecture: Architecture,
    state: Path | None = None,
    *,
    stop_in: int | None = None,
    weights_seed: int = 0,
) -> tuple[TrainingProgress, dict[str, torch.Tensor]]:
    def pull_the_plug(epoch: Epoch) -> None:
        if epoch.epoch == stop_in:
            raise Stopped

    model = network(architecture, seed=weights_seed)
    progress = fit(
        model,
        separable(42, 1, ("none", "eyes", "box_quarter")),
        separable(21, 2, ("none", "eyes")),
        settings,
        fabric=fabric(settings),
        seed=7,
        state=state,
        save_every=0,
        on_epoch=pull_the_plug,
    )
    return progress, model.state_dict()


@pytest.mark.parametrize(
    ("settings", "architecture"),
    [(PLAIN, "vgg16"), (FULL, "compact")],
    ids=["as published, with dropout", "sgd, averaged, augmented"],
)
def test_stopped_twice_it_ends_with_the_same_weights_and_history(
    settings: TrainingSettings, architecture: Architecture, tmp_path: Path
) -> None:
    undisturbed, last = run(settings, architecture)
    state = tmp_path / "state.pt"
    for stop_in in (2, 4):
        fresh_weights = 0 if stop_in == 2 else stop_in  # the second time, the state's must count
        with pytest.raises(Stopped):
            run(settings, architecture, state, stop_in=stop_in, weights_seed=fresh_weights)
    resumed, resumed_last = run(settings, architecture, state, weights_seed=9)
    assert timeless(resumed) == timeless(undisturbed)
    assert resumed.best_epoch == undisturbed.best_epoch
    assert same(resumed.best, undisturbed.best)
    assert same(resumed_last, last)


def test_a_training_that_was_over_gives_its_outcome_again(tmp_path: Path) -> None:
    state = tmp_path / "state.pt"
    progress, _ = run(PLAIN, "compact", state)
    again, _ = run(PLAIN, "compact", state, stop_in=1, weights_seed=5)
    assert again.history == progress.history
    assert same(again.best, progress.best)


def test_nothing_is_saved_before_it_is_time(tmp_path: Path) -> None:
    settings, state = PLAIN.model_copy(update={"epochs": 1}), tmp_path / "state.pt"
    fit(
        network(),
        separable(14),
        separable(14),
        settings,
        fabric=fabric(settings),
        state=state,
        save_every=3600,
    )
    assert not state.exists()


def saved(tmp_path: Path) -> Path:
    state = tmp_path / "state.pt"
    with pytest.raises(Stopped):
        run(PLAIN, "compact", state, stop_in=2)
    assert list(tmp_path.iterdir()) == [state]
    return state


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_truncated_state_is_refused_with_what_to_do(share: float, tmp_path: Path) -> None:
    state = saved(tmp_path)
    whole = state.read_bytes()
    state.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(ModelError, match=r"state\.pt.*cannot be used.*delete it"):
        run(PLAIN, "compact", state)


def test_a_file_that_is_no_state_is_refused_and_not_executed(tmp_path: Path) -> None:
    state = tmp_path / "state.pt"
    state.write_bytes(b"not a state of anything")
    with pytest.raises(ModelError, match="cannot be used"):
        run(PLAIN, "compact", state)
    torch.save({"network": Stopped()}, state)  # would have to be imported and called
    with pytest.raises(ModelError, match="cannot be used"):
        run(PLAIN, "compact", state)


def test_the_state_of_another_network_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be used"):
        run(PLAIN, "vgg16", saved(tmp_path))


def test_a_full_disk_is_said_in_a_sentence_and_the_old_state_stays(tmp_path: Path) -> None:
    state = saved(tmp_path)
    before = state.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(RunFolderError, match=r"state\.pt"):
            run(PLAIN, "compact", state)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert state.read_bytes() == before
    assert list(tmp_path.iterdir()) == [state]
