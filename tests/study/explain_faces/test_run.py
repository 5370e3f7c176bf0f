"""A data set explained: what is written, and that a stop changes nothing."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError, RunFolderError
from feelingit.landmarks import Located
from feelingit.saliency.atlas import RIGHT, WRONG, load_atlas
from feelingit.study.explain_faces import part
from feelingit.study.explain_faces.data import find_data
from feelingit.study.explain_faces.job import Job
from feelingit.study.explain_faces.summary import summary
from feelingit.types import REGIONS, Images

from .conftest import EACH, Explain
from .models import LooksAtMouths

FILES = ["atlas.npz", "atlas.png", "explain.json", "faces.csv", "maps.npy", "shares.csv"]


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_each_face_has_its_map_and_its_row(
    model: LooksAtMouths, explain: Explain, tmp_path: Path
) -> None:
    explain()
    assert sorted(content(tmp_path / "out")) == FILES
    faces = pd.read_csv(tmp_path / "out/faces.csv", keep_default_na=False)
    maps = np.load(tmp_path / "out/maps.npy", mmap_mode="r")
    assert maps.shape == (len(faces), 48, 48) == (7 * EACH, 48, 48)
    assert (maps[:, 34:42, 16:32] > 0).all()
    assert not maps[:, :34].any()
    assert faces["face_id"].iloc[0] == "test/angry/0.png"
    assert faces["correct"].sum() == 3 + 5 * 2
    assert (faces["asked"] == faces["predicted"]).all()
    assert faces.filter(like="p_").to_numpy(float).sum(axis=1) == pytest.approx(1, abs=1e-4)
    assert sum(map(len, model.asked)) == 7 * EACH


def test_a_model_that_looks_at_mouths_is_found_to(
    model: LooksAtMouths, explain: Explain, tmp_path: Path
) -> None:
    shares = explain().shares
    right = shares[(shares["answers"] == "correct") & (shares["faces"] > 0)]
    largest = right.loc[right.groupby("emotion")["ratio"].idxmax()]
    assert set(largest["region"]) == {"mouth"}
    assert (largest["ratio_low"] > 3).all()
    faces = pd.read_csv(tmp_path / "out/faces.csv")
    assert (faces["share_mouth"] > 0.6).all()
    own = faces[[f"share_{name}" for name in REGIONS]].sum(axis=1)
    assert own.to_numpy() == pytest.approx(1, abs=1e-4)
    assert model.asked


def test_the_atlas_counts_right_and_wrong_answers_of_what_was_asked(
    model: LooksAtMouths, explain: Explain, tmp_path: Path
) -> None:
    explain()
    atlas = load_atlas(tmp_path / "out/atlas.npz")
    angry, disgust, happy = (EMOTIONS.index(name) for name in ("angry", "disgust", "happy"))
    count = atlas.count[0, 0]
    assert count[RIGHT, [angry, disgust, happy]].tolist() == [3, 0, 2]
    assert count[WRONG, [angry, disgust, happy]].tolist() == [3 + 5, 0, 0]
    place = np.unravel_index(atlas.mean[0, 0, RIGHT, happy].argmax(), (48, 48))
    assert place[0] >= 30
    assert model.value == 1


def test_no_right_answer_of_an_emotion_is_a_sentence(
    model: LooksAtMouths, explain: Explain
) -> None:
    words = summary(explain())
    assert "disgust" in words
    line = next(line for line in words.splitlines() if line.startswith("disgust"))
    assert line.split(maxsplit=2)[1:] == ["0", "no face of it is answered rightly"]
    assert max(map(len, words.splitlines())) <= 80
    assert "13 of 21 answers right (61.9 %)" in words
    assert model.asked


@pytest.mark.parametrize(
    ("emotion", "expected"),
    [("true", list(np.repeat(range(7), EACH))), ("Happiness", [3] * 7 * EACH)],
)
def test_faces_can_be_asked_about_their_label_or_any_emotion(
    model: LooksAtMouths, explain: Explain, emotion: str, expected: list[int]
) -> None:
    outcome = explain(emotion=emotion)
    assert [target for part in model.asked for target in part] == expected
    assert "asked about" in summary(outcome)


def test_an_interrupted_command_goes_on_with_the_same_outcome(
    model: LooksAtMouths, explain: Explain, tmp_path: Path
) -> None:
    explain(out=tmp_path / "whole")
    whole, model.asked = len(model.asked), []
    model.broken = 3
    with pytest.raises(KeyboardInterrupt):
        explain()
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".unfinished"]
    model.broken = None
    explain()
    assert len(model.asked) == whole  # nothing is asked twice
    assert content(tmp_path / "out") == content(tmp_path / "whole")


def test_a_stop_while_the_last_files_are_written_is_made_good(
    model: LooksAtMouths, explain: Explain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    explain(out=tmp_path / "whole")
    with monkeypatch.context() as patch:
        patch.setattr(
            "feelingit.study.explain_faces.run.write_json",
            lambda *_: (_ for _ in ()).throw(KeyboardInterrupt),
        )
        with pytest.raises(KeyboardInterrupt):
            explain()
    assert (tmp_path / "out/maps.npy").exists()
    assert not (tmp_path / "out/explain.json").exists()
    before = len(model.asked)
    explain()
    assert len(model.asked) == before
    assert content(tmp_path / "out") == content(tmp_path / "whole")


def test_a_finished_command_is_not_done_again(
    model: LooksAtMouths, explain: Explain, tmp_path: Path
) -> None:
    first = explain()
    asked, before = len(model.asked), content(tmp_path / "out")
    again = explain()
    assert len(model.asked) == asked
    assert content(tmp_path / "out") == before
    assert again.before
    words = summary(again).split()
    assert [word for word in words if word not in ("(done", "before)")] == summary(first).split()


@pytest.mark.parametrize("finished", [True, False])
def test_another_command_into_the_same_folder_is_refused(
    model: LooksAtMouths, explain: Explain, tmp_path: Path, finished: bool
) -> None:
    model.broken = None if finished else 2
    try:
        explain()
    except KeyboardInterrupt:
        model.broken = None
    before = content(tmp_path / "out") if finished else None
    with pytest.raises(RunFolderError, match="emotion was predicted and now is happy; ask for the"):
        explain(emotion="happy")
    if finished:
        assert content(tmp_path / "out") == before
    else:
        explain()


def test_faces_that_have_changed_are_told(
    model: LooksAtMouths, explain: Explain, data: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "faces"
    for path in data.rglob("*.png"):
        target = mine / path.relative_to(data)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    explain(data=mine)
    Image.fromarray(np.full((48, 48), 9, np.uint8)).save(mine / "test/sad/0.png")
    with pytest.raises(RunFolderError, match="was begun with other faces than faces holds now"):
        explain(data=mine)
    assert model.asked


def test_constant_and_blank_maps_are_left_out_and_told(
    model: LooksAtMouths, explain: Explain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def maps(images: Images, targets: object, batch_size: int = 0) -> Images:
        del batch_size
        values = np.full(images.shape, 2.0, np.float32)
        values[np.asarray(targets) == 0] = 0
        return values  # type: ignore[return-value]

    monkeypatch.setattr(model, "maps", maps)
    outcome = explain(emotion="true")
    faces = pd.read_csv(tmp_path / "out/faces.csv")
    assert faces["note"].value_counts().to_dict() == {"constant map": 18, "blank map": 3}
    assert outcome.shares["ratio"].isna().all()
    words = " ".join(summary(outcome).split())
    assert "left out of shares and mean maps: 3 blank map; 18 constant map" in words
    with Image.open(tmp_path / "out/atlas.png") as figure:
        assert figure.width > 2 * figure.height
    monkeypatch.setattr(model, "maps", lambda images, *_: np.full(images.shape, 0.3, np.float32))
    words = " ".join(summary(explain(out=tmp_path / "even")).split())
    assert "every map is constant" in words


def test_faces_whose_landmarks_cannot_be_trusted_count_in_no_mean(
    model: LooksAtMouths, explain: Explain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    located = part.locate

    def doubtful(images: Images) -> Located:
        found = located(images)
        quality = found.quality.copy()
        quality[0] = 0.1
        return Located(found.landmarks, quality)

    monkeypatch.setattr(part, "locate", doubtful)
    outcome = explain()
    parts = len(model.asked)
    assert outcome.about["left_out"]["landmarks not trusted"] == parts
    assert int(outcome.atlas.count.sum()) == 7 * EACH - parts
    faces = pd.read_csv(tmp_path / "out/faces.csv")
    assert faces["share_mouth"].isna().sum() == parts


def test_pictures_that_cannot_be_read_are_listed(
    model: LooksAtMouths, explain: Explain, tmp_path: Path
) -> None:
    place = tmp_path / "faces/happy"
    place.mkdir(parents=True)
    (place / "1.png").write_bytes(b"no picture")
    with pytest.raises(InputError, match=r"none of the 1 pictures of faces can be used; the first"):
        explain(data=tmp_path / "faces")
    assert not (tmp_path / "out").exists()
    Image.fromarray(np.arange(48 * 48, dtype=np.uint16).reshape(48, 48).astype(np.uint8)).save(
        place / "2.png"
    )
    words = summary(explain(data=tmp_path / "faces"))
    assert "1 pictures could not be used: unread.csv says why" in words
    assert (tmp_path / "out/unread.csv").read_text().startswith("source,reason\nhappy/1.png,")
    assert len(np.load(tmp_path / "out/maps.npy")) == 1
    assert model.asked


def test_photos_without_labels_can_be_asked_about_anything_but_them(
    model: LooksAtMouths, explain: Explain, data: Path, tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    for emotion in ("happy", "sad"):
        (photos / f"{emotion}.png").write_bytes((data / f"test/{emotion}/0.png").read_bytes())
    with pytest.raises(InputError, match=r"--emotion true needs labels, which .*photos lacks"):
        explain(data=photos, emotion="true")
    assert not (tmp_path / "out").exists()
    outcome = explain(data=photos, detector="none")
    assert outcome.about["accuracy"] is None
    assert set(outcome.shares["answers"]) == {"all"}
    assert "the faces have no labels" in summary(outcome)
    assert "no face was asked about it" in summary(outcome)
    faces = pd.read_csv(tmp_path / "out/faces.csv")
    assert faces["face_id"].tolist() == ["happy.png", "sad.png"]
    assert faces["predicted"].tolist() == ["happy", "sad"]
    assert faces[["emotion", "correct"]].isna().all().all()
    assert model.asked


def test_a_limit_draws_the_same_faces_each_time(
    model: LooksAtMouths, explain: Explain, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        explain(limit=9, out=tmp_path / name)
    one, two = (pd.read_csv(tmp_path / name / "faces.csv") for name in ("one", "two"))
    assert len(one) == 9
    assert one.equals(two)
    assert one["emotion"].nunique() > 3
    assert model.asked


def test_a_split_that_holds_no_face_is_refused(model: LooksAtMouths, explain: Explain) -> None:
    with pytest.raises(InputError, match="holds no faces of the split train; choose --split all"):
        explain(split="train")
    with pytest.raises(InputError, match="--split: 'tset'; expected one of train, validation"):
        explain(split="tset")
    assert not model.asked


def test_a_detector_is_for_photos(data: Path, tmp_path: Path) -> None:
    job = Job(data, tmp_path / "out", "grad_cam", detector="yunet")
    with pytest.raises(InputError, match="are faces already; it is for photos without labels"):
        find_data(job)


def test_a_folder_with_other_files_or_within_the_data_is_refused(
    model: LooksAtMouths, explain: Explain, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.docx").write_text("years")
    with pytest.raises(InputError, match=r"mine holds thesis\.docx, which this command has not"):
        explain(out=tmp_path / "mine")
    with pytest.raises(InputError, match=r"thesis\.docx is a file; name a folder"):
        explain(out=tmp_path / "mine/thesis.docx")
    with pytest.raises(InputError, match=r"lies in .*faces, which is only read"):
        explain(out=data / "out")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.docx"]
    assert not model.asked


def test_what_is_only_asked_of_a_cut_face_lies_where_the_model_sees(
    model: LooksAtMouths, explain: Explain, tmp_path: Path
) -> None:
    model.kept[:24] = False
    explain(emotion="happy")
    faces = pd.read_csv(tmp_path / "out/faces.csv")
    assert faces["area_forehead"].max() < 0.05
    assert faces["area_mouth"].min() > 0.2


def test_what_a_command_was_asked_is_written_down_without_paths(
    model: LooksAtMouths, explain: Explain, tmp_path: Path
) -> None:
    explain()
    text = (tmp_path / "out/explain.json").read_text()
    about = json.loads(text)
    assert about["asked"]["model"] == model.name
    assert about["asked"]["method"] == "occlusion_sensitivity"
    assert str(tmp_path) not in text
    assert about["trust"] is None
