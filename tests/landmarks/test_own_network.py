"""The network's file: whole, small, loaded late, and only if it is the one that was shipped."""

import subprocess
import sys
from pathlib import Path
from shutil import copy

import numpy as np
import pytest

from feelingit.errors import ModelError
from feelingit.landmarks import locate
from feelingit.landmarks.sources import own


@pytest.fixture
def network(tmp_path: Path) -> Path:
    for file in (own.NETWORK, own.NETWORK.with_suffix(".json")):
        copy(file, tmp_path)
    return tmp_path / own.NETWORK.name


def test_the_network_that_is_shipped_is_whole_and_small() -> None:
    content, side = own.read_network(own.NETWORK)
    assert len(content) <= 2_000_000
    assert side == 48


@pytest.mark.parametrize("kept", [0, 1000, -1])
def test_a_truncated_network_is_refused(network: Path, kept: int) -> None:
    network.write_bytes(network.read_bytes()[:kept])
    with pytest.raises(ModelError, match=r"landmark network is damaged .* install feelingit again"):
        own.read_network(network)


def test_a_changed_network_is_refused(network: Path) -> None:
    content = bytearray(network.read_bytes())
    content[len(content) // 2] ^= 1
    network.write_bytes(content)
    with pytest.raises(ModelError, match="damaged"):
        own.read_network(network)


@pytest.mark.parametrize("ending", [".onnx", ".json"])
def test_a_network_that_is_missing_is_named(network: Path, ending: str) -> None:
    network.with_suffix(ending).unlink()
    with pytest.raises(ModelError, match="missing or unreadable"):
        own.read_network(network)


def test_locate_refuses_a_damaged_network(network: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network.write_bytes(b"not a network")
    monkeypatch.setattr(own, "NETWORK", network)
    with pytest.raises(ModelError, match="damaged"):
        locate(np.zeros((1, 48, 48), np.uint8))


def test_importing_landmarks_loads_neither_onnxruntime_nor_torch() -> None:
    code = (
        "import sys, feelingit.landmarks; "
        "print(sorted({'onnxruntime', 'torch', 'dlib', 'mediapipe'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_locating_needs_no_torch() -> None:
    code = (
        "import sys; sys.modules['torch'] = None; import numpy as np; "
        "from feelingit.landmarks import locate; "
        "print(locate(np.zeros((2, 20, 30), np.uint8)).landmarks.shape)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "(2, 68, 2)"
