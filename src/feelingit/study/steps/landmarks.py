"""Find the parts of every face in use, for the coverings that are laid on them."""

import hashlib

import numpy as np

from feelingit.landmarks import Located, locate
from feelingit.landmarks.sources.own import NETWORK, read_network
from feelingit.occlusion import condition
from feelingit.study.context import Context
from feelingit.study.settings import StudySettings
from feelingit.study.stored import faces_in_use, save_landmarks

BATCH = 1024
"""Faces between two notices of how far it is."""


def follows_faces(settings: StudySettings) -> bool:
    """Tell whether a study has conditions that follow the face; what is trained on is tested."""
    return any(condition(name).follows_face for name in settings.occlusion.conditions)


def network_fingerprint() -> str:
    """Hash the network that finds landmarks.

    Raises:
        ModelError: Its file is damaged or missing.
    """
    return hashlib.sha256(read_network(NETWORK)[0]).hexdigest()


def find_landmarks(context: Context) -> None:
    """Write `landmarks/landmarks.npz`: `face_id`, `landmarks [n, 68, 2]` and `quality [n]`."""
    faces = faces_in_use(context.run)
    total = len(faces)
    landmarks = np.empty((total, 68, 2), np.float32)
    quality = np.empty(total, np.float32)
    with context.console.progress("faces") as progress:
        for start in range(0, total, BATCH):
            rows = slice(start, start + BATCH)
            landmarks[rows], quality[rows] = locate(faces.images[rows])
            progress(min(start + BATCH, total), total)
    save_landmarks(context.run, faces.table["face_id"], Located(landmarks, quality))
