import pandas as pd
import pytest

from feelingit.study.explain_faces.summary import _most


@pytest.mark.parametrize(
    ("faces", "said"),
    [(2, "mouth    2.50 x (95 %: 2.00 to 3.00)"), (1, "mouth    2.50 x")],
)
def test_an_interval_needs_more_than_one_face(faces: int, said: str) -> None:
    rows = pd.DataFrame(
        {
            "region": ["eyes", "mouth"],
            "ratio": [1.0, 2.5],
            "ratio_low": [0.5, 2.0],
            "ratio_high": [1.5, 3.0],
            "faces": faces,
        }
    )
    assert _most(rows) == said
