"""Maps and their tables as a run has them, with plausible, seeded content: no network made them."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.landmarks import canonical_regions
from feelingit.run_folder import RunFolder, write_csv
from feelingit.saliency.atlas import Atlas, Examples, save_atlas
from feelingit.saliency.differences import Difference, save_differences
from feelingit.saliency.face_maps import FRAME
from feelingit.saliency.methods.names import METHOD_NAMES
from feelingit.saliency.people import SOURCES, ceiling, source_values
from feelingit.types import REGIONS

if TYPE_CHECKING:
    from .sample_run import Faces, Sample

COVERED = ("lower_face", "eyes")
"""Under what the judged networks are asked where they look, if they are tested on it."""
GRAIN = {"grad_cam": 6.0, "gradient": 0.8, "smooth_grad": 1.5, "integrated_gradients": 1.0,
         "occlusion_sensitivity": 4.0}  # fmt: skip
"""How smooth a method's maps are, in pixels."""
FAILING = {
    ("resnet50", "gradient"): ("randomised", "seeds"),
    ("vgg16", "gradient"): ("randomised",),
    ("resnet50", "grad_cam"): ("noise",),
}
"""Which tests a method fails on a model."""
TESTS = ("deletion", "deletion_center", "deletion_mean_face", "insertion", "insertion_center",
         "insertion_mean_face", "randomised", "shuffled", "seeds", "noise", "truth")  # fmt: skip

Values = NDArray[np.float64]
Id = tuple[str, str, int]


def write_maps(run: RunFolder, sample: "Sample", faces: "Faces") -> None:
    """Write `saliency/` and what stands beside it in `evaluation/`."""
    run.saliency.mkdir(exist_ok=True)
    judged = [i for i in _ids(sample) if i[1] == _baseline(sample)]
    for one in _ids(sample):
        save_atlas(run.saliency / f"{_name(one)}.npz", _atlas(sample, faces, one))
    write_csv(run.saliency / "shares.csv", pd.DataFrame(_shares(sample)))
    write_csv(run.saliency / "agreement.csv", pd.DataFrame(_agreement(sample)))
    write_csv(run.saliency / "sources.csv", ceiling(resamples=100))
    save_differences(run.saliency / "differences.npz", list(_differences(sample, judged)))
    if sample.judged:
        write_csv(run.saliency / "trust.csv", pd.DataFrame(_trust(judged)))
        write_csv(run.saliency / "curves.csv", pd.DataFrame(_curves(judged)))
        write_csv(run.saliency / "randomised.csv", pd.DataFrame(_randomised(judged)))
        write_csv(run.saliency / "truth.csv", pd.DataFrame(_truth(sample)))
    write_csv(run.evaluation / "people_covered.csv", pd.DataFrame(_covered(judged)))
    write_csv(run.evaluation / "people_confusions.csv", pd.DataFrame(_confusions(judged)))


def _ids(sample: "Sample") -> list[Id]:
    return [(m, a, s) for m in sample.models for a in sample.arms for s in sample.seeds]


def _baseline(sample: "Sample") -> str:
    return "baseline" if "baseline" in sample.arms else sample.arms[0]


def _name(one: Id) -> str:
    return f"{one[0]}-{one[1]}-s{one[2]}"


def generator_of(*words: object) -> np.random.Generator:
    """Draw alike whenever the words are the same."""
    return np.random.default_rng(list("/".join(map(str, words)).encode()))


def conditions_of(sample: "Sample", one: Id) -> tuple[str, ...]:
    """Under what a network is asked, its own condition first."""
    own = one[1] if one[1] in sample.conditions else "none"
    more = COVERED if one[1] == _baseline(sample) else ()
    return (own, *(name for name in more if name in sample.conditions))


def methods_of(sample: "Sample", one: Id) -> tuple[str, ...]:
    """By which methods a network is asked."""
    return METHOD_NAMES if one[1] == _baseline(sample) else METHOD_NAMES[:1]


def ratios_of(one: Id, method: str, condition: str) -> Values:
    """Saliency over area by emotion and region: near EMFACS, blurred by chance."""
    chance = generator_of(one, method, condition)
    table = source_values("emfacs").reindex(list(EMOTIONS)).fillna(0.5).to_numpy()
    own = {"vgg16": 0.5, "resnet50": 0.2}.get(one[0], 0.4)
    found = 0.6 + own * table + chance.gamma(2, 0.15, table.shape)
    found[:, REGIONS.index("nose")] += 0.5
    if condition == "lower_face":
        found[:, [REGIONS.index(name) for name in ("mouth", "chin")]] *= 0.3
    if condition == "eyes":
        found[:, [REGIONS.index(name) for name in ("eyes", "brows")]] *= 0.3
    return np.asarray(found)


def _map(one: Id, method: str, condition: str, emotion: int) -> Values:
    """Blur the regions as coarsely as a method does; mean 1."""
    ratios = ratios_of(one, method, condition)[emotion]
    regions = canonical_regions(FRAME, FRAME).astype(np.float64)
    painted = np.tensordot(ratios, regions, axes=1) + 0.25
    grain = generator_of(one, method, condition, emotion).gamma(8, 1 / 8, painted.shape)
    far = np.fft.fftfreq(FRAME)
    blur = np.exp(-2 * (np.pi * GRAIN[method]) ** 2 * (far[:, None] ** 2 + far**2))
    smooth = np.fft.ifft2(np.fft.fft2(painted * grain) * blur).real.clip(0)
    return np.asarray(smooth / smooth.mean())


def _atlas(sample: "Sample", faces: "Faces", one: Id) -> Atlas:
    conditions, methods = conditions_of(sample, one), methods_of(sample, one)
    right = np.array([[[_map(one, m, c, e) for e in range(7)] for m in methods]
                      for c in conditions])  # fmt: skip
    wrong = 0.5 * right + 0.5 * right.mean(axis=2, keepdims=True)
    mean = np.stack([right, wrong], axis=2).astype(np.float32)
    over_all = right.mean(axis=2)
    apart = np.abs(right - over_all[:, :, None])
    chosen = [np.flatnonzero(faces.table["emotion"] == e)[0] for e in EMOTIONS]
    means = [faces.images[faces.table["emotion"] == e][:, :FRAME, :FRAME].mean(0) for e in EMOTIONS]
    size = faces.images.shape[1]
    return Atlas(
        conditions=conditions,
        methods=methods,
        mean=mean,
        count=np.full(mean.shape[:4], 20) - np.array([0, 8])[:, None],
        blank=np.zeros(mean.shape[:4], dtype=np.int64),
        p=np.where(apart > 0.45, 0.01, 0.6).astype(np.float32),
        over_all=over_all.astype(np.float32),
        mean_face=np.repeat(np.stack(means)[None].astype(np.uint8), len(conditions), axis=0),
        examples=Examples(
            images=faces.images[chosen],
            maps=np.stack([_map(one, methods[0], conditions[0], e)[:size, :size]
                           for e in range(7)]).astype(np.float32),
            emotion=np.array(EMOTIONS),
            predicted=np.array([*EMOTIONS[:6], "fear"]),
            face_id=faces.table["face_id"].iloc[chosen].to_numpy(dtype=str),
        ),
    )  # fmt: skip


def _shares(sample: "Sample") -> Iterator[dict[str, object]]:
    area = canonical_regions(FRAME, FRAME).sum(axis=(1, 2)).astype(float)
    area /= area.sum()
    for one in _ids(sample):
        for condition in conditions_of(sample, one):
            for method in methods_of(sample, one):
                found = ratios_of(one, method, condition)
                found /= (found * area).sum(axis=1, keepdims=True)
                for answers, faces in (("correct", 20), ("wrong", 12)):
                    for e, emotion in enumerate(EMOTIONS):
                        for r, region in enumerate(REGIONS):
                            ratio = found[e, r]
                            yield {
                                "model_id": _name(one), "method": method, "condition": condition,
                                "answers": answers, "emotion": emotion, "region": region,
                                "share": ratio * area[r], "area": area[r], "ratio": ratio,
                                "ratio_low": 0.85 * ratio, "ratio_high": 1.2 * ratio,
                                "faces": faces,
                            }  # fmt: skip


def _agreement(sample: "Sample") -> Iterator[dict[str, object]]:
    for one in _ids(sample):
        for condition in conditions_of(sample, one):
            for method in methods_of(sample, one):
                for source in SOURCES:
                    yield from _agreement_with(one, method, condition, source)


def _agreement_with(
    one: Id, method: str, condition: str, source: str
) -> Iterator[dict[str, object]]:
    table = source_values(source)
    ours = ratios_of(one, method, condition)
    rhos = [float(pd.Series(ours[EMOTIONS.index(e)]).corr(table.loc[e].reset_index(drop=True),
            method="spearman")) for e in table.index]  # fmt: skip
    mean = float(np.mean(rhos))
    for emotion, rho in (*zip(table.index, rhos, strict=True), ("all", mean)):
        every = emotion == "all"
        yield {
            "model_id": _name(one), "method": method, "condition": condition, "source": source,
            "emotion": emotion, "rho": rho, "low": max(-1.0, rho - 0.15),
            "high": min(1.0, rho + 0.12), "regions": 7, "p_regions": float(np.exp(-4 * abs(rho))),
            "p_emotions": float(np.exp(-3 * abs(rho))) if every else np.nan, "rho_center": -0.12,
            "rho_random": 0.05, "rho_others": 0.8 * rho,
        }  # fmt: skip


def _differences(sample: "Sample", judged: list[Id]) -> Iterator[Difference]:
    first = [one for one in judged if one[2] == sample.seeds[0]]
    for method in METHOD_NAMES:
        for a, b in pairwise(first):
            yield _difference(method, (a, "none"), (b, "none"))
        for one in first:
            for name in conditions_of(sample, one)[1:]:
                yield _difference(method, (one, name), (one, conditions_of(sample, one)[0]))


def _difference(method: str, a: tuple[Id, str], b: tuple[Id, str]) -> Difference:
    mean = np.stack([_map(a[0], method, a[1], e) - _map(b[0], method, b[1], e) for e in range(7)])
    return Difference(
        method, _name(a[0]), a[1], _name(b[0]), b[1], mean.astype(np.float32),
        np.where(np.abs(mean) > 0.5, 0.01, 0.8).astype(np.float32), np.arange(12, 19),
    )  # fmt: skip


def _trust(judged: list[Id]) -> Iterator[dict[str, object]]:
    for one in judged:
        for method in METHOD_NAMES:
            for test in TESTS:
                run = test != "truth" or one[0] != "compact"
                fails = test in FAILING.get((one[0], method), ())
                value = 0.05 if fails else 0.2 + 0.1 * generator_of(one, method, test).random()
                yield {
                    "model_id": _name(one), "method": method, "test": test,
                    "value": value if run else np.nan, "low": value - 0.04 if run else np.nan,
                    "high": value + 0.04 if run else np.nan, "reference": 0.1,
                    "passes": (not fails) if run else None, "faces": 140 if run else 0,
                }  # fmt: skip


def _curves(judged: list[Id]) -> Iterator[dict[str, object]]:
    speed = {"map": 5.0, "random": 2.0, "center": 3.0, "mean_face": 3.6}
    for one in judged:
        for method in METHOD_NAMES:
            for kind in ("deletion", "insertion"):
                for order, rate in speed.items():
                    for share in np.linspace(0, 1, 13):
                        fall = 0.1 + 0.7 * np.exp(-rate * share)
                        y = fall if kind == "deletion" else 0.9 - fall
                        yield {
                            "model_id": _name(one), "method": method, "kind": kind, "order": order,
                            "share": share, "probability": y, "low": y - 0.03, "high": y + 0.03,
                            "faces": 140,
                        }  # fmt: skip


def _randomised(judged: list[Id]) -> Iterator[dict[str, object]]:
    for one in judged:
        for m, method in enumerate(METHOD_NAMES):
            for layers in range(6):
                y = float(np.exp(-(m + 1) * layers / 3))
                yield {
                    "model_id": _name(one), "method": method, "layers": layers,
                    "layer": "" if layers == 0 else f"stage{6 - layers}", "similarity": y,
                    "low": y - 0.05, "high": y + 0.05, "faces": 140,
                }  # fmt: skip


def _truth(sample: "Sample") -> Iterator[dict[str, object]]:
    for model in sample.models:
        for m, method in enumerate(METHOD_NAMES):
            for region, chance in (("mouth", 0.16), ("brows", 0.14), ("eyes", 0.1)):
                share = chance * (1.0 if m == 1 and region == "eyes" else 2.2 + 0.3 * m)
                yield {
                    "model": model, "method": method, "region": region, "share": share,
                    "chance": chance, "ratio": share / chance, "low": share / chance - 0.2,
                    "high": share / chance + 0.2, "accuracy": 0.93, "faces": 200,
                    "passes": share > chance,
                }  # fmt: skip


def _covered(judged: list[Id]) -> Iterator[dict[str, object]]:
    for one in judged:
        for hidden, condition in (("mouth", "lower_face"), ("eyes", "eyes")):
            for e, emotion in enumerate(EMOTIONS):
                y = generator_of(one, hidden).random(7)[e]
                yield {
                    "model_id": _name(one), "hidden": hidden, "condition": condition,
                    "emotion": emotion, "accuracy": y, "low": max(0, y - 0.06),
                    "high": min(1, y + 0.06), "people": 0.3 + 0.08 * e, "faces": 60 + e,
                }  # fmt: skip


def _confusions(judged: list[Id]) -> Iterator[dict[str, object]]:
    for one in judged:
        for emotion, becomes, people in (("disgust", "angry", 0.72), ("fear", "surprise", 0.52)):
            y = 0.2 + 0.3 * generator_of(one, emotion).random()
            yield {
                "model_id": _name(one), "condition": "lower_face", "emotion": emotion,
                "becomes": becomes, "share": y, "low": y - 0.08, "high": y + 0.08,
                "people": people, "faces": 48,
            }  # fmt: skip
