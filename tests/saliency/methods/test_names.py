import subprocess
import sys

import pytest

from feelingit.errors import InputError
from feelingit.saliency.methods.names import (
    LABELS,
    METHOD_NAMES,
    checked_name,
    label_of,
    needs_network,
    why_network,
)


def test_every_method_has_a_label() -> None:
    assert set(LABELS) == set(METHOD_NAMES)
    assert label_of("grad_cam:stage3") == "Grad-CAM of stage3"


@pytest.mark.parametrize("name", [*METHOD_NAMES, "grad_cam:stage3", "grad_cam:features.conv1_1.0"])
def test_a_name_is_kept(name: str) -> None:
    assert checked_name(f" {name} ") == name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gradcam", "no saliency method 'gradcam'; did you mean grad_cam?"),
        ("Smooth-Grad", "did you mean smooth_grad?"),
        ("lime", "there are grad_cam, gradient, smooth_grad"),
        ("gradient:stage3", "gradient looks at no layer; write gradient, without :stage3"),
    ],
)
def test_what_is_no_name_is_refused(name: str, words: str) -> None:
    with pytest.raises(InputError, match=words.replace("?", r"\?")):
        checked_name(name)


def test_only_occlusion_does_without_the_inside_of_a_network() -> None:
    assert [name for name in METHOD_NAMES if not needs_network(name)] == ["occlusion_sensitivity"]
    assert needs_network("grad_cam:stage3")


@pytest.mark.parametrize("name", [*METHOD_NAMES[:-1], "grad_cam:stage3"])
def test_a_sentence_says_why_an_exported_model_will_not_do(name: str) -> None:
    said = why_network(name)
    assert said.startswith(f"{label_of(name)} reads ")
    assert said.endswith("give; occlusion_sensitivity needs nothing but answers")


def test_names_need_no_pytorch() -> None:
    code = (
        "import sys; import feelingit.saliency.methods.names; "
        "sys.exit(bool({'torch', 'captum', 'scipy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
