import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file

from feelingit.emotions import EMOTIONS
from feelingit.errors import ModelError
from feelingit.models.network import Network
from feelingit.models.registry import ARCHITECTURES, build
from feelingit.models.settings import Architecture, ModelSettings
from feelingit.models.weights_file import (
    KEY,
    NetworkDescription,
    load_network,
    save_network,
)
from tests.models.test_checkpoint import Trap, dump_plainly


def network(
    architecture: Architecture = "compact", *, control: bool = True
) -> tuple[Network, NetworkDescription]:
    torch.manual_seed(0)
    made = ModelSettings(architecture=architecture, width=0.125)
    description = NetworkDescription(
        name="some-s0",
        settings=made,
        image_size=48,
        control=control,
        sees="eyes_cut",
        temperature=1.25,
        facts={"trained_on": "nothing"},
    )
    return build(made, 48, control=control), description


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "some.safetensors"
    save_network(path, *network())
    return path


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@pytest.mark.parametrize("control", [True, False], ids=["control", "none"])
@torch.inference_mode()
def test_a_network_comes_back_with_all_that_it_is(
    architecture: Architecture, control: bool, tmp_path: Path
) -> None:
    trained, description = network(architecture, control=control)
    trained.train()(torch.rand(4, 1, 48, 48))  # moves the batch statistics
    path = tmp_path / "x.safetensors"
    save_network(path, trained, description)
    found = load_network(path)
    faces = torch.rand(3, 1, 48, 48)
    assert found.description == description
    assert not found.network.training
    assert torch.equal(found.network(faces), trained.eval()(faces))


def rewritten(path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """Change the description in a file."""
    weights = load_file(path)
    description = json.loads(network()[1].model_dump_json())
    change(description)
    save_file(weights, path, metadata={KEY: json.dumps(description)})
    return path


def refused(path: Path) -> str:
    with pytest.raises(ModelError) as caught:
        load_network(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_file_without_a_description_is_refused(stored: Path) -> None:
    save_file(load_file(stored), stored)
    assert "does not say of which network" in refused(stored)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.update(format=2), "format"),
        (lambda d: d.update(emotions=list(EMOTIONS[::-1])), "expected angry, disgust"),
        (lambda d: d.update(emotions=["joy"]), "emotions"),
        (lambda d: d.pop("image_size"), "image_size: field required"),
        (lambda d: d.update(code="import os"), "code"),
        (lambda d: d["settings"].update(architecture="vgg17"), "settings.architecture"),
        (lambda d: d["settings"].update(architecture="vgg16"), "another network's weights"),
        (lambda d: d["settings"].update(width=0.25), "another network's weights"),
        (lambda d: d.update(temperature=0), "temperature"),
    ],
)
def test_a_wrong_description_is_refused(
    stored: Path, change: Callable[[dict[str, Any]], object], said: str
) -> None:
    assert said in refused(rewritten(stored, change))


def test_a_description_of_a_giant_is_refused_before_it_is_made(stored: Path) -> None:
    def giant(description: dict[str, Any]) -> None:
        description["settings"].update(architecture="vgg16", width=4.0)
        description["image_size"] = 1024  # a first linear layer of two terabytes

    assert "another network's weights" in refused(rewritten(stored, giant))


def test_weights_that_lack_one_are_refused_by_its_name(stored: Path) -> None:
    weights = load_file(stored)
    del weights["head.logits.bias"]
    save_file(weights, stored, metadata={KEY: network()[1].model_dump_json()})
    assert "head.logits.bias is missing" in refused(stored)


@pytest.mark.parametrize("content", [b"", b"not weights", b"\xff" * 100, b"\x00" * 1000])
def test_a_foreign_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    path.write_bytes(content)
    assert "is not a readable weights file" in refused(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "is not a readable weights file" in refused(tmp_path / "gone.safetensors")
    assert "is not a readable weights file" in refused(tmp_path)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(data=st.data())
def test_a_header_with_any_bytes_changed_is_read_or_refused(
    stored: Path, data: st.DataObject
) -> None:
    whole = stored.read_bytes()
    content = bytearray(whole)
    place = data.draw(st.integers(0, 4000))
    content[place] = data.draw(st.integers(0, 255))
    changed = stored.with_name("changed.safetensors")
    changed.write_bytes(content)
    try:
        found = load_network(changed)
    except ModelError:
        return
    assert found.network(torch.rand(1, 1, 48, 48)).shape == (1, 7)


@pytest.mark.parametrize("dump", [dump_plainly, torch.save])
def test_a_file_that_would_execute_something_does_not(
    dump: Callable[[Trap, Path], None], tmp_path: Path
) -> None:
    path, sprung = tmp_path / "w.safetensors", tmp_path / "sprung"
    dump(Trap(sprung), path)
    assert "is not a readable weights file" in refused(path)
    assert not sprung.exists()
    pickle.loads(pickle.dumps(Trap(sprung)))  # noqa: S301 - the trap itself must work
    assert sprung.exists()
