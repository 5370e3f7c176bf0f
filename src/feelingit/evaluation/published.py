"""The published study's own figures, to stand beside ours."""

from importlib.resources import files

import pandas as pd

ROWS: dict[str, tuple[bool, str]] = {
    "no mask no control": (False, "nothing"),
    "no mask with control": (True, "nothing"),
    "forehead mask": (True, "forehead"),
    "eyes mask": (True, "eyes"),
    "lower face mask": (True, "lower_face"),
}
"""What each row of the study's Tables 2 and 3 was: with control or not, and what part was hidden.

The part as in `Condition.hides`: our arm beside it may blacken the part or cut it away.
"""


def published_study() -> pd.DataFrame:
    """Load Tables 2 and 3 of "Feeling It" (Kroening, Liu, Miftah and Shen 2023).

    Returns:
        `model` (vgg16 or resnet50), `control` (bool), `hides` (nothing, forehead, eyes or
        lower_face), `condition` (the study's own name of the row), `metric` (accuracy or f1),
        `overall` and the seven emotions. Percent.
    """
    source = files("feelingit.data").joinpath("published_study.csv")
    with source.open(encoding="utf-8") as file:
        table = pd.read_csv(file)
    table.insert(1, "control", [ROWS[condition][0] for condition in table["condition"]])
    table.insert(2, "hides", [ROWS[condition][1] for condition in table["condition"]])
    return table
