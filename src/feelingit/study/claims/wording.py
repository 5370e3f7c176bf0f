"""Figures in sentences: points of accuracy, ratios, how many faces and seeds."""

from collections.abc import Iterable

from feelingit.evaluation.comparison import Pooled
from feelingit.study.claims.outcomes import Finding


def percent(share: float) -> str:
    """Write a share from 0 to 1."""
    return f"{100 * share:.1f} %"


def points(found: Finding) -> str:
    """Write a difference of shares with its interval, in percentage points."""
    return (
        f"{found.name} {100 * found.estimate:+.1f} points "
        f"[{100 * found.low:+.1f}, {100 * found.high:+.1f}]"
    )


def ratio(found: Finding) -> str:
    """Write a ratio with its interval."""
    return f"{found.name} {found.estimate:.2f} [{found.low:.2f}, {found.high:.2f}]"


def basis(pooled: Pooled) -> str:
    """Write on how many faces and seeds a figure stands."""
    seeds = "one seed" if pooled.seeds == 1 else f"mean of {pooled.seeds} seeds"
    return f"({pooled.n:,} faces, {seeds})"


def sentence(opening: str, figures: Iterable[str], closing: str) -> str:
    """Join figures into one sentence."""
    return f"{opening}: {'; '.join(figures)} {closing}".rstrip() + "."
