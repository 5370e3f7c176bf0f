"""Round things in relief: modelled once, then laid over any number of pictures and lit there.

A model is made of limbs and slabs in its own units. What overlaps is hidden, what touches gets a
seam, and valleys are dark. Knows nothing of hands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from feelingit.occlusion.drawing import Layer, Points

DETAIL = 96
"""Pixels of a model per unit of it."""
_SKIN = 0.014
"""How far heights run into each other, in units."""
_VALLEY = 0.055
"""How far around a point its neighbours shade it, in units."""
_FAR = 16.0

Affine = NDArray[np.floating]
"""`[2, 3]`, from a model's units to pixels: its x axis, its y axis, and where (0, 0) lies."""
Mark = Callable[[Layer, Layer], Layer]
"""Of a limb's skin: how far along it in units, and how far across (-1 to 1) -> tone, about 1."""


@dataclass(frozen=True)
class Model:
    """A finished model, as it would be lit from any side.

    Attributes:
        pyramid: `float32 [height, width, 4]` each, half as large as the one before: how much is
            covered; the light from the viewer's side; and by how much more of it comes back where
            the light comes from x, and from y. The last three are multiplied by the first. An
            empty pixel stands at every edge but y's least.
        x: Least and greatest, in units.
        y: Least and greatest.
        endless: Whether it goes on beyond y's least.
    """

    pyramid: tuple[NDArray[np.float32], ...]
    x: tuple[float, float]
    y: tuple[float, float]
    endless: bool


class Laid(NamedTuple):
    """A model on a picture.

    Attributes:
        area: The rows and columns of the picture that it may cover.
        covered: `float32`, of the area, how much of each pixel is covered, 0 to 1.
        light: `float32`, of the area, how brightly it is lit: about 1 where it faces the viewer,
            multiplied by how much is covered.
    """

    area: tuple[slice, slice]
    covered: Layer
    light: Layer


class Relief:
    """A model in the making.

    Args:
        x: Least and greatest, in units.
        y: Least and greatest. What touches the edge of y's least goes on there without end.
    """

    def __init__(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        self._x, self._y = x, y
        columns, rows = (round((high - low) * DETAIL) for low, high in (x, y))
        self._height: Layer = np.zeros((rows, columns), np.float32)
        self._tone: Layer = np.ones((rows, columns), np.float32)
        self._covered: Layer = np.zeros((rows, columns), np.float32)

    def slab(self, outline: ArrayLike, height: float, rounding: float) -> None:
        """Lay a flat thing with rounded edges.

        Args:
            outline: `[k, 2]`, closed.
            height: In units.
            rounding: How far from the edge it has its full height.
        """
        fixed = np.rint(self._pixels(outline) * 16).astype(np.int32)
        mask = np.zeros(self._height.shape, np.uint8)
        cv2.fillPoly(mask, [fixed], 255, lineType=cv2.LINE_AA, shift=4)
        distance = cv2.distanceTransform((mask > 127).astype(np.uint8), cv2.DIST_L2, 5)  # noqa: PLR2004
        inwards = np.clip(1 - distance / (rounding * DETAIL), 0, 1)
        raised = (height * np.sqrt(1 - np.square(inwards))).astype(np.float32)
        self._height = np.maximum(self._height, raised)
        self._covered = np.maximum(self._covered, mask.astype(np.float32) / 255)

    def limb(
        self, line: ArrayLike, radius: ArrayLike, level: ArrayLike = 0.0, mark: Mark | None = None
    ) -> None:
        """Lay a round limb along a line.

        Args:
            line: `[k, 2]` in units.
            radius: `[k]`, half its thickness at each point.
            level: `[k]` or one, how far its axis is raised above the ground.
            mark: The tone of its skin.
        """
        points = self._pixels(line)
        radii = np.asarray(radius, np.float32) * DETAIL
        levels = np.broadcast_to(np.asarray(level, np.float32), radii.shape)
        area = self._around(points, float(radii.max()) + 1)
        near = _nearest(points, radii, levels, area)
        raised = near.axis + np.sqrt(np.maximum(near.round, 0)) / np.float32(DETAIL)
        seen = (near.round > 0) & (raised > self._height[area])
        np.copyto(self._height[area], raised, where=seen)
        tone = 1.0 if mark is None else mark(near.along / np.float32(DETAIL), near.across)
        np.copyto(self._tone[area], tone, where=seen)
        covered = np.clip(near.inwards + np.float32(0.5), 0, 1)
        np.maximum(self._covered[area], covered, out=self._covered[area])

    def finished(self) -> Model:
        """Work out how the model is lit."""
        covered = self._covered
        height = self._soft(self._height, _SKIN)
        slope_y, slope_x = np.gradient(height * DETAIL)
        facing = 1 / np.sqrt(1 + np.square(slope_x) + np.square(slope_y))
        around = self._soft(height * covered, _VALLEY)
        around /= np.maximum(self._soft(covered, _VALLEY), 1e-3)
        sunk = np.clip((around - height) / _VALLEY, 0, 1)
        tone = covered * self._tone * (1 - 0.55 * sunk)
        from_viewer = tone * (0.3 + 0.7 * facing)
        aside = 0.6 * tone * facing
        level = np.stack([covered, from_viewer, -aside * slope_x, -aside * slope_y], axis=-1)
        # Edges one pixel wide would show their steps where the model is enlarged.
        pyramid = [cv2.GaussianBlur(level, (0, 0), 0.7).astype(np.float32)]
        while min(pyramid[-1].shape[:2]) > 8:  # noqa: PLR2004 - nothing smaller is of use
            rows, columns = pyramid[-1].shape[:2]
            half = (max(1, columns // 2), max(1, rows // 2))
            smaller = cv2.resize(pyramid[-1], half, interpolation=cv2.INTER_AREA)
            pyramid.append(smaller.astype(np.float32, copy=False))
        # The edges go on without end where a model is laid: only y's least may hold something.
        pyramid = [np.pad(at, ((0, 1), (1, 1), (0, 0))) for at in pyramid]
        return Model(tuple(pyramid), self._x, self._y, endless=bool(pyramid[0][0].any()))

    def _pixels(self, points: ArrayLike) -> Points:
        pixels: Points = (np.asarray(points, np.float32) - (self._x[0], self._y[0])) * DETAIL - 0.5
        return pixels.astype(np.float32)

    def _soft(self, layer: Layer, radius: float) -> Layer:
        soft = cv2.GaussianBlur(layer, (0, 0), radius * DETAIL, borderType=cv2.BORDER_REPLICATE)
        return soft.astype(np.float32, copy=False)

    def _around(self, line: Points, reach: float) -> tuple[slice, slice]:
        """Find the part of the model that a limb may touch."""
        rows, columns = self._height.shape
        low, high = line.min(axis=0) - reach, line.max(axis=0) + reach
        left, top = np.clip(np.floor(low), 0, (columns - 1, rows - 1)).astype(int)
        right, bottom = np.clip(np.ceil(high) + 1, (left + 1, top + 1), (columns, rows)).astype(int)
        return slice(top, bottom), slice(left, right)


class _Near(NamedTuple):
    """Of every pixel around a limb, in pixels: that point of its axis into which it is deepest.

    Attributes:
        inwards: How far inside the limb; negative outside.
        round: How high it rises there over its axis, squared; negative outside.
        axis: The level of the axis there, in units.
        along: How far along the limb.
        across: How far across it, -1 to 1.
    """

    inwards: Layer
    round: Layer
    axis: Layer
    along: Layer
    across: Layer


def _nearest(points: Points, radii: Layer, levels: Layer, area: tuple[slice, slice]) -> _Near:
    x, y = np.meshgrid(
        np.arange(area[1].start, area[1].stop, dtype=np.float32),
        np.arange(area[0].start, area[0].stop, dtype=np.float32),
    )
    found = np.zeros((5, *x.shape), np.float32)
    found[:2] = -1e6
    passed = 0.0
    for k in range(len(points) - 1):
        step = points[k + 1] - points[k]
        length = max(float(np.hypot(*step)), 1e-3)
        ahead = step / length
        dx, dy = x - points[k, 0], y - points[k, 1]
        reached = dx * ahead[0] + dy * ahead[1]
        t = np.clip(reached / length, 0, 1)
        aside = dy * ahead[0] - dx * ahead[1]
        distance = np.hypot(reached - t * length, aside)
        r = radii[k] + t * (radii[k + 1] - radii[k])
        here = (
            *(r - distance, np.square(r) - np.square(distance)),
            levels[k] + t * (levels[k + 1] - levels[k]),
            *(reached + passed, aside / np.maximum(r, 1)),
        )
        nearer = here[0] > found[0]
        for whole, part in zip(found, here, strict=True):
            np.copyto(whole, part, where=nearer)
        passed += length
    return _Near(*found)


def lay(shape: tuple[int, int], model: Model, placed: Affine, towards: Points) -> Laid:
    """Lay a model over a picture.

    Args:
        shape: Of the picture, its height and width in pixels.
        model: To be laid.
        placed: Where to.
        towards: `[2]`, where the light comes from in the picture; at most about 0.6 long.
    """
    reach = _FAR * max(shape)
    axes, origin = placed[:, :2], np.clip(placed[:, 2], -reach, reach)
    lengths = np.maximum(np.hypot(axes[0], axes[1]), 1e-3)
    left, top, right, bottom = _area(shape, model, origin, axes, reach / float(lengths[1]))
    # Of the two nearest the finer one: up to two by two of its pixels make one of the picture.
    step = int(np.floor(np.log2(DETAIL / lengths.mean())))
    level = model.pyramid[min(max(step, 0), len(model.pyramid) - 1)]
    # All pixels but the empty ones around them share the model's extent.
    columns, rows = level.shape[1] - 2, level.shape[0] - 1
    pixel = axes * ((model.x[1] - model.x[0]) / columns, (model.y[1] - model.y[0]) / rows)
    first = origin + axes @ (model.x[0], model.y[0]) - pixel @ (0.5, -0.5) - (left, top)
    laid = cv2.warpAffine(
        level,
        np.column_stack([pixel, first]),
        (right - left, bottom - top),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    ).astype(np.float32, copy=False)
    aside = axes.T @ towards / lengths
    light = cv2.transform(laid, np.array([[0, 1, *aside]], np.float32))
    covered = np.ascontiguousarray(laid[..., 0])
    lit = np.maximum(light, 0.1 * covered).astype(np.float32, copy=False)
    return Laid((slice(top, bottom), slice(left, right)), covered, lit)


def _area(
    shape: tuple[int, int],
    model: Model,
    origin: Points,
    axes: NDArray[np.floating],
    further: float,
) -> tuple[int, int, int, int]:
    """Find the part of a picture that a model may cover: left, top, right, bottom; never empty."""
    low = model.y[0] - (further if model.endless else 0)
    corners = np.array([(x, y) for x in model.x for y in (low, model.y[1])])
    pixels = origin + corners @ axes.T
    size = np.array(shape[::-1])
    left, top = np.clip(np.floor(pixels.min(axis=0)), 0, size - 1).astype(int).tolist()
    right, bottom = np.clip(np.ceil(pixels.max(axis=0)) + 1, 1, size).astype(int).tolist()
    return left, top, max(right, left + 1), max(bottom, top + 1)
