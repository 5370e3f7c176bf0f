"""Follow faces from frame to frame: the same face keeps its number.

A face moves little between two frames, so boxes that overlap are the same face. Where a face is
going is taken into account, and in a second round boxes are enlarged, for faces that move fast or
are seen seldom (buffered overlap: Yang et al., Hard to Track Objects with Irregular Motions and
Similar Appearances, WACV 2023). Looks are not compared: who comes back after a while is new.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feelingit.predict.face import Box

ROUNDS = (0.0, 0.3, 0.6)
"""By how much of its width and height a box is enlarged on each side, round after round."""
LEAST_OVERLAP = (0.3, 0.15, 0.1)
"""Intersection over union that makes two boxes one face, in each round."""
NEAR, NEAR_A_SECOND = 0.2, 3.5
"""How far a face may be from where it should be, in its own sizes, and how much farther with each
second since it was seen; beyond, enlarged boxes are two faces."""
REMEMBERED_S = 1.0
"""Seconds for which a face that is not seen is waited for."""
REMEMBERED_FRAMES = 3
"""Frames for which it is, however far apart they are."""
AGILITY_S = 0.15
"""Seconds in which the estimate of a face's speed follows what is seen."""


@dataclass
class _Track:
    """A face that is followed; boxes are `float64 [4]`: left, top, right, bottom."""

    face_id: int
    box: NDArray[np.float64]
    speed: NDArray[np.float64]
    seen_s: float
    missed: int = 0

    def at(self, time_s: float) -> NDArray[np.float64]:
        """Say where the face should be by now; one that is lost is not sent far."""
        return self.box + self.speed * min(time_s - self.seen_s, REMEMBERED_S)

    def see(self, box: NDArray[np.float64], time_s: float) -> None:
        """Learn where the face is."""
        passed = time_s - self.seen_s
        if passed > 0:
            weight = -np.expm1(-passed / AGILITY_S)
            self.speed = self.speed + weight * (_moved(self.box, box) / passed - self.speed)
        self.box, self.seen_s, self.missed = box, time_s, 0


class Tracker:
    """Number the faces of a video's frames, handed over one after the other."""

    def __init__(self) -> None:
        self._tracks: list[_Track] = []
        self._next_id = 0

    def follow(self, boxes: Sequence[Box], time_s: float) -> list[int]:
        """Say which face each box of the next frame is.

        Args:
            boxes: In pixels, in any order; new faces are numbered in this order.
            time_s: When the frame is shown; not before the last one.

        Returns:
            A face's number for each box, from 0 in order of appearance; never twice in a frame,
            and never given again to another face.
        """
        corners = _corners(boxes)
        matched = self._match(corners, time_s)
        ids = []
        for index, box in enumerate(corners):
            if index not in matched:
                self._tracks.append(_Track(self._next_id, box, np.zeros(4), time_s))
                matched[index] = self._tracks[-1]
                self._next_id += 1
            matched[index].see(box, time_s)
            ids.append(matched[index].face_id)
        self._forget(set(ids), time_s)
        return ids

    def _match(self, corners: NDArray[np.float64], time_s: float) -> dict[int, _Track]:
        expected = np.array([track.at(time_s) for track in self._tracks]).reshape(-1, 4)
        unseen_s = time_s - np.array([track.seen_s for track in self._tracks]).reshape(-1, 1)
        near = _distance(expected, corners) <= NEAR + NEAR_A_SECOND * unseen_s
        matched: dict[int, _Track] = {}
        taken: set[int] = set()
        for enlarged, least in zip(ROUNDS, LEAST_OVERLAP, strict=True):
            overlap = _overlap(_enlarged(expected, enlarged), _enlarged(corners, enlarged))
            if enlarged:
                overlap[~near] = 0
            for track, box in _best_first(overlap, least):
                if track not in taken and box not in matched:
                    taken.add(track)
                    matched[box] = self._tracks[track]
        return matched

    def _forget(self, seen: set[int], time_s: float) -> None:
        for track in self._tracks:
            track.missed += track.face_id not in seen
        self._tracks = [
            track
            for track in self._tracks
            if track.missed <= REMEMBERED_FRAMES or time_s - track.seen_s <= REMEMBERED_S
        ]


def _corners(boxes: Sequence[Box]) -> NDArray[np.float64]:
    found = np.array(boxes, dtype=np.float64).reshape(-1, 4)
    found[:, 2:] += found[:, :2]
    return found


def _moved(old: NDArray[np.float64], new: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give how far a box's centre went; its size is taken as it is seen."""
    step = (new - old).reshape(2, 2).mean(axis=0)
    return np.tile(step, 2)


def _enlarged(boxes: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    margin = (boxes[:, 2:] - boxes[:, :2]) * share
    return np.hstack((boxes[:, :2] - margin, boxes[:, 2:] + margin))


def _distance(some: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give how far apart centres are, in sizes of the first, `[len(some), len(others)]`."""
    apart = _centre(some)[:, None] - _centre(others)[None]
    size = np.sqrt(_area(some))[:, None]
    far = np.full(apart.shape[:2], np.inf)
    distance = np.hypot(apart[..., 0], apart[..., 1])
    return np.asarray(np.divide(distance, size, out=far, where=size > 0))


def _centre(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    return (boxes[:, :2] + boxes[:, 2:]) / 2


def _overlap(some: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give intersection over union, `[len(some), len(others)]`."""
    low = np.maximum(some[:, None, :2], others[None, :, :2])
    high = np.minimum(some[:, None, 2:], others[None, :, 2:])
    shared = np.clip(high - low, 0, None).prod(axis=2)
    union = _area(some)[:, None] + _area(others)[None] - shared
    return np.asarray(np.divide(shared, union, out=np.zeros_like(shared), where=union > 0))


def _area(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((boxes[:, 2:] - boxes[:, :2]).prod(axis=1))


def _best_first(overlap: NDArray[np.float64], least: float) -> list[tuple[int, int]]:
    """List the pairs that overlap enough, the most first."""
    pairs = np.argwhere(overlap >= least)
    order = np.argsort(-overlap[tuple(pairs.T)], kind="stable")
    return [(int(track), int(box)) for track, box in pairs[order]]
