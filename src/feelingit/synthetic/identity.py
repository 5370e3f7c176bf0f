"""Whose face it is, and how it is seen: proportions, tones, hair; pose, light, camera.

Knows nothing about expressions: the same person may smile or not. Lengths are shares of the
picture's side in the upright face, tones grey values from 0 black to 255 white.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

Hair = Literal["bald", "short", "swept", "long", "curly"]
HAIR_SHARES: dict[Hair, float] = {
    "bald": 0.1,
    "short": 0.3,
    "swept": 0.2,
    "long": 0.28,
    "curly": 0.12,
}
_HAIR_TONES = (32, 45, 75, 130, 190)
GLASSES_SHARE = 0.15
BEARD_SHARE = 0.15


@dataclass(frozen=True)
class Identity:
    """A person: proportions and tones."""

    face_width: float
    jaw_roundness: float
    chin: float
    brow_height: float
    brow_tilt: float
    brow_arch: float
    brow_thickness: float
    eye_distance: float
    eye_width: float
    eye_opening: float
    eye_tilt: float
    nose_length: float
    nose_width: float
    mouth_height: float
    mouth_width: float
    upper_lip: float
    lower_lip: float
    mouth_curve: float
    skin: float
    hair: float
    iris: float
    lips: float
    age: float
    style: Hair
    hairline: float
    parting: float
    glasses: bool
    beard: float


@dataclass(frozen=True)
class Scene:
    """How a face is seen: pose, light, background, camera."""

    rotation: float
    scale: float
    shift: tuple[float, float]
    yaw: float
    pitch: float
    light: tuple[float, float]
    exposure: float
    background: tuple[float, float, float]
    blur: float
    noise: float


def sample_identity(generator: np.random.Generator) -> Identity:
    """Draw a person."""

    def about(mean: float, spread: float) -> float:
        return mean + spread * min(max(generator.normal(), -2.0), 2.0)

    skin = float(generator.uniform(105, 205))
    return Identity(
        face_width=about(0.385, 0.014),
        jaw_roundness=about(0.74, 0.07),
        chin=about(0.975, 0.012),
        brow_height=about(0.297, 0.007),
        brow_tilt=about(0.0, 0.006),
        brow_arch=about(0.016, 0.004),
        brow_thickness=about(0.0155, 0.003),
        eye_distance=about(0.182, 0.007),
        eye_width=about(0.078, 0.004),
        eye_opening=about(1.0, 0.07),
        eye_tilt=about(0.004, 0.004),
        nose_length=about(0.60, 0.012),
        nose_width=about(0.078, 0.008),
        mouth_height=about(0.757, 0.009),
        mouth_width=about(0.124, 0.008),
        upper_lip=about(0.024, 0.004),
        lower_lip=about(0.033, 0.005),
        mouth_curve=about(0.0, 0.003),
        skin=skin,
        hair=_HAIR_TONES[generator.integers(len(_HAIR_TONES))] + about(0, 10),
        iris=float(generator.uniform(25, 85)),
        lips=about(0.72, 0.05),
        age=float(generator.beta(1.3, 2.5)),
        style=_style(generator.random()),
        hairline=float(generator.uniform(0.0, 0.09)),
        parting=float(generator.uniform(-0.2, 0.2)),
        glasses=bool(generator.random() < GLASSES_SHARE),
        beard=float(generator.uniform(0.15, 0.4)) if generator.random() < BEARD_SHARE else 0.0,
    )


def _style(place: float) -> Hair:
    """Find the hair style at a place, 0 to 1, along all people."""
    for style, share in HAIR_SHARES.items():
        if place < share:
            return style
        place -= share
    return "short"


def _near(generator: np.random.Generator, deviation: float, limit: float) -> float:
    return min(max(generator.normal(0, deviation), -limit), limit)


def sample_scene(generator: np.random.Generator) -> Scene:
    """Draw a view of a face: near frontal, cropped as face detectors crop."""
    ground = float(generator.uniform(20, 235))
    return Scene(
        rotation=_near(generator, 0.06, 0.16),
        scale=float(generator.uniform(1.0, 1.13)),
        shift=(float(generator.normal(0, 0.014)), float(generator.normal(0, 0.012))),
        yaw=_near(generator, 0.16, 0.4),
        pitch=_near(generator, 0.06, 0.12),
        light=(float(generator.normal(0, 0.28)), float(generator.normal(-0.05, 0.15))),
        exposure=float(generator.uniform(0.84, 1.04)),
        background=(ground, generator.normal(0, 40), generator.normal(0, 40)),
        blur=float(generator.uniform(0.0, 0.5)),
        noise=float(generator.uniform(0.5, 4.0)),
    )
