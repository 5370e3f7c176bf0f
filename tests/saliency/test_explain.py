"""Whether the whole chain tells the truth about networks whose reasons are known."""

from dataclasses import fields

import numpy as np
import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.faces import Faces
from feelingit.landmarks import canonical_regions
from feelingit.saliency import Atlas, people, shares
from feelingit.saliency import explain as explain_module
from feelingit.saliency.explain import explain
from feelingit.types import REGIONS

from .methods.networks import Looks

SEVEN = list(range(7))


def grey_faces(per_emotion: int = 6, height: int = 48, width: int = 48) -> Faces:
    generator = np.random.default_rng(0)
    n = 7 * per_emotion
    images = generator.integers(60, 256, (n, height, width)).astype(np.uint8)
    table = pd.DataFrame(
        {
            "face_id": [f"drawn/{k}" for k in range(n)],
            "emotion": np.tile(EMOTIONS, per_emotion),
            "split": "test",
            "source": "drawn",
        }
    )
    return Faces(images, table)


@pytest.mark.parametrize("reads", [SEVEN, SEVEN[::-1], [5, 5, 5, 2, 2, 2, 0]])
def test_the_region_that_a_network_reads_has_the_largest_share(reads: list[int]) -> None:
    faces = grey_faces()
    table = explain(Looks(reads), faces, faces.labels, model_id="looks").shares
    best = table.loc[table.groupby("emotion")["ratio"].idxmax()].set_index("emotion")
    assert best["region"].to_dict() == dict(zip(EMOTIONS, (REGIONS[k] for k in reads), strict=True))
    assert (best["share"] > 0.6).all()
    assert (best["ratio"] > 2).all()
    assert (best["ratio_low"] > 2).all()


def test_the_mean_map_lies_on_the_region_that_is_read() -> None:
    faces = grey_faces()
    atlas = explain(Looks(SEVEN), faces, faces.labels, model_id="looks").atlas
    inside = (atlas.mean * canonical_regions(48, 48)).sum(axis=(1, 2))
    assert np.allclose(atlas.mean.sum(axis=(1, 2)), 1, atol=1e-5)
    assert (inside > 0.6).all()
    assert atlas.count.tolist() == [6] * 7
    assert not atlas.blank.any()


def test_only_correctly_classified_faces_are_explained() -> None:
    faces = grey_faces()
    predicted = faces.labels
    predicted[predicted == 2] = 3
    predicted[0] = 6
    found = explain(Looks(SEVEN), faces, predicted, model_id="looks", examples=2)
    assert found.atlas.count.tolist() == [5, 6, 0, 6, 6, 6, 6]
    assert not found.atlas.mean[2].any()
    assert "fear" not in found.atlas.example_emotion
    assert "drawn/0" not in set(found.face_shares["face_id"])
    fear = found.agreement.set_index("emotion").loc["fear"]
    assert np.isnan(fear["rho"])


def test_the_mean_face_is_that_of_the_explained_faces() -> None:
    faces = grey_faces()
    predicted = np.where(np.arange(42) < 21, faces.labels, (faces.labels + 1) % 7)
    atlas = explain(Looks(SEVEN), faces, predicted, model_id="looks").atlas
    expected = faces.images[:21][faces.labels[:21] == 4].mean(axis=0)
    assert np.abs(atlas.mean_face[4] - expected).max() <= 0.5


def test_examples_are_whole_faces_with_their_maps() -> None:
    faces = grey_faces()
    atlas = explain(Looks(SEVEN), faces, faces.labels, model_id="looks", examples=2).atlas
    assert atlas.example_emotion.tolist() == list(np.repeat(EMOTIONS, 2))
    assert atlas.example_maps.shape == atlas.example_images.shape == (14, 48, 48)
    row = faces.table.index[faces.table["face_id"] == atlas.example_id[5]][0]
    assert np.array_equal(faces.images[row], atlas.example_images[5])


def test_the_surest_faces_are_the_examples_where_confidence_is_given() -> None:
    faces = grey_faces()
    sure = np.arange(42) / 42
    atlas = explain(Looks(SEVEN), faces, faces.labels, model_id="looks", confidence=sure).atlas
    assert atlas.example_id.tolist() == [f"drawn/{k}" for k in range(35, 42)]


def test_the_sums_do_not_depend_on_how_many_maps_are_in_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    faces = grey_faces()
    whole = explain(Looks(SEVEN), faces, faces.labels, model_id="looks")
    monkeypatch.setattr(explain_module, "CHUNK", 5)
    pieces = explain(Looks(SEVEN), faces, faces.labels, model_id="looks", batch_size=2)
    assert np.allclose(pieces.atlas.mean, whole.atlas.mean, atol=1e-7)
    pd.testing.assert_frame_equal(pieces.shares, whole.shares)


def test_the_same_seed_gives_the_same_explanation() -> None:
    faces = grey_faces()
    first, second = (
        explain(Looks(SEVEN), faces, faces.labels, model_id="looks", faces_per_emotion=3)
        for _ in range(2)
    )
    for field in fields(Atlas):
        assert np.array_equal(getattr(first.atlas, field.name), getattr(second.atlas, field.name))
    assert first.shares.equals(second.shares)
    assert first.agreement.equals(second.agreement)


def test_cut_faces_are_counted_in_regions_cut_likewise() -> None:
    """Rows 12 on of 48: a network that reads the mouth is found to, and no region is moved."""
    whole = grey_faces()
    faces = Faces(whole.images[:, 12:], whole.table)
    regions = canonical_regions(48, 48)[:, 12:]
    model = Looks([5] * 7)
    model.seen = model.seen[:, 12:]
    table = explain(model, faces, faces.labels, model_id="looks", regions=regions).shares
    assert (table[table["region"] == "mouth"]["ratio"] > 4).all()


def test_a_model_that_is_never_right_gives_an_empty_atlas() -> None:
    faces = grey_faces()
    found = explain(Looks(SEVEN), faces, (faces.labels + 1) % 7, model_id="looks")
    assert not found.atlas.count.any()
    assert len(found.atlas.example_id) == 0
    assert (found.shares["faces"] == 0).all()
    assert found.agreement["rho"].isna().all()


def test_black_faces_give_blank_maps_that_are_told() -> None:
    faces = grey_faces()
    black = Faces(np.zeros_like(faces.images), faces.table)
    found = explain(Looks(SEVEN), black, faces.labels, model_id="looks")
    assert np.array_equal(found.atlas.blank, found.atlas.count)
    assert (found.shares["faces"] == 0).all()


def test_tables_have_the_run_folders_columns() -> None:
    faces = grey_faces()
    found = explain(Looks(SEVEN), faces, faces.labels, model_id="vgg16-baseline-s0")
    assert list(found.shares) == ["model_id", *shares.COLUMNS]
    assert list(found.agreement) == ["model_id", *people.COLUMNS]
    assert (found.shares["model_id"] == "vgg16-baseline-s0").all()
    assert list(found.face_shares) == ["face_id", "emotion", *REGIONS]


@pytest.mark.parametrize(
    ("predicted", "regions", "message"),
    [
        (np.zeros(3, np.int64), None, "42 faces but 3 predictions"),
        (np.zeros(42, np.int64), canonical_regions(40, 48), "do not fit images"),
    ],
)
def test_what_does_not_fit_the_faces_is_refused(
    predicted: np.ndarray, regions: np.ndarray | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        explain(Looks(SEVEN), grey_faces(), predicted, model_id="looks", regions=regions)
