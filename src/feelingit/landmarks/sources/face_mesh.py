"""MediaPipe's face mesh: how it is asked about a small face, and how its points become the 68.

Knows MediaPipe's face mesh as an object that is handed in; imports NumPy and OpenCV alone.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.types import Landmarks

VERTICES = 468
SETTINGS: dict[str, Any] = {
    "static_image_mode": True,
    "max_num_faces": 1,
    "refine_landmarks": True,
    "min_detection_confidence": 0.2,
}
"""How the mesh is made; its irises, which refining adds, are not used."""

ENLARGED = 192
"""Pixels that the longer side is enlarged to, where it is shorter; finds more than 144 or 288."""
BORDER = 0.3
"""Share of the side that is added on all four by repeating the edge: MediaPipe's detector was
made for photographs, in which a face does not fill the picture."""

_JAW = (
    *((127, 127), (234, 93), (93, 132), (58, 58), (172, 172), (136, 150), (149, 149), (176, 148)),
    (152, 152),
    *((400, 377), (378, 378), (365, 379), (397, 397), (288, 288), (323, 361), (454, 323)),
    (356, 356),
)
_BROWS = (
    *((70, 70), (63, 63), (66, 105), (66, 107), (55, 107)),
    *((285, 336), (296, 336), (296, 334), (293, 293), (300, 300)),
)
_NOSE = (
    *((168, 168), (197, 197), (5, 195), (4, 4)),
    *((75, 75), (97, 97), (2, 2), (326, 326), (305, 305)),
)
_EYES = (
    *((33, 33), (160, 160), (158, 158), (133, 155), (153, 153), (144, 144)),
    *((362, 382), (385, 385), (387, 387), (263, 263), (373, 373), (380, 380)),
)
_LIPS = (
    *((61, 61), (39, 74), (37, 72), (0, 11), (267, 302), (269, 304), (291, 291)),
    *((321, 405), (314, 314), (17, 17), (84, 84), (91, 181)),
    *((78, 78), (82, 82), (13, 13), (312, 312)),
    *((308, 308), (317, 317), (14, 14), (87, 87)),
)

MESH_OF_LANDMARK = (*_JAW, *_BROWS, *_NOSE, *_EYES, *_LIPS)
"""The two vertices between which each of the 68 points lies, often the same one twice.

Started from the mesh's own contours; where a neighbour on the same contour, or the middle between
two, lay nearer to dlib's points (median over the validation faces that dlib's detector finds,
left and right together), it was taken instead. `docs/landmarks.md` has the distances.
"""


def of_mesh(mesh: NDArray[np.float32]) -> Landmarks:
    """Turn the mesh's vertices `[n, 468, 2]` into the 68 points `[n, 68, 2]`."""
    first, second = np.array(MESH_OF_LANDMARK).T
    return ((mesh[:, first] + mesh[:, second]) / 2).astype(np.float32)


def mesh_of(
    mesher: Any,  # noqa: ANN401 - MediaPipe ships no types
    image: NDArray[np.uint8],
    *,
    mirrored: bool = False,
) -> NDArray[np.float32] | None:
    """Ask for the mesh of one grey picture.

    Args:
        mesher: A `mediapipe.solutions.face_mesh.FaceMesh` made with `SETTINGS`.
        image: `uint8 [height, width]`.
        mirrored: Whether the mesh is shown the picture's mirror image. The answer is in the
            picture's own pixels, but its left vertices lie on the face's other side.

    Returns:
        `float32 [468, 2]` in pixels of the picture, the first pixel's centre at (0, 0); None
        where no face was found.
    """
    shown, scale, border = _shown(image)
    if mirrored:
        shown = np.ascontiguousarray(shown[:, ::-1])
    answer = mesher.process(shown).multi_face_landmarks
    if not answer:
        return None
    height, width = shown.shape[:2]
    points = np.array([(p.x * width, p.y * height) for p in answer[0].landmark[:VERTICES]])
    if mirrored:
        points[:, 0] = width - points[:, 0]
    # The mesh counts from the picture's corner, this project from the first pixel's centre.
    return ((points - border) / scale - 0.5).astype(np.float32)


def _shown(image: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.float64], int]:
    """Enlarge a picture and give it a border; say by how much, across and down."""
    height, width = image.shape
    scale = max(1.0, ENLARGED / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    large = cv2.resize(image, size, interpolation=cv2.INTER_CUBIC)
    border = round(BORDER * max(size))
    large = cv2.copyMakeBorder(large, *(border,) * 4, cv2.BORDER_REPLICATE)
    exact = np.array(size) / (width, height)
    return np.asarray(cv2.cvtColor(large, cv2.COLOR_GRAY2RGB), np.uint8), exact, border
