from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.errors import ModelError
from feelingit.evaluation import predictions
from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.prediction_table import COLUMNS, PROBABILITY_COLUMNS, check_predictions
from feelingit.evaluation.predictions import checked, face_keys, predict_conditions
from feelingit.landmarks import Located
from feelingit.occlusion import cover
from feelingit.occlusion.workers import Workers
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import Images, Probabilities

META = TrainedModel("compact", "eyes", control=False, trained_on="eyes", seed=3)
CONDITIONS = ("none", "lower_face_cut", "box_quarter")


def brightness(images: Images) -> Probabilities:
    """Answer from the pixels alone, so that other pixels give another answer."""
    weights = np.stack([images.sum(axis=(1, 2)) % (k + 5) + 1.0 for k in range(7)], axis=1)
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


def faces(n: int) -> tuple[Images, pd.DataFrame]:
    images = np.random.default_rng(1).integers(0, 256, (n, 16, 16), dtype=np.uint8)
    table = pd.DataFrame(
        {
            "face_id": [f"test/{i}.png" for i in range(n)],
            "emotion": np.resize(EMOTIONS, n),
            "split": np.where(np.arange(n) % 5 == 4, "leaked", "test"),
            "group": np.arange(n) // 2,
        }
    )
    return images, table


def test_there_is_one_row_a_face_and_condition_with_the_contracts_columns() -> None:
    images, table = faces(9)
    made = predict_conditions(brightness, images, table, CONDITIONS, seed=0, meta=META)
    assert list(made.columns) == COLUMNS
    assert made.groupby("tested_on", sort=False).size().to_dict() == dict.fromkeys(CONDITIONS, 9)
    assert made["face_id"].tolist() == table["face_id"].tolist() * 3
    assert set(made["trained_on"]) == {"eyes"}
    assert not made["control"].any()
    check_predictions(made, "made")


def test_the_predicted_emotion_is_the_most_probable() -> None:
    images, table = faces(20)
    made = predict_conditions(brightness, images, table, ("none",), seed=0, meta=META)
    best = made[PROBABILITY_COLUMNS].to_numpy().argmax(axis=1)
    assert made["predicted"].tolist() == [EMOTIONS[i] for i in best]


def test_a_faces_predictions_depend_neither_on_order_nor_on_batches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    images, table = faces(11)
    whole = predict_conditions(brightness, images, table, CONDITIONS, seed=4, meta=META)
    order = np.random.default_rng(0).permutation(11)
    monkeypatch.setattr(predictions, "BATCH", 3)
    shuffled = predict_conditions(
        brightness, images[order], table.iloc[order], CONDITIONS, seed=4, meta=META
    )
    by = ["tested_on", "face_id"]
    pd.testing.assert_frame_equal(
        whole.sort_values(by, ignore_index=True), shuffled.sort_values(by, ignore_index=True)
    )


def test_another_seed_moves_the_random_boxes_alone() -> None:
    images, table = faces(30)
    a, b = (
        predict_conditions(brightness, images, table, CONDITIONS, seed=seed, meta=META)
        for seed in (0, 1)
    )
    differs = (a[PROBABILITY_COLUMNS] != b[PROBABILITY_COLUMNS]).any(axis=1)
    assert set(a.loc[differs, "tested_on"]) == {"box_quarter"}


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(9, 32, seed=5)


LIFE = ("none", "sunglasses", "sunglasses@box", "below_40", "eyes_cut")


def of_drawn(
    drawn: Drawn, rows: slice | Sequence[int] = slice(None), **options: Any
) -> pd.DataFrame:
    _, table = faces(9)
    images, landmarks = drawn.faces.images[rows], drawn.landmarks[rows]
    table = table.iloc[rows]
    return predict_conditions(
        brightness, images, table, LIFE, seed=4, meta=META, landmarks=landmarks, **options
    )


def test_faces_are_covered_by_their_landmarks(
    drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = of_drawn(drawn)
    images, keys = drawn.faces.images, face_keys(made["face_id"][:9])
    expected = cover(images, "sunglasses", seed=4, keys=keys, landmarks=drawn.landmarks)
    shown = made[made["tested_on"] == "sunglasses"][PROBABILITY_COLUMNS].to_numpy()
    assert np.array_equal(shown, brightness(expected))

    monkeypatch.setattr(
        predictions, "locate", lambda _: Located(drawn.landmarks, np.ones(9, np.float32))
    )
    found = predict_conditions(brightness, images, faces(9)[1], LIFE, seed=4, meta=META)
    pd.testing.assert_frame_equal(found, made)


def test_under_coverings_too_neither_order_nor_batches_nor_processes_matter(
    drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = of_drawn(drawn)
    order = [4, 8, 0, 3, 1, 7, 2, 6, 5]
    monkeypatch.setattr(predictions, "BATCH", 2)
    monkeypatch.setattr("feelingit.occlusion.workers.FEWEST", 1)
    with Workers(1) as workers:
        shuffled = of_drawn(drawn, order, workers=workers)
    by = ["tested_on", "face_id"]
    pd.testing.assert_frame_equal(
        whole.sort_values(by, ignore_index=True), shuffled.sort_values(by, ignore_index=True)
    )


def test_what_was_predicted_before_a_stop_is_not_predicted_again(drawn: Drawn) -> None:
    whole = of_drawn(drawn)
    kept: dict[str, Probabilities] = {}

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done == 3:
            raise KeyboardInterrupt

    told: list[tuple[int, int]] = []
    with pytest.raises(KeyboardInterrupt):
        of_drawn(drawn, kept=kept, progress=stop)
    assert list(kept) == list(LIFE[:3])
    pd.testing.assert_frame_equal(
        of_drawn(drawn, kept=kept, progress=lambda *count: told.append(count)), whole
    )
    assert told == [(done, 5) for done in (1, 2, 3, 4, 5)]
    kept["none"] = np.roll(kept["none"], 1, axis=1)
    again = of_drawn(drawn, kept=kept)
    assert not again[:9].equals(whole[:9])
    pd.testing.assert_frame_equal(again[9:], whole[9:])


def test_no_faces_give_no_rows() -> None:
    images, table = faces(0)
    assert predict_conditions(brightness, images, table, CONDITIONS, seed=0, meta=META).empty


def test_keys_are_the_same_in_every_run() -> None:
    assert face_keys(["train/happy/1.png"]).tolist() == face_keys(["train/happy/1.png"]).tolist()
    assert face_keys(["a"])[0] == 3405396810240292928
    assert len(set(face_keys([str(i) for i in range(1000)]).tolist())) == 1000


GOOD = np.full((2, 7), 1 / 7, np.float32)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (GOOD[:1], r"m on none: expected probabilities of shape \(2, 7\), found \(1, 7\)"),
        (GOOD[:, :6], r"found \(2, 6\)"),
        (np.where(np.eye(2, 7) > 0, np.nan, GOOD), "face 0 .* not finite"),
        (GOOD * [[1], [2]], "a sum of 2.0000 .* for face 1"),
        (np.array([GOOD[0], [-0.5, 1.5, 0, 0, 0, 0, 0]]), "a least of -0.5000 for face 1"),
    ],
)
def test_a_broken_predict_is_named(answer: Probabilities, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        checked(answer, 2, "m on none")
