"""SmoothGrad (Smilkov et al. 2017, "SmoothGrad: removing noise by adding noise", arXiv)."""

from collections.abc import Iterator
from itertools import islice
from zlib import crc32

import numpy as np
import torch
from captum.attr import Saliency
from numpy.typing import NDArray
from torch import nn

from feelingit.saliency.methods.asking import answering, device_of, lean, on_host
from feelingit.saliency.methods.questions import check_question
from feelingit.types import Images, Maps

NOISE = 0.15
"""Standard deviation, as a share of a face's range from darkest to lightest pixel. Smilkov et al.
(2017, section 3.1) find 0.1 to 0.2 best."""
SAMPLES = 50
"""Smilkov et al. (2017, section 3.1): more change little."""

Pixels = NDArray[np.float32]


def smooth_grad(
    model: nn.Module,
    images: Images,
    targets: NDArray[np.int64],
    *,
    batch_size: int = 64,
    samples: int = SAMPLES,
    noise: float = NOISE,
    seed: int = 0,
) -> Maps:
    """Map how fast the target's logit changes with each pixel, averaged over noisy copies.

    The gradients of the copies are averaged, then made absolute, as published. A face's noise is
    drawn from the seed and its own pixels: whichever faces stand beside it, it gets the same map,
    and what noise is left does not add up over faces as it would if all had the same. captum's
    `NoiseTunnel` draws from PyTorch's common generator, so that neither would hold; of captum
    this takes the gradient.

    Args:
        model: From `float32 [n, 1, height, width]` in 0 to 1 to logits `[n, 7]`; a copy is asked.
        images: `uint8 [n, height, width]`; may be memory-mapped.
        targets: `int64 [n]`, a place in `EMOTIONS` for each face.
        batch_size: Noisy copies at once on the model's device, of one face or of several.
        samples: Copies of each face.
        noise: Standard deviation, as a share of a face's range; see `NOISE`.
        seed: Of the noise.

    Returns:
        `float32 [n, height, width]`, finite, 0 or more, in logits from black to white.

    Raises:
        ValueError: See `questions.check_question`; there are no samples, or noise is below 0.
    """
    check_question(images, targets, batch_size)
    if samples < 1 or noise < 0:
        raise ValueError(f"samples are {samples}, noise {noise}; expected 1 or more, 0 or more")
    method, device = Saliency(answering(lean(model))), device_of(model)
    maps = np.zeros(images.shape, dtype=np.float32)
    copies = noisy_copies(images, samples, noise, seed)
    for start in range(0, len(images) * samples, batch_size):
        shown = torch.from_numpy(np.stack(list(islice(copies, batch_size))))
        faces = np.arange(start, start + len(shown)) // samples
        wanted = torch.from_numpy(np.asarray(targets)[faces].astype(np.int64)).to(device)
        pixels = shown[:, None].to(device, memory_format=torch.channels_last).requires_grad_()
        slopes = on_host(method.attribute(pixels, target=wanted, abs=False))
        own, first = np.unique(faces, return_index=True)
        maps[own] += np.add.reduceat(slopes, first)
    np.abs(maps, out=maps)
    maps /= samples
    return maps


def noisy_copies(images: Images, samples: int, noise: float, seed: int) -> Iterator[Pixels]:
    """Give noisy copies of faces, face after face: `float32 [height, width]`, 0 to 1 and beyond."""
    for image in images:
        face = np.array(image, dtype=np.float32) / 255
        spread = np.float32(noise * np.ptp(face))
        random = np.random.default_rng([seed, crc32(image.tobytes())])
        for _ in range(samples):
            yield face + spread * random.standard_normal(face.shape, dtype=np.float32)
