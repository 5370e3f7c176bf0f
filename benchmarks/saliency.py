"""Saliency maps a second, against captum asked about a face at a time, and by the same means.

Both ask the same network with the same number of samples, steps or patches, unless said; what
differs is that faces go in batches, frozen and folded. That the maps are alike is asserted.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks import captum_way
from benchmarks.captum_way import AskOne, a_face_at_a_time
from benchmarks.pictures import SIDE, drawn
from benchmarks.timing import Row, medians, times
from feelingit.models.network import Network
from feelingit.models.predictor import as_input
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.saliency.hiding import wholly_hidden
from feelingit.saliency.methods import integrated_gradients as integrated
from feelingit.saliency.methods.grad_cam import grad_cam
from feelingit.saliency.methods.gradient import gradient
from feelingit.saliency.methods.network_occlusion import network_occlusion
from feelingit.saliency.methods.smooth_grad import SAMPLES, smooth_grad
from feelingit.types import Images, Maps

AIM = "10 times"
CAPTUMS_SAMPLES, CAPTUMS_STEPS = 5, 50
"""captum's defaults of SmoothGrad and integrated gradients."""

Ours = Callable[[Images, NDArray[np.int64]], Maps]


@dataclass(frozen=True)
class Pair:
    """Two ways to the same maps.

    Attributes:
        what: The method, and how much of it.
        ours: From faces and targets to maps.
        captum: From a face and its target to a map.
        cost: About how many gradients a map costs, or as much.
        note: What captum is asked for.
        alike: How far the maps have to correlate; None where what is drawn differs.
    """

    what: str
    ours: Ours
    captum: AskOne
    cost: int
    note: str = "captum a face at a time"
    alike: float | None = 0.999


def measure(*, quick: bool) -> list[Row]:
    torch.manual_seed(0)
    network = build(ModelSettings(architecture="compact", width=0.5), SIDE, control=True).eval()
    images = drawn(256).faces.images
    targets = np.arange(len(images)) % 7
    budget, repeats = (64, 1) if quick else (128, 3)
    rows = [row(pair, images, targets, budget, repeats) for pair in pairs(network)]
    threads = Row("threads of PyTorch", str(torch.get_num_threads()))
    return [*rows, completeness(network, images[:32], targets[:32]), threads]


def pairs(network: Network) -> list[Pair]:
    def shares(steps: int) -> Ours:
        return lambda images, targets: np.asarray(
            integrated.attributions(network, images, targets, steps=steps)
        )

    def smooth(samples: int) -> Ours:
        return partial(smooth_grad, network, samples=samples)

    way, steps = captum_way, integrated.STEPS
    return [
        Pair("Grad-CAM", partial(grad_cam, network), way.grad_cam(network), 1),
        Pair("gradient", partial(gradient, network), way.gradient(network), 1),
        Pair(
            f"SmoothGrad, {CAPTUMS_SAMPLES} samples, captum's default",
            smooth(CAPTUMS_SAMPLES),
            way.smooth_grad(network, CAPTUMS_SAMPLES),
            CAPTUMS_SAMPLES,
            alike=None,
        ),
        Pair(
            f"SmoothGrad, {SAMPLES} samples",
            smooth(SAMPLES),
            way.smooth_grad(network, SAMPLES),
            SAMPLES,
            alike=None,
        ),
        Pair(
            f"integrated gradients, {CAPTUMS_STEPS} steps, captum's default",
            shares(CAPTUMS_STEPS),
            way.integrated_gradients(network, CAPTUMS_STEPS),
            CAPTUMS_STEPS,
        ),
        Pair(
            f"integrated gradients, {steps} steps",
            shares(steps),
            way.integrated_gradients(network, CAPTUMS_STEPS),
            steps,
            f"captum a face at a time, {CAPTUMS_STEPS} steps",
            0.99,
        ),
        Pair(
            "occlusion sensitivity, 195 patches",
            partial(network_occlusion, network),
            way.occlusion(network, 1),
            100,
            alike=0.98,  # the answer is rounded to grey values here
        ),
        Pair(
            "occlusion sensitivity, 195 patches",
            partial(network_occlusion, network),
            way.occlusion(network, 64),
            100,
            "captum a face at a time, 64 patches at once",
            0.98,
        ),
    ]


def row(pair: Pair, images: Images, targets: NDArray[np.int64], budget: int, repeats: int) -> Row:
    many = min(len(images), max(8, 4 * budget // pair.cost))
    few = max(2, min(len(images), budget // 4 // pair.cost))
    own = partial(pair.ours, images[:many], targets[:many])
    theirs = partial(a_face_at_a_time, pair.captum, images[:few], targets[:few])
    check(pair, own()[:few], theirs())
    # Where there is one thread, what else runs need not count.
    clock = time.process_time if torch.get_num_threads() == 1 else time.perf_counter
    ours, captum = medians([own, theirs], repeats, clock)
    return Row(
        pair.what,
        f"{rate(many / ours)} maps/s",
        f"{rate(few / captum)} maps/s, {pair.note}",
        times((many / ours) / (few / captum)),
        AIM,
    )


def rate(maps_a_second: float) -> str:
    return f"{maps_a_second:.0f}" if maps_a_second >= 100 else f"{maps_a_second:.3g}"


def check(pair: Pair, ours: Maps, captum: Maps) -> None:
    assert np.isfinite(ours).all()
    if pair.alike is not None:
        for one, other in zip(ours, captum, strict=True):
            if other.any():
                alike = np.corrcoef(one.ravel(), other.ravel())[0, 1]
                assert alike > pair.alike, f"{pair.what}: the maps correlate by {alike:.4f}"


def completeness(network: Network, images: Images, targets: NDArray[np.int64]) -> Row:
    """Say how far the shares' sum is from the difference of the logits that they divide."""

    def logits(shown: Images) -> NDArray[np.float32]:
        with torch.inference_mode():
            answers: NDArray[np.float32] = network(as_input(shown)).numpy()
        return answers[np.arange(len(shown)), targets]

    apart = logits(images) - logits(wholly_hidden(images, "blurred"))

    def error(steps: int) -> float:
        shares = integrated.attributions(network, images, targets, steps=steps)
        return float(np.median(abs(shares.sum(axis=(1, 2)) - apart)) / np.median(abs(apart)))

    return Row(
        "integrated gradients: how far the shares' sum is off",
        f"{error(integrated.STEPS):.1%} with {integrated.STEPS} steps",
        f"{error(CAPTUMS_STEPS):.1%} with {CAPTUMS_STEPS}",
    )
