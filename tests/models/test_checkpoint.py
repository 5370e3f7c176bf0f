import pickle
import resource
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import save_file

from feelingit.errors import ModelError, RunFolderError
from feelingit.models.checkpoint import copy_weights, load_weights, save_weights
from feelingit.models.network import Network
from feelingit.models.registry import build
from feelingit.models.settings import Architecture, ModelSettings


def network(architecture: Architecture = "compact", seed: int = 0, width: float = 0.125) -> Network:
    torch.manual_seed(seed)
    return build(ModelSettings(architecture=architecture, width=width), 48, control=True)


def same(one: Network, two: Network) -> bool:
    left, right = one.state_dict(), two.state_dict()
    return left.keys() == right.keys() and all(torch.equal(left[k], right[k]) for k in left)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "weights.safetensors"
    save_weights(path, network().state_dict())
    return path


@pytest.mark.parametrize("architecture", ["vgg16", "resnet50", "compact"])
def test_weights_and_statistics_come_back_to_the_bit(
    architecture: Architecture, tmp_path: Path
) -> None:
    trained, fresh = network(architecture), network(architecture, seed=1)
    trained.train()(torch.rand(4, 1, 48, 48))  # moves the batch statistics
    save_weights(tmp_path / "w", trained.state_dict())
    assert not same(fresh, trained)
    load_weights(fresh, tmp_path / "w")
    assert same(fresh, trained)


def test_weights_kept_channels_last_come_back(tmp_path: Path) -> None:
    trained, fresh = network(), network(seed=1)
    moved = trained.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    save_weights(tmp_path / "w", moved.state_dict())
    load_weights(fresh, tmp_path / "w")
    assert same(fresh, trained)


def test_saving_replaces_what_was_there_and_leaves_nothing_else(weights: Path) -> None:
    save_weights(weights, network(seed=1).state_dict())
    read = network(seed=2)
    load_weights(read, weights)
    assert same(read, network(seed=1))
    assert list(weights.parent.iterdir()) == [weights]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"gone\.safetensors is not a readable weights file"):
        load_weights(network(), tmp_path / "gone.safetensors")


@pytest.mark.parametrize("content", [b"", b"not weights", b"\xff" * 100, b"\x00" * 1000])
def test_a_foreign_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="is not a readable weights file"):
        load_weights(network(), path)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_truncated_file_is_refused_wherever_it_ends(share: float, weights: Path) -> None:
    whole = weights.read_bytes()
    short = weights.with_name("short")
    short.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(ModelError, match="is not a readable weights file"):
        load_weights(network(), short)


@pytest.mark.parametrize(
    ("architecture", "width"), [("vgg16", 0.125), ("resnet50", 0.125), ("compact", 0.25)]
)
def test_weights_of_another_network_are_refused(
    architecture: Architecture, width: float, weights: Path
) -> None:
    with pytest.raises(ModelError, match=r"holds another network's weights: \S+"):
        load_weights(network(architecture, width=width), weights)


def test_weights_with_something_missing_are_refused(tmp_path: Path) -> None:
    kept = network().state_dict()
    del kept["head.logits.bias"]
    save_file(kept, tmp_path / "w")
    with pytest.raises(ModelError, match=r"head\.logits\.bias"):
        load_weights(network(), tmp_path / "w")


class Trap:
    """What a malicious weights file could hold."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.path,))


def dump_plainly(trap: Trap, path: Path) -> None:
    path.write_bytes(pickle.dumps(trap))


@pytest.mark.parametrize("dump", [dump_plainly, torch.save])
def test_a_file_that_would_execute_something_does_not(
    dump: Callable[[Trap, Path], None], tmp_path: Path
) -> None:
    path, sprung = tmp_path / "weights", tmp_path / "sprung"
    dump(Trap(sprung), path)
    with pytest.raises(ModelError):
        load_weights(network(), path)
    assert not sprung.exists()
    with suppress(RuntimeError):  # a plain pickle is executed before it is refused
        torch.load(path, weights_only=False)
    assert sprung.exists(), "the trap itself must work, else this shows nothing"


def test_a_full_disk_is_said_in_a_sentence_and_leaves_the_old_weights(weights: Path) -> None:
    before = weights.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(RunFolderError, match=r"weights\.safetensors"):
            save_weights(weights, network(seed=1).state_dict())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert weights.read_bytes() == before
    assert list(weights.parent.iterdir()) == [weights]


def test_a_copy_of_weights_does_not_move_with_the_network() -> None:
    model = network()
    kept = copy_weights(model)
    with torch.no_grad():
        for value in model.state_dict().values():
            value.add_(1)
    assert all(torch.equal(kept[k], v) for k, v in network().state_dict().items())
    assert not any(value.requires_grad for value in kept.values())
