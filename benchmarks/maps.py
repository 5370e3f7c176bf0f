"""Grad-CAM maps a second, against captum asked about a face at a time."""

import numpy as np
import torch
from captum.attr import LayerAttribution, LayerGradCam
from numpy.typing import NDArray

from benchmarks.pictures import SIDE, noise
from benchmarks.timing import Row, medians, times
from feelingit.models.network import Network
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.saliency.methods.grad_cam import grad_cam
from feelingit.types import Images, Maps

NETWORKS = {
    "vgg16 at an eighth of its width": ModelSettings(architecture="vgg16", width=0.125),
    "compact": ModelSettings(architecture="compact"),
}


def measure(*, quick: bool) -> list[Row]:
    faces, repeats = (64, 1) if quick else (256, 3)
    return [_row(name, settings, faces, repeats) for name, settings in NETWORKS.items()]


def _row(name: str, settings: ModelSettings, faces: int, repeats: int) -> Row:
    torch.manual_seed(0)
    network = build(settings, SIDE, control=True).eval()
    images, targets = noise(faces)
    together, singly = grad_cam(network, images, targets), one_by_one(network, images, targets)
    assert np.allclose(together, singly, rtol=1e-3, atol=1e-5 * singly.max())
    ours, captum = medians(
        [
            lambda: grad_cam(network, images, targets),
            lambda: one_by_one(network, images, targets),
        ],
        repeats,
    )
    return Row(
        f"Grad-CAM maps of {name}",
        f"{faces / ours:.0f} maps/s",
        f"{faces / captum:.0f} maps/s, captum a face at a time",
        times(captum / ours),
    )


def one_by_one(network: Network, images: Images, targets: NDArray[np.int64]) -> Maps:
    """Ask captum as its tutorial does."""
    method = LayerGradCam(network, network.last_convolution)
    maps = []
    for image, target in zip(images, targets, strict=True):
        face = torch.from_numpy(image)[None, None].float() / 255
        coarse = method.attribute(face, target=int(target), relu_attributions=True)
        fine = LayerAttribution.interpolate(coarse.detach(), image.shape, "bilinear")
        maps.append(fine[0, 0].numpy())
    return np.stack(maps)
