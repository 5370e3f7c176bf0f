import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from feelingit.errors import RunFolderError
from feelingit.landmarks import canonical_regions, face_area
from feelingit.saliency import Atlas, Examples, FaceMaps, load_atlas, save_atlas
from feelingit.saliency.atlas import RIGHT, WRONG, atlas_of
from feelingit.saliency.face_maps import FRAME
from feelingit.types import REGIONS

from .made_maps import face_maps, noise

HAPPY, MOUTH = 3, REGIONS.index("mouth")
MOUTHS = canonical_regions(FRAME, FRAME)[MOUTH]
ASKED = np.arange(105) % 7


def examples(count: int) -> Examples:
    generator = np.random.default_rng(0)
    names = np.array(["test/happy/größe.png"] * count, dtype=np.str_)
    return Examples(
        images=generator.integers(0, 256, (count, 40, 48)).astype(np.uint8),
        maps=generator.random((count, 40, 48)).astype(np.float32),
        emotion=np.array(["happy"] * count, dtype=np.str_),
        predicted=np.array(["surprise"] * count, dtype=np.str_),
        face_id=names,
    )


def made(maps: dict[str, FaceMaps], permutations: int = 99) -> Atlas:
    generator = np.random.default_rng(1)
    faces = {name: generator.integers(0, 256, (7, FRAME, FRAME)).astype(np.uint8) for name in maps}
    return atlas_of(maps, mean_faces=faces, examples=examples(1), permutations=permutations, seed=0)


@pytest.fixture(scope="module")
def mouths() -> Atlas:
    """Maps of a model that looks at the mouth where it says happy, with and without a mask."""
    maps = noise(105)
    maps[ASKED == HAPPY] += 4 * MOUTHS
    return made({"none": face_maps(maps, ASKED), "mask": face_maps(noise(105, seed=2), ASKED)})


def test_an_emotion_with_its_own_place_stands_out_there(mouths: Atlas) -> None:
    p = mouths.p[0, 0, HAPPY]
    assert (p[MOUTHS] <= 0.05).all()
    assert (p[~MOUTHS] > 0.05).all()
    higher = mouths.mean[0, 0, RIGHT, HAPPY] > mouths.over_all[0, 0]
    assert higher[MOUTHS].all()


def test_conditions_are_tested_each_by_itself(mouths: Atlas) -> None:
    assert mouths.conditions == ("none", "mask")
    assert (mouths.p[1] > 0.05).all()


def test_outside_the_face_nothing_is_tested(mouths: Atlas) -> None:
    assert (mouths.p[..., ~face_area(FRAME, FRAME)] == 1).all()
    assert (mouths.p[..., face_area(FRAME, FRAME)] < 1).any()


def test_the_mean_over_all_gives_each_emotion_the_same_weight() -> None:
    asked = np.array([0] * 30 + [4] * 2)
    maps = noise(32)
    found = made({"none": face_maps(maps, asked)})
    expected = (maps[:30].mean(axis=0) + maps[30:].mean(axis=0)) / 2
    assert np.allclose(found.over_all[0, 0], expected, atol=5e-3)
    assert found.count[0, 0, RIGHT].tolist() == [30, 0, 0, 0, 2, 0, 0]


def test_faces_that_end_above_the_chin_do_not_say_that_it_is_not_looked_at() -> None:
    seen = np.ones((105, FRAME, FRAME), np.bool_)
    seen[ASKED == HAPPY, 42:] = False
    maps = noise(105) * seen
    found = made({"none": face_maps(maps, ASKED, seen=seen)})
    assert (found.p[0, 0, :, 42:] > 0.05).all()


def test_right_and_wrong_answers_have_maps_of_their_own() -> None:
    maps, right = noise(105), np.arange(105) % 3 > 0
    found = made({"none": face_maps(maps, ASKED, right)})
    for place, mine in ((RIGHT, right), (WRONG, ~right)):
        expected = maps[mine & (ASKED == 2)].mean(axis=0)
        assert np.allclose(found.mean[0, 0, place, 2], expected, atol=5e-3)
        assert found.count[0, 0, place, 2] == (mine & (ASKED == 2)).sum()


def test_wrong_answers_change_neither_p_nor_the_mean_over_all() -> None:
    maps, right = noise(105), np.arange(105) % 3 > 0
    both = made({"none": face_maps(maps, ASKED, right)})
    alone = made({"none": face_maps(maps[right], ASKED[right])})
    assert np.array_equal(both.p, alone.p)
    assert np.array_equal(both.over_all, alone.over_all)


def test_blank_maps_are_left_out_and_counted() -> None:
    maps, right = noise(28), np.arange(28) < 21
    maps[[2, 9, 23]] = 0
    found = made({"none": face_maps(maps, ASKED[:28], right)})
    assert found.blank[0, 0].tolist() == [[0, 0, 2, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0, 0]]
    assert found.count[0, 0].tolist() == [[3, 3, 1, 3, 3, 3, 3], [1, 1, 0, 1, 1, 1, 1]]
    assert np.allclose(found.mean[0, 0].mean(axis=(-1, -2))[found.count[0, 0] > 0], 1, atol=1e-2)
    assert (found.p[0, 0, 2] == 1).all()


@pytest.mark.filterwarnings("error")
def test_an_emotion_without_right_answers_is_zero_and_differs_nowhere() -> None:
    found = made({"none": face_maps(noise(105), ASKED, ASKED != HAPPY)})
    assert not found.mean[0, 0, RIGHT, HAPPY].any()
    assert (found.p[0, 0, HAPPY] == 1).all()
    assert (found.p[0, 0] < 1).any()


@pytest.mark.parametrize("faces", [0, 1])
@pytest.mark.filterwarnings("error")
def test_of_no_faces_or_one_there_is_an_atlas_too(faces: int) -> None:
    found = made({"none": face_maps(noise(faces) if faces else np.zeros((0, FRAME, FRAME)),
                                    ASKED[:faces])})  # fmt: skip
    assert found.count.sum() == faces
    assert (found.p == 1).all()


def test_methods_are_in_the_order_of_tables_and_one_that_is_lacking_has_no_faces() -> None:
    asked, maps = ASKED[:14], noise(14)
    names = ("smooth_grad", "grad_cam:stage2", "grad_cam")
    both = {name: face_maps(maps, asked).maps["grad_cam"] for name in names}
    bare = face_maps(maps, asked)
    found = made({"none": FaceMaps(bare.table, both, bare.seen), "mask": bare})
    assert found.methods == ("grad_cam", "grad_cam:stage2", "smooth_grad")
    assert found.count.sum(axis=(2, 3)).tolist() == [[14, 14, 14], [14, 0, 0]]
    assert (found.p[1, 1:] == 1).all()


def test_an_atlas_comes_back_from_its_file(tmp_path: Path, mouths: Atlas) -> None:
    path = tmp_path / "saliency" / "vgg16-baseline-s0.npz"
    save_atlas(path, mouths)
    loaded = load_atlas(path)
    assert (loaded.conditions, loaded.methods) == (("none", "mask"), ("grad_cam",))
    for name in ("mean", "count", "blank", "p", "over_all", "mean_face"):
        found, saved = getattr(loaded, name), getattr(mouths, name)
        assert np.array_equal(found, saved)
        assert found.dtype == saved.dtype
    for field in fields(Examples):
        found, saved = (getattr(each.examples, field.name) for each in (loaded, mouths))
        assert np.array_equal(found, saved)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_an_atlas_without_examples_comes_back_too(tmp_path: Path, mouths: Atlas) -> None:
    bare = Atlas(**{**vars(mouths), "examples": examples(0)})
    save_atlas(tmp_path / "a.npz", bare)
    assert load_atlas(tmp_path / "a.npz").examples.face_id.shape == (0,)


def test_a_missing_atlas_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match=r"a\.npz does not exist"):
        load_atlas(tmp_path / "a.npz")


def test_a_folder_is_no_atlas(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="is a folder, not a saliency atlas"):
        load_atlas(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not an archive", "half", "other", "shape", "array"])
def test_a_damaged_atlas_is_refused(tmp_path: Path, mouths: Atlas, content: bytes | str) -> None:
    path = tmp_path / "a.npz"
    save_atlas(path, mouths)
    if content == "half":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif content == "other":
        np.savez(path, mean=np.zeros(3))
    elif content == "shape":
        save_atlas(path, Atlas(**{**vars(mouths), "p": mouths.p[:1]}))
    elif content == "array":
        with path.open("wb") as file:
            np.save(file, np.zeros(3))
    elif isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(RunFolderError, match="damaged or not a saliency atlas"):
        load_atlas(path)


def test_whatever_byte_is_damaged_an_atlas_is_refused_or_whole(
    tmp_path: Path, mouths: Atlas
) -> None:
    path = tmp_path / "a.npz"
    save_atlas(path, mouths)
    whole = path.read_bytes()
    refused = 0
    for place in np.random.default_rng(0).integers(0, len(whole), 60):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            assert np.array_equal(load_atlas(path).mean, mouths.mean)
        except RunFolderError:
            refused += 1
    assert refused > 30


def test_reading_an_atlas_needs_neither_pytorch_nor_scipy() -> None:
    code = (
        "import feelingit.saliency, feelingit.saliency.shares, sys; "
        "sys.exit(any(name in sys.modules for name in ('torch', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
