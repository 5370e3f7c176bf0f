"""What is hidden of a face, in words."""

import numpy as np
import pytest

from feelingit.occlusion import condition
from feelingit.occlusion.hiding import faces_to_hide, hidden_in_words, hidden_shares, in_words
from feelingit.types import REGIONS


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ([0, 0, 0, 0, 0, 0, 0], "nothing"),
        ([0, 0, 0, 0.05, 0.1, 0, 0], "a little of cheeks"),
        ([0, 0, 0, 0, 0.5, 0, 0], "part of cheeks"),
        ([0, 0, 0, 0.3, 0.5, 0.9, 1], "mouth, chin, part of nose and cheeks"),
        ([0.9, 0.8, 0, 0, 0, 0, 0], "forehead, brows"),
        ([1, 1, 1, 1, 1, 1, 1], "the whole face"),
        ([0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3], "part of any region"),
        ([0.3, 0.3, 0.3, 0, 0, 0, 0], "part of forehead, brows and eyes"),
    ],
)
def test_shares_are_put_in_words(shares: list[float], words: str) -> None:
    assert in_words(np.array(shares)) == words


def test_bands_hide_what_they_are_named_after() -> None:
    faces = faces_to_hide()
    shares = dict(zip(REGIONS, hidden_shares("lower_face", faces), strict=True))
    assert min(shares["mouth"], shares["chin"]) > 0.9
    assert max(shares["forehead"], shares["brows"], shares["eyes"]) < 0.05
    assert hidden_in_words(condition("none"), faces) == "nothing"
    assert hidden_in_words(condition("low_light"), faces) == "nothing"
    assert hidden_in_words(condition("box_half"), faces) == "50% of the picture, anywhere"
