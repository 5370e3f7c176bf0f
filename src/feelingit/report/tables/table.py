"""What a table of the report is: display strings, ready for every format.

Knows nothing about formats (that is `report.formats`).
"""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Table:
    """A table as readers see it.

    Attributes:
        name: Of its files.
        title: In bold before the caption.
        caption: What to see in it.
        frame: Display strings, in columns named by their headers.
        stubs: How many leading columns name the row; equal neighbours in the first are merged.
        beneath: Second figures of the same shape and columns as `frame`, shown small beneath the
            first ones; empty strings where there is none.
        beneath_name: What the second figures are, in headers of the CSV.
        badge: The column whose entries are verdicts.
        prose: Columns of running text, which are wide and set to the left.
    """

    name: str
    title: str
    caption: str
    frame: pd.DataFrame
    stubs: int = 1
    beneath: pd.DataFrame | None = None
    beneath_name: str = ""
    badge: str = ""
    prose: tuple[str, ...] = ()
