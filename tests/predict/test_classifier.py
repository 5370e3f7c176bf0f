import pickle
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import feelingit
from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError, ModelError
from feelingit.occlusion import cover
from feelingit.predict.classifier import Classifier, load
from feelingit.predict.model_file import shipped
from feelingit.synthetic import draw_faces

FACES = draw_faces(12, 48, seed=3).faces.images


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return load(threads=1)


def test_the_package_offers_load_itself(classifier: Classifier) -> None:
    assert feelingit.load().name == classifier.name == "compact"


def test_every_shipped_model_loads_and_is_small() -> None:
    for name, path in shipped().items():
        assert load(name).name == name
        assert path.stat().st_size <= 8e6
        assert path.with_suffix(".md").exists()


def test_probabilities_are_float32_and_sum_to_one(classifier: Classifier) -> None:
    answers = classifier.probabilities(FACES)
    assert answers.dtype == np.float32
    assert answers.shape == (12, 7)
    assert np.allclose(answers.sum(axis=1), 1, atol=1e-5)
    assert classifier.probabilities(FACES[:0]).shape == (0, 7)


def test_an_answer_does_not_depend_on_its_batch(classifier: Classifier) -> None:
    together = classifier.probabilities(FACES)
    alone = np.concatenate([classifier.probabilities(FACES[i : i + 1]) for i in range(12)])
    assert np.allclose(together, alone, atol=1e-5)
    assert np.allclose(together, classifier.probabilities(FACES, batch_size=5), atol=1e-5)


def test_happy_and_surprised_drawn_faces_are_told_apart(classifier: Classifier) -> None:
    drawn = draw_faces(70, 48, seed=8).faces
    answers = classifier.probabilities(drawn.images)
    surprise, happy = EMOTIONS.index("surprise"), EMOTIONS.index("happy")
    said_happy = answers[drawn.labels == happy, happy].mean()
    assert said_happy > 2 * answers[drawn.labels == surprise, happy].mean()


def test_faces_of_any_size_are_brought_to_the_models(classifier: Classifier) -> None:
    large = np.stack([np.kron(face, np.ones((3, 3), np.uint8)) for face in FACES])
    assert np.allclose(classifier.probabilities(large), classifier.probabilities(FACES), atol=1e-5)


def test_pictures_of_every_kind_get_the_same_answer(classifier: Classifier, tmp_path: Path) -> None:
    face = FACES[0]
    colour = np.repeat(face[:, :, None], 3, axis=2)
    Image.fromarray(face).save(tmp_path / "face.png")
    kinds = [face, colour, Image.fromarray(colour), tmp_path / "face.png", f"{tmp_path}/face.png"]
    expected = classifier.probabilities(face[None])[0]
    for kind in kinds:
        (one,) = classifier.classify(kind)
        assert one.probabilities is not None
        assert np.allclose(list(one.probabilities.values()), expected, atol=1e-5)
    assert len(classifier.classify(kinds)) == len(kinds)
    assert len(classifier.classify(FACES)) == 12
    assert len(classifier.classify(np.repeat(FACES[..., None], 3, axis=3))) == 12


def test_a_result_names_the_likeliest_emotion(classifier: Classifier) -> None:
    (face,) = classifier.classify(FACES[0])
    assert face.status == "ok"
    assert face.success
    assert tuple(face.probabilities) == EMOTIONS
    assert face.confidence == max(face.probabilities.values())
    assert face.probabilities[face.emotion] == face.confidence
    assert face.source == "images[0]"
    assert face.box is None


def test_below_the_threshold_no_emotion_is_named(classifier: Classifier) -> None:
    faces = classifier.classify(FACES, threshold=1.0)
    assert {face.status for face in faces} == {"unsure"}
    assert {face.emotion for face in faces} == {None}
    assert all(face.success for face in faces)


def test_an_unreadable_file_is_a_row_and_not_an_exception(
    classifier: Classifier, tmp_path: Path
) -> None:
    (tmp_path / "no.jpg").write_text("not a picture")
    bad, good = classifier.classify([tmp_path / "no.jpg", FACES[0]])
    assert bad.status == "unreadable"
    assert bad.problem
    assert bad.emotion is None
    assert good.status == "ok"


def test_a_picture_without_a_face_is_a_row(classifier: Classifier) -> None:
    blank = np.full((200, 300, 3), 127, np.uint8)
    (face,) = classifier.analyze(blank)
    assert face.status == "no_face"
    assert not face.success
    with pytest.raises(InputError, match=r"images\[0\]: no face"):
        classifier.analyze(blank, require_face=True)


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((4, 48, 48), np.float32),
        np.zeros((2, 2, 2, 2, 2), np.uint8),
        [np.zeros((0, 3), np.uint8)],
    ],
)
def test_what_is_no_picture_is_refused(classifier: Classifier, wrong: object) -> None:
    with pytest.raises(InputError, match=r"images\[0\]"):
        classifier.classify(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan")])
def test_a_threshold_outside_0_to_1_is_refused(classifier: Classifier, threshold: float) -> None:
    with pytest.raises(InputError, match="threshold"):
        classifier.classify(FACES, threshold=threshold)


def test_probabilities_refuses_what_are_no_grey_faces(classifier: Classifier) -> None:
    for wrong in (FACES.astype(np.float32), FACES[0], FACES[:, :0]):
        with pytest.raises(InputError, match="images"):
            classifier.probabilities(wrong)
    with pytest.raises(InputError, match="batch_size"):
        classifier.probabilities(FACES, batch_size=0)


def test_an_unknown_model_is_refused_and_the_nearest_offered() -> None:
    with pytest.raises(ModelError, match="did you mean 'compact'"):
        load("compct")
    with pytest.raises(ModelError, match="there is no model"):
        load("/nowhere/at/all")


def test_a_classifier_survives_pickling(classifier: Classifier) -> None:
    again = pickle.loads(pickle.dumps(classifier))  # noqa: S301 - our own
    assert np.array_equal(again.probabilities(FACES), classifier.probabilities(FACES))


def test_a_classifier_is_what_evaluation_calls_predict(classifier: Classifier) -> None:
    covered = cover(FACES, "lower_face")
    assert np.array_equal(classifier(covered), classifier.probabilities(covered))


def test_its_card_says_how_well_it_does(classifier: Classifier) -> None:
    bare = classifier.card["accuracy"]["none"]
    assert bare["low"] < bare["accuracy"] < bare["high"]
    assert 0 < classifier.threshold < 1
