from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from feelingit.errors import RunFolderError
from feelingit.landmarks import canonical_landmarks, canonical_regions
from feelingit.saliency.face_maps import (
    FRAME,
    in_frame,
    load_face_maps,
    maps_file,
    save_faces,
    save_maps,
    seen_of,
)
from feelingit.types import REGIONS

MOUTH = REGIONS.index("mouth")


def table_of(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "face_id": [f"{number:04}" for number in range(count)],
            "emotion": "happy",
            "predicted": ["happy", "sad"] * (count // 2),
            "correct": [True, False] * (count // 2),
            "confidence": 0.5,
            "more": "is not kept",
        }
    )


def kept(folder: Path, count: int = 4) -> np.ndarray:
    maps = np.random.default_rng(0).random((count, FRAME, FRAME)).astype(np.float16)
    save_faces(folder, table_of(count), np.ones((count, FRAME, FRAME), np.bool_))
    save_maps(folder, "grad_cam", count, [(slice(0, 1), maps[:1]), (slice(1, count), maps[1:])])
    return maps


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    maps = kept(tmp_path)
    save_maps(tmp_path, "grad_cam:stage2", 4, [(slice(0, 4), maps / 2)])
    found = load_face_maps(tmp_path)
    assert list(found.maps) == ["grad_cam", "grad_cam:stage2"]
    assert np.array_equal(found.maps["grad_cam"], maps)
    assert list(found.table["face_id"]) == ["0000", "0001", "0002", "0003"]
    assert found.seen.shape == maps.shape
    assert found.seen.all()
    assert found.asked.tolist() == [3, 5, 3, 5]
    assert found.correct.tolist() == [True, False, True, False]


def test_no_face_is_no_error(tmp_path: Path) -> None:
    save_faces(tmp_path, table_of(0), np.ones((0, FRAME, FRAME), np.bool_))
    save_maps(tmp_path, "grad_cam", 0, [])
    assert len(load_face_maps(tmp_path)) == 0


def test_maps_are_of_mean_one_in_the_frame_or_blank() -> None:
    maps = np.zeros((2, 96, 96), np.float32)
    maps[0, canonical_regions(96, 96)[MOUTH]] = 7
    landmarks = np.repeat(canonical_landmarks(96, 96)[None], 2, axis=0)
    framed = in_frame(maps, landmarks).astype(np.float64)
    assert framed[0].mean() == pytest.approx(1, abs=1e-3)
    inside = framed[0][canonical_regions(FRAME, FRAME)[MOUTH]].sum() / framed[0].sum()
    assert inside > 0.9
    assert not framed[1].any()


def test_a_face_that_lies_elsewhere_comes_to_the_same_place() -> None:
    landmarks = canonical_landmarks(96, 96)[None] * 0.5 + 20
    maps = np.zeros((1, 96, 96), np.float32)
    x, y = landmarks[0, 62].round().astype(int)
    maps[0, y - 1 : y + 2, x - 1 : x + 2] = 1
    down, across = np.unravel_index(in_frame(maps, landmarks)[0].argmax(), (FRAME, FRAME))
    expected = canonical_landmarks(FRAME, FRAME)[62]
    assert abs(across - expected[0]) < 1.5
    assert abs(down - expected[1]) < 1.5


def test_rows_that_were_cut_away_are_not_seen() -> None:
    shown = np.ones((48, 48), np.bool_)
    shown[24:] = False
    seen = seen_of(shown, canonical_landmarks(48, 48)[None])[0]
    assert seen[:22].all()
    assert not seen[26:].any()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    kept(tmp_path)
    maps_file(tmp_path, "grad_cam").write_bytes(b"nothing")
    with pytest.raises(RunFolderError, match="damaged maps"):
        load_face_maps(tmp_path)


def test_maps_of_other_faces_are_refused(tmp_path: Path) -> None:
    maps = kept(tmp_path)
    save_maps(tmp_path, "gradient", 2, [(slice(0, 2), maps[:2])])
    with pytest.raises(RunFolderError, match="gradient does not hold a map for each of the 4"):
        load_face_maps(tmp_path)


def test_a_folder_without_maps_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match=r"faces\.csv does not exist"):
        load_face_maps(tmp_path)
