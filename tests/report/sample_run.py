"""A complete run folder with plausible, seeded content: nothing in it was ever trained.

What the report's tests build their pages from; run as a script, it writes one to look at.
"""

import argparse
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.evaluation.coverings_tables import coverings_tables
from feelingit.evaluation.kinds import EVERYDAY
from feelingit.occlusion.conditions import CONDITIONS, condition
from feelingit.run_folder import RunFolder, write_csv, write_json
from feelingit.study.settings import StudySettings
from feelingit.synthetic import draw_faces

from .sample_maps import write_maps

HALF = ("none", "surgical_mask", "cloth_mask", "mask_below_nose", "scarf", "sunglasses", "cap",
        "headscarf", "fringe", "hand_on_mouth", "cup", "cut_off_bottom", "cut_off_left",
        "low_light", "half_shade", "motion_blur", "noise")  # fmt: skip
ARMS = {
    "no_control": ("none", False),
    "baseline": ("none", True),
    "forehead": ("forehead", True),
    "eyes": ("eyes", True),
    "lower_face": ("lower_face", True),
    "lower_face_cut": ("lower_face_cut", True),
    "mixed": ("none+forehead+eyes", True),
    "bands": ("none+forehead+eyes+lower_face", True),
    "coverings": ("+".join(HALF), True),
    "some": ("none+surgical_mask+sunglasses+cap+cup+low_light", True),
}
SHARES = (0.14, 0.03, 0.14, 0.25, 0.17, 0.17, 0.10)
COST = {
    "none": 0.0, "forehead": 0.02, "eyes": 0.06, "lower_face": 0.15,
    "box_quarter": 0.05, "box_half": 0.11, "lower_face_cut": 0.14,
}  # fmt: skip
GROUP_COST = {"shape": 0.09, "mask": 0.14, "eyewear": 0.1, "headwear": 0.05, "hand": 0.12,
              "camera": 0.07}  # fmt: skip
SKILL = {"vgg16": 0.60, "resnet50": 0.52, "compact": 0.57}


@dataclass(frozen=True)
class Sample:
    """What the folder holds; the defaults are the study's ten models.

    `judged`: the methods are tested, on networks that were trained for it too.
    """

    models: Sequence[str] = ("vgg16", "resnet50")
    arms: Sequence[str] = tuple(ARMS)[:5]
    seeds: Sequence[int] = (0,)
    conditions: Sequence[str] = tuple(COST)[:6]
    faces: int = 900
    size: int = 48
    search: bool = True
    saliency: bool = True
    judged: bool = True
    corrections: bool = True
    landmarks: bool = False


SOME = ("forehead_shape", "eyes_shape", "surgical_mask", "ffp2_mask", "scarf", "sunglasses",
        "spectacles", "cap", "woolly_hat", "cup", "phone", "low_light", "noise",
        "cut_off_top")  # fmt: skip
"""Of each group one covering that the arm `some` has seen in training, and one or two others."""


def covered_sample(faces: int = 900, *, everything: bool = True) -> Sample:
    """A run that tests every covering in three arms, or some of them in three smaller ones."""
    known = [n for n, c in CONDITIONS.items() if c.group in (*EVERYDAY, "shape")]
    names = known if everything else SOME
    boxes = [box for n in names if (box := condition(n).control) is not None]
    sides = ("below", "above", "left", "right", "scattered") if everything else ("below", "left")
    growth = [f"{side}_{share}" for side in sides for share in (20, 40, 60, 80)]
    bands = ("none", "forehead", "eyes", "lower_face", "box_quarter", "box_half")
    return Sample(
        models=("compact",),
        arms=("baseline", "bands", "coverings" if everything else "some"),
        conditions=(*bands, *names, *boxes, *growth),
        faces=faces,
        search=False,
        landmarks=True,
    )


def cost_of(name: str) -> float:
    """What a condition costs in this run that nobody trained."""
    if name in COST:
        return COST[name]
    of = condition(name)
    if of.group == "growth":
        side, share = name.rsplit("_", 1)
        return int(share) / 100 * {"below": 0.42, "above": 0.3, "scattered": 0.2}.get(side, 0.25)
    base, at, _ = name.partition("@")
    varied = GROUP_COST[condition(base).group] * (0.4 + hash_of(base) % 100 / 80)
    return varied * 0.6 if at else varied


@dataclass(frozen=True)
class Faces:
    """The faces in use: row i of the table describes image i."""

    images: NDArray[np.uint8]
    table: pd.DataFrame


def write_sample(path: Path, sample: Sample | None = None) -> RunFolder:
    """Write the folder and give it back."""
    sample = sample or Sample()
    run = RunFolder(path)
    generator = np.random.default_rng(7)
    write_json(run.path / "study.json", settings(sample).model_dump(mode="json"))
    faces = _write_data(run, sample, generator)
    _write_provenance(run, sample, faces)
    predictions = [_model(run, sample, faces, ids) for ids in _model_ids(sample)]
    _write_evaluation(run, sample, pd.concat(predictions, ignore_index=True))
    if sample.landmarks:
        _write_coverings(run, faces, pd.concat(predictions, ignore_index=True))
    if sample.search:
        _write_search(run, sample)
    if sample.saliency:
        write_maps(run, sample, faces)
    return run


def settings(sample: Sample) -> StudySettings:
    search = {"learning_rate": [1e-4, 1e-3], "dropout": [0.0, 0.3]}
    return StudySettings.model_validate(
        {
            "title": "A sample study",
            "claim": "The published question, asked of faces that nobody has.",
            "seeds": list(sample.seeds),
            "data": {"image_size": sample.size, "drawn": sample.faces},
            "occlusion": {"test": list(sample.conditions)},
            "models": [{"architecture": name, "width": 0.25} for name in sample.models],
            "trainings": [
                {"name": a, "train_on": ARMS[a][0].split("+"), "control": ARMS[a][1]}
                for a in sample.arms
            ],
            "search": search if sample.search else None,
        }
    )


def _model_ids(sample: Sample) -> list[tuple[str, str, int]]:
    return [(m, a, s) for m in sample.models for a in sample.arms for s in sample.seeds]


def _faces(
    n: int, size: int, generator: np.random.Generator
) -> tuple[NDArray[np.uint8], list[str]]:
    """Draw heads with eyes, brows and a mouth that bends with the emotion."""
    emotions = generator.choice(len(EMOTIONS), n, p=SHARES)
    emotions[:70] = np.repeat(np.arange(7), 10)
    bend = np.array([-0.05, -0.03, 0.0, 0.10, 0.0, -0.08, 0.0])[emotions]
    open_ = np.array([0.02, 0.03, 0.06, 0.03, 0.015, 0.015, 0.10])[emotions]
    brow = np.array([-0.04, -0.02, 0.05, 0.0, 0.0, 0.02, 0.07])[emotions]
    y, x = np.mgrid[0:size, 0:size] / size
    jitter = generator.normal(0, 0.02, (n, 2, 1, 1))
    y, x = y - jitter[:, 0] - 0.5, x - jitter[:, 1] - 0.5
    skin = generator.uniform(120, 215, (n, 1, 1))
    image = np.where(
        (x / 0.38) ** 2 + (y / 0.47) ** 2 < 1, skin, generator.uniform(20, 90, (n, 1, 1))
    )
    image -= 25 * (x > 0) * generator.uniform(0, 1, (n, 1, 1))
    for side in (-0.16, 0.16):
        image[((x - side) / 0.07) ** 2 + ((y + 0.10) / 0.04) ** 2 < 1] = 40
        image[(abs(x - side) < 0.09) & (abs(y + 0.2 + brow[:, None, None]) < 0.018)] = 55
    middle = 0.26 - bend[:, None, None] * (x / 0.16) ** 2
    image[(abs(x) < 0.17) & (abs(y - middle) < open_[:, None, None] + 0.01)] = 60
    image[(abs(x) < 0.03) & (abs(y - 0.05) < 0.06)] -= 22
    image += generator.normal(0, 6, image.shape)
    return image.clip(0, 255).astype(np.uint8), [EMOTIONS[e] for e in emotions]


def _drawn(emotions: list[str], size: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Draw a few faces of each emotion, with their landmarks, and use them over and over."""
    drawn = draw_faces(4 * len(EMOTIONS), size, seed=3, emotions=EMOTIONS)
    number = np.arange(len(emotions)) % 4
    which = number * len(EMOTIONS) + [EMOTIONS.index(e) for e in emotions]
    # No two are alike, so that one can be told to be seen or not.
    images = drawn.faces.images[which]
    images[:, 0, 0], images[:, 0, 1] = np.arange(len(images)) % 251, np.arange(len(images)) // 251
    return images, drawn.landmarks[which]


def _write_data(run: RunFolder, sample: Sample, generator: np.random.Generator) -> Faces:
    images, emotions = _faces(sample.faces, sample.size, generator)
    if sample.landmarks:
        images, landmarks = _drawn(emotions, sample.size)
        (run.path / "landmarks").mkdir()
        np.savez(
            run.path / "landmarks" / "landmarks.npz",
            face_id=np.array([f"drawn/{i}" for i in range(sample.faces)]),
            landmarks=landmarks,
            quality=generator.beta(6, 2, sample.faces).astype(np.float32),
        )
    table = pd.DataFrame(
        {
            "face_id": [f"drawn/{i}" for i in range(sample.faces)],
            "emotion": emotions,
            "split": generator.choice(["train", "validation"], sample.faces, p=[0.7, 0.3]),
            "source": "drawn",
            "height": sample.size,
            "width": sample.size,
            "digest": [f"{i:064x}" for i in range(sample.faces)],
        }
    )
    write_csv(run.data / "table.csv", table)
    np.save(run.data / "images.npy", images)
    write_json(run.data / "source.json", {"path": "drawn", "kind": "drawn"})
    rejected = [("happy/7.png", "not a picture"), ("sad/9.png", "empty file")]
    write_csv(run.data / "rejected.csv", pd.DataFrame(rejected, columns=["source", "reason"]))
    clean = table.assign(row=np.arange(sample.faces), group=np.arange(sample.faces))
    held = generator.random(sample.faces) < 0.2
    clean.loc[held & (clean["split"] == "train"), "split"] = "held"
    clean["split"] = clean["split"].replace({"validation": "test", "held": "validation"})
    tests = clean.index[clean["split"] == "test"]
    clean.loc[tests[20::12], "split"] = "leaked"
    clean = clean.drop(index=clean.index[100:118])
    write_csv(run.clean / "table.csv", clean)
    _write_cleaning(run, sample, table, clean)
    return Faces(images[clean["row"]], clean.reset_index(drop=True))


def _counts(table: pd.DataFrame, splits: Sequence[str]) -> dict[str, dict[str, int]]:
    return {
        split: {
            e: int(((table["split"] == split) & (table["emotion"] == e)).sum()) for e in EMOTIONS
        }
        for split in splits
    }


def _write_cleaning(run: RunFolder, sample: Sample, raw: pd.DataFrame, clean: pd.DataFrame) -> None:
    changed = sample.corrections
    summary = {
        "read": {"faces": len(raw), "rejected": 2},
        "corrections": {"relabelled": 11 * changed, "dropped": 2 * changed, "unmatched": 0},
        "duplicates": {
            "groups": 14, "surplus": 16, "conflicts": 3, "across_splits": 9,
            "rule": "Of pixel-identical copies the first is kept; a group whose labels conflict "
            "takes the majority's, and is dropped whole on a tie.",
        },
        "balance": {
            "before": _counts(raw, ("train", "validation")),
            "after": _counts(clean, ("train", "validation", "test")),
        },
    }  # fmt: skip
    write_json(run.clean / "summary.json", summary)
    ids = raw["face_id"][100:118].tolist()
    findings = [(i, "duplicate", 1.0, "same pixels as drawn/1", "drop") for i in ids]
    columns = ["face_id", "check", "score", "evidence", "suggestion"]
    write_csv(run.clean / "findings.csv", pd.DataFrame(findings, columns=columns))
    decisions = [(i, "drop", "surplus copy", "duplicates") for i in ids]
    if changed:
        decisions += [(f"drawn/{i}", "happy", "smiles", "corrections") for i in range(200, 211)]
    columns = ["face_id", "decision", "reason", "origin"]
    write_csv(run.clean / "decisions.csv", pd.DataFrame(decisions, columns=columns))


def _write_provenance(run: RunFolder, sample: Sample, faces: Faces) -> None:
    steps = ["read", "clean", "search", "train", "predict", "evaluate", "saliency"]
    content = {
        "feelingit": "0.1.0",
        "command": "feelingit study sample --out sample",
        "started": "2024-05-01T09:00:00+00:00",
        "finished": "2024-05-01T09:41:12+00:00",
        "python": "3.11.9",
        "packages": {"numpy": "2.4.0", "pandas": "3.0.0", "torch": "2.13.0+cpu"},
        "device": {"asked": "auto", "used": "cpu", "name": "Xeon", "threads": 2},
        "platform": "Linux-6.1-x86_64",
        "data": {"path": "drawn", "fingerprint": "9f" * 32, "faces": len(faces.table)},
        "seeds": list(sample.seeds),
        "steps": [{"name": s, "seconds": 7.5 * 2.7**i} for i, s in enumerate(steps)],
        "seconds": 2472.0,
    }
    write_json(run.path / "provenance.json", content)


def layers(architecture: str, size: int) -> list[dict[str, object]]:
    """The visible stages of a quarter-width network, as a model's own file lists them."""
    found: list[dict[str, object]] = []

    def add(name: str, kind: str, output: list[int], parameters: int) -> None:
        found.append({"name": name, "kind": kind, "output": output, "parameters": parameters})

    side, before = size, 1
    if architecture == "vgg16":
        for block, (channels, depth) in enumerate(
            zip((16, 32, 64, 128, 128), (2, 2, 3, 3, 3), strict=True), start=1
        ):
            for layer in range(1, depth + 1):
                add(f"conv{block}_{layer}", "3x3 convolution, batch norm", [channels, side, side],
                    9 * before * channels + 3 * channels)  # fmt: skip
                before = channels
            side //= 2
            add(f"pool{block}", "max pooling", [channels, side, side], 0)
        for name, inputs in (("fc1", before * side * side), ("fc2", 1024)):
            add(name, "linear, dropout", [1024], inputs * 1024 + 1024)
        add("logits", "linear", [7], 7 * 1025)
        return found
    add("stem", "7x7 convolution / 2, batch norm", [16, size // 2, size // 2], 832)
    add("pool", "max pooling", [16, size // 4, size // 4], 0)
    side = size // 4
    for stage, (channels, blocks) in enumerate(((64, 3), (128, 4), (256, 6), (512, 3)), start=1):
        add(f"stage{stage}", f"{blocks} residual blocks", [channels, side, side], channels**2 * 6)
        side = (side + 1) // 2
    add("average", "average pooling", [512], 0)
    add("logits", "linear", [7], 7 * 513)
    return found


def _model(run: RunFolder, sample: Sample, faces: Faces, ids: tuple[str, str, int]) -> pd.DataFrame:
    """Write one model's files and give its predictions."""
    model, arm, seed = ids
    model_id = f"{model}-{arm}-s{seed}"
    generator = np.random.default_rng(hash_of(model_id))
    trained_on, control = ARMS[arm]
    history = _history(generator)
    best = int(history["validation_loss"].idxmin())
    stages = layers(model, sample.size)
    info = {
        "model_id": model_id, "model": model, "architecture": model, "arm": arm,
        "control": control, "trained_on": trained_on, "seed": seed, "image_size": sample.size,
        "parameters": sum(int(str(stage["parameters"])) for stage in stages),
        "multiply_adds": 41_000_000, "layers": stages, "settings": {}, "training": {},
        "best_epoch": best + 1, "epochs": len(history), "seconds": float(history["seconds"].sum()),
        "stopped_early": True, "validation_loss": float(history["validation_loss"][best]),
        "validation_accuracy": float(history["validation_accuracy"][best]),
    }  # fmt: skip
    write_json(run.model(model_id) / "model.json", info)
    write_csv(run.model(model_id) / "history.csv", history)
    table = pd.concat(
        [_predict(faces, model, arm, c, generator) for c in sample.conditions], ignore_index=True
    )
    table = table.assign(model_id=model_id, seed=seed)
    run.predictions.mkdir(exist_ok=True)
    write_csv(run.predictions_of(model_id), table.drop(columns="model_id"))
    return table


def hash_of(text: str) -> int:
    """A number that is the same in every process."""
    return zlib.crc32(text.encode())


def _history(generator: np.random.Generator) -> pd.DataFrame:
    epochs = np.arange(1, int(generator.integers(9, 14)) + 1)
    fall = np.exp(-epochs / 4)
    rise = 0.02 * np.maximum(0, epochs - len(epochs) + 3)
    return pd.DataFrame(
        {
            "epoch": epochs,
            "train_loss": 0.5 + 1.4 * fall + generator.normal(0, 0.01, len(epochs)),
            "train_accuracy": 0.8 - 0.5 * fall,
            "validation_loss": 1.0 + 0.9 * fall + rise,
            "validation_accuracy": 0.62 - 0.35 * fall + generator.normal(0, 0.01, len(epochs)),
            "learning_rate": 1e-4,
            "seconds": 14.0,
        }
    )


def _predict(
    faces: Faces, model: str, arm: str, condition: str, generator: np.random.Generator
) -> pd.DataFrame:
    trained_on, control = ARMS[arm]
    table = faces.table[faces.table["split"].isin(["test", "leaked"])]
    seen = condition in trained_on.split("+")
    robust = 0.35 * ("+" in trained_on) * (1 + (arm in ("coverings", "some")))
    cost = cost_of(condition) * (1.0 if seen else 1.6 - robust)
    skill = SKILL[model] - 0.04 * (not control) - cost - 0.03 * (trained_on != condition)
    right = generator.random(len(table)) < skill + 0.25 * (table["split"] == "leaked")
    guess = generator.choice(EMOTIONS, len(table), p=SHARES)
    if condition not in COST:
        shift = generator.random(len(table)) < cost
        guess = np.where(shift, ["neutral", "surprise", "sad"][hash_of(condition) % 3], guess)
    predicted = np.where(right, table["emotion"], guess)
    confidence = np.clip(generator.beta(4, 3, len(table)) + 0.1, 0.15, 0.99)
    return pd.DataFrame(
        {
            "face_id": table["face_id"].to_numpy(), "emotion": table["emotion"].to_numpy(),
            "predicted": predicted, "confidence": confidence, "model": model, "arm": arm,
            "control": control, "trained_on": trained_on, "tested_on": condition,
            "split": table["split"].to_numpy(), "group": table["group"].to_numpy(),
        }
    )  # fmt: skip


def _score(ids: tuple[object, ...], table: pd.DataFrame) -> dict[str, object]:
    test = table[table["split"] == "test"]
    right = (test["emotion"] == test["predicted"]).to_numpy()
    accuracy, spread = right.mean(), 1.96 * (right.mean() * (1 - right.mean()) / len(test)) ** 0.5
    recall, f1, n = {}, {}, {}
    for emotion in EMOTIONS:
        is_it, said = test["emotion"] == emotion, test["predicted"] == emotion
        hit = int((is_it & said).sum())
        n[emotion] = int(is_it.sum())
        recall[emotion] = hit / max(1, n[emotion])
        f1[emotion] = 2 * hit / max(1, n[emotion] + int(said.sum()))
    macro = float(np.mean(list(f1.values())))
    first = table.iloc[0]
    return {
        "model_id": ids[0], "model": first["model"], "arm": first["arm"],
        "control": first["control"], "trained_on": first["trained_on"], "tested_on": ids[1],
        "seed": first["seed"], "n": len(test), "accuracy": accuracy,
        "accuracy_low": accuracy - spread, "accuracy_high": accuracy + spread,
        "n_with_leaks": len(table),
        "accuracy_with_leaks": float((table["emotion"] == table["predicted"]).mean()),
        "macro_f1": macro, "macro_f1_low": macro - spread, "macro_f1_high": macro + spread,
        "balanced_accuracy": float(np.mean(list(recall.values()))),
        "weighted_f1": sum(f1[e] * n[e] for e in EMOTIONS) / len(test),
        "ece": abs(float(test["confidence"].mean()) - accuracy),
        **{f"accuracy_{e}": recall[e] for e in EMOTIONS},
        **{f"f1_{e}": f1[e] for e in EMOTIONS}, **{f"n_{e}": n[e] for e in EMOTIONS},
    }  # fmt: skip


def _calibration(table: pd.DataFrame) -> pd.DataFrame:
    test = table[table["split"] == "test"]
    bins = (test["confidence"] * 10).astype(int).rename("bin")
    right = (test["emotion"] == test["predicted"]).rename("accuracy")
    grouped = pd.concat([test["confidence"], right], axis=1).groupby(bins)
    return grouped.mean().assign(count=grouped.size()).reset_index()


def _write_evaluation(run: RunFolder, sample: Sample, predictions: pd.DataFrame) -> None:
    keys = ["model_id", "tested_on"]
    grouped = predictions.groupby(keys, sort=False)
    scores = pd.DataFrame([_score(ids, table) for ids, table in grouped])
    write_csv(run.evaluation / "scores.csv", scores)
    test = predictions[predictions["split"] == "test"]
    counted = test.groupby([*keys, "emotion", "predicted"], sort=False).size()
    write_csv(run.evaluation / "confusion.csv", counted.rename("count").reset_index())
    parts = [_calibration(t).assign(model_id=i[0], tested_on=i[1]) for i, t in grouped]
    columns = [*keys, "bin", "confidence", "accuracy", "count"]
    write_csv(run.evaluation / "calibration.csv", pd.concat(parts)[columns])
    _write_comparisons(run, sample, scores)
    _write_claims(run)


def _write_comparisons(run: RunFolder, sample: Sample, scores: pd.DataFrame) -> None:
    accuracy = scores.set_index(["model_id", "tested_on"])["accuracy"].to_dict()
    asked = [
        ("model", (f"{sample.models[0]}-{arm}-s{seed}", ARMS[arm][0]),
         (f"{sample.models[-1]}-{arm}-s{seed}", ARMS[arm][0]), seed)
        for seed in sample.seeds for arm in sample.arms if len(sample.models) > 1
    ] + [
        ("mask", (f"{model}-baseline-s{seed}", "none"), (f"{model}-{arm}-s{seed}", arm), seed)
        for seed in sample.seeds for model in sample.models for arm in sample.arms
    ] + [
        ("region against area", (f"{model}-baseline-s{seed}", "eyes"),
         (f"{model}-baseline-s{seed}", "box_quarter"), seed)
        for seed in sample.seeds for model in sample.models
    ]  # fmt: skip
    rows = [
        _comparison(question, a, b, seed, accuracy)
        for question, a, b, seed in asked
        if a in accuracy and b in accuracy
    ]
    if rows:
        write_csv(run.evaluation / "comparisons.csv", pd.DataFrame(rows))


def _comparison(
    question: str,
    a: tuple[str, str],
    b: tuple[str, str],
    seed: int,
    accuracy: dict[tuple[str, str], float],
) -> dict[str, object]:
    gap = accuracy[a] - accuracy[b]
    p = float(np.exp(-90 * abs(gap)))
    return {
        "question": question, "a": a[0], "b": b[0], "a_tested_on": a[1], "b_tested_on": b[1],
        "seed": seed, "n": 241, "accuracy_a": accuracy[a], "accuracy_b": accuracy[b],
        "difference": gap, "low": gap - 0.05, "high": gap + 0.05, "only_a": 61, "only_b": 40,
        "p": p, "p_holm": min(1.0, 5 * p),
    }  # fmt: skip


def _write_claims(run: RunFolder) -> None:
    columns = ["claim", "statement", "source", "test", "estimate", "low", "high", "p", "p_holm",
               "verdict", "sentence"]  # fmt: skip
    rows = [
        ("vgg_beats_resnet", "VGG-16 outperforms ResNet-50.", "Results", "exact McNemar",
         0.082, 0.031, 0.13, 0.0004, 0.002, "supported", "VGG-16 is ahead by 8.2 points."),
        ("mouth_matters", "Covering nose and mouth costs the most.", "Results", "paired bootstrap",
         0.094, 0.02, 0.15, 0.001, 0.004, "supported",
         "Hiding nose and mouth costs 9.4 points more than hiding the eyes & brows."),
        ("control_helps", "Control of overfitting raises accuracy by > 1 %.", "Models",
         "exact McNemar", 0.012, -0.02, 0.04, 0.4, 0.8, "undecided",
         "The difference of 1.2 points is within chance."),
        ("people_agree", "Maps agree with people's.", "Saliency", "permutation", -0.1, -0.3, 0.1,
         0.9, 1.0, "contradicted", "No better than a centre-bias map."),
        ("sad_improves", "Models name sad faces better under a mask.", "Conclusions", "none",
         None, None, None, None, None, "not tested", "The run has no such arm."),
    ]  # fmt: skip
    write_csv(run.evaluation / "claims.csv", pd.DataFrame(rows, columns=columns))


def _write_coverings(run: RunFolder, faces: Faces, predictions: pd.DataFrame) -> None:
    """Write what the study writes of a run with coverings, by the same functions."""
    with np.load(run.path / "landmarks" / "landmarks.npz") as arrays:
        quality = pd.Series(arrays["quality"], index=arrays["face_id"].tolist())
    names = predictions["tested_on"].unique()
    share = [min(0.6, 1.5 * cost_of(name)) for name in names]
    shares = pd.DataFrame({"tested_on": names, "faces": min(500, len(faces.table))})
    for of, factor in (("picture", 1.0), ("face", 1.4)):
        for end, spread in (("", 1.0), ("_low", 0.8), ("_high", 1.2)):
            shares[f"share_of_{of}{end}"] = [factor * spread * s for s in share]
    write_csv(run.evaluation / "shares.csv", shares)
    for name, table in coverings_tables(predictions, shares, quality, resamples=200).items():
        write_csv(run.evaluation / f"{name}.csv", table)


def _write_search(run: RunFolder, sample: Sample) -> None:
    rows = [
        {
            "model": model, "learning_rate": rate, "dropout": dropout, "batch_norm": True,
            "batch_size": 32, "optimiser": "adam", "epochs": 5, "best_epoch": 4,
            "validation_loss": 1.2 + 100 * rate - 0.2 * dropout, "validation_accuracy": 0.5,
            "seconds": 61.0, "chosen": (rate, dropout) == (1e-4, 0.3),
        }
        for model in sample.models
        for rate in (1e-4, 1e-3)
        for dropout in (0.0, 0.3)
    ]  # fmt: skip
    write_csv(run.search / "results.csv", pd.DataFrame(rows))


def main() -> None:
    """Write a sample folder, to look at its report."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--coverings", action="store_true")
    parser.add_argument("--faces", type=int, default=900)
    asked = parser.parse_args()
    sample = covered_sample() if asked.coverings else Sample()
    seeds = tuple(range(asked.seeds))
    write_sample(asked.folder, replace(sample, seeds=seeds, faces=asked.faces))


if __name__ == "__main__":
    main()
