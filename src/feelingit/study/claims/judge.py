"""Give every claim its verdict from a run's predictions and the tables of its maps."""

import numpy as np
import pandas as pd

from feelingit.errors import InputError
from feelingit.evaluation.comparison import holm
from feelingit.evaluation.intervals import Bootstrap
from feelingit.occlusion import condition
from feelingit.study.claims.evidence import Evidence
from feelingit.study.claims.outcomes import Finding, NotTestedError, verdict
from feelingit.study.claims.statements import ABOUT_COVERINGS, ABOUT_LOOKING, CLAIMS, Claim

COLUMNS = [
    *("claim", "statement", "source", "test", "estimate", "low", "high", "p", "p_holm"),
    *("verdict", "sentence"),
]


def judge_claims(
    predictions: pd.DataFrame,
    shares: pd.DataFrame | None = None,
    agreement: pd.DataFrame | None = None,
    *,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Judge the study's conclusions by a run.

    Args:
        predictions: Of all models; faces of split `leaked` do not count.
        shares: The table `saliency/shares.csv`, if there are maps.
        agreement: The table `saliency/agreement.csv`, if there are maps.
        resamples: Of the bootstrap.
        seed: Of the bootstrap.

    Returns:
        `COLUMNS`, one row a claim; those about coverings where a condition follows the face.
        `estimate, low, high` are of the finding that decides; `p` is of the whole claim, `p_holm`
        corrected over the claims that have one. The verdict follows `p_holm` below 0.05 and the
        direction; without p value, the interval. A claim that the run cannot test is `not tested`
        and its sentence says why.

    Raises:
        InputError: There is no test face among the predictions.
    """
    evidence = Evidence(predictions, shares, Bootstrap(resamples, seed), agreement)
    if not evidence.models:
        raise InputError("there are no test faces among the predictions; no claim can be judged")
    claims = CLAIMS + ABOUT_LOOKING + (ABOUT_COVERINGS if _follows_faces(evidence) else ())
    judged = [_judge(claim, evidence) for claim in claims]
    corrected = holm([found.p if found else np.nan for found, _ in judged])
    rows = [
        _row(claim, found, float(p_holm), text)
        for claim, (found, text), p_holm in zip(claims, judged, corrected, strict=True)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _follows_faces(evidence: Evidence) -> bool:
    """Tell whether a run tests coverings that follow the face."""
    return any(condition(tested_on).follows_face for _, tested_on in evidence.cells)


def _judge(claim: Claim, evidence: Evidence) -> tuple[Finding | None, str]:
    try:
        return claim.judge(evidence)
    except NotTestedError as reason:
        return None, f"Not tested: {reason}."


def _row(claim: Claim, found: Finding | None, p_holm: float, text: str) -> dict[str, object]:
    stated = {
        "claim": claim.id,
        "statement": claim.statement,
        "source": claim.source,
        "test": claim.test,
        "sentence": text,
    }
    if found is None:
        return {**stated, "verdict": "not tested"}
    return {
        **stated,
        "estimate": found.estimate,
        "low": found.low,
        "high": found.high,
        "p": found.p,
        "p_holm": p_holm,
        "verdict": verdict(found, p_holm),
    }
