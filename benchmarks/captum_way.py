"""captum asked for maps as its tutorials do: a network as it is, a face at a time."""

from collections.abc import Callable

import numpy as np
import torch
from captum.attr import (
    IntegratedGradients,
    LayerAttribution,
    LayerGradCam,
    NoiseTunnel,
    Occlusion,
    Saliency,
)
from numpy.typing import NDArray
from torch import Tensor

from feelingit.models.network import Network
from feelingit.saliency.hiding import wholly_hidden
from feelingit.saliency.methods.network_occlusion import STEPS
from feelingit.saliency.methods.occlusion_sensitivity import PATCHES
from feelingit.saliency.methods.smooth_grad import NOISE
from feelingit.types import Images, Maps

AskOne = Callable[[Tensor, int], Tensor]
"""From a face `float32 [1, 1, h, w]` and a target to its map `[1, 1, h, w]`."""


def a_face_at_a_time(ask: AskOne, images: Images, targets: NDArray[np.int64]) -> Maps:
    return np.stack(
        [
            ask(_pixels(i), int(t))[0, 0].detach().numpy()
            for i, t in zip(images, targets, strict=True)
        ]
    )


def grad_cam(network: Network) -> AskOne:
    method = LayerGradCam(network, network.last_convolution)

    def ask(face: Tensor, target: int) -> Tensor:
        coarse = method.attribute(face, target=target, relu_attributions=True)
        return LayerAttribution.interpolate(coarse.detach(), tuple(face.shape[2:]), "bilinear")

    return ask


def gradient(network: Network) -> AskOne:
    method = Saliency(network)
    return lambda face, target: method.attribute(face, target=target)


def smooth_grad(network: Network, samples: int) -> AskOne:
    method = NoiseTunnel(Saliency(network))

    def ask(face: Tensor, target: int) -> Tensor:
        noise = NOISE * float(face.detach().max() - face.detach().min())
        return method.attribute(
            face, nt_samples=samples, stdevs=noise, target=target, abs=False
        ).abs()

    return ask


def integrated_gradients(network: Network, steps: int) -> AskOne:
    method = IntegratedGradients(network)

    def ask(face: Tensor, target: int) -> Tensor:
        return method.attribute(face, hidden(face), target=target, n_steps=steps)

    return ask


def occlusion(network: Network, at_once: int) -> AskOne:
    """Hide the patches that feelingit hides, so many at once."""
    method = Occlusion(lambda pixels: network(pixels).softmax(1))

    def ask(face: Tensor, target: int) -> Tensor:
        sides = [round(share * min(face.shape[2:])) for share in PATCHES]
        with torch.no_grad():
            maps = [
                method.attribute(
                    face,
                    sliding_window_shapes=(1, side, side),
                    strides=(1, side // STEPS, side // STEPS),
                    baselines=hidden(face),
                    target=target,
                    perturbations_per_eval=at_once,
                )
                for side in sides
            ]
        return torch.stack(maps).mean(dim=0).relu()

    return ask


def hidden(face: Tensor) -> Tensor:
    """Show a face wholly hidden."""
    return _pixels(
        wholly_hidden((face[0] * 255).detach().round().byte().numpy(), "blurred")[0]
    ).detach()


def _pixels(image: Images) -> Tensor:
    return (torch.from_numpy(image)[None, None].float() / 255).requires_grad_()
