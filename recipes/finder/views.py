"""Make training views: faces and what is none, laid into backgrounds in the same ways.

Nothing about how a face is laid in gives it away: patches that show no face (pieces of
photographs, textures, faces upside down or in disorder) get the same outlines, edges and drawn
heads, and often the face's own border goes on beyond the crop.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from recipes.finder.backgrounds import background, piece, texture
from recipes.finder.material import REACH, SIDE, Grey, Material

VIEW = 96
OUTSIDE = 128
"""What lies beyond a picture's border."""
LEAST, MOST = 15.0, 84.0
"""Sides of faces in pixels of the view, most of them."""
LARGER = 0.08
"""Share of faces that are larger than that, up to 260 pixels: too large to be found here."""
FACES = (0.22, 0.56, 0.22)
"""How often a view shows no, one and two faces."""
OTHERS = (0.4, 0.35, 0.25)
"""How often it shows no, one and two patches that are none."""
WORN, HEADS, HIDDEN, BORDERS, ALONE, UPRIGHT = 0.4, 0.4, 0.15, 0.2, 0.08, 0.3
TURNED = 30.0
APART = 0.75
"""Middles of faces are at least this share of their mean side apart."""


class Place(NamedTuple):
    """Where a crop lies in a view: its middle and side in pixels, its turn in degrees."""

    x: float
    y: float
    side: float
    turn: float


class View(NamedTuple):
    """A picture and its faces.

    Attributes:
        image: `uint8 [96, 96]`.
        faces: `float32 [n, 3]`: the middle and the side of each crop, in pixels; a middle may
            lie outside.
    """

    image: Grey
    faces: NDArray[np.float32]


def view(rng: np.random.Generator, material: Material) -> View:
    """Make one view."""
    if rng.random() < ALONE:
        return _alone(rng, material)
    canvas = background(rng, material.photographs, VIEW).astype(np.float32)
    for _ in range(rng.choice(3, p=OTHERS)):
        place = Place(*rng.uniform(0, VIEW, 2), _side(rng), _turn(rng))
        if rng.random() < HEADS:
            _head(rng, canvas, place)
        _lay(rng, canvas, _other(rng, material), material, place)
    faces: list[Place] = []
    for _ in range(rng.choice(3, p=FACES)):
        place = Place(*rng.uniform(4, VIEW - 4, 2), _side(rng), _turn(rng))
        if any(_close(place, other) for other in faces):
            continue
        if rng.random() < HEADS:
            _head(rng, canvas, place)
        _lay(rng, canvas, _face(rng, material), material, place)
        if rng.random() < HIDDEN:
            _hide(rng, canvas, material, place)
        faces.append(place)
    if rng.random() < BORDERS:
        faces = _bordered(rng, canvas, faces)
    return View(
        _photographed(rng, canvas),
        np.array([face[:3] for face in faces], np.float32).reshape(-1, 3),
    )


def _alone(rng: np.random.Generator, material: Material) -> View:
    """Show a face's crop, or a piece of one, as the whole picture, with nothing around it."""
    canvas = np.full((VIEW, VIEW), OUTSIDE, np.float32)
    side = rng.uniform(36, 80)
    x, y = VIEW / 2 + rng.uniform(-6, 6, 2)
    is_face = rng.random() < 0.75
    patch = _face(rng, material) if is_face else _other(rng, material)
    size = max(2, round(side))
    left, top = round(x - side / 2), round(y - side / 2)
    drawn = cv2.resize(patch, (size, size), interpolation=cv2.INTER_LINEAR)
    near = max(0, top), max(0, left)
    part = drawn[near[0] - top : VIEW - top, near[1] - left : VIEW - left]
    canvas[near[0] : near[0] + part.shape[0], near[1] : near[1] + part.shape[1]] = part
    faces = np.array([[x, y, side]] if is_face else [], np.float32).reshape(-1, 3)
    return View(np.round(canvas).astype(np.uint8), faces)


def _side(rng: np.random.Generator) -> float:
    if rng.random() < LARGER:
        return float(rng.uniform(MOST, 260))
    return float(np.exp(rng.uniform(np.log(LEAST), np.log(MOST))))


def _turn(rng: np.random.Generator) -> float:
    return 0.0 if rng.random() < UPRIGHT else float(rng.uniform(-TURNED, TURNED))


def _close(one: Place, other: Place) -> bool:
    away = np.hypot(one.x - other.x, one.y - other.y)
    return bool(away < APART * (one.side + other.side) / 2)


def _face(rng: np.random.Generator, material: Material) -> Grey:
    """Draw a face, mirrored or not, in any light."""
    pool = material.bare
    if rng.random() < WORN:
        pool = material.worn[rng.integers(len(material.worn))]
    return _lit(rng, _mirrored(rng, pool[rng.integers(len(pool))]))


def _mirrored(rng: np.random.Generator, patch: Grey) -> Grey:
    return patch[:, ::-1] if rng.random() < 0.5 else patch


def _lit(rng: np.random.Generator, patch: Grey) -> Grey:
    """Change light and contrast, sometimes with a shadow from one side."""
    seen = patch.astype(np.float32)
    middle = seen.mean()
    seen = (seen - middle) * rng.uniform(0.5, 1.25) + middle * rng.uniform(0.6, 1.25)
    seen += rng.uniform(-20, 20)
    if rng.random() < 0.2:
        angle = rng.uniform(0, 2 * np.pi)
        ramp = np.linspace(-1, 1, SIDE, dtype=np.float32)
        seen += rng.uniform(20, 60) * (np.cos(angle) * ramp + np.sin(angle) * ramp[:, None])
    return seen.clip(0, 255).astype(np.uint8)


def _other(rng: np.random.Generator, material: Material) -> Grey:
    """Draw a patch of a crop's size that shows no face."""
    kind = rng.integers(8)
    if kind <= 2:
        return _lit(rng, piece(rng, material.photographs, SIDE))
    if kind == 3:
        return _lit(rng, texture(rng, SIDE))
    face = _face(rng, material)
    if kind == 4:
        return np.ascontiguousarray(face[::-1])
    if kind == 5:
        return _disordered(rng, face)
    if kind == 6:
        return np.asarray(255 - face[::-1] if rng.random() < 0.5 else 255 - face, np.uint8)
    return _hand(rng)


def _disordered(rng: np.random.Generator, face: Grey) -> Grey:
    """Cut a face into squares and lay them out anew, no one where it was."""
    cuts = int(rng.choice([2, 3, 4]))
    size = SIDE // cuts
    tiles = [face[size * row : size * (row + 1), size * column : size * (column + 1)]
             for row in range(cuts) for column in range(cuts)]  # fmt: skip
    order = np.roll(np.arange(cuts**2), int(rng.integers(1, cuts**2)))
    tiles = [tiles[place][::-1] if rng.random() < 0.5 else tiles[place] for place in order]
    rows = [np.hstack(tiles[cuts * row : cuts * (row + 1)]) for row in range(cuts)]
    return np.ascontiguousarray(np.vstack(rows))


def _hand(rng: np.random.Generator) -> Grey:
    """Draw something like skin with fingers, or a bare head."""
    tone = float(rng.uniform(40, 230))
    patch = np.full((SIDE, SIDE), tone, np.float32)
    patch += np.linspace(-1, 1, SIDE, dtype=np.float32) * rng.uniform(-30, 30)
    patch += np.linspace(-1, 1, SIDE, dtype=np.float32)[:, None] * rng.uniform(-30, 30)
    for place in np.linspace(6, 42, int(rng.integers(1, 6))):
        end = (round(place + rng.uniform(-6, 6)), round(rng.uniform(15, 48)))
        dark = tone - rng.uniform(15, 70)
        cv2.line(patch, (round(place), 0), end, dark, int(rng.integers(1, 4)))
    return cv2.GaussianBlur(patch, (0, 0), 0.8).clip(0, 255).astype(np.uint8)


def _lay(
    rng: np.random.Generator,
    canvas: NDArray[np.float32],
    patch: Grey,
    material: Material,
    place: Place,
) -> None:
    """Lay a crop into the view, cut out by some outline."""
    pixels = SIDE
    if place.side < SIDE:
        pixels = max(8, int(np.ceil(place.side)))
        patch = cv2.resize(patch, (pixels, pixels), interpolation=cv2.INTER_AREA)
    border = cv2.BORDER_REPLICATE if rng.random() < 0.6 else cv2.BORDER_REFLECT_101
    matrix = _placed(pixels, place)
    laid = cv2.warpAffine(patch, matrix, (VIEW, VIEW), borderMode=border)
    outline = material.outlines[rng.integers(len(material.outlines))]
    wide = _placed(SIDE * REACH, place._replace(side=place.side * REACH))
    share = cv2.warpAffine(outline, wide, (VIEW, VIEW))
    canvas += share * (laid - canvas)


def _placed(pixels: int, place: Place) -> NDArray[np.float64]:
    """Give the matrix that brings a square of so many pixels to its place."""
    middle = (pixels - 1) / 2
    matrix = cv2.getRotationMatrix2D((middle, middle), place.turn, place.side / pixels)
    matrix[:, 2] += np.array([place.x - 0.5, place.y - 0.5]) - middle
    return np.asarray(matrix, np.float64)


def _head(rng: np.random.Generator, canvas: NDArray[np.float32], place: Place) -> None:
    """Draw hair, neck and shoulders behind a crop, roughly."""
    x, y, side, _ = place
    tone, skin, cloth = (float(tone) for tone in rng.uniform(0, 255, 3))
    if rng.random() < 0.7:
        wide = side * rng.uniform(0.7, 1.3)
        across = np.array([-1, -0.8, 0, 0.8, 1]) * wide + x
        down = np.array([2, 0.85, rng.uniform(0.5, 0.65), 0.85, 2]) * side + y
        corners = np.stack([across, down], axis=1)
        cv2.fillPoly(canvas, [corners.astype(np.int32)], cloth)
        half = side * rng.uniform(0.18, 0.3)
        low, high = (round(x - half), round(y)), (round(x + half), round(y + side * 0.75))
        cv2.rectangle(canvas, low, high, skin, -1)
    middle = (round(x), round(y - side * rng.uniform(0, 0.12)))
    axes = (round(side * rng.uniform(0.45, 0.62)), round(side * rng.uniform(0.52, 0.75)))
    cv2.ellipse(canvas, middle, axes, rng.uniform(-15, 15), 0, 360, tone, -1)


def _hide(
    rng: np.random.Generator,
    canvas: NDArray[np.float32],
    material: Material,
    place: Place,
) -> None:
    """Lay something before a part of the face: a hand, a thing."""
    x, y, side, _ = place
    angle, small = rng.uniform(0, 2 * np.pi), side * rng.uniform(0.25, 0.5)
    away = side * rng.uniform(0.3, 0.55)
    middle = x + away * np.cos(angle), y + away * np.sin(angle)
    where = Place(*middle, small, float(rng.uniform(-180, 180)))
    patch = _hand(rng) if rng.random() < 0.5 else piece(rng, material.photographs, SIDE)
    _lay(rng, canvas, patch, material, where)


def _bordered(
    rng: np.random.Generator,
    canvas: NDArray[np.float32],
    faces: list[Place],
) -> list[Place]:
    """End the picture somewhere in the view; faces whose middle is cut off are none."""
    low, high = np.zeros(2, int), np.full(2, VIEW)
    for axis in (0, 1):
        if rng.random() < 0.6:
            if rng.random() < 0.5:
                low[axis] = rng.integers(4, 40)
            else:
                high[axis] = rng.integers(56, 92)
    inside = np.zeros((VIEW, VIEW), bool)
    inside[low[1] : high[1], low[0] : high[0]] = True
    canvas[~inside] = OUTSIDE
    return [face for face in faces
            if all(low[axis] + 0.1 * face.side < face[axis] < high[axis] - 0.1 * face.side
                   for axis in (0, 1))]  # fmt: skip


def _photographed(rng: np.random.Generator, canvas: NDArray[np.float32]) -> Grey:
    """Add what a camera does: blur, noise, light and contrast of the whole."""
    seen = canvas
    if rng.random() < 0.25:
        seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.4, 1.2))
    if rng.random() < 0.3:
        seen = seen + rng.normal(0, rng.uniform(1, 9), seen.shape).astype(np.float32)
    if rng.random() < 0.5:
        seen = (seen - 128) * rng.uniform(0.5, 1.3) + 128 * rng.uniform(0.5, 1.3)
    return np.clip(seen, 0, 255).astype(np.uint8)
