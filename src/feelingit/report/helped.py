"""Whether training with coverings helps: every arm beside the bare one, as means over seeds.

What the figure, the table and the sentence on unseen coverings share.
"""

from dataclasses import dataclass

import pandas as pd

from feelingit.evaluation.kinds import EVERYDAY, everyday
from feelingit.evaluation.unseen import ALONE
from feelingit.report.covered import GROUPS, arms_of
from feelingit.report.results import Arm, Model, Results

COLUMNS = ["conditions", "accuracy", "other_accuracy", "difference", "low", "high", "p_holm"]


@dataclass(frozen=True)
class Line:
    """A set of conditions: its name, its part, and the arm that saw it in training or did not."""

    kind: str
    group: str
    by: str

    def what(self, arm: Arm) -> str:
        """Give its name in the table, which depends on whose row it is."""
        if self.kind == "bare":
            return "bare"
        if arm.name == self.by:
            return self.kind if self.group == "all" else f"{self.kind} {self.group}"
        suffix = "" if self.group == "all" else f": {self.group}"
        return f"{self.kind} by {self.by}{suffix}"

    @property
    def label(self) -> str:
        """Name it for readers."""
        if self.kind == "bare":
            return "bare faces"
        if self.group == "all":
            return (
                "coverings that it saw" if self.kind == "seen" else "coverings that it did not see"
            )
        return GROUPS[self.group]


def trained_arms(results: Results, model: Model) -> list[Arm]:
    """Give the arms that were compared with the bare one."""
    if results.unseen.empty:
        return []
    compared = set(results.unseen.loc[results.unseen["model"] == model.name, "arm"])
    return [arm for arm in arms_of(results, model) if arm.name in compared]


def leading(results: Results, model: Model) -> Arm | None:
    """Give the arm by whose training the sets are made: the one that saw most coverings."""
    arms = trained_arms(results, model)
    if not arms:
        return None
    return max(arms, key=lambda arm: len(everyday(arm.trained_on.split("+"))))


def lines(results: Results, model: Model) -> list[Line]:
    """List the sets in the order in which they are shown, as far as the run has them."""
    lead = leading(results, model)
    if lead is None:
        return []
    found = [
        Line("bare", "all", lead.name),
        *(Line("seen", group, lead.name) for group in ("all", *EVERYDAY)),
        *(Line("unseen", group, lead.name) for group in ("all", *EVERYDAY, *ALONE)),
    ]
    return [line for line in found if entry(results, model, lead, line) is not None]


def entry(results: Results, model: Model, arm: Arm, line: Line) -> "pd.Series[float] | None":
    """Give `COLUMNS` of one arm and set; None where they were not compared.

    With several seeds, their means; and the largest p value.
    """
    table = results.unseen
    rows = table[
        (table["model"] == model.name)
        & (table["arm"] == arm.name)
        & (table["what"] == line.what(arm))
    ]
    if rows.empty:
        return None
    means = rows[COLUMNS].astype(float).mean()
    means["p_holm"] = rows["p_holm"].max()
    return means
