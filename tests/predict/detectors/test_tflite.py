"""A TensorFlow Lite file is read, and answers as ONNX what it says."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feelingit.predict.detectors import tflite
from tests.predict.detectors.tiny_tflite import SIDE, STRIDE, convolution

rng = np.random.default_rng(0)
KERNEL = rng.normal(size=(5, 2, 2, 3)).astype(np.float16).astype(np.float32)
BIAS = rng.normal(size=5).astype(np.float32)
CONTENT = convolution(KERNEL, BIAS)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.tflite"
    path.write_bytes(CONTENT)
    return path


def test_steps_shapes_and_constants_are_read(file: Path) -> None:
    graph = tflite.read(file)
    kinds = [step.kind for step in graph.steps]
    assert kinds == ["DEQUANTIZE", "CONV_2D", "RELU", "RESHAPE"]
    assert graph.steps[1].options == {"valid": 0, "across": 2, "down": 2, "activation": 0}
    assert graph.steps[1].inputs == [0, 2, 3]
    assert (graph.inputs, graph.outputs) == ([0], [6])
    assert graph.shapes[6] == [1, 4, 5]
    np.testing.assert_array_equal(graph.constants[1], KERNEL.astype(np.float16))
    np.testing.assert_array_equal(graph.constants[3], BIAS)


def test_as_onnx_it_answers_what_the_convolution_gives(file: Path) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    pytest.importorskip("onnx")
    from feelingit.predict.detectors.onnx_writer import as_onnx  # noqa: PLC0415 - needs onnx

    session = onnxruntime.InferenceSession(as_onnx(tflite.read(file), {6: "answer"}))
    pictures = rng.integers(0, 256, (3, SIDE, SIDE, 3), dtype=np.uint8)
    (answer,) = session.run(["answer"], {"images": pictures})
    steps = SIDE // STRIDE
    parts = (pictures / 127.5 - 1).reshape(3, steps, STRIDE, steps, STRIDE, 3)
    expected = np.einsum("nidjec,odec->nijo", parts, KERNEL) + BIAS
    np.testing.assert_allclose(answer, np.maximum(expected, 0).reshape(3, 4, 5), atol=1e-5)


@pytest.mark.parametrize("length", [0, 3, 7])
def test_a_file_that_is_none_is_refused(tmp_path: Path, length: int) -> None:
    path = tmp_path / "none.tflite"
    path.write_bytes(CONTENT[:length])
    with pytest.raises(ValueError, match="it is no TensorFlow Lite file"):
        tflite.read(path)


@settings(max_examples=200, deadline=None)
@given(st.integers(8, len(CONTENT) - 1))
def test_a_file_that_was_cut_off_is_refused_or_whole(
    tmp_path_factory: pytest.TempPathFactory, length: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "cut.tflite"
    path.write_bytes(CONTENT[:length])
    try:
        graph = tflite.read(path)
    except ValueError:
        return
    assert len(graph.steps) == 4


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(8, len(CONTENT) - 1), st.integers(0, 255)), max_size=4))
def test_a_damaged_file_raises_nothing_but_a_value_error(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[int, int]]
) -> None:
    content = bytearray(CONTENT)
    for place, value in damage:
        content[place] = value
    path = tmp_path_factory.getbasetemp() / "damaged.tflite"
    path.write_bytes(content)
    with suppress(ValueError):
        assert len(tflite.read(path).shapes) <= len(content)
