"""The domain's types, named once.

| name | what it is |
| --- | --- |
| `Images` | `uint8 [n, height, width]`, greyscale, 0 black to 255 white |
| `Probabilities` | `float32 [n, 7]` in the order of `EMOTIONS`; rows sum to 1 |
| `Mask` | `bool [height, width]` or `[n, height, width]`; True is hidden |
| `Landmarks` | `float32 [n, 68, 2]`, x and y in pixels, the first pixel's centre at (0, 0) |
| `Maps` | `float32 [n, height, width]`, saliency, larger is more important |
| `Predict` | the one thing that evaluation knows of a model |
"""

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Images = NDArray[np.uint8]
Probabilities = NDArray[np.float32]
Mask = NDArray[np.bool_]
Landmarks = NDArray[np.float32]
Maps = NDArray[np.float32]
Predict = Callable[[Images], Probabilities]

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""

Region = Literal["forehead", "brows", "eyes", "nose", "cheeks", "mouth", "chin"]
REGIONS: tuple[Region, ...] = get_args(Region)
"""The seven regions of a face, from the top down, by which maps are counted."""
