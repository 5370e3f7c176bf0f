"""The outlines of faces and of their regions, laid through their 68 landmarks.

Knows nothing of pixels: points are in the coordinates of `upright`.
"""

import numpy as np

from feelingit.landmarks.upright import Points, Upright
from feelingit.types import Region

NOSE = 0.72
"""How far the nose's base lies below the eyes, in eye distances, on the mean face."""
HAIRLINE = 1.05
"""How far the forehead reaches above the eyes, likewise."""
ARCH = 2.3
"""The forehead's edge is a superellipse of this exponent, fitted to that of `regions.FACE`."""
FAR = 9.0
"""Eye distances: well beyond the face."""


def face_outline(face: Upright) -> Points:
    """Lay the outline of faces: the jaw line, and the forehead above it.

    Returns:
        `float32 [n, 28, 2]`, closed, from the image's left temple by the chin.
    """
    jaw = face.uv[:, :17]
    turns = np.linspace(0, np.pi, 13)[1:-1]
    across = np.sign(np.cos(turns)) * np.abs(np.cos(turns)) ** (2 / ARCH)
    up = (np.sin(turns) ** (2 / ARCH))[:, None]
    middle, half = (jaw[:, 16] + jaw[:, 0]) / 2, (jaw[:, 16] - jaw[:, 0]) / 2
    base = middle[:, None] + across[:, None] * half[:, None]
    # A head that looks down shows no less of its forehead, though its chin comes nearer.
    height = np.clip(face.uv[:, 33, 1] / NOSE, face.tall, 1.4 * face.tall)
    top = np.minimum(-HAIRLINE * height, face.uv[:, 17:27, 1].min(axis=1) - 0.15 * face.tall)
    crown = np.stack([base[..., 0], np.broadcast_to(top[:, None], base.shape[:2])], axis=-1)
    return np.concatenate([jaw, base + up * (crown - base)], axis=1).astype(np.float32)


def region_outlines(face: Upright) -> tuple[tuple[Region, Points], ...]:
    """Lay the outlines of faces' regions, as `regions.OUTLINES` lays those of the mean face.

    Returns:
        Regions and points `float32 [n, k, 2]`; where two overlap the later one has the pixel, and
        what none has is cheek. Some reach beyond the face.
    """
    left, right = _eye(face, "left"), _eye(face, "right")
    return (
        ("forehead", _forehead(face)),
        ("chin", _chin(face)),
        ("nose", _nose(face)),
        ("brows", _brows(face, left, right)),
        ("eyes", left),
        ("eyes", right),
        ("mouth", _mouth(face)),
    )


def _moved(face: Upright, points: Points, u: float, v: float) -> Points:
    """Shift points `[n, 2]` by `u` eye distances and by `v` of a face of mean height."""
    shift = np.stack([np.full_like(face.tall, u), v * face.tall], axis=-1)
    moved: Points = points + shift
    return moved


def _ring(*points: Points) -> Points:
    return np.stack(points, axis=1).astype(np.float32)


def _eye(face: Upright, which: str) -> Points:
    """Take in the lids up to half-way to the brow, and the crow's feet.

    In order: inner corner, above, outer corner, below; the inner and outer are points 0 and 4.
    """
    p = face.uv
    side = -1 if which == "left" else 1
    inner, outer, lids, under, brow = (
        (39, 36, (38, 37), (41, 40), (20, 19, 18))
        if which == "left"
        else (42, 45, (43, 44), (46, 47), (23, 24, 25))
    )
    above = [_halfway(face, p[:, lid], p[:, over]) for lid, over in zip(lids, brow, strict=False)]
    return _ring(
        _moved(face, p[:, inner], -0.055 * side, 0.0),
        _moved(face, above[0], -0.06 * side, 0.0),
        above[1],
        _moved(face, _halfway(face, p[:, outer], p[:, brow[2]]), 0.1 * side, 0.02),
        _moved(face, p[:, outer], 0.21 * side, 0.0),
        _moved(face, p[:, outer], 0.12 * side, 0.12),
        _moved(face, p[:, under[0]], 0.04 * side, 0.14),
        _moved(face, p[:, under[1]], -0.04 * side, 0.14),
        _moved(face, p[:, inner], -0.05 * side, 0.09),
    )


def _halfway(face: Upright, lid: Points, brow: Points) -> Points:
    """Go half-way from the lid to the brow, but above the lid in any case."""
    middle = (lid + brow) / 2
    highest = np.minimum(middle[:, 1], lid[:, 1] - 0.05 * face.tall)
    return np.stack([middle[:, 0], highest], axis=1)


def _brows(face: Upright, left: Points, right: Points) -> Points:
    """Take in the skin above the brows, between them, and below them as far as the eyes."""
    p = face.uv
    ups = (0.1, 0.13, 0.13, 0.13, 0.15)
    rise = np.array([*ups, *ups[::-1]]) * face.tall[:, None]
    top = p[:, 17:27] - np.stack([np.zeros_like(rise), rise], axis=-1)
    root = p[:, 27]
    ends = [_moved(face, p[:, end], side * 0.14, 0.05) for end, side in ((17, -1), (26, 1))]
    return np.concatenate(
        [
            _ring(ends[0]),
            top,
            _ring(
                ends[1],
                right[:, 4],
                p[:, 42:48].mean(axis=1),
                right[:, 0],
                root,
                left[:, 0],
                p[:, 36:42].mean(axis=1),
                left[:, 4],
            ),
        ],
        axis=1,
    ).astype(np.float32)


def _nose(face: Upright) -> Points:
    p = face.uv
    root, bridge, base = p[:, 27], (p[:, 28] + p[:, 29]) / 2, p[:, 33]
    level = np.array([1, 0], np.float32)

    def side(corner: int, nostril: int, way: int) -> list[Points]:
        half = np.float32(0.78) * (p[:, corner] - root) * level
        wing = p[:, nostril] + np.float32(0.85) * (p[:, nostril] - base) * level
        return [
            root + half,
            bridge + half,
            _moved(face, wing, 0.0, -0.13),
            _moved(face, wing, 0.0, 0.06),
            _moved(face, p[:, nostril], 0.05 * way, 0.14),
        ]

    return _ring(*side(39, 31, -1), _moved(face, base, 0.0, 0.08), *reversed(side(42, 35, 1)))


def _mouth(face: Upright) -> Points:
    """Take in the upper lip's skin up to the nose, and the folds beside the corners."""
    p = face.uv
    lift = 0.1
    return _ring(
        _moved(face, p[:, 33], 0.0, 0.08),
        _moved(face, p[:, 35], 0.05, 0.14),
        _moved(face, p[:, 53], 0.2, -0.06),
        _moved(face, p[:, 54], 0.22, 0.02),
        _moved(face, p[:, 55], 0.22, 0.08),
        _moved(face, p[:, 56], 0.13, lift),
        _moved(face, p[:, 57], 0.0, lift + 0.01),
        _moved(face, p[:, 58], -0.13, lift),
        _moved(face, p[:, 59], -0.22, 0.08),
        _moved(face, p[:, 48], -0.22, 0.02),
        _moved(face, p[:, 49], -0.2, -0.06),
        _moved(face, p[:, 31], -0.05, 0.14),
    )


def _chin(face: Upright) -> Points:
    p = face.uv
    return _ring(
        _moved(face, p[:, 5], -0.1, 0.0),
        _moved(face, p[:, 59], -0.18, 0.11),
        _moved(face, p[:, 57], 0.0, 0.05),
        _moved(face, p[:, 55], 0.18, 0.11),
        _moved(face, p[:, 11], 0.1, 0.0),
        _moved(face, p[:, 11], 1.0, FAR),
        _moved(face, p[:, 5], -1.0, FAR),
    )


def _forehead(face: Upright) -> Points:
    p = face.uv
    return _ring(
        _moved(face, p[:, 17], -FAR, 0.05),
        _moved(face, p[:, 17], 0.0, 0.05),
        _moved(face, p[:, 26], 0.0, 0.05),
        _moved(face, p[:, 26], FAR, 0.05),
        _moved(face, p[:, 26], FAR, -FAR),
        _moved(face, p[:, 17], -FAR, -FAR),
    )
