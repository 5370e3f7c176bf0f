import pytest

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.synthetic.action_units import (
    ACTION_UNITS,
    COMPANIONS,
    MOVES_IN,
    PROTOTYPES,
    carriers,
)

EMFACS = {
    "happy": {6, 12},
    "sad": {1, 4, 15, 17},
    "surprise": {1, 2, 5, 26},
    "fear": {1, 2, 4, 5, 7, 20, 26},
    "angry": {4, 5, 7, 23},
    "disgust": {9, 10, 15, 16},
    "neutral": set(),
}


def test_prototypes_are_those_of_emfacs() -> None:
    assert {emotion: set(units) for emotion, units in PROTOTYPES.items()} == EMFACS


def test_every_prototype_unit_has_a_name_and_a_region() -> None:
    used = {unit for units in PROTOTYPES.values() for unit in units}
    assert used <= set(ACTION_UNITS)
    assert set(MOVES_IN) == set(ACTION_UNITS)


def test_companion_units_show_only_where_the_emotion_is_carried_anyway() -> None:
    for emotion, units in COMPANIONS.items():
        for unit in units:
            assert set(MOVES_IN[unit]) <= set(carriers(emotion))


@pytest.mark.parametrize(
    ("emotion", "regions"),
    [
        ("happy", ("eyes", "cheeks", "mouth")),
        ("disgust", ("nose", "mouth")),
        ("angry", ("brows", "eyes", "mouth")),
        ("surprise", ("forehead", "brows", "eyes", "mouth", "chin")),
        ("neutral", ()),
    ],
)
def test_carriers_are_the_regions_of_the_prototype(emotion: str, regions: tuple[str, ...]) -> None:
    assert carriers(emotion) == regions  # type: ignore[arg-type]


def test_every_emotion_but_neutral_is_carried_by_some_region() -> None:
    assert [emotion for emotion in EMOTIONS if not carriers(emotion)] == ["neutral"]


def test_an_unknown_emotion_has_no_carriers() -> None:
    with pytest.raises(InputError, match="bored"):
        carriers("bored")  # type: ignore[arg-type]
