"""Where everything in a face lies: identity, expression and pose to landmarks.

Knows nothing about pictures: places are shares of the picture's side, x to the right and y
down, 0 to 1 inside the picture. Landmarks are the usual 68 (Sagonas et al. 2013, 300-W).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from feelingit.synthetic.curves import Points, smooth
from feelingit.synthetic.expression import Expression
from feelingit.synthetic.identity import Identity, Scene
from feelingit.synthetic.moves import MIRROR, displacement

EAR_LEVEL = 0.38
SKULL_TOP = -0.14
_EYES = 0.393
_CHIN = 8
_TURNING_LEVEL = 0.56
_NECK_DEPTH = 0.18


@dataclass(frozen=True)
class Sketch:
    """One face, ready to be drawn: upright `neutral` and `landmarks`, and how to pose them.

    Attributes:
        identity: Whose face.
        scene: How it is seen.
        expression: What it does.
    """

    identity: Identity
    scene: Scene
    expression: Expression

    @cached_property
    def neutral(self) -> Points:
        """The upright face at rest, `float64 [68, 2]`, x from the midline."""
        return neutral_landmarks(self.identity)

    @cached_property
    def landmarks(self) -> Points:
        """The upright face with its expression, `float64 [68, 2]`, x from the midline."""
        return self.neutral + displacement(self.expression)

    @cached_property
    def skull(self) -> Points:
        """The upper outline from the right temple over the top to the left."""
        angles = np.linspace(0, np.pi, 13)[1:-1]
        width = self.identity.face_width
        height = EAR_LEVEL - SKULL_TOP
        return np.column_stack((width * 1.01 * np.cos(angles), EAR_LEVEL - height * np.sin(angles)))

    @cached_property
    def outline(self) -> Points:
        """The whole face's smooth outline, upright."""
        return smooth(np.vstack((self.landmarks[:17], self.skull)), 4, closed=True)

    def posed(self, points: Points) -> Points:
        """Turn, scale and shift upright points into the picture, `float64 [k, 2]`, 0 to 1."""
        scene = self.scene
        x, y = points.T
        depth = self._depth(x, y) - _NECK_DEPTH
        turned = np.stack(
            (x * np.cos(scene.yaw) + depth * np.sin(scene.yaw), y + depth * np.sin(scene.pitch)),
            axis=1,
        )
        cosine, sine = np.cos(scene.rotation), np.sin(scene.rotation)
        rotation = scene.scale * np.array([[cosine, sine], [-sine, cosine]])
        middle = np.array([0.5 + scene.shift[0], _TURNING_LEVEL + scene.shift[1]])
        return np.asarray((turned - np.array([0.0, _TURNING_LEVEL])) @ rotation + middle)

    def _depth(self, x: Points, y: Points) -> Points:
        """Model the head as an ellipsoid with a nose."""
        across = x / (self.identity.face_width * 1.15)
        along = (y - 0.5) / 0.75
        head = 0.3 * np.sqrt(np.maximum(1 - across**2 - along**2, 0))
        nose = 0.09 * np.exp(-((x / 0.07) ** 2) - ((y - 0.57) / 0.11) ** 2)
        return np.asarray(head + nose)


def neutral_landmarks(identity: Identity) -> Points:
    """Place the 68 landmarks of a face at rest, upright, x from the midline."""
    points = np.zeros((68, 2))
    for part in (_jaw, _brow, _nose, _eye, _mouth):
        for landmark, place in part(identity).items():
            points[MIRROR[landmark]] = (-place[0], place[1])
            points[landmark] = place
    return points


Places = dict[int, tuple[float, float]]


def _jaw(identity: Identity) -> Places:
    places = {}
    for landmark in range(9):
        angle = np.pi * landmark / 16
        across = np.cos(angle) ** identity.jaw_roundness if landmark < _CHIN else 0.0
        down = EAR_LEVEL + (identity.chin - EAR_LEVEL) * np.sin(angle)
        places[landmark] = (-identity.face_width * across, down)
    return places


def _brow(identity: Identity) -> Places:
    outer = -identity.eye_distance - 0.112
    inner = -identity.eye_distance + 0.108
    places = {}
    for step in range(5):
        along = step / 4
        arch = identity.brow_arch * (4 * along * (1 - along)) + 0.008 * along
        tilt = identity.brow_tilt * (along - 0.5) * 2
        places[17 + step] = (
            outer + (inner - outer) * along,
            identity.brow_height + 0.014 - arch + tilt,
        )
    return places


def _nose(identity: Identity) -> Places:
    tip, width = identity.nose_length, identity.nose_width
    bridge = {27 + step: (0.0, 0.385 + (tip - 0.015 - 0.385) * step / 3) for step in range(4)}
    base = {31: (-width, tip + 0.012), 32: (-width / 2, tip + 0.026), 33: (0.0, tip + 0.034)}
    return bridge | base


def _eye(identity: Identity) -> Places:
    middle, half = -identity.eye_distance, identity.eye_width
    upper, lower = 0.032 * identity.eye_opening, 0.025 * identity.eye_opening
    tilt = identity.eye_tilt
    return {
        36: (middle - half, _EYES - tilt),
        37: (middle - half * 0.42, _EYES - upper),
        38: (middle + half * 0.38, _EYES - upper),
        39: (middle + half, _EYES + tilt + 0.006),
        40: (middle + half * 0.4, _EYES + lower),
        41: (middle - half * 0.42, _EYES + lower),
    }


def _mouth(identity: Identity) -> Places:
    level, half = identity.mouth_height, identity.mouth_width
    upper, lower = identity.upper_lip, identity.lower_lip
    corner = level - identity.mouth_curve
    return {
        48: (-half, corner),
        49: (-half * 0.6, level - upper * 0.7),
        50: (-half * 0.22, level - upper),
        51: (0.0, level - upper * 0.82),
        57: (0.0, level + lower),
        58: (-half * 0.34, level + lower * 0.94),
        59: (-half * 0.7, level + lower * 0.55),
        60: (-half * 0.86, corner),
        61: (-half * 0.4, level - upper * 0.06),
        62: (0.0, level),
        66: (0.0, level + 0.001),
        67: (-half * 0.4, level + 0.001),
    }
