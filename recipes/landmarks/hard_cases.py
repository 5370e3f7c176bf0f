"""Make hard cases from easy ones: pose, coverings, blur, light, and pictures that show no face.

Every example depends on the seed, the epoch and its place in the order alone.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from recipes.landmarks.covers import Picture, cover, textures_of
from recipes.landmarks.points import MIRRORED, Points, eye_distance

NO_FACE = 0.08
"""Share of the pictures that show none."""
_COVERS = (0.35, 0.45, 0.15, 0.05)
_TEXTURES = 96
_BORDERS = (cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT, cv2.BORDER_REFLECT)
_STUDY_BANDS = ((0.0, 0.25), (0.25, 0.5), (0.5, 1.0))


class Batch(NamedTuple):
    """Examples: bytes, where the points are, whether there is a face at all."""

    images: Picture
    landmarks: Points
    is_face: NDArray[np.bool_]


def batch(rng: np.random.Generator, images: Picture, landmarks: Points) -> Batch:
    """Make one hard case of every face; some become pictures without a face."""
    side = images.shape[-1]
    textures = textures_of(rng, images, _TEXTURES)
    is_face = rng.random(len(images)) >= NO_FACE
    pictures, points = np.empty_like(images), np.empty_like(landmarks)
    for row in range(len(images)):
        if is_face[row]:
            picture, moved = posed(rng, images[row], landmarks[row])
        else:
            picture, moved = not_a_face(rng, images[row], landmarks[row], textures)
        for _ in range(rng.choice(4, p=_COVERS)):
            cover(rng, picture, moved, textures)
        pictures[row], points[row] = blurred(rng, picture), moved
    pictures = lit(rng, pictures)
    for row in np.flatnonzero(rng.random(len(pictures)) < 0.1):
        top, bottom = _STUDY_BANDS[rng.integers(3)]
        pictures[row, round(top * side) : round(bottom * side)] = 0
    return Batch(pictures, points, is_face)


def posed(rng: np.random.Generator, face: Picture, points: Points) -> tuple[Picture, Points]:
    """Turn, scale, stretch, shift and mirror a face, in one resampling."""
    angle = float(np.clip(rng.normal(0, 16), -42, 42))
    scale = np.exp(rng.uniform(np.log(0.68), np.log(1.38)))
    shift = rng.normal(0, 0.07, 2) * len(face)
    return _warped(rng, face, points, angle, scale, shift)


def not_a_face(
    rng: np.random.Generator, face: Picture, points: Points, textures: list[Picture]
) -> tuple[Picture, Points]:
    """Make what must not be believed: blank, texture, upside down, out of the frame, far too near."""
    kind = rng.integers(6)
    if kind == 0:
        return np.full_like(face, rng.integers(256)), points
    if kind in (1, 2):
        mixed = cv2.addWeighted(
            textures[rng.integers(len(textures))], 0.6, textures[rng.integers(len(textures))], 0.4, 0
        )
        return mixed, points
    if kind == 3:  # noqa: PLR2004 - the kinds are counted through
        return _warped(rng, face, points, rng.uniform(110, 250), rng.uniform(0.7, 1.3), np.zeros(2))
    side = len(face)
    if kind == 4:  # noqa: PLR2004
        angle = rng.uniform(0, 2 * np.pi)
        shift = np.array([np.cos(angle), np.sin(angle)]) * rng.uniform(0.75, 1.2) * side
        return _warped(rng, face, points, rng.normal(0, 20), 1.0, shift)
    shift = rng.normal(0, 0.7, 2) * side
    return _warped(rng, face, points, rng.uniform(0, 360), rng.uniform(3, 6), shift)


def _warped(
    rng: np.random.Generator,
    face: Picture,
    points: Points,
    angle: float,
    scale: float,
    shift: NDArray[np.float64],
) -> tuple[Picture, Points]:
    side = len(face)
    turn = np.radians(angle)
    stretch = np.exp(rng.normal(0, 0.06))
    mirror = -1 if rng.random() < 0.5 else 1
    lean = rng.normal(0, 0.05)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    shape = np.array([[mirror * stretch, lean], [0, 1 / stretch]])
    matrix = scale * turned @ shape
    centre = np.full(2, (side - 1) / 2)
    pivot = points.mean(axis=0)
    moved_to = pivot if abs(scale - 1) < 1 else centre
    offset = moved_to - matrix @ pivot + shift
    picture = cv2.warpAffine(
        face,
        np.column_stack((matrix, offset)),
        (side, side),
        flags=cv2.INTER_LINEAR if rng.random() < 0.7 else cv2.INTER_CUBIC,
        borderMode=int(rng.choice(_BORDERS, p=(0.5, 0.25, 0.25))),
        borderValue=int(rng.integers(256)),
    )
    moved = (points @ matrix.T + offset).astype(np.float32)
    return picture, moved[MIRRORED] if mirror < 0 else moved


def blurred(rng: np.random.Generator, picture: Picture) -> Picture:
    """Take detail away: out of focus, moved, seen from afar, compressed; or leave it."""
    kind, side = rng.random(), len(picture)
    if kind < 0.15:
        return cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.6))
    if kind < 0.23:
        length = int(rng.integers(2, 7))
        return cv2.filter2D(picture, -1, _motion(rng, length))
    if kind < 0.42:
        seen = int(rng.integers(14, 36))
        small = cv2.resize(picture, (seen, seen), interpolation=cv2.INTER_AREA)
        return cv2.resize(small, (side, side), interpolation=int(rng.integers(3)))
    if kind < 0.47:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(5, 60))]
        return cv2.imdecode(cv2.imencode(".jpg", picture, quality)[1], cv2.IMREAD_GRAYSCALE)
    return picture


def _motion(rng: np.random.Generator, length: int) -> NDArray[np.float32]:
    kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
    angle = rng.uniform(0, np.pi)
    reach = np.rint(length / 2 * np.array([np.cos(angle), np.sin(angle)])).astype(int)
    cv2.line(kernel, (length - reach).tolist(), (length + reach).tolist(), 1.0, 1)
    return kernel / kernel.sum()


def lit(rng: np.random.Generator, pictures: Picture) -> Picture:
    """Change light and contrast, a batch at a time: gain, gamma, side light, noise."""
    count, side = len(pictures), pictures.shape[-1]

    def some(share: float, low: float, high: float, usual: float) -> NDArray[np.float32]:
        drawn = np.where(rng.random(count) < share, rng.uniform(low, high, count), usual)
        return drawn.astype(np.float32)[:, None, None]

    light = pictures.astype(np.float32) / 255
    light **= np.exp(some(0.4, -0.9, 0.9, 0))
    row, column = (np.mgrid[:side, :side] / side - 0.5).astype(np.float32)
    direction = rng.uniform(0, 2 * np.pi, (count, 1, 1)).astype(np.float32)
    slope = np.sin(direction) * row + np.cos(direction) * column
    light *= 1 + some(0.35, 0.2, 2.0, 0) * slope
    light = light * some(0.6, 0.3, 1.5, 1) + some(0.5, -0.25, 0.25, 0)
    light += some(0.3, 0.01, 0.12, 0) * rng.standard_normal(light.shape, dtype=np.float32)
    shown: Picture = np.clip(np.rint(light * 255), 0, 255).astype(np.uint8)
    return shown


def scale_of(points: Points) -> Points:
    """Measure faces for the loss, `[n]` pixels: between the eyes, but no less in profile."""
    up = points[:, 17:27].mean(axis=1) - points[:, 48:60].mean(axis=1)
    size: Points = np.maximum(eye_distance(points), 0.6 * np.linalg.norm(up, axis=1))
    return size
