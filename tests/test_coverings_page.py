"""What `docs/coverings.md` promises: it names everything, and its example works as it stands."""

import re
from pathlib import Path

import cv2
import numpy as np
import pytest

from feelingit.occlusion import CONDITIONS, Condition
from feelingit.occlusion.contract import Batch
from feelingit.occlusion.controls import CONTROLS
from feelingit.occlusion.growth import DIRECTIONS
from feelingit.occlusion.randomness import keys_of
from feelingit.occlusion.sheet import names_to_show, sheet
from feelingit.synthetic import draw_faces
from feelingit.types import REGIONS

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "coverings.md").read_text(encoding="utf-8")
LARGEST = 620_000
"""Bytes."""


def test_the_page_names_everything() -> None:
    table = PAGE.replace("`cut_off_top`, `_bottom`, `_left`, `_right`", " ".join(
        f"`cut_off_{side}`" for side in ("top", "bottom", "left", "right")))  # fmt: skip
    for name in CONDITIONS:
        assert f"`{name}`" in table
    for direction in DIRECTIONS:
        assert f"`{direction}_" in table
    for kind in CONTROLS:
        assert f"`NAME@{kind}`" in table


def test_the_example_covers_one_eye() -> None:
    (code,) = re.findall(r'```python\n(""".*?)```', PAGE, re.DOTALL)
    assert len(code.splitlines()) < 25
    known: dict[str, object] = {}
    exec(code, known)  # noqa: S102 - our own page
    patch = known["EYE_PATCH"]
    assert isinstance(patch, Condition)
    drawn = draw_faces(12, 48, seed=1)
    images = drawn.faces.images
    shown = patch.draw(Batch(images, keys_of(images), 0, drawn.landmarks))
    eyes = drawn.regions[:, REGIONS.index("eyes")]
    share = (shown.hidden & eyes).sum(axis=(1, 2)) / eyes.sum(axis=(1, 2))
    assert share.min() > 0.35
    assert share.max() < 0.65
    assert not (shown.hidden & drawn.regions[:, REGIONS.index("mouth")]).any()
    left = [
        (hidden & eye)[:, :24].sum() > 10 for hidden, eye in zip(shown.hidden, eyes, strict=True)
    ]
    assert 0 < sum(left) < len(left)


@pytest.mark.parametrize("size", [48, 224])
def test_the_page_s_sheets_show_what_there_is(size: int) -> None:
    path = DOCS / f"coverings-{size}.png"
    assert path.stat().st_size < LARGEST
    page = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    # Pixels may differ from one processor to another; the cells are those of today.
    now = sheet(names_to_show(), size) if size == 48 else None
    if now is not None:
        assert page.shape == now.shape, "run feelingit coverings --sheet again"
        assert np.abs(page.astype(int) - now).mean() < 2, "run feelingit coverings --sheet again"
