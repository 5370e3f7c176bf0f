from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.special import softmax

from feelingit.models.export import Face, onnx_bytes
from feelingit.predict.classifier import load
from feelingit.synthetic import draw_faces
from recipes.classifier.calibrate import Calibration, calibrated, cross_fitted, fitted
from recipes.classifier.faces import Lesson, crowd_labels
from recipes.classifier.network import Learner
from recipes.classifier.recipe import ACCELERATOR, CPU, RECIPES, Recipe
from recipes.classifier.ship import quantised, write_model
from recipes.classifier.train import Lessons, Training, rate_after, targets
from recipes.classifier.validate import Exam, exam
from recipes.classifier.views import bare_view, covered_view
from recipes.classifier.worn import WORN, choices, wardrobe

TINY = replace(CPU, width=0.125, epochs=1, again=1, batch_size=16)
DRAWN = draw_faces(70, 48, seed=21)


def a_lesson() -> Lesson:
    faces = DRAWN.faces
    votes = np.full((70, 10), 0.1, np.float32)
    crowd = np.full((70, 7), 1 / 7, np.float32)
    return Lesson(faces.images, DRAWN.landmarks, faces.labels, crowd, votes)


def an_exam() -> Exam:
    return exam(DRAWN.faces)


def trained(recipe: Recipe, checkpoint: Path) -> Learner:
    lesson = a_lesson()
    lessons = Lessons(lesson, [lesson.images[:, ::-1].copy()], recipe, "cpu")
    return Training(recipe, checkpoint, lessons).run(an_exam())


def test_a_training_that_was_stopped_goes_on_as_if_it_had_not_been(tmp_path: Path) -> None:
    whole = trained(TINY, tmp_path / "whole.pt")
    stopped = replace(TINY, again=0)
    lesson = a_lesson()
    lessons = Lessons(lesson, [lesson.images[:, ::-1].copy()], TINY, "cpu")
    first = Training(TINY, tmp_path / "parts.pt", lessons)
    first._epoch()
    first.epoch += 1
    first._save()
    assert stopped.identity() == TINY.identity()
    again = trained(TINY, tmp_path / "parts.pt")
    for one, other in zip(whole.parameters(), again.parameters(), strict=True):
        assert torch.equal(one, other)


def test_a_checkpoint_of_another_recipe_is_refused(tmp_path: Path) -> None:
    trained(replace(TINY, again=0), tmp_path / "one.pt")
    with pytest.raises(SystemExit, match="another recipe"):
        trained(replace(TINY, rate=0.2), tmp_path / "one.pt")


def test_a_training_with_a_teacher_learns_something_else(tmp_path: Path) -> None:
    lesson = a_lesson()
    recipe = replace(TINY, distillation=0.6)
    lessons = Lessons(lesson, [lesson.images], recipe, "cpu")
    alone = Training(recipe, tmp_path / "a.pt", lessons)
    taught = Training(recipe, tmp_path / "b.pt", lessons, Learner(recipe).eval())
    assert alone._epoch() != taught._epoch()
    assert ACCELERATOR.teacher is not None
    assert ACCELERATOR.teacher.width > ACCELERATOR.width


def test_targets_weigh_the_label_against_the_crowd() -> None:
    lesson = a_lesson()
    wanted = targets(lesson, CPU)
    assert torch.allclose(wanted.sum(dim=1), torch.ones(70))
    assert np.array_equal(wanted.argmax(dim=1), lesson.labels)
    certain = targets(lesson, replace(CPU, crowd=0.0, smoothing=0.0))
    assert set(certain.unique().tolist()) == {0.0, 1.0}


def test_what_the_crowd_tells_of_labels_is_learnt() -> None:
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 7, 700)
    votes = np.full((700, 10), 0.02, np.float32)
    votes[np.arange(700), (labels + 3) % 7] = 0.82  # the crowd uses other words, consistently
    guessed = crowd_labels(votes, labels)
    assert guessed.shape == (700, 7)
    assert np.allclose(guessed.sum(axis=1), 1, atol=1e-5)
    assert (guessed.argmax(axis=1) == labels).all()


def test_the_rate_rises_stays_and_falls_to_nothing() -> None:
    rates = [rate_after(CPU, epoch) for epoch in range(CPU.epochs + CPU.again + 1)]
    assert rates[0] == pytest.approx(CPU.rate / 100)
    assert max(rates) == CPU.rate
    assert rates[5] == rates[12] == CPU.rate > rates[20] > rates[30] > rates[39]
    assert rates[39] < rates[40] == CPU.second_rate > rates[41]
    assert rates[-1] == 0
    assert all(recipe.identity() for recipe in RECIPES.values())


def test_views_keep_shape_and_range_and_repeat_by_their_seed() -> None:
    faces = torch.from_numpy(DRAWN.faces.images[:32].copy())

    def views(seed: int) -> tuple[torch.Tensor, torch.Tensor]:
        generator = torch.Generator().manual_seed(seed)
        return bare_view(faces, generator), covered_view(faces, faces, generator)

    for bare_or_covered in views(1):
        assert bare_or_covered.shape == (32, 1, 48, 48)
        assert 0 <= bare_or_covered.min() <= bare_or_covered.max() <= 1
    for one, other, third in zip(views(1), views(1), views(2), strict=True):
        assert torch.equal(one, other)
        assert not torch.equal(one, third)


def test_covered_views_hide_more_than_bare_ones() -> None:
    white = torch.full((400, 48, 48), 200, dtype=torch.uint8)
    generator = torch.Generator().manual_seed(0)
    hidden_bare = (bare_view(white, generator) < 0.02).float().mean()
    hidden_covered = (covered_view(white, white, generator) < 0.02).float().mean()
    assert hidden_bare < 0.05
    assert 0.1 < hidden_covered < 0.4


def test_the_wardrobe_is_drawn_once_and_covers_faces(tmp_path: Path) -> None:
    lesson = a_lesson()
    (worn,) = wardrobe(lesson, 1, tmp_path)
    differs = (worn != lesson.images).any(axis=(1, 2))
    assert differs.mean() > 0.9
    stamp = (tmp_path / "worn-0.npy").stat().st_mtime_ns
    wardrobe(lesson, 1, tmp_path)
    assert (tmp_path / "worn-0.npy").stat().st_mtime_ns == stamp
    assert len(set(choices(5000, 0))) == len(WORN)


def test_the_exported_file_answers_like_the_network_and_loads(tmp_path: Path) -> None:
    network = Learner(replace(TINY, width=0.5)).network.eval()
    images = DRAWN.faces.images
    full = onnx_bytes(network, Face(48, 48), temperature=1.3, examples=images)
    (tmp_path / "full.onnx").write_bytes(full)
    small = quantised(tmp_path / "full.onnx", tmp_path / "small.onnx", images)
    assert len(small) < 0.5 * len(full)
    answers = []
    for name, content in (("full", full), ("small", small)):
        target = tmp_path / name / "try.onnx"
        target.parent.mkdir()
        write_model(content, target, temperature=1.3, threshold=0.5, facts={})
        answers.append(load(target).probabilities(images))
    with torch.inference_mode():
        logits = network(torch.from_numpy(images.copy())[:, None].float() / 255) / 1.3
    assert np.allclose(answers[0], logits.softmax(dim=1), atol=1e-4)
    assert np.abs(answers[0] - answers[1]).max() < 0.1


def test_calibration_undoes_what_was_wrong_and_can_be_undone() -> None:
    rng = np.random.default_rng(4)
    true = rng.normal(0, 1.5, (6000, 7))
    odds = np.exp(true) / np.exp(true).sum(axis=1, keepdims=True)
    labels = np.array([rng.choice(7, p=row) for row in odds])
    bias = np.linspace(-1, 1, 7)
    found = fitted((true - bias) * 2.5, labels)
    assert found.temperature == pytest.approx(2.5, rel=0.1)
    assert np.abs(found.bias - bias).max() < 0.2
    raw = (true - bias) * 2.5
    calibrated_again = softmax(found.of(raw), axis=1).astype(np.float32)
    assert np.allclose(found.undone(calibrated_again), softmax(raw, axis=1), atol=1e-3)


def test_calibration_is_judged_on_other_faces_than_it_is_fitted_to() -> None:
    rng = np.random.default_rng(5)
    labels = rng.integers(0, 7, 3000)
    logits = rng.normal(0, 1, (3000, 7))
    logits[np.arange(3000), labels] += 2
    table = cross_fitted({"none": logits * 4}, labels, np.arange(3000))
    assert table["ece_cross_fitted"][0] < 0.03 < table["ece_before"][0]
    noise = cross_fitted({"none": rng.normal(0, 3, (3000, 7))}, labels, np.arange(3000))
    assert noise["accuracy_cross_fitted"][0] < 0.2


def test_a_calibrated_network_answers_with_calibrated_logits() -> None:
    network = Learner(replace(TINY, dropout=0.0)).network.eval()
    found = Calibration(0.7, np.linspace(-0.5, 0.5, 7))
    images = torch.rand(5, 1, 48, 48)
    with torch.inference_mode():
        before, after = network(images), calibrated(network, found)(images)
    assert np.allclose(after, found.of(before.numpy()), atol=1e-4)
