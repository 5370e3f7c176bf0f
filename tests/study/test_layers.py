import pytest

from feelingit.errors import StudyFileError
from feelingit.study.layers import check_layers

from .conftest import MakeContext


def naming(layer: str) -> tuple[str, str]:
    return '"grad_cam", ', f'"grad_cam:{layer}", '


def test_a_layer_that_a_network_lacks_is_refused_before_anything_is_trained(
    make_context: MakeContext,
) -> None:
    said = "methods, vgg16: the layer 'stage2' of Network does not exist; expected one of conv1_1, "
    with pytest.raises(StudyFileError, match=said):
        check_layers(make_context(naming("stage2")).settings)


def test_a_layer_of_all_networks_is_fine(make_context: MakeContext) -> None:
    check_layers(make_context(naming("features")).settings)
    check_layers(make_context(naming("-2")).settings)
    check_layers(make_context().settings)
