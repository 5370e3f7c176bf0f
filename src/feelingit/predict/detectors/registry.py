"""Every detector there is, by name.

A detector is made once and then asked about any number of pictures. To add one, write a file whose
`make` makes it and name it here; `tests/predict/detectors` then holds it to the contract.
"""

import difflib
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType

from feelingit.errors import InputError
from feelingit.predict.detectors.contract import Detector

Make = Callable[[str | None], Detector]


def _made_in(module: str) -> Make:
    """Make a detector by its module, which is imported only then: OpenCV takes a while."""

    def make(file: str | None) -> Detector:
        made: Detector = import_module(f"feelingit.predict.detectors.{module}").make(file)
        return made

    return make


DETECTORS: Mapping[str, Make] = MappingProxyType(
    {
        "own": _made_in("own"),
        "dlib": _made_in("dlib"),
        "blazeface": _made_in("blazeface"),
        "mediapipe": _made_in("mediapipe"),
        "yunet": _made_in("yunet"),
        "none": _made_in("whole_picture"),
    }
)
"""Each makes a detector; it is handed the file that the user names, `NAME:FILE`, or None."""

DEFAULT = "own"


@lru_cache(maxsize=16)
def detector(name: str) -> Detector:
    """Make a detector, or return the one that was made before.

    Args:
        name: One of `DETECTORS`; those that take a file take it after a colon,
            `yunet:face_detection_yunet_2023mar.onnx`.

    Raises:
        InputError: There is no such detector (the nearest name is offered), its library is not
            installed, or its file is missing; the sentence says how to get it.
        ModelError: The landmark network, which some detectors ask, is damaged.
    """
    known, _, file = name.partition(":")
    if known not in DETECTORS:
        close = difflib.get_close_matches(known, DETECTORS, 1)
        offer = f"did you mean {close[0]!r}?" if close else f"expected {', '.join(DETECTORS)}"
        raise InputError(f"there is no detector {name!r}; {offer}")
    return DETECTORS[known](file or None)
