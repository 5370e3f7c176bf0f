import dataclasses
import weakref
from pathlib import Path

import numpy as np
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.predict.columns import VIDEO_COLUMNS, row_of
from feelingit.predict.face import Face
from feelingit.predict.video import VideoOptions, predict_video
from feelingit.predict.video import rows as rows_module

from .acting import HAPPY, HEIGHT, SIDE, WIDTH, Brightness, by_colour, play, stage
from .making import steady, write_video

RAW = VideoOptions(smoothing_s=0)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return play(tmp_path_factory.mktemp("video") / "clip.mp4")


def _rows(clip: Path, options: VideoOptions = RAW) -> list[tuple[Face, ...]]:
    return list(predict_video(clip, Brightness(), by_colour, options))


def test_a_row_for_each_frame_and_face(clip: Path) -> None:
    rows = _rows(clip)
    assert [len(faces) for faces in rows] == [1] * 10 + [2] * 10 + [1] * 10
    for number, faces in enumerate(rows):
        for face in faces:
            assert face.source == str(clip)
            assert face.frame == number
            assert face.time_s == pytest.approx(number / 25, abs=1e-3)
    red = rows[5][0]
    assert red.success
    assert red.box == pytest.approx((25, 8, SIDE, SIDE), abs=3)
    assert red.probabilities is not None
    assert list(red.probabilities) == list(EMOTIONS)
    assert red.landmarks is not None


def test_a_frame_without_a_face_is_a_row_without_an_emotion(clip: Path) -> None:
    (face,) = _rows(clip)[-1]
    assert (face.success, face.status, face.emotion, face.face_id) == (False, "no_face", None, None)
    row = row_of(face, VIDEO_COLUMNS)
    assert (row["frame"], row["success"], row["p_happy"]) == (29, False, None)


def test_faces_keep_their_numbers(clip: Path) -> None:
    rows = _rows(clip)
    assert {face.face_id for faces in rows[:10] for face in faces} == {0}
    for faces in rows[10:20]:
        brightness = {face.face_id: (face.probabilities or {})["happy"] for face in faces}
        assert set(brightness) == {0, 1}
        assert brightness[1] > brightness[0] + 0.03


def test_every_nth_frame_has_the_rows_it_has_among_all(clip: Path) -> None:
    all_rows, some = _rows(clip), _rows(clip, VideoOptions(every=4, smoothing_s=0))
    assert [faces[0].frame for faces in some] == list(range(0, 30, 4))
    for faces, others in zip(some, all_rows[::4], strict=True):
        for face, other in zip(faces, others, strict=True):
            assert face.time_s == other.time_s
            assert face.box == other.box
            assert face.probabilities == other.probabilities


def test_rows_do_not_depend_on_the_batch(clip: Path) -> None:
    one = _rows(clip, VideoOptions(batch_size=1))
    many = _rows(clip, VideoOptions(batch_size=64))
    assert [list(map(_plain, faces)) for faces in one] == [
        list(map(_plain, faces)) for faces in many
    ]


def test_rows_do_not_depend_on_the_number_of_threads(clip: Path) -> None:
    one, many = _rows(clip), _rows(clip, VideoOptions(smoothing_s=0, workers=4))
    assert [list(map(_plain, faces)) for faces in one] == [
        list(map(_plain, faces)) for faces in many
    ]


def _plain(face: Face) -> Face:
    return dataclasses.replace(face, landmarks=None)


def test_faces_of_many_frames_are_classified_together(clip: Path) -> None:
    classifier = Brightness()
    list(predict_video(clip, classifier, by_colour, VideoOptions(batch_size=8)))
    assert max(classifier.batches) == 8
    assert len(classifier.batches) <= 6


def _flash(path: Path) -> Path:
    """Write a video of a face that is bright in every fifth frame, and dark else."""
    pictures = [
        np.full((48, 64, 3), 240 if number % 5 == 2 else 60, np.uint8) for number in range(25)
    ]
    return write_video(path, pictures, steady(25))


def test_smoothing_calms_and_no_smoothing_gives_each_frames_own_answer(tmp_path: Path) -> None:
    path = _flash(tmp_path / "clip.mp4")
    raw = _happy(path, VideoOptions(smoothing_s=0))
    calm = _happy(path, VideoOptions(smoothing_s=0.5))
    assert raw.max() > 0.9
    assert raw.min() < 0.3
    assert calm.max() - calm.min() < 0.4 * (raw.max() - raw.min())
    assert calm[0] == pytest.approx(raw[0])


def _happy(path: Path, options: VideoOptions) -> np.ndarray:
    rows = predict_video(path, Brightness(), None, options)
    return np.array([list((face.probabilities or {}).values())[HAPPY] for (face,) in rows])


def test_emotion_confidence_and_threshold_go_by_the_smoothed_answer(tmp_path: Path) -> None:
    path = _flash(tmp_path / "clip.mp4")
    options = VideoOptions(smoothing_s=0.5, threshold=0.7)
    faces = [face for (face,) in predict_video(path, Brightness(), None, options)]
    statuses = {face.status for face in faces}
    assert statuses == {"ok", "unsure"}
    for face in faces:
        assert face.probabilities is not None
        assert face.confidence == max(face.probabilities.values())
        likeliest = max(face.probabilities, key=lambda name: face.probabilities[name])
        assert face.emotion == (likeliest if face.confidence >= 0.7 else None)


def test_without_a_detector_each_frame_is_one_face(tmp_path: Path) -> None:
    rows = list(predict_video(_flash(tmp_path / "clip.mp4"), Brightness(), None))
    assert len(rows) == 25
    assert {face.face_id for (face,) in rows} == {0}
    assert {face.box for (face,) in rows} == {None}


def test_damage_is_told_and_no_row_is_lost(tmp_path: Path) -> None:
    told: list[str] = []
    path = play(tmp_path / "clip.mkv", 60)
    path.write_bytes(path.read_bytes()[:-1500])
    rows = list(predict_video(path, Brightness(), by_colour, RAW, told.append))
    assert [faces[0].frame for faces in rows] == list(range(len(rows)))
    assert 5 < len(rows) < 60
    assert len(told) == 1


def test_what_is_no_video_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_text("Dear diary")
    with pytest.raises(InputError, match=r"clip\.mp4"):
        next(predict_video(path, Brightness(), by_colour))


@pytest.mark.parametrize(
    "wrong",
    [{"every": 0}, {"threshold": 1.1}, {"batch_size": 0}, {"workers": 0}, {"smoothing_s": -1.0}],
)
def test_options_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(InputError, match="expected"):
        VideoOptions(**wrong)


def test_pictures_are_let_go_before_their_rows_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only so does memory stay the same while faces wait to be classified together."""
    alive: list[weakref.ref[np.ndarray]] = []
    most = 0
    prepare = rows_module.prepare

    def watched(loaded, *rest):  # noqa: ANN001, ANN002, ANN202
        nonlocal most
        alive.append(weakref.ref(loaded.picture))
        most = max(most, sum(one() is not None for one in alive))
        return prepare(loaded, *rest)

    monkeypatch.setattr(rows_module, "prepare", watched)
    list(predict_video(play(tmp_path / "clip.mp4"), Brightness(), by_colour))
    assert len(alive) == 30
    assert most <= 3


def test_the_actors_are_where_the_test_believes() -> None:
    (detection,) = by_colour(stage([("red", 20, 150)]))
    assert detection.box == (20, 8, SIDE, SIDE)
    assert stage([]).shape[:2] == (HEIGHT, WIDTH)
