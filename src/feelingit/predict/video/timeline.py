"""Gather what the faces of a video show over time, in little memory.

Knows nothing about how it is drawn (that is `timeline_figure`).
"""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.predict.face import Face
from feelingit.types import Probabilities


class Run(NamedTuple):
    """A time through which a face is seen without a break.

    Attributes:
        times: `float64 [n + 1]`, seconds: when each frame is shown, and when the run ends.
        probabilities: `float32 [n, 7]`, what the face shows in each.
    """

    times: NDArray[np.float64]
    probabilities: Probabilities


@dataclass
class _Seen:
    """The frames in which a face is seen, and its probabilities in them, one after the other."""

    frames: "array[int]" = field(default_factory=lambda: array("I"))
    probabilities: "array[float]" = field(default_factory=lambda: array("f"))


class Timeline:
    """What each face of a video shows over time; 32 bytes a face and frame."""

    def __init__(self) -> None:
        self._times: array[float] = array("d")
        self._seen: dict[int, _Seen] = {}

    def gather(self, rows: Iterable[tuple[Face, ...]]) -> Iterator[tuple[Face, ...]]:
        """Hand on a video's rows and remember what they say."""
        for faces in rows:
            for face in faces:
                if face.face_id is not None and face.probabilities is not None:
                    seen = self._seen.setdefault(face.face_id, _Seen())
                    seen.frames.append(len(self._times))
                    seen.probabilities.extend(face.probabilities[name] for name in EMOTIONS)
            self._times.append(faces[0].time_s or 0.0)
            yield faces

    @property
    def frames(self) -> int:
        """How many frames were analysed."""
        return len(self._times)

    @property
    def end_s(self) -> float:
        """When the last frame gives way, in seconds."""
        return float(self._until()[-1]) if self._times else 0.0

    def faces(self) -> tuple[int, ...]:
        """List the faces' numbers, those seen most first."""
        return tuple(sorted(self._seen, key=lambda face_id: (-self.seen(face_id), face_id)))

    def seen(self, face_id: int) -> int:
        """Say in how many frames a face is seen."""
        return len(self._seen[face_id].frames)

    def runs(self, face_id: int) -> list[Run]:
        """Give a face's time in the video, broken where a frame does not show it."""
        seen = self._seen[face_id]
        frames = np.frombuffer(seen.frames, dtype=np.uintc).astype(np.int64)
        shown = np.frombuffer(seen.probabilities, dtype=np.float32).reshape(-1, len(EMOTIONS))
        times, until = np.array(self._times), self._until()
        breaks = np.flatnonzero(np.diff(frames) > 1) + 1
        parts = np.split(np.arange(len(frames)), breaks)
        return [
            Run(np.append(times[frames[part]], until[frames[part[-1]]]), shown[part])
            for part in parts
        ]

    def _until(self) -> NDArray[np.float64]:
        """Say when each frame gives way to the next; the last stays as long as most."""
        times = np.array(self._times)
        usual = float(np.median(np.diff(times))) if len(times) > 1 else 1.0
        return np.append(times[1:], times[-1] + (usual or 1.0))
