"""A face as a nested record, as JSON files hold it: probabilities by name, box, landmarks.

Numbers are rounded as `columns` rounds them. Knows nothing about files.
"""

from typing import Any

from feelingit.predict.columns import (
    PIXEL_DIGITS,
    PROBABILITY_DIGITS,
    SECOND_DIGITS,
    round_to,
    writable,
)
from feelingit.predict.face import Face

Record = dict[str, Any]


def record_of(face: Face) -> Record:
    """Write a face as plain data that JSON knows.

    Returns:
        `source, face, status, success, emotion, confidence, probabilities {name: p}, box {left,
        top, width, height}, detector_score, landmark_quality, landmarks [68][x, y], notes [],
        problem`; a face of a video has `frame, time_s, face_id` in place of `face`. None where
        nothing is known.
    """
    probabilities = face.probabilities
    return {
        "source": writable(face.source),
        **_place(face),
        "status": face.status,
        "success": face.success,
        "emotion": face.emotion,
        "confidence": _probability(face.confidence),
        "probabilities": probabilities and {k: _probability(p) for k, p in probabilities.items()},
        "box": face.box
        and {name: round_to(v, PIXEL_DIGITS) for name, v in face.box._asdict().items()},
        "detector_score": _probability(face.score),
        "landmark_quality": _probability(face.quality),
        "landmarks": _points(face),
        "notes": list(face.notes),
        "problem": None if face.problem is None else writable(face.problem),
    }


def _place(face: Face) -> Record:
    """Say which face of its picture it is, or of its video."""
    if face.frame is None:
        return {"face": face.face}
    time_s = None if face.time_s is None else round_to(face.time_s, SECOND_DIGITS)
    return {"frame": face.frame, "time_s": time_s, "face_id": face.face_id}


def _probability(value: float | None) -> float | None:
    return None if value is None else round_to(value, PROBABILITY_DIGITS)


def _points(face: Face) -> list[list[float]] | None:
    if face.landmarks is None:
        return None
    return [[round_to(value, PIXEL_DIGITS) for value in point] for point in face.landmarks.tolist()]
