"""What every reader hands back: the faces, and the entries that are no face, with the reason."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from feelingit.faces import Faces

Kind = Literal["folder", "csv", "drawn"]
Rejected = tuple[str, str]
"""A file's or row's name and why it was not read."""


@dataclass(frozen=True)
class Read:
    """What was read.

    Attributes:
        faces: Every face that could be read.
        rejected: `source, reason`, one row an entry that was not.
        kind: `folder` of pictures, `csv`, or `drawn` by the package itself.
    """

    faces: Faces
    rejected: pd.DataFrame
    kind: Kind


def rejected_table(rejected: list[Rejected]) -> pd.DataFrame:
    """Make the table `source, reason`, which keeps its columns even when it is empty."""
    return pd.DataFrame(rejected, columns=["source", "reason"], dtype=str)
