"""Draw what lies behind faces: parts of photographs, textures, and clutter."""

import cv2
import numpy as np
from numpy.typing import NDArray

from recipes.finder.material import Grey

PHOTOGRAPHS, CLUTTERED, WORDS = 0.65, 0.35, ("face", "OPEN", "42", "text", "A8", "exit", "ooo")
GREATEST = 1.6
"""How many times a photograph may be enlarged."""


def background(rng: np.random.Generator, photographs: list[list[Grey]], side: int) -> Grey:
    """Draw a background, `uint8 [side, side]`."""
    shown = piece if rng.random() < PHOTOGRAPHS else None
    drawn = shown(rng, photographs, side) if shown else texture(rng, side)
    if rng.random() < 0.1:
        drawn = np.asarray(255 - drawn, np.uint8)
    return _cluttered(rng, drawn) if rng.random() < CLUTTERED else drawn


def piece(rng: np.random.Generator, photographs: list[list[Grey]], side: int) -> Grey:
    """Cut a square out of a photograph: any part, scale, turn and contrast."""
    copies = photographs[rng.integers(len(photographs))]
    copy = copies[rng.integers(len(copies))]
    scale = float(np.exp(rng.uniform(np.log(0.55), np.log(GREATEST))))
    turn = rng.uniform(-180, 180) if rng.random() < 0.5 else rng.choice([0, 0, 0, 90, 180, 270])
    height, width = copy.shape
    where = (float(rng.uniform(0, width)), float(rng.uniform(0, height)))
    matrix = cv2.getRotationMatrix2D(where, float(turn), scale)
    matrix[:, 2] += side / 2 - np.array(where)
    border = cv2.BORDER_REFLECT_101
    seen = np.asarray(cv2.warpAffine(copy, matrix, (side, side), borderMode=border), np.uint8)
    if rng.random() < 0.5:
        seen = seen[:, ::-1]
    contrast, light = rng.uniform(0.5, 1.5), rng.uniform(-40, 40)
    return cv2.convertScaleAbs(seen, alpha=contrast, beta=light + 100 * (1 - contrast))


def texture(rng: np.random.Generator, side: int) -> Grey:
    """Draw clouds, stripes, a slope or noise."""
    seen = np.full((side, side), rng.uniform(0, 255), np.float32)
    if rng.random() < 0.6:
        for cells in rng.choice([2, 3, 5, 8, 12, 24, 48], int(rng.integers(1, 4)), replace=False):
            coarse = rng.normal(0, 1, (cells, cells)).astype(np.float32)
            method = cv2.INTER_CUBIC if rng.random() < 0.8 else cv2.INTER_NEAREST
            grown = cv2.resize(coarse, (side, side), interpolation=method)
            seen += rng.uniform(5, 60) * grown
    across, down = np.meshgrid(*[np.linspace(-1, 1, side, dtype=np.float32)] * 2)
    angle = rng.uniform(0, 2 * np.pi)
    along = np.cos(angle) * across + np.sin(angle) * down
    if rng.random() < 0.5:
        seen += rng.uniform(10, 100) * along
    if rng.random() < 0.3:
        seen += rng.uniform(10, 60) * np.sin(rng.uniform(3, 60) * along + rng.uniform(0, 6))
    return seen.clip(0, 255).astype(np.uint8)


def _cluttered(rng: np.random.Generator, drawn: Grey) -> Grey:
    """Draw lines, boxes, discs and words, some in pairs as eyes are."""
    side = len(drawn)
    canvas: NDArray[np.uint8] = np.ascontiguousarray(drawn)
    for _ in range(int(rng.integers(1, 9))):
        tone = int(rng.integers(256))
        thick = int(rng.choice([-1, 1, 2, 3]))
        (x, y), (u, v) = (tuple(int(n) for n in rng.integers(0, side, 2)) for _ in range(2))
        kind = rng.integers(5)
        if kind == 0:
            cv2.line(canvas, (x, y), (u, v), tone, abs(thick))
        elif kind == 1:
            wide, high = (int(n) for n in rng.integers(3, 40, 2))
            cv2.rectangle(canvas, (x, y), (x + wide, y + high), tone, thick)
        elif kind == 2:
            axes = (int(rng.integers(2, 30)), int(rng.integers(2, 30)))
            cv2.ellipse(canvas, (x, y), axes, int(rng.integers(180)), 0, 360, tone, thick)
        elif kind == 3:
            size, gap = int(rng.integers(2, 6)), int(rng.integers(8, 26))
            cv2.circle(canvas, (x, y), size, tone, thick)
            cv2.circle(canvas, (x + gap, y), size, tone, thick)
        else:
            word = WORDS[rng.integers(len(WORDS))]
            cv2.putText(canvas, word, (x - 20, y), 0, float(rng.uniform(0.3, 1)), tone, abs(thick))
    return canvas
