"""Every source of landmarks there is, by name.

A source takes pictures `uint8 [n, height, width]` that were checked, and options; it answers for
every picture, with finite numbers. To add one, write it in a file of its own and name it here;
`tests/landmarks/test_sources.py` then holds it to that.
"""

from collections.abc import Callable

from feelingit.landmarks.located import Located
from feelingit.landmarks.sources.dlib import by_dlib
from feelingit.landmarks.sources.mediapipe import by_mediapipe
from feelingit.landmarks.sources.options import Options
from feelingit.landmarks.sources.own import by_own_network
from feelingit.types import Images

Source = Callable[[Images, Options], Located]

SOURCES: dict[str, Source] = {
    "own": by_own_network,
    "dlib": by_dlib,
    "mediapipe": by_mediapipe,
}

__all__ = ["SOURCES", "Options", "Source"]
