from itertools import product

from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.questions import Cell, questions

TESTED = ("none", "forehead", "lower_face", "forehead_cut", "box_quarter", "box_half")


def cells(*arms: tuple[bool, str], models: tuple[str, ...] = ("m",), seeds: int = 1) -> list[Cell]:
    trained = [
        TrainedModel(model, f"arm{i}", control, trained_on, seed)
        for model, seed, (i, (control, trained_on)) in product(
            models, range(seeds), enumerate(arms)
        )
    ]
    return [(model, tested) for model in trained for tested in TESTED]


def asked(question: str, of: list[Cell]) -> list[tuple[str, str, str, str]]:
    return [
        (q.a[0].trained_on, q.a[1], q.b[0].trained_on, q.b[1])
        for q in questions(of)
        if q.question == question
    ]


def test_models_are_compared_under_the_same_arm_and_its_own_condition() -> None:
    of = cells((False, "none"), (True, "forehead"), models=("m", "k"), seeds=2)
    found = [q for q in questions(of) if q.question == "model"]
    assert len(found) == 4
    for q in found:
        assert (q.a[0].arm, q.a[0].seed) == (q.b[0].arm, q.b[0].seed)
        assert q.a[1] == q.b[1] == q.a[0].trained_on


def test_a_mask_is_compared_with_bare_faces_of_the_same_control() -> None:
    of = cells((True, "none"), (True, "forehead"), (False, "lower_face"))
    assert asked("mask", of) == [("none", "none", "forehead", "forehead")]


def test_a_model_trained_on_bare_faces_too_is_its_own_baseline() -> None:
    of = cells((True, "none"), (True, "none+forehead"))
    assert asked("mask", of) == [("none+forehead", "none", "none+forehead", "forehead")]
    assert asked("adaptation", of) == [("none", "forehead", "none+forehead", "forehead")]


def test_masks_are_compared_where_they_hide_different_parts_alike() -> None:
    of = cells((True, "forehead"), (True, "lower_face"), (True, "forehead_cut"))
    assert asked("which mask", of) == [("lower_face", "lower_face", "forehead", "forehead")]


def test_one_model_of_many_masks_is_compared_with_itself() -> None:
    mixture = "forehead+lower_face"
    of = cells((True, mixture), (True, "forehead"))
    assert asked("which mask", of) == [(mixture, "lower_face", mixture, "forehead")]


def test_control_is_compared_with_none_on_the_same_faces() -> None:
    of = cells((False, "none"), (True, "none"), (True, "forehead"))
    found = [q for q in questions(of) if q.question == "control"]
    assert [(q.a[0].control, q.b[0].control) for q in found] == [(True, False)]


def test_a_band_is_compared_with_boxes_of_its_area_on_models_that_saw_none() -> None:
    of = cells((True, "none"), (True, "forehead"))
    assert asked("region against area", of) == [
        ("none", "forehead", "none", "box_quarter"),
        ("none", "lower_face", "none", "box_half"),
    ]


LIFE = ("none", "sunglasses", "sunglasses@box", "surgical_mask", "below_40", "noise")


def test_nothing_is_asked_about_coverings_however_many_there_are() -> None:
    arms = ("none", "none+sunglasses+surgical_mask+noise", "sunglasses")
    trained = [TrainedModel("m", f"arm{i}", True, on, 0) for i, on in enumerate(arms)]
    of = [(model, tested) for model in trained for tested in LIFE]
    assert questions(of) == []


def test_masks_on_the_face_are_asked_about_but_not_against_those_on_the_picture() -> None:
    arms = ("none", "eyes_shape", "nose_mouth_shape", "forehead")
    tested = (*arms, "eyes_shape@box")
    trained = [TrainedModel("m", on, True, on, 0) for on in arms]
    of = [(model, name) for model in trained for name in tested]
    assert asked("which mask", of) == [
        ("nose_mouth_shape", "nose_mouth_shape", "eyes_shape", "eyes_shape")
    ]
    assert asked("region against area", of) == [("none", "eyes_shape", "none", "eyes_shape@box")]
    assert len(asked("adaptation", of)) == 3


def test_what_was_not_tested_is_not_asked() -> None:
    of = [cell for cell in cells((True, "none"), (True, "forehead")) if cell[1] == "none"]
    assert questions(of) == []
    assert questions([]) == []
