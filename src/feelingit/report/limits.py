"""What these data cannot say, computed from the run where it can be."""

from collections.abc import Iterator

from feelingit.emotions import EMOTIONS
from feelingit.report.covered import has_coverings
from feelingit.report.looking.methods import label, methods, models, standing
from feelingit.report.numbers import TIMES, count, counted, listed, percent
from feelingit.report.results import Model, Results
from feelingit.saliency.face_maps import FRAME

FEW = 100
"""Test faces of an emotion below which its figures are called uncertain."""


def limits(results: Results) -> list[str]:
    """List the reservations, those of this run first."""
    return [
        *_drawn(results),
        *_seeds(results),
        *_width(results),
        *_unfinished(results),
        *_few(results),
        *_maps(results),
        *_coverings(results),
        *_always(results),
    ]


def _drawn(results: Results) -> Iterator[str]:
    if results.drawn:
        yield (
            "The faces are drawn by a program. The figures show that the method works; they say "
            "nothing about photographs of people."
        )


def _seeds(results: Results) -> Iterator[str]:
    if len(results.seeds) == 1:
        yield (
            "One seed: the intervals cover the choice of test faces, not the chance in training. "
            "Differences of a few points between models could turn with another seed."
        )


def _width(results: Results) -> Iterator[str]:
    widths = {
        m.get("name") or m["architecture"]: float(m.get("width", 1))
        for m in results.study.get("models", [])
    }
    narrow = [
        f"{model.label} has {widths[model.name]:g} of the channels"
        for model in results.models
        if widths.get(model.name, 1) < 1
    ]
    if narrow:
        yield (
            f"Networks are narrower than designed: {listed(narrow)}. At full width they may do "
            "better or worse."
        )


def _unfinished(results: Results) -> Iterator[str]:
    going = [t for t in results.trainings if t.info["best_epoch"] == t.info["epochs"]]
    if going:
        yield (
            f"{counted(len(going), 'training')} of {len(results.trainings)} had the best epoch "
            "last: longer training might have helped."
        )


def _few(results: Results) -> Iterator[str]:
    first = results.scores.iloc[0]
    few = {e: int(first[f"n_{e}"]) for e in EMOTIONS if first[f"n_{e}"] < FEW}
    if few:
        named = [f"{emotion} {count(n)}" for emotion, n in few.items()]
        worst = min(few.values())
        spread = percent(1.96 * 0.5 / max(1, worst) ** 0.5, 0)
        yield (
            f"Few test faces of some emotions ({listed(named)}): the accuracy of the rarest is "
            f"uncertain by up to ±{spread} points."
        )


def _maps(results: Results) -> Iterator[str]:
    """Say what the maps are no finer than, and which methods failed their tests."""
    if not results.looking.atlases:
        return
    shown = methods(results)
    if parts := [text for model in results.models if (text := _cells(results, model))]:
        by = [name for name in shown if name.startswith("grad_cam")]
        if by:
            yield (
                f"Grad-CAM shows the last convolution, which is coarse ({listed(parts)}); enlarged "
                "to the face it cannot tell neighbouring regions apart."
            )
    yield (
        f"Faces are brought to one frame of {FRAME}{TIMES}{FRAME} pixels by landmarks found by a "
        "program, which err by a pixel or two; mean maps are no finer than that, and a mean over "
        "many faces shows what they have in common."
    )
    failed = {label(name): _failed_on(results, name) for name in shown}
    said = [f"{name} on {listed(on)}" for name, on in failed.items() if on]
    if said:
        yield f"Maps that failed a test and should not be believed alone: {'; '.join(said)}."


def _failed_on(results: Results, method: str) -> list[str]:
    return [m.label for m in models(results) if standing(results, m, method).failed]


def _cells(results: Results, model: Model) -> str:
    info = next(t.info for t in results.trainings if t.model == model.name)
    maps = [
        layer["output"]
        for layer in info.get("layers", [])
        if len(layer["output"]) > 1 and "pool" not in str(layer["kind"])
    ]
    return f"{maps[-1][1]}{TIMES}{maps[-1][2]} cells for {model.label}" if maps else ""


def _coverings(results: Results) -> Iterator[str]:
    if has_coverings(results):
        yield (
            "Coverings are drawn over bare faces. People who really wear a mask or sunglasses may "
            "move their faces otherwise, and real masks come in more kinds than are drawn."
        )
        yield (
            "The box beside a covering hides as much of the picture. Where a covering lies around "
            "the face, as hats and headscarves do, its box hides more of the face than it does, "
            "and so may cost more."
        )


def _always(results: Results) -> Iterator[str]:
    if not results.drawn:
        yield (
            "A label says how a face looked to whoever labelled it, not what the person felt; "
            "where people disagree on a face no model can be right for all of them."
        )
    if any(arm.hides not in ("nothing", "mixture") for arm in results.arms):
        yield (
            "Masks are bands of the picture, not of the face: a face that is high, low or turned "
            "has other parts hidden than the mask's name says."
        )
