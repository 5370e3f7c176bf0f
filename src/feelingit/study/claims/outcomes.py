"""What a test found, and how the findings on several models or masks make one verdict.

Knows nothing about what was tested.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from feelingit.evaluation.comparison import holm

Verdict = Literal["supported", "contradicted", "undecided", "not tested"]
LEVEL = 0.05


class NotTestedError(Exception):
    """The run lacks what a claim needs; the text says what."""


@dataclass(frozen=True)
class Finding:
    """One figure that speaks for a claim or against it.

    Attributes:
        name: Of what the figure is.
        estimate: The figure.
        low: Of its 95 % interval.
        high: Of its 95 % interval.
        p: Two-sided; NaN where there is an interval alone.
        null: The figure that would say nothing.
        below: Whether figures below `null`, not those above, speak for the claim.
    """

    name: str
    estimate: float
    low: float
    high: float
    p: float = np.nan
    null: float = 0.0
    below: bool = False

    @property
    def favours(self) -> bool:
        """Whether the estimate, sure or not, is on the claim's side."""
        return self.estimate < self.null if self.below else self.estimate > self.null

    @property
    def margin(self) -> float:
        """How far the whole interval is on the claim's side; negative if it is not."""
        return self.null - self.high if self.below else self.low - self.null

    @property
    def excludes_null(self) -> bool:
        """Whether the interval is wholly on one side."""
        return self.low > self.null or self.high < self.null


def all_hold(findings: Sequence[Finding]) -> Finding:
    """Judge a claim that holds only if every finding does.

    The intersection-union principle (Berger 1982): when all favour the claim, it is as sure as
    the least sure of them, without correction. When some do not, it is as wrong as the surest of
    those says, corrected for the number of findings (Bonferroni).

    Returns:
        The finding that decides, with the p value of the whole claim.
    """
    against = [finding for finding in findings if not finding.favours]
    if np.isnan([finding.p for finding in findings]).any():
        sure = [finding for finding in against if finding.excludes_null]
        return min(sure or findings, key=lambda finding: finding.margin)
    if not against:
        return max(findings, key=lambda finding: finding.p)
    surest = min(against, key=lambda finding: finding.p)
    return replace(surest, p=min(1.0, surest.p * len(findings)))


def some_hold(findings: Sequence[Finding]) -> Finding:
    """Judge a claim that holds if any finding does: the surest, corrected by Holm's method.

    When none favours the claim, it is as wrong as the least sure of them says.

    Returns:
        The finding that decides, with the p value of the whole claim.
    """
    corrected = holm([finding.p for finding in findings])
    favouring = [
        replace(finding, p=float(p))
        for finding, p in zip(findings, corrected, strict=True)
        if finding.favours
    ]
    if favouring:
        return min(favouring, key=lambda finding: (finding.p, -finding.estimate))
    return max(findings, key=lambda finding: finding.p)


def verdict(finding: Finding, p_holm: float) -> Verdict:
    """Judge by the corrected p value, or by the interval where there is none."""
    sure = finding.excludes_null if np.isnan(p_holm) else p_holm < LEVEL
    if not sure:
        return "undecided"
    return "supported" if finding.favours else "contradicted"
