"""The study's conclusions as data, each with the test that a run gives it and the verdict."""

from feelingit.study.claims.judge import judge_claims
from feelingit.study.claims.statements import ABOUT_COVERINGS, ABOUT_LOOKING, CLAIMS, Claim

__all__ = ["ABOUT_COVERINGS", "ABOUT_LOOKING", "CLAIMS", "Claim", "judge_claims"]
