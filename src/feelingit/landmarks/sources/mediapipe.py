"""MediaPipe's face mesh, where the user has MediaPipe; the network's own teacher.

Where it finds no face, the own network's landmarks stand in, with quality 0.
"""

import importlib
from typing import Any

import numpy as np

from feelingit.errors import InputError
from feelingit.landmarks.located import Located
from feelingit.landmarks.sources.face_mesh import SETTINGS, mesh_of, of_mesh
from feelingit.landmarks.sources.options import Options
from feelingit.landmarks.sources.own import by_own_network
from feelingit.types import Images

FOUND = 1.0
"""The quality where a mesh was found: it is what the own network's quality is measured against."""


def by_mediapipe(images: Images, options: Options) -> Located:
    """Find landmarks with MediaPipe's face mesh."""
    quality = np.zeros(len(images), dtype=np.float32)
    with _face_mesh() as mesher:
        landmarks, _ = by_own_network(images, options)
        for row, image in enumerate(images):
            mesh = mesh_of(mesher, np.ascontiguousarray(image))
            if mesh is not None:
                landmarks[row], quality[row] = of_mesh(mesh[None])[0], FOUND
    return Located(landmarks, quality)


def _face_mesh() -> Any:  # noqa: ANN401 - MediaPipe ships no types
    try:
        mediapipe = importlib.import_module("mediapipe")
        return mediapipe.solutions.face_mesh.FaceMesh(**SETTINGS)
    except (ImportError, AttributeError) as error:
        raise InputError(
            "landmarks from MediaPipe: mediapipe is not installed, or is one without the face "
            "mesh; install mediapipe 0.10.21, or use the source 'own'"
        ) from error
