"""Coverings over any part of a face, to learn from; rough on purpose, and unlike the package's.

A shape (where) and a fill (with what) are drawn independently: bands, half planes, boxes,
ellipses, hulls of the face's parts, strokes, eyewear, hats, what a headscarf leaves open, fingers.
The coverings that the package draws (`feelingit.occlusion`) come in only at the end of the fine
stage, and in place of these.
"""

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.types import Landmarks

Picture = NDArray[np.uint8]
Shape = Callable[[np.random.Generator, Landmarks, int], Picture]

PARTS: tuple[tuple[int, ...], ...] = (
    (*range(1, 16), 29),
    (*range(2, 15), 33),
    (*range(4, 13), *range(48, 60)),
    tuple(range(48, 60)),
    (*range(31, 36), *range(48, 60)),
    (*range(27, 36),),
    (*range(17, 27), *range(36, 48)),
    (*range(17, 22), *range(36, 42)),
    (*range(22, 27), *range(42, 48)),
    tuple(range(17, 27)),
    (*range(9), 27, 30, 33, 51, 57),
    (*range(8, 17), 27, 30, 33, 51, 57),
    tuple(range(27)),
)
"""Sets of landmarks whose hull is one thing to cover: lower face, mouth, nose, eyes, a half."""

_STUDY_BANDS = ((0.0, 0.25), (0.25, 0.5), (0.5, 1.0))


def _blank(side: int) -> Picture:
    return np.zeros((side, side), np.uint8)


def _band(rng: np.random.Generator, _: Landmarks, side: int) -> Picture:
    mask = _blank(side)
    if rng.random() < 0.6:
        top, bottom = _STUDY_BANDS[rng.integers(3)]
        top, bottom = np.clip(np.array([top, bottom]) + rng.normal(0, 0.02, 2), 0, 1)
    else:
        top = rng.uniform(-0.2, 0.9)
        bottom = top + rng.uniform(0.1, 0.6)
    mask[max(0, round(top * side)) : max(0, round(bottom * side))] = 1
    return mask


def _half_plane(rng: np.random.Generator, _: Landmarks, side: int) -> Picture:
    angle, offset = rng.uniform(0, 2 * np.pi), rng.uniform(-0.05, 0.5) * side
    across = np.array([np.cos(angle), np.sin(angle)])
    along = np.array([-across[1], across[0]])
    near, far, wide = across * offset, across * 2 * side, along * 2 * side
    corners = np.stack((near - wide, near + wide, far + wide, far - wide))
    return _polygon(corners + side / 2, side)


def _box(rng: np.random.Generator, points: Landmarks, side: int) -> Picture:
    centre = points[rng.integers(68)] + rng.normal(0, 0.1 * side, 2)
    size = rng.uniform(0.12, 0.6, 2) * side
    corners = cv2.boxPoints((tuple(centre), tuple(size), float(rng.uniform(0, 180))))
    return _polygon(corners, side)


def _ellipse(rng: np.random.Generator, points: Landmarks, side: int) -> Picture:
    centre = points[rng.integers(68)] + rng.normal(0, 0.1 * side, 2)
    axes = rng.uniform(0.08, 0.35, 2) * side
    return _filled_ellipse(centre, axes, rng.uniform(0, 180), side)


def _hull(rng: np.random.Generator, points: Landmarks, side: int) -> Picture:
    part = points[list(PARTS[rng.integers(len(PARTS))])]
    grown = (part - part.mean(0)) * rng.uniform(0.9, 1.4) + part.mean(0)
    moved = grown + rng.normal(0, 0.02 * side, part.shape) + rng.normal(0, 0.02 * side, 2)
    return _polygon(cv2.convexHull(moved.astype(np.float32))[:, 0], side)


def _strokes(rng: np.random.Generator, points: Landmarks, side: int) -> Picture:
    mask = _blank(side)
    for _ in range(rng.integers(1, 4)):
        ends = np.stack((points[rng.integers(68)], rng.uniform(-0.2, 1.2, 2) * side))
        ends += rng.normal(0, 0.1 * side, ends.shape)
        _line(mask, ends[0], ends[1], rng.integers(1, 6))
    return mask


def _eyewear(rng: np.random.Generator, points: Landmarks, side: int) -> Picture:
    mask = _blank(side)
    eyes = points[36:42].mean(0), points[42:48].mean(0)
    apart = eyes[1] - eyes[0]
    angle = np.degrees(np.arctan2(apart[1], apart[0]))
    axes = np.linalg.norm(apart) * rng.uniform((0.28, 0.18), (0.52, 0.4))
    rims = rng.integers(1, 3) if rng.random() < 0.3 else -1
    boxy = rng.random() < 0.4
    drop = np.array([-apart[1], apart[0]]) * rng.uniform(-0.05, 0.15)
    for eye in eyes:
        if boxy and rims < 0:
            box = cv2.boxPoints((tuple(eye + drop), tuple(2 * axes), float(angle)))
            mask |= _polygon(box, side)
        else:
            mask |= _filled_ellipse(eye + drop, axes, angle, side, rims)
    _line(mask, eyes[0], eyes[1], rng.integers(1, 3))
    for eye, jaw in zip(eyes, (points[0], points[16]), strict=True):
        _line(mask, eye, jaw, rng.integers(1, 3))
    return mask


def _hat(rng: np.random.Generator, points: Landmarks, side: int) -> Picture:
    up, across = _axes(points)
    left, right = (
        points[17] - across * rng.uniform(0, 0.6),
        points[26] + across * rng.uniform(0, 0.6),
    )
    lift = up * rng.uniform(-0.25, 0.8)
    middle = (left + right) / 2 + lift + up * rng.uniform(-0.2, 0.3)
    left, right = left + lift, right + lift
    return _polygon([left, middle, right, right + up * 9, left + up * 9], side)


def _headscarf(rng: np.random.Generator, points: Landmarks, side: int) -> Picture:
    """Cover all but an oval round the face, or round the eyes alone."""
    eyes_alone = rng.random() < 0.35
    part = points[17:48] if eyes_alone else points
    up, across = _axes(points)
    width, height = np.linalg.norm(across), np.linalg.norm(up)
    axes = (
        (width * rng.uniform(0.9, 1.5), height * rng.uniform(0.25, 0.5))
        if eyes_alone
        else (width * rng.uniform(0.85, 1.2), height * rng.uniform(1.1, 1.7))
    )
    angle = np.degrees(np.arctan2(across[1], across[0]))
    centre = points[36:48].mean(0) if eyes_alone else part.mean(0) + up * rng.uniform(0, 0.3)
    return 1 - _filled_ellipse(centre, axes, angle, side)


def _fingers(rng: np.random.Generator, points: Landmarks, side: int) -> Picture:
    mask = _blank(side)
    palm = points[rng.integers(68)] + rng.normal(0, 0.1 * side, 2)
    angle = rng.uniform(0, 2 * np.pi)
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    size = rng.uniform(0.1, 0.2) * side
    mask |= _filled_ellipse(palm, (size, 1.1 * size), np.degrees(angle), side)
    for place in (-0.75, -0.25, 0.25, 0.75):
        root = palm + across * place * size
        tip = (
            root + along * size * rng.uniform(1.6, 2.6) + across * place * size * rng.uniform(0, 1)
        )
        _line(mask, root, tip, max(1, round(0.42 * size)))
    _line(mask, palm, palm - along * 3 * size, max(2, round(1.5 * size)))
    return mask


def _frame(rng: np.random.Generator, _: Landmarks, side: int) -> Picture:
    """Cut the picture off at one or two of its edges."""
    mask = _blank(side)
    for edge in rng.choice(4, rng.integers(1, 3), replace=False):
        turned = np.rot90(mask, edge)
        turned[: round(rng.uniform(0.05, 0.4) * side)] = 1
    return mask


SHAPES: tuple[tuple[float, Shape], ...] = (
    (0.16, _band),
    (0.08, _half_plane),
    (0.10, _box),
    (0.08, _ellipse),
    (0.20, _hull),
    (0.06, _strokes),
    (0.10, _eyewear),
    (0.07, _hat),
    (0.05, _headscarf),
    (0.06, _fingers),
    (0.04, _frame),
)
_SHARES = np.cumsum([share for share, _ in SHAPES])


def cover(
    rng: np.random.Generator, picture: Picture, points: Landmarks, textures: Sequence[Picture]
) -> None:
    """Draw one covering over a picture, in place."""
    shape = SHAPES[int(np.searchsorted(_SHARES[:-1], rng.random()))][1]
    mask = shape(rng, points, len(picture))
    fill = _fill(rng, textures)
    if rng.random() < 0.15:
        opacity = rng.uniform(0.4, 0.95)
        mixed = cv2.addWeighted(picture, 1 - opacity, fill, opacity, 0)
        np.copyto(picture, mixed, where=mask.astype(np.bool_))
    else:
        np.copyto(picture, fill, where=mask.astype(np.bool_))


def _fill(rng: np.random.Generator, textures: Sequence[Picture]) -> Picture:
    """Take a flat grey, often black or white, or a texture in some contrast."""
    texture = textures[rng.integers(len(textures))]
    kind = rng.random()
    if kind < 0.25:
        return np.zeros_like(texture)
    if kind < 0.5:
        return np.full_like(texture, rng.integers(256))
    contrast = rng.uniform(0.15, 1)
    return cv2.convertScaleAbs(texture, alpha=contrast, beta=rng.uniform(0, 255 * (1 - contrast)))


def textures_of(rng: np.random.Generator, faces: NDArray[np.uint8], count: int) -> list[Picture]:
    """Make fills: gradients, noise at several scales, stripes, patches of other faces."""
    return [_texture(rng, faces[rng.integers(len(faces))]) for _ in range(count)]


def _texture(rng: np.random.Generator, face: Picture) -> Picture:
    side = len(face)
    kind = rng.integers(4)
    if kind == 0:
        turn = cv2.getRotationMatrix2D((side / 2, side / 2), rng.uniform(0, 360), rng.uniform(1, 3))
        return cv2.warpAffine(face, turn, (side, side), borderMode=cv2.BORDER_REFLECT)
    if kind == 1:
        cells = int(rng.integers(2, side))
        noise = rng.integers(0, 256, (cells, cells)).astype(np.uint8)
        return cv2.resize(noise, (side, side), interpolation=int(rng.integers(3)))
    angle = rng.uniform(0, 2 * np.pi)
    row, column = np.mgrid[:side, :side] / side - 0.5
    along = row * np.sin(angle) + column * np.cos(angle)
    wave = along if kind == 2 else np.sin(along * rng.uniform(6, 80))
    return np.asarray(np.clip(127 + 127 * wave * rng.uniform(0.5, 2), 0, 255), np.uint8)


def _axes(points: Landmarks) -> tuple[Landmarks, Landmarks]:
    """Give the face's own axes: from the mouth up to the brows, and half its width."""
    up = points[17:27].mean(0) - points[48:60].mean(0)
    return up, (points[16] - points[0]) / 2


_FAR = 1000


def _whole(place: Landmarks | NDArray[np.float64]) -> NDArray[np.int32]:
    return np.clip(np.rint(place), -_FAR, _FAR).astype(np.int32)


def _polygon(corners: Sequence[Landmarks] | Landmarks, side: int) -> Picture:
    mask = _blank(side)
    cv2.fillPoly(mask, [_whole(np.asarray(corners))], 1)
    return mask


def _line(mask: Picture, start: Landmarks, end: Landmarks, width: int) -> None:
    cv2.line(mask, _whole(start).tolist(), _whole(end).tolist(), 1, int(width))


def _filled_ellipse(
    centre: Landmarks, axes: Sequence[float] | Landmarks, angle: float, side: int, width: int = -1
) -> Picture:
    mask = _blank(side)
    size = np.maximum(1, _whole(np.asarray(axes))).tolist()
    cv2.ellipse(mask, _whole(centre).tolist(), size, float(angle), 0, 360, 1, int(width))
    return mask
