import pytest
from pydantic import ValidationError

from feelingit.models.settings import ModelSettings


def test_a_model_is_called_by_its_architecture_unless_it_has_a_name() -> None:
    assert ModelSettings(architecture="vgg16").called == "vgg16"
    assert ModelSettings(architecture="vgg16", name="narrow_vgg").called == "narrow_vgg"


def test_the_published_control_is_the_default() -> None:
    settings = ModelSettings(architecture="vgg16")
    assert (settings.batch_norm, settings.dropout, settings.width) == (True, 0.3, 1.0)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("architecture", "alexnet"),
        ("width", 0.0),
        ("width", 5.0),
        ("dropout", 1.0),
        ("dropout", -0.1),
        ("name", "a name/with a slash"),
        ("depth", 3),
    ],
)
def test_a_value_out_of_range_or_an_unknown_key_is_named(key: str, value: object) -> None:
    with pytest.raises(ValidationError, match=key):
        ModelSettings.model_validate({"architecture": "vgg16", key: value})
