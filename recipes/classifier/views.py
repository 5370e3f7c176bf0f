"""Show a batch of faces anew: turned, moved, lit, and covered.

Everything is drawn from the generator that is handed in, on the device of the faces.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor

TURN = 12.0
"""Degrees, either way."""
GROW = 0.13
SHIFT = 0.07
"""A share of the side, either way."""
ERASED = 0.25
"""The share of bare views that lose a small box."""
BANDS = ((0.5, 1.0), (0.25, 0.5), (0.0, 0.25))
OFTEN = (0.42, 0.33, 0.25)
"""How often nose and mouth, eyes, and forehead are hidden: the dearer the more often."""
IN_PLACE = 0.6
"""The share of bands that lie where the study's do, to a row."""
KINDS = (0.5, 0.15, 0.35)
"""Shares of bands, of boxes, and of the package's coverings."""
BLACK = 0.75
"""The share of bands and boxes that are black; the others are one grey, or noise."""


def bare_view(faces: Tensor, generator: torch.Generator) -> Tensor:
    """Move and light faces; some lose a small box.

    Args:
        faces: `uint8 [n, side, side]`.
        generator: The source of chance.

    Returns:
        `float32 [n, 1, side, side]`, 0 to 1.
    """
    shown = _lit(_moved(faces, generator), generator)
    box = _boxes(shown, generator, 0.02, 0.12)
    erased = _chance(shown, generator) < ERASED
    return torch.where(box & erased, _fill(shown, generator), shown)


def covered_view(faces: Tensor, worn: Tensor, generator: torch.Generator) -> Tensor:
    """Move, light and cover faces, each by a band, a box, or what it wears.

    Args:
        faces: `uint8 [n, side, side]`.
        worn: The same faces in coverings, `uint8 [n, side, side]`.
        generator: The source of chance.

    Returns:
        `float32 [n, 1, side, side]`, 0 to 1.
    """
    kind = _chance(faces[:, None], generator)
    dressed = kind >= KINDS[0] + KINDS[1]
    shown = torch.where(dressed[:, 0], worn, faces)
    shown = _lit(_moved(shown, generator), generator)
    hidden = torch.where(
        kind < KINDS[0], _bands(shown, generator), _boxes(shown, generator, 0.1, 0.5)
    )
    return torch.where(hidden & ~dressed, _fill(shown, generator), shown)


def _uniform(count: int, low: float, high: float, generator: torch.Generator) -> Tensor:
    drawn = torch.rand(count, generator=generator, device=generator.device)
    return low + (high - low) * drawn


def _chance(images: Tensor, generator: torch.Generator) -> Tensor:
    return _uniform(len(images), 0.0, 1.0, generator)[:, None, None, None]


def _moved(faces: Tensor, generator: torch.Generator) -> Tensor:
    """Mirror half of the faces, and turn, scale and shift all; the border goes on outside."""
    count = len(faces)
    angle = _uniform(count, -math.radians(TURN), math.radians(TURN), generator)
    scale = 1 + _uniform(count, -GROW, GROW, generator)
    mirror = torch.where(_uniform(count, 0, 1, generator) < 0.5, -1.0, 1.0)
    shift = 2 * _uniform(2 * count, -SHIFT, SHIFT, generator).view(count, 2)
    cosine, sine = scale * torch.cos(angle), scale * torch.sin(angle)
    first = torch.stack((cosine * mirror, -sine, shift[:, 0]), dim=1)
    second = torch.stack((sine * mirror, cosine, shift[:, 1]), dim=1)
    size = [count, 1, *faces.shape[1:]]
    grid = F.affine_grid(torch.stack((first, second), dim=1), size, align_corners=False)
    images = faces[:, None].float() / 255
    return F.grid_sample(images, grid, padding_mode="border", align_corners=False)


def _lit(images: Tensor, generator: torch.Generator) -> Tensor:
    count = len(images)
    gamma = torch.exp(_uniform(count, -0.35, 0.35, generator))[:, None, None, None]
    contrast = _uniform(count, 0.65, 1.35, generator)[:, None, None, None]
    brightness = _uniform(count, -0.15, 0.15, generator)[:, None, None, None]
    middle = images.mean(dim=(1, 2, 3), keepdim=True)
    bent = images.clamp(1e-4, 1) ** gamma
    return ((bent - middle) * contrast + middle + brightness).clamp(0, 1)


def _bands(images: Tensor, generator: torch.Generator) -> Tensor:
    """Hide rows: mostly the study's bands, some of them a little off, some anywhere."""
    count, side = len(images), images.shape[-1]
    often = torch.tensor(OFTEN, device=images.device)
    which = torch.multinomial(often, count, replacement=True, generator=generator)
    edges = torch.tensor(BANDS, device=images.device)[which]
    loose = (_uniform(count, 0, 1, generator) >= IN_PLACE)[:, None]
    moved = edges + loose * _uniform(2 * count, -0.08, 0.08, generator).view(count, 2)
    top, bottom = (moved * side).round().T[:, :, None, None, None]
    rows = torch.arange(side, device=images.device)[:, None]
    return (rows >= top) & (rows < bottom) & torch.ones_like(images, dtype=torch.bool)


def _boxes(images: Tensor, generator: torch.Generator, least: float, most: float) -> Tensor:
    """Hide a box of a random share of the picture, wholly inside."""
    count, side = len(images), images.shape[-1]
    share = _uniform(count, least, most, generator)
    shape = torch.exp(_uniform(count, -0.7, 0.7, generator))
    height = (share * shape).sqrt().clamp(max=1)
    width = (share / height).clamp(max=1)
    top = _uniform(count, 0, 1, generator) * (1 - height)
    left = _uniform(count, 0, 1, generator) * (1 - width)
    place = (torch.arange(side, device=images.device) + 0.5) / side
    inside_rows = (place >= top[:, None]) & (place < (top + height)[:, None])
    inside_columns = (place >= left[:, None]) & (place < (left + width)[:, None])
    return (inside_rows[:, :, None] & inside_columns[:, None, :])[:, None]


def _fill(images: Tensor, generator: torch.Generator) -> Tensor:
    """Give what is seen in place of what is hidden: black, one grey, or noise."""
    kind, grey = _chance(images, generator), _chance(images, generator)
    noise = torch.rand(images.shape, generator=generator, device=images.device)
    other = torch.where(kind < (1 + BLACK) / 2, grey, noise)
    return torch.where(kind < BLACK, torch.zeros_like(grey), other)
