import pytest
from pydantic import ValidationError

from feelingit.training.settings import TrainingSettings


def test_the_defaults_are_the_published_study() -> None:
    settings = TrainingSettings()
    assert (settings.optimiser, settings.learning_rate, settings.batch_size) == ("adam", 1e-4, 32)
    assert (settings.epochs, settings.patience, settings.schedule) == (30, 3, "constant")
    assert (settings.label_smoothing, settings.average, settings.weight_decay) == (0, 0, 0)
    assert set(settings.augmentation.model_dump().values()) == {0.0}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("optimiser", "lion"),
        ("learning_rate", 0.0),
        ("batch_size", 1),
        ("epochs", 0),
        ("patience", -1),
        ("average", 1.0),
        ("label_smoothing", 1.0),
        ("schedule", "step"),
        ("momentum", 0.9),
        ("augmentation", {"flip": 1.5}),
        ("augmentation", {"blur": 0.5}),
    ],
)
def test_a_value_out_of_range_or_an_unknown_key_is_named(key: str, value: object) -> None:
    with pytest.raises(ValidationError, match=key):
        TrainingSettings.model_validate({key: value})
