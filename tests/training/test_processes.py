"""Several processes train one network as one process does."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from lightning_fabric import Fabric
from torch import nn

from feelingit.models.checkpoint import load_weights, save_weights
from feelingit.training.fit import fit
from feelingit.training.progress import Epoch
from feelingit.training.runtime import Runtime
from feelingit.training.settings import TrainingSettings

from .tiny import SIDE, network, separable

pytestmark = pytest.mark.slow

PLAIN = TrainingSettings(optimiser="sgd", learning_rate=0.02, batch_size=28, epochs=6, patience=0)
FULL = TrainingSettings(batch_size=28, epochs=2, average=0.9, class_weights="balanced")


def plain_network(seed: int = 0) -> nn.Module:
    """Make a network whose gradient for a batch is the mean of that of the batch's halves.

    Batch normalisation's would not be: each process has statistics of its own.
    """
    torch.manual_seed(seed)
    features = (nn.Conv2d(1, 8, 3, stride=2), nn.ReLU(), nn.Flatten())
    return nn.Sequential(*features, nn.Linear(8 * ((SIDE - 1) // 2) ** 2, 7))


def train(fabric: Fabric, folder: Path) -> None:
    """Train two networks, and write what this process found."""
    torch.set_num_threads(1)
    for name, model, settings in (("plain", plain_network(), PLAIN), ("full", network(), FULL)):
        told: list[Epoch] = []
        progress = fit(
            model,
            separable(140, 1),
            separable(28, 2),
            settings,
            fabric=fabric,
            state=folder / f"{name}.pt",
            save_every=0,
            on_epoch=told.append,
        )
        found = {
            "losses": [epoch.validation_loss for epoch in progress.history],
            "train_losses": [epoch.train_loss for epoch in progress.history],
            "told": len(told),
        }
        path = folder / f"{name}-{fabric.global_rank}.json"
        path.write_text(json.dumps(found))
        save_weights(path.with_suffix(".safetensors"), progress.best)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Train in one process and in two; give the folders of what they wrote."""
    one, two = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
    train(Runtime("cpu").fabric(PLAIN), one)
    Runtime("cpu", devices=2).fabric(PLAIN).launch(train, two)
    return one, two


def found(folder: Path, name: str, rank: int = 0) -> dict[str, Any]:
    result: dict[str, Any] = json.loads((folder / f"{name}-{rank}.json").read_text())
    return result


def test_two_processes_reach_the_losses_of_one(folders: tuple[Path, Path]) -> None:
    one, two = (found(folder, "plain") for folder in folders)
    assert one["losses"][-1] < 0.7 * one["losses"][0], "nothing was learned: no comparison"
    assert two["losses"] == pytest.approx(one["losses"], rel=1e-3)
    assert two["train_losses"] == pytest.approx(one["train_losses"], rel=1e-3)


def test_both_processes_hold_the_same_weights(folders: tuple[Path, Path]) -> None:
    first, second = plain_network(1), plain_network(2)
    load_weights(first, folders[1] / "plain-0.safetensors")
    load_weights(second, folders[1] / "plain-1.safetensors")
    pairs = zip(first.state_dict().values(), second.state_dict().values(), strict=True)
    assert all(torch.equal(mine, other) for mine, other in pairs)


@pytest.mark.parametrize(("name", "epochs"), [("plain", 6), ("full", 2)])
def test_both_agree_on_the_history_and_the_first_one_tells_it(
    name: str, epochs: int, folders: tuple[Path, Path]
) -> None:
    first, second = (found(folders[1], name, rank) for rank in (0, 1))
    assert first["losses"] == second["losses"]
    assert first["train_losses"] == second["train_losses"]
    assert (first["told"], second["told"]) == (epochs, 0)


def test_one_process_goes_on_from_the_state_of_two(folders: tuple[Path, Path]) -> None:
    longer = PLAIN.model_copy(update={"epochs": 7})
    progress = fit(
        plain_network(seed=3),
        separable(140, 1),
        separable(28, 2),
        longer,
        fabric=Runtime("cpu").fabric(longer),
        state=folders[1] / "plain.pt",
    )
    losses = [epoch.validation_loss for epoch in progress.history]
    assert losses[:6] == found(folders[1], "plain")["losses"]
    assert losses[6] < losses[5]
