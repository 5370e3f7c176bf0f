"""How the face detector is trained: what views show, what is wanted of them, and the training."""

import hashlib
import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import pytest
import torch

from feelingit.synthetic import draw_faces
from recipes.finder import material as materials
from recipes.finder.export import export
from recipes.finder.material import SIDE, UNSEEN, Material, outlines, read_material
from recipes.finder.network import STRIDE, USUAL, Finder, Found
from recipes.finder.targets import targets
from recipes.finder.train import Recipe, losses, rate, train
from recipes.finder.views import LARGER, VIEW, View, view

TINY = replace(Recipe(), steps=4, batch_size=3, kept_every=2, cool_down=2)


def a_material() -> Material:
    faces = draw_faces(14, SIDE, seed=3).faces.images
    rng = np.random.default_rng(2)
    photographs = [[rng.integers(0, 256, (90, 120), dtype=np.uint8)] for _ in range(2)]
    return Material(faces, [faces[:, ::-1].copy()], photographs, outlines())


def drawn(material: Material, rng: np.random.Generator) -> View:
    return view(rng, material)


def a_view(*faces: tuple[float, float, float]) -> View:
    image = np.zeros((VIEW, VIEW), np.uint8)
    return View(image, np.array(faces, np.float32).reshape(-1, 3))


def test_views_show_faces_and_none_in_many_sizes() -> None:
    material, rng = a_material(), np.random.default_rng(0)
    views = [view(rng, material) for _ in range(300)]
    counts = np.bincount([len(one.faces) for one in views], minlength=3)
    assert min(counts) > 20
    sides = np.concatenate([one.faces[:, 2] for one in views])
    assert sides.min() < 18
    assert 0.2 * LARGER < (sides > 84).mean() < 3 * LARGER
    assert all(one.image.shape == (VIEW, VIEW) and one.image.dtype == np.uint8 for one in views)
    middles = np.concatenate([one.faces[:, :2] for one in views])
    assert middles.min() >= 0
    assert middles.max() <= VIEW


def test_a_view_depends_on_its_number_alone() -> None:
    material = a_material()
    one, other = (view(np.random.default_rng(9), material) for _ in range(2))
    np.testing.assert_array_equal(one.image, other.image)
    np.testing.assert_array_equal(one.faces, other.faces)


def test_a_face_is_where_the_view_says() -> None:
    bright = np.full((4, SIDE, SIDE), 250, np.uint8)
    dark = [[np.zeros((90, 120), np.uint8)]]
    material = Material(bright, [bright], dark, [np.ones((2 * SIDE, 2 * SIDE), np.float32)])
    rng = np.random.default_rng(1)
    insides = []
    for _ in range(60):
        seen = view(rng, material)
        for x, y, side in seen.faces[-1:]:
            half = side / 4
            low, high = int(max(0, y - half)), int(min(VIEW, y + half))
            left, right = int(max(0, x - half)), int(min(VIEW, x + half))
            insides.append(seen.image[low:high, left:right].mean())
    assert np.median(insides) > 150


def test_the_places_of_a_face_lead_to_its_middle_and_size() -> None:
    wanted = targets([a_view((41.0, 50.0, 30.0))])
    rows, columns = np.nonzero(wanted.chance[0])
    assert len(rows) >= 1
    right, below, size = wanted.places[0][:, rows, columns]
    np.testing.assert_allclose(columns * STRIDE + 0.5 + right * STRIDE, 41.0, atol=1e-4)
    np.testing.assert_allclose(rows * STRIDE + 0.5 + below * STRIDE, 50.0, atol=1e-4)
    np.testing.assert_allclose(np.exp(size) * USUAL, 30.0, rtol=1e-5)
    assert wanted.weight[0][rows, columns].all()
    assert wanted.weight[0, 0, 0] == 1


@pytest.mark.parametrize("side", [9.0, 150.0])
def test_faces_too_small_or_too_large_are_neither_right_nor_wrong(side: float) -> None:
    wanted = targets([a_view((48.0, 48.0, side))])
    assert wanted.chance.sum() == 0
    assert wanted.weight[0, 6, 6] == 0
    assert wanted.weight[0, 0, 0] == 1


def test_two_faces_keep_their_own_places() -> None:
    wanted = targets([a_view((30.0, 48.0, 40.0), (62.0, 48.0, 40.0))])
    rows, columns = np.nonzero(wanted.chance[0])
    x = columns * STRIDE + 0.5 + wanted.places[0][0, rows, columns] * STRIDE
    assert set(np.round(x)) == {30.0, 62.0}
    assert (np.abs(x - columns * STRIDE) < 16).all()


def test_right_answers_cost_less_than_wrong_ones() -> None:
    wanted = targets([a_view((41.0, 50.0, 30.0))])
    chance = torch.from_numpy(wanted.chance)
    places = torch.from_numpy(wanted.places)
    right, exact = losses(Found(20 * chance - 10, places), wanted, focus=2.0)
    wrong, off = losses(Found(10 - 20 * chance, places + 1), wanted, focus=2.0)
    assert right < 1e-3 < wrong
    assert exact == 0 < off


def test_the_rate_climbs_stays_and_falls() -> None:
    recipe = Recipe()
    rates = [rate(recipe, step) for step in range(recipe.steps)]
    assert rates[0] < rates[recipe.warm_up] == recipe.rate
    assert rates[-recipe.cool_down - 1] == recipe.rate
    assert 0 < rates[-1] < 0.01 * recipe.rate


def test_a_training_that_was_stopped_goes_on_as_if_it_had_not(tmp_path: Path) -> None:
    draw = partial(drawn, a_material())
    whole = train(draw, TINY, tmp_path / "whole.pt").state_dict()

    calls = 0

    def stopping(rng: np.random.Generator) -> View:
        nonlocal calls
        calls += 1
        if calls > 3 * TINY.batch_size:
            raise KeyboardInterrupt
        return draw(rng)

    with pytest.raises(KeyboardInterrupt):
        train(stopping, TINY, tmp_path / "parts.pt")
    parts = train(draw, TINY, tmp_path / "parts.pt").state_dict()
    for name, values in whole.items():
        torch.testing.assert_close(parts[name], values, msg=name)


def test_another_recipes_checkpoint_is_refused(tmp_path: Path) -> None:
    draw = partial(drawn, a_material())
    train(draw, TINY, tmp_path / "finder.pt")
    with pytest.raises(SystemExit, match="another recipe"):
        train(draw, replace(TINY, seed=1), tmp_path / "finder.pt")


def test_what_is_exported_answers_alike_and_has_its_hash(tmp_path: Path) -> None:
    torch.manual_seed(0)
    export(Finder().eval(), tmp_path / "finder.onnx")
    content = (tmp_path / "finder.onnx").read_bytes()
    known = json.loads((tmp_path / "finder.json").read_text())
    assert known["sha256"] == hashlib.sha256(content).hexdigest()
    assert known["bytes"] == len(content) < 1_000_000
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    logits, places = session.run(None, {"images": np.zeros((1, 64, 120), np.uint8)})
    assert logits.shape == (1, 8, 15)
    assert places.shape == (1, 3, 8, 15)


def test_what_is_measured_on_is_not_trained_on() -> None:
    assert not set(UNSEEN) & set(materials.SEEN)


def test_material_that_is_missing_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "images" / "train" / "happy"
    folder.mkdir(parents=True)
    cv2.imwrite(str(folder / "1.png"), np.zeros((SIDE, SIDE), np.uint8))
    with pytest.raises(SystemExit, match=r"no worn-\*\.npy"):
        read_material(tmp_path / "images", tmp_path, tmp_path)
    np.save(tmp_path / "worn-0.npy", np.zeros((1, SIDE, SIDE), np.uint8))
    with pytest.raises(SystemExit, match=r"brick\.png: no such picture"):
        read_material(tmp_path / "images", tmp_path, tmp_path)
