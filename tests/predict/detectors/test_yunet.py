"""YuNet through OpenCV, with a network of YuNet's form that takes bright squares for faces."""

from pathlib import Path

import numpy as np
import pytest

from feelingit.errors import InputError
from feelingit.landmarks.sources.own import NETWORK
from feelingit.predict.detectors import detector
from feelingit.predict.detectors.yunet import ENLARGE, FORM
from feelingit.predict.face import Box

onnx = pytest.importorskip("onnx")

STRIDES = (8, 16, 32)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """YuNet's twelve outputs; a cell of 32 pixels is a face of 32 pixels where it is all bright."""
    path = tmp_path_factory.mktemp("yunet") / "bright.onnx"
    onnx.save(_bright(), str(path))
    return path


def _bright() -> "onnx.ModelProto":
    make, number = onnx.helper, onnx.TensorProto.FLOAT
    nodes = [make.make_node("ReduceMean", ["input"], ["grey"], axes=[1], keepdims=1)]
    constants, outputs = [_constant("row", np.array([1, -1, 1], np.int64))], []
    for stride in STRIDES:
        share = 1 / 255 if stride == STRIDES[-1] else 0.0
        constants += [
            _constant(f"share{stride}", np.float32(share).reshape(1)),
            _constant(f"none{stride}", np.zeros(1, np.float32)),
        ]
        cells = {"kernel_shape": [stride] * 2, "strides": [stride] * 2}
        nodes += [
            make.make_node("AveragePool", ["grey"], [f"mean{stride}"], **cells),
            make.make_node("Mul", [f"mean{stride}", f"share{stride}"], [f"bright{stride}"]),
            make.make_node("Reshape", [f"bright{stride}", "row"], [f"cls_{stride}"]),
            make.make_node("Identity", [f"cls_{stride}"], [f"obj_{stride}"]),
            make.make_node("Mul", [f"cls_{stride}", f"none{stride}"], [f"zero{stride}"]),
        ]
        for name, width in (("bbox", 4), ("kps", 10)):
            zeros = [f"zero{stride}"] * width
            nodes.append(make.make_node("Concat", zeros, [f"{name}_{stride}"], axis=2))
    for name, width in (("cls", 1), ("obj", 1), ("bbox", 4), ("kps", 10)):
        outputs += [make.make_tensor_value_info(f"{name}_{stride}", number, [1, None, width])
                    for stride in STRIDES]  # fmt: skip
    taken = make.make_tensor_value_info("input", number, [1, 3, None, None])
    graph = make.make_graph(nodes, "bright", [taken], outputs, constants)
    return make.make_model(graph, opset_imports=[make.make_opsetid("", 13)], ir_version=8)


def _constant(name: str, values: np.ndarray) -> "onnx.TensorProto":
    return onnx.numpy_helper.from_array(values, name)


def test_a_face_comes_back_in_pixels_of_the_picture_in_this_projects_form(file: Path) -> None:
    cell = 32 / ENLARGE
    picture = np.zeros((96, 160, 3), np.uint8)
    picture[24:32, 40:48] = 255
    (found,) = detector(f"yunet:{file}")(picture)
    assert found.score == pytest.approx(1.0, abs=0.1)
    # A cell without an offset is a face around its corner, as YuNet counts.
    left, top = 40 - cell / 2, 24 - cell / 2
    expected = FORM.crop(left, top, left + cell, top + cell)
    np.testing.assert_allclose(found.box, expected, atol=0.5)
    assert isinstance(found.box, Box)


def test_a_dark_picture_shows_no_face(file: Path) -> None:
    assert detector(f"yunet:{file}")(np.zeros((50, 300, 3), np.uint8)) == []


def test_the_file_has_to_be_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"needs its file; write 'yunet:PATH/face_detection_yunet"):
        detector("yunet")
    with pytest.raises(InputError, match="is not a file; expected face_detection_yunet"):
        detector(f"yunet:{tmp_path / 'absent.onnx'}")


def test_another_file_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.onnx"
    wrong.write_bytes(b"no network")
    with pytest.raises(InputError, match=r"wrong\.onnx is no YuNet"):
        detector(f"yunet:{wrong}")


def test_another_network_is_refused() -> None:
    with pytest.raises(InputError, match=r"landmarks\.onnx is no YuNet"):
        detector(f"yunet:{NETWORK}")
