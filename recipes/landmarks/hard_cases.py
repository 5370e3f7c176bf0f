"""Make hard cases from easy ones: pose, coverings, blur, light, and pictures that show no face.

Every example depends on the seed, the epoch and its place in the order alone.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.landmarks.points import MIRRORED, eye_distance
from feelingit.occlusion import CONDITIONS, covered
from feelingit.types import Landmarks
from recipes.landmarks.covers import Picture, cover, textures_of

NO_FACE = 0.08
"""Share of the pictures that show none."""
_COVERS = (0.45, 0.4, 0.12, 0.03)
_TEXTURES = 32
_BORDERS = (cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT, cv2.BORDER_REFLECT)
_STUDY_BANDS = ((0.0, 0.25), (0.25, 0.5), (0.5, 1.0))


WORN = tuple(
    name
    for name, condition in CONDITIONS.items()
    if condition.group in ("shape", "mask", "eyewear", "headwear", "hand", "camera")
)
"""The package's coverings that follow the face."""


class Batch(NamedTuple):
    """Examples: bytes, where the points are, whether there is a face at all."""

    images: Picture
    landmarks: Landmarks
    is_face: NDArray[np.bool_]


def batch(
    rng: np.random.Generator,
    images: Picture,
    landmarks: Landmarks,
    goal: Landmarks | None = None,
    *,
    worn: float = 0.0,
) -> Batch:
    """Make one hard case of every face; some become pictures without a face.

    Args:
        rng: The source of all chance.
        images: `uint8 [n, side, side]`.
        landmarks: `float32 [n, 68, 2]`.
        goal: `[68, 2]`, the shape onto which faces are brought, more or less, as a first stage
            would have brought them; None for faces in any pose.
        worn: The share of faces that wear one of the package's coverings in place of rough ones.
    """
    side = images.shape[-1]
    textures = textures_of(rng, images, _TEXTURES)
    is_face = rng.random(len(images)) >= NO_FACE
    pictures, points = np.empty_like(images), np.empty_like(landmarks)
    for row in range(len(images)):
        if is_face[row]:
            if goal is None:
                picture, moved = posed(rng, images[row], landmarks[row])
            else:
                picture, moved = upright(rng, images[row], landmarks[row], goal)
        else:
            picture, moved = not_a_face(rng, images[row], landmarks[row], textures)
        if is_face[row] and rng.random() < worn:
            picture = wearing(rng, picture, moved)
        else:
            for _ in range(rng.choice(4, p=_COVERS)):
                cover(rng, picture, moved, textures)
        pictures[row], points[row] = blurred(rng, picture), moved
    pictures = lit(rng, pictures)
    for row in np.flatnonzero(rng.random(len(pictures)) < 0.1):
        top, bottom = _STUDY_BANDS[rng.integers(3)]
        pictures[row, round(top * side) : round(bottom * side)] = 0
    return Batch(pictures, points, is_face)


def posed(rng: np.random.Generator, face: Picture, points: Landmarks) -> tuple[Picture, Landmarks]:
    """Turn, scale, stretch, shift and mirror a face, in one resampling."""
    angle = float(np.clip(rng.normal(0, 15), -42, 42))
    scale = np.exp(rng.uniform(np.log(0.68), np.log(1.38)))
    shift = rng.normal(0, 0.07, 2) * len(face)
    return _warped(rng, face, points, angle=angle, scale=scale, shift=shift)


def wearing(rng: np.random.Generator, picture: Picture, points: Landmarks) -> Picture:
    """Put on a face what it may wear in life, or spoil its picture as cameras do."""
    name = WORN[rng.integers(len(WORN))]
    seed = int(rng.integers(2**31))
    return covered(picture[None], name, seed=seed, landmarks=points[None]).images[0]


def upright(
    rng: np.random.Generator, face: Picture, points: Landmarks, goal: Landmarks
) -> tuple[Picture, Landmarks]:
    """Bring a face onto a shape, off by as much as a first stage is wrong, perhaps mirrored.

    Three in four are off by what it is wrong by under a covering, the others by less.
    """
    side = len(face)
    if rng.random() < 0.5:
        face = np.ascontiguousarray(face[:, ::-1])
        points = (points * (-1, 1) + (side - 1, 0)).astype(np.float32)[MIRRORED]
    wrong = 1.0 if rng.random() < 0.75 else 0.4
    turn = np.radians(rng.normal(0, 7 * wrong))
    scale = np.exp(rng.normal(0, 0.09 * wrong))
    shift = rng.normal(0, 0.05 * wrong * side, 2)
    to_goal, offset = similarity(points, goal)
    noise = scale * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    middle = goal.mean(axis=0)
    matrix = noise @ to_goal
    offset = noise @ (offset - middle) + middle + shift
    picture = cv2.warpAffine(
        face,
        np.column_stack((matrix, offset)),
        (side, side),
        flags=cv2.INTER_LINEAR,
        borderMode=int(rng.choice(_BORDERS, p=(0.8, 0.1, 0.1))),
        borderValue=int(rng.integers(256)),
    )
    return picture, (points @ matrix.T + offset).astype(np.float32)


def similarity(
    points: Landmarks, goal: Landmarks
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Find the turn, scale and shift that bring points closest to a shape, both `[68, 2]`.

    Returns:
        A matrix `[2, 2]` and an offset `[2]`: a point goes to `matrix @ point + offset`.
    """
    centre, middle = points.mean(axis=0, dtype=np.float64), goal.mean(axis=0, dtype=np.float64)
    x, y = (points - centre).T
    to_x, to_y = (goal - middle).T
    size = (x * x + y * y).sum()
    along, across = (x * to_x + y * to_y).sum() / size, (x * to_y - y * to_x).sum() / size
    matrix = np.array([[along, -across], [across, along]])
    return matrix, middle - matrix @ centre


def not_a_face(
    rng: np.random.Generator, face: Picture, points: Landmarks, textures: list[Picture]
) -> tuple[Picture, Landmarks]:
    """Make what must not be believed: blank, texture, upside down, out of frame, too near."""
    kind = rng.integers(6)
    if kind == 0:
        return np.full_like(face, rng.integers(256)), points
    if kind in (1, 2):
        mixed = cv2.addWeighted(
            textures[rng.integers(len(textures))],
            0.6,
            textures[rng.integers(len(textures))],
            0.4,
            0,
        )
        return mixed, points
    if kind == 3:
        turn, scale = rng.uniform(110, 250), rng.uniform(0.7, 1.3)
        return _warped(rng, face, points, angle=turn, scale=scale, shift=np.zeros(2))
    side = len(face)
    if kind == 4:
        angle = rng.uniform(0, 2 * np.pi)
        shift = np.array([np.cos(angle), np.sin(angle)]) * rng.uniform(0.75, 1.2) * side
        return _warped(rng, face, points, angle=rng.normal(0, 20), scale=1.0, shift=shift)
    shift = rng.normal(0, 0.7, 2) * side
    turn, scale = rng.uniform(0, 360), rng.uniform(3, 6)
    return _warped(rng, face, points, angle=turn, scale=scale, shift=shift)


def _warped(
    rng: np.random.Generator,
    face: Picture,
    points: Landmarks,
    *,
    angle: float,
    scale: float,
    shift: NDArray[np.float64],
) -> tuple[Picture, Landmarks]:
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
    light **= np.exp(some(0.4, -0.8, 0.8, 0))
    row, column = (np.mgrid[:side, :side] / side - 0.5).astype(np.float32)
    direction = rng.uniform(0, 2 * np.pi, (count, 1, 1)).astype(np.float32)
    slope = np.sin(direction) * row + np.cos(direction) * column
    light *= 1 + some(0.3, 0.2, 1.7, 0) * slope
    light = light * some(0.5, 0.4, 1.4, 1) + some(0.4, -0.2, 0.2, 0)
    light += some(0.25, 0.01, 0.09, 0) * rng.standard_normal(light.shape, dtype=np.float32)
    shown: Picture = np.clip(np.rint(light * 255), 0, 255).astype(np.uint8)
    return shown


def scale_of(points: Landmarks) -> Landmarks:
    """Measure faces for the loss, `[n]` pixels: between the eyes, but no less in profile."""
    up = points[:, 17:27].mean(axis=1) - points[:, 48:60].mean(axis=1)
    size: Landmarks = np.maximum(eye_distance(points), 0.6 * np.linalg.norm(up, axis=1))
    return size
