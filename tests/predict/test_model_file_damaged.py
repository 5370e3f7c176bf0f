"""What a model file can be instead of a model: one sentence, before anything of it is run."""

import hashlib
import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper
from PIL import Image

from feelingit.emotions import EMOTIONS
from feelingit.errors import ModelError
from feelingit.predict.model_file import read_model
from feelingit.predict.network import logits_of, open_network
from tests.predict.tiny_model import NOTHING, SIDE, graph, write_model
from tests.program import Program

ANY = np.random.default_rng(0).bytes(5000)
FACES = np.arange(2 * SIDE * SIDE, dtype=np.uint8).reshape(2, SIDE, SIDE)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_model(tmp_path)


def opened(path: Path) -> np.ndarray:
    return logits_of(open_network(read_model(path), threads=1), FACES)


def refused(path: str | Path) -> str:
    """Give the sentence with which a model is refused; it is one line and names the model."""
    with pytest.raises(ModelError) as caught:
        opened(Path(path))
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert Path(path).stem in sentence
    return sentence


def test_the_tiny_model_works_as_long_as_it_is_whole(model: Path) -> None:
    assert opened(model).shape == (2, len(EMOTIONS))


# --- the network's file -----------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(share=st.floats(0, 1, exclude_max=True))
@example(share=0.0)
def test_a_truncated_model_is_damaged(model: Path, share: float) -> None:
    whole = graph().SerializeToString()
    model.write_bytes(whole[: int(share * len(whole))])
    assert "the model is damaged" in refused(model)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_model_with_any_other_bit_is_damaged(model: Path, data: st.DataObject) -> None:
    content = bytearray(graph().SerializeToString())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    model.write_bytes(content)
    assert "the model is damaged" in refused(model)


@pytest.mark.parametrize("content", [b"", b"\0" * 100, ANY[:1000]], ids=["0", "zero", "any"])
def test_other_bytes_are_damaged(model: Path, content: bytes) -> None:
    model.write_bytes(content)
    assert "the model is damaged" in refused(model)


def test_a_longer_model_is_damaged_and_not_read_to_its_end(model: Path) -> None:
    with model.open("r+b") as file:
        file.truncate(2**40)  # no bytes are written, and none of them fits into memory
    assert "more than" in refused(model)


def test_a_model_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    assert "there is no such file" in refused(tmp_path / "gone.onnx")


def test_a_link_to_nothing_cannot_be_read(model: Path) -> None:
    model.unlink()
    model.symlink_to("gone")
    assert "cannot be read: No such file" in refused(model)


@pytest.mark.parametrize("suffix", [".onnx", ".json"])
def test_a_folder_in_place_of_a_file_is_said_to_be_one(model: Path, suffix: str) -> None:
    path = model.with_suffix(suffix)
    path.unlink()
    path.mkdir()
    assert "expected one .onnx file in the folder" in refused(model) or "directory" in refused(
        model
    )


@pytest.mark.parametrize("suffix", [".onnx", ".json"])
def test_a_pipe_is_refused_and_not_waited_for(model: Path, suffix: str) -> None:
    path = model.with_suffix(suffix)
    path.unlink()
    os.mkfifo(path)
    assert "not a plain file" in refused(model)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
@pytest.mark.parametrize("suffix", [".onnx", ".json"])
def test_a_file_that_may_not_be_read_is_said_to_be_one(model: Path, suffix: str) -> None:
    model.with_suffix(suffix).chmod(0)
    assert "Permission denied" in refused(model)


def test_a_name_longer_than_any_file_s_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        read_model(tmp_path / ("x" * 5000 + ".onnx"))
    with pytest.raises(ModelError, match="there is no model"):
        read_model("x" * 5000)


# --- the description --------------------------------------------------------------------------


def test_a_model_without_its_description_is_refused(model: Path) -> None:
    model.with_suffix(".json").unlink()
    assert "needs its description beside it" in refused(model)


DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b'{"format": 1,}', b"\xff\xfe{}", b"\0" * 50, DEEP, b"1e" + b"9" * 6000],
    ids=["empty", "half", "comma", "bytes", "zeros", "deep", "number"],
)
def test_a_description_that_is_not_json_is_refused(model: Path, content: bytes) -> None:
    model.with_suffix(".json").write_bytes(content)
    sentence = refused(model)
    assert "is not JSON" in sentence or "of format" in sentence
    assert len(sentence) < 1000


@pytest.mark.parametrize("content", ["null", "[]", "1", '"format"', "{}"])
def test_json_that_describes_nothing_is_of_no_known_format(model: Path, content: str) -> None:
    model.with_suffix(".json").write_text(content)
    assert "a model of format None, expected 1" in refused(model)


@pytest.mark.parametrize("version", [0, 2, "1", None, 1.5, [1], "x" * 10**6])
def test_another_version_is_named_and_what_to_do(tmp_path: Path, version: object) -> None:
    sentence = refused(write_model(tmp_path, format=version))
    assert "expected 1; export it again" in sentence
    assert len(sentence) < 1000


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *[(key, NOTHING) for key in ("name", "sha256", "bytes", "height", "width", "emotions")],
        ("name", ""),
        ("name", "a\x1b[2Jb"),
        ("sha256", "0" * 63),
        ("bytes", -1),
        ("bytes", 10**30),
        ("height", 0),
        ("width", 10**6),
        ("width", "48"),
        ("temperature", 0),
        ("temperature", -1.0),
        ("temperature", float("nan")),
        ("threshold", 1.1),
        ("facts", []),
        ("emotions", "angry"),
        ("emotions", [1, 2, 3]),
    ],
)
def test_a_description_with_a_wrong_value_is_refused_by_its_key(
    tmp_path: Path, key: str, value: object
) -> None:
    assert f"tiny.json: {key}" in refused(write_model(tmp_path, **{key: value}))


def test_a_description_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    assert "tiny.json: code" in refused(write_model(tmp_path, code="import os"))


@pytest.mark.parametrize(
    "emotions", [EMOTIONS[::-1], EMOTIONS[:6], (*EMOTIONS, "contempt"), ()], ids=len
)
def test_other_emotions_or_another_order_are_refused(
    tmp_path: Path, emotions: tuple[str, ...]
) -> None:
    assert "expected angry, disgust, fear" in refused(write_model(tmp_path, emotions=emotions))


def test_a_hash_of_another_model_is_refused(tmp_path: Path) -> None:
    other = hashlib.sha256(b"other").hexdigest()
    assert "the model is damaged" in refused(write_model(tmp_path, sha256=other))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200
)
@given(data=st.data())
def test_a_description_with_any_bytes_changed_works_or_is_refused(
    model: Path, data: st.DataObject
) -> None:
    path = model.with_suffix(".json")
    content = bytearray(json.dumps(json.loads(path.read_text())).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        # What is still described must be the model that is there.
        assert (
            read_model(model).description.sha256 == hashlib.sha256(model.read_bytes()).hexdigest()
        )
    except ModelError:
        pass
    finally:
        path.write_bytes(before)


# --- right by its hash, and no model all the same ---------------------------------------------


def test_a_network_whose_names_are_no_text_is_refused_without_a_word_on_the_screen(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    content = graph().SerializeToString().replace(b"images", b"imag\xff\xff")
    assert "not a model that ONNX Runtime can load" in refused(write_model(tmp_path, content))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"x", b"\0" * 64, b"not a model", ANY])
def test_bytes_that_are_no_network_are_refused_though_the_hash_is_right(
    tmp_path: Path, content: bytes
) -> None:
    assert "not a model that ONNX Runtime can load" in refused(write_model(tmp_path, content))


class Trap:
    """What a malicious model could hold."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.path,))


def test_a_pickle_is_not_executed(tmp_path: Path) -> None:
    sprung = tmp_path / "sprung"
    content = pickle.dumps(Trap(sprung))
    assert "not a model" in refused(write_model(tmp_path, content))
    assert not sprung.exists()
    pickle.loads(content)  # noqa: S301 - the trap itself must work, else this shows nothing
    assert sprung.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"given": "pixels_in"}, "a network from pixels_in tensor(uint8) to logits"),
        ({"kind": TensorProto.FLOAT}, "a network from images tensor(float) to logits"),
        ({"answer": "scores"}, "to scores; expected one from images"),
        ({"answers": 8}, "answers two faces with float32 (2, 8), expected finite float32 (2, 7)"),
        ({"side": 9}, "does not take faces [n, 8, 8]"),
        ({"count": 1}, "does not take faces [n, 8, 8]"),
        ({"scale": float("nan")}, "expected finite float32"),
        ({"scale": float("inf")}, "expected finite float32"),
    ],
    ids=str,
)
def test_a_network_of_another_kind_is_refused(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    content = graph(**changes).SerializeToString()
    assert said in refused(write_model(tmp_path, content))


def test_a_network_of_two_inputs_is_refused(tmp_path: Path) -> None:
    network = graph()
    network.graph.input.append(helper.make_tensor_value_info("more", TensorProto.FLOAT, [1]))
    content = network.SerializeToString()
    assert "images tensor(uint8), more tensor(float)" in refused(write_model(tmp_path, content))


def elsewhere(location: str) -> Callable[[onnx.ModelProto], None]:
    def change(network: onnx.ModelProto) -> None:
        weights = network.graph.initializer[0]
        weights.ClearField("raw_data")
        weights.data_location = TensorProto.EXTERNAL
        for key, value in {"location": location, "offset": "0"}.items():
            entry = weights.external_data.add()
            entry.key, entry.value = key, value

    return change


@pytest.mark.parametrize(
    "location",
    [
        "weights.bin",
        "../weights.bin",
        "/etc/passwd",
        "*/_ORT_MEM_ADDR_/*",
        "",
        "file:///etc/passwd",
    ],
)
def test_weights_in_other_files_are_never_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, location: str
) -> None:
    network = graph()
    secret = network.graph.initializer[0].raw_data
    (tmp_path / "folder").mkdir()
    for place in (tmp_path, tmp_path / "folder"):
        (place / "weights.bin").write_bytes(secret)
    monkeypatch.chdir(tmp_path / "folder")
    elsewhere(location)(network)
    path = write_model(tmp_path / "folder", network.SerializeToString())
    assert "in other files, which are never read" in refused(path)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300
)
@given(data=st.data())
def test_a_network_with_any_bytes_changed_works_or_is_refused_though_the_hash_is_right(
    tmp_path: Path, data: st.DataObject
) -> None:
    content = bytearray(graph(side=2).SerializeToString())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    path = write_model(tmp_path, bytes(content), height=2, width=2)
    try:
        session = open_network(read_model(path), threads=1)
    except ModelError:
        return
    assert logits_of(session, FACES[:, :2, :2].copy()).shape == (2, len(EMOTIONS))


# --- on the command line ----------------------------------------------------------------------


@pytest.mark.parametrize("command", ["models", "predict"])
def test_a_damaged_model_ends_the_program_with_one_sentence(
    program: Program, model: Path, command: str
) -> None:
    model.write_bytes(model.read_bytes()[:100])
    picture = model.with_name("face.png")
    Image.fromarray(FACES[0]).save(picture)
    of = {"models": (model,), "predict": (picture, "--model", model)}[command]
    ended = program.run(command, *of)
    assert ended.code == 2
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"feelingit: {model}: the model is damaged (100 bytes, ")
    assert ended.stderr.count("\n") == 1
