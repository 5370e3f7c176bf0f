"""Measure the network that is shipped, beside dlib and MediaPipe where their answers are there.

Writes tables to `results/landmarks/`, the chart and the tables of `docs/landmarks.md`. Nothing is
chosen by what is measured here.
"""

import time
from pathlib import Path

import numpy as np
import pandas as pd

from feelingit.files import write_csv, write_json
from feelingit.landmarks import TRUSTED, Located, locate
from feelingit.landmarks.points import error, eye_distance
from feelingit.landmarks.sources.face_mesh import MESH_OF_LANDMARK
from feelingit.occlusion import CONDITIONS, cover
from recipes.landmarks import pictures
from recipes.landmarks.chart import draw_quality
from recipes.landmarks.page import fill_page
from recipes.landmarks.pictures import BARE, Shown
from recipes.landmarks.scores import (
    FAR,
    Answer,
    accuracy_row,
    no_face_row,
    offset_of,
    quality_table,
)
from recipes.landmarks.speed import faces_a_second, size_of

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "results" / "landmarks"
EVERY = 4
"""Coverings are drawn on every fourth face."""
PUBLISHED_DETECTION = 0.71
"""The share of faces that the published study's detector found."""


def prepare(images: Path, work: Path) -> Path:
    """Write the pictures that other sources are asked about."""
    shown = pictures.faces(images, work / "teacher")
    arrays = {name: one.images for name, one in shown.items()}
    target = work / "pictures.npz"
    np.savez(target, **arrays, **{"all bare": pictures.every_face(images)})
    return target


def run(images: Path, work: Path, network: Path) -> None:
    """Measure everything, and write it down."""
    shown = pictures.faces(images, work / "teacher")
    every = pictures.every_face(images)
    others = np.load(work / "others.npz") if (work / "others.npz").exists() else {}
    located = {name: locate(one.images) for name, one in shown.items()}
    _write("accuracy", accuracy(shown, located, others))
    quality = quality_of(shown, located)
    _write("quality", quality)
    real = shown[f"real {BARE}"]
    nothing = pictures.no_faces(real.images)
    rows = [{"shown": kind, **no_face_row(locate(one).quality)} for kind, one in nothing.items()]
    _write("no_face", pd.DataFrame(rows))
    if others:
        _write("mesh_points", mesh_points(real, others))
    _write("coverings", under_coverings(real))
    _write("detection", detection(every, others))
    speed = {
        "faces_a_second_of_one_cores_work": round(faces_a_second(every, 1, time.process_time)),
        "faces_a_second_one_thread": round(faces_a_second(every, 1)),
        "faces_a_second_two_threads": round(faces_a_second(every, 2)),
    }
    write_json(RESULTS / "network.json", {**size_of(network), **speed})
    draw_quality(quality, ROOT / "docs")
    fill_page(ROOT / "docs" / "landmarks.md", RESULTS)


def _write(name: str, table: pd.DataFrame) -> None:
    write_csv(RESULTS / f"{name}.csv", table.round(4))
    print(f"{name}.csv", flush=True)


def quality_of(shown: dict[str, Shown], located: dict[str, Located]) -> pd.DataFrame:
    """Compare quality with error over all sets of faces together."""
    together = Located(*(np.concatenate(parts) for parts in zip(*located.values(), strict=True)))
    return quality_table(together, np.concatenate([one.truth for one in shown.values()]))


def accuracy(
    shown: dict[str, Shown], located: dict[str, Located], others: dict[str, np.ndarray]
) -> pd.DataFrame:
    """Score every source on every set of faces."""
    rows, offsets = [], {}
    for name, (_, truth) in shown.items():
        kind, covering = name.split()
        for source, answer in _answers(name, located[name], others).items():
            if covering == BARE:
                offsets[source, kind] = offset_of(answer, truth)
            scored = accuracy_row(answer, truth, offsets[source, kind])
            rows.append({"faces_shown": kind, "covering": covering, "source": source, **scored})
    return pd.DataFrame(rows)


def _answers(name: str, located: Located, others: dict[str, np.ndarray]) -> dict[str, Answer]:
    """Collect what each source said of a set of pictures."""
    everywhere = np.ones(len(located.quality), bool)
    said = {
        "own": Answer(located.landmarks, everywhere),
        "own, trusted": Answer(located.landmarks, located.quality >= TRUSTED),
    }
    if f"{name}/box" in others:
        detected = others[f"{name}/detected"]
        said["own, where dlib detects"] = Answer(located.landmarks, detected)
        said["dlib, from its detector"] = Answer(others[f"{name}/detector"], detected)
        said["dlib, from a fixed box"] = Answer(others[f"{name}/box"], everywhere)
        said["mediapipe"] = Answer(others[f"{name}/mediapipe"], others[f"{name}/meshed"])
    return said


def mesh_points(real: Shown, others: dict[str, np.ndarray]) -> pd.DataFrame:
    """Measure how far the teacher's points are from dlib's, where dlib's detector finds a face."""
    found = others[f"real {BARE}/detected"]
    theirs, ours = others[f"real {BARE}/detector"][found], real.truth[found]
    apart = np.linalg.norm(ours - theirs, axis=2) / eye_distance(ours)[:, None]
    first, second = np.array(MESH_OF_LANDMARK).T
    return pd.DataFrame(
        {
            "landmark": np.arange(68),
            "first_vertex": first,
            "second_vertex": second,
            "median_distance_to_dlib": np.median(apart, axis=0).round(4),
        }
    )


def under_coverings(real: Shown) -> pd.DataFrame:
    """Score the network under the package's coverings, which training never showed."""
    real = Shown(real.images[::EVERY], real.truth[::EVERY])
    rows = []
    for condition in CONDITIONS.values():
        covered = cover(real.images, condition.name, landmarks=real.truth)
        if covered.shape != real.images.shape:
            continue
        located = locate(covered)
        off = error(located.landmarks, real.truth)
        trusted = located.quality >= TRUSTED
        rows.append(
            {
                "covering": condition.name,
                "mean_error": off.mean(),
                "median_error": np.median(off),
                "far_off": (off > FAR).mean(),
                "trusted": trusted.mean(),
                "far_off_of_trusted": (off[trusted] > FAR).mean() if trusted.any() else np.nan,
            }
        )
    return pd.DataFrame(rows)


def detection(every: np.ndarray, others: dict[str, np.ndarray]) -> pd.DataFrame:
    """Say on what share of all validation faces each source answers or is trusted."""
    located = locate(every)
    shares = {
        "published study's detector": PUBLISHED_DETECTION,
        "own: answers": 1.0,
        "own: trusted": float((located.quality >= TRUSTED).mean()),
    }
    if "all bare/detected" in others:
        shares["dlib's detector, enlarged to 192 pixels"] = float(
            others["all bare/detected"].mean()
        )
        shares["mediapipe, enlarged to 192 pixels with a border"] = float(
            others["all bare/meshed"].mean()
        )
    return pd.DataFrame({"source": list(shares), "share_of_faces": list(shares.values())})
