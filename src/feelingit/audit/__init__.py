"""Look labelled faces over and clean them: checks find, people and rules decide."""

from feelingit.audit.checks import CHECKS, audit
from feelingit.audit.clean import Cleaned, balance, clean
from feelingit.audit.decisions import Applied, apply_decisions, read_decisions
from feelingit.audit.duplicates import (
    DuplicateCounts,
    count_duplicates,
    duplicate_groups,
    find_duplicates,
)
from feelingit.audit.findings import Check

__all__ = [
    "CHECKS",
    "Applied",
    "Check",
    "Cleaned",
    "DuplicateCounts",
    "apply_decisions",
    "audit",
    "balance",
    "clean",
    "count_duplicates",
    "duplicate_groups",
    "find_duplicates",
    "read_decisions",
]
