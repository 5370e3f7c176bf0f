"""Controls hide as much elsewhere, or put something else in the same place."""

import numpy as np
import pytest

from feelingit.errors import InputError
from feelingit.occlusion import CONDITIONS, Condition, condition, covered
from feelingit.occlusion.controls import CONTROLS
from feelingit.occlusion.mean_face import mean_face
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import Mask

BASES = ("nose_mouth_shape", "lower_face", "box_quarter", "scattered_30", "below_50", "eyes_cut")
every_base = pytest.mark.parametrize("base", BASES)
every_kind = pytest.mark.parametrize("kind", CONTROLS)
hiding = [c for c in CONDITIONS.values() if c.control is not None or c.share]


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(10, 48, seed=8)


def hidden_by(drawn: Drawn, name: str, seed: int = 0) -> Mask:
    return covered(drawn.faces.images, name, seed=seed, landmarks=drawn.landmarks).hidden


@every_kind
@pytest.mark.parametrize("base", hiding, ids=[c.name for c in hiding])
def test_every_covering_has_every_control_of_its_area(
    drawn: Drawn, base: Condition, kind: str
) -> None:
    control = condition(f"{base.name}@{kind}")
    shown = covered(drawn.faces.images, control.name, landmarks=drawn.landmarks)
    assert shown.images.shape == drawn.faces.images.shape
    area = hidden_by(drawn, base.name).sum(axis=(1, 2))
    assert np.array_equal(shown.hidden.sum(axis=(1, 2)), area)
    assert (control.group, control.cut, control.share) == ("control", False, base.share)


@every_base
@pytest.mark.parametrize("kind", ["blur", "mean", "black"])
def test_in_its_place_the_very_same_pixels_are_hidden(drawn: Drawn, base: str, kind: str) -> None:
    name = f"{base}@{kind}"
    assert np.array_equal(hidden_by(drawn, name, seed=4), hidden_by(drawn, base, seed=4))


@every_base
@every_kind
def test_pixels_that_are_not_hidden_stay_as_they_were(drawn: Drawn, base: str, kind: str) -> None:
    shown = covered(drawn.faces.images, f"{base}@{kind}", landmarks=drawn.landmarks)
    assert np.array_equal(shown.images[~shown.hidden], drawn.faces.images[~shown.hidden])


@every_base
@pytest.mark.parametrize("kind", ["box", "scatter", "black"])
def test_box_scatter_and_black_are_black(drawn: Drawn, base: str, kind: str) -> None:
    shown = covered(drawn.faces.images, f"{base}@{kind}", landmarks=drawn.landmarks)
    assert not shown.images[shown.hidden].any()


def test_a_box_has_the_pictures_proportions(drawn: Drawn) -> None:
    for mask in hidden_by(drawn, "nose_mouth_shape@box"):
        rows, columns = mask.any(axis=1).sum(), mask.any(axis=0).sum()
        assert abs(int(rows) - int(columns)) <= 1
        assert mask.sum() > rows * (columns - 1)


def test_a_box_keeps_away_from_what_the_covering_hides(drawn: Drawn) -> None:
    covering = hidden_by(drawn, "nose_mouth_shape")
    overlap = [
        (hidden_by(drawn, "nose_mouth_shape@box", seed) & covering).sum() / covering.sum()
        for seed in range(5)
    ]
    assert max(overlap) < 0.1


@pytest.mark.parametrize("kind", ["box", "scatter"])
def test_another_seed_gives_another_place(drawn: Drawn, kind: str) -> None:
    one, two = (hidden_by(drawn, f"nose_mouth_shape@{kind}", seed) for seed in (0, 1))
    assert (one != two).any(axis=(1, 2)).all()


def test_squares_lie_all_over_the_picture(drawn: Drawn) -> None:
    hidden = hidden_by(drawn, "nose_mouth_shape@scatter").mean(axis=0)
    quarters = [hidden[:24, :24], hidden[:24, 24:], hidden[24:, :24], hidden[24:, 24:]]
    assert min(quarter.mean() for quarter in quarters) > 0.5 * hidden.mean()


def test_the_blur_takes_the_detail(drawn: Drawn) -> None:
    images = drawn.faces.images
    shown = covered(images, "lower_face@blur", landmarks=drawn.landmarks).images
    steps = [np.abs(np.diff(each[:, 26:].astype(float), axis=2)).mean() for each in (images, shown)]
    assert steps[1] < 0.5 * steps[0]
    # What is blurred is the face itself: its brightness stays.
    assert shown[:, 28:].mean() == pytest.approx(images[:, 28:].mean(), abs=8)


def test_the_mean_face_takes_nothing_from_the_hidden_pixels(drawn: Drawn) -> None:
    images = drawn.faces.images
    other = images.copy()
    other[:, 24:] = 255 - other[:, 24:]
    shown = [
        covered(each, "lower_face@mean", landmarks=drawn.landmarks).images
        for each in (images, other)
    ]
    assert np.array_equal(*shown)


def test_the_mean_face_is_as_bright_as_what_is_seen(drawn: Drawn) -> None:
    for images in (drawn.faces.images // 2, drawn.faces.images // 2 + 120):
        shown = covered(images, "nose_mouth_shape@mean", landmarks=drawn.landmarks)
        assert shown.images[shown.hidden].mean() == pytest.approx(
            images[~shown.hidden].mean(), abs=25
        )


def test_the_mean_face_has_its_mouth_where_the_face_has_it(drawn: Drawn) -> None:
    shown = covered(drawn.faces.images, "lower_face@mean", landmarks=drawn.landmarks).images
    for image, points in zip(shown, drawn.landmarks, strict=True):
        column = round(float(points[48:60, 0].mean()))
        middle = float(points[48:60, 1].mean())
        low, high = round(middle) - 6, min(round(middle) + 6, 47)
        darkest = low + int(image[low:high, column].argmin())
        assert darkest == pytest.approx(middle, abs=3)


def test_the_mean_face_is_nearly_the_same_on_both_sides() -> None:
    face = mean_face()[10:60, 12:52]
    assert np.corrcoef(face.ravel(), face[:, ::-1].ravel())[0, 1] > 0.8


@pytest.mark.parametrize(
    "name",
    ["none", *(c.name for c in CONDITIONS.values() if c.group == "camera" and not c.control)],
)
@every_kind
def test_what_hides_nothing_has_no_control(name: str, kind: str) -> None:
    with pytest.raises(InputError, match=f"^{name} hides nothing, so it has no control"):
        condition(f"{name}@{kind}")


def test_controls_of_controls_and_unknown_ones_are_refused() -> None:
    with pytest.raises(InputError, match="lower_face has the controls lower_face@box"):
        condition("lower_face@bix")
    with pytest.raises(InputError, match="there is no condition"):
        condition("lower_face@box@black")


@every_kind
def test_no_control_is_taken_for_the_study_s_mask(kind: str) -> None:
    assert condition(f"lower_face@{kind}").hides not in {c.hides for c in CONDITIONS.values()} - {
        "box"
    }


@every_kind
def test_no_faces_give_none(kind: str) -> None:
    none = np.empty((0, 48, 48), np.uint8)
    shown = covered(none, f"below_40@{kind}", landmarks=np.empty((0, 68, 2), np.float32))
    assert shown.images.shape == shown.hidden.shape == (0, 48, 48)


@every_kind
@pytest.mark.parametrize("shape", [(16, 16), (40, 64), (300, 200)])
def test_landmarks_anywhere_are_borne(kind: str, shape: tuple[int, int]) -> None:
    points = np.zeros((3, 68, 2), np.float32)
    points[1] = 1e5
    points[2] = np.random.default_rng(0).normal(0, 500, (68, 2))
    images = np.full((3, *shape), 90, np.uint8)
    for base in ("nose_mouth_shape", "below_99", "lower_face"):
        shown = covered(images, f"{base}@{kind}", landmarks=points)
        assert shown.images.shape == images.shape
