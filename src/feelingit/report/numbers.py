"""Numbers as readers see them: percent, counts, intervals, spans of time.

A missing number is an en dash everywhere.
"""

import math
from collections.abc import Sequence

MISSING = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"
TIMES = "\N{MULTIPLICATION SIGN}"
RHO = "\N{GREEK SMALL LETTER RHO}"


def is_missing(value: object) -> bool:
    """Say whether a value of a table stands for nothing."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def decimal(value: float | None, digits: int = 2) -> str:
    """Write a number with a true minus sign."""
    if value is None or math.isnan(value):
        return MISSING
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def percent(share: float | None, digits: int = 1) -> str:
    """Write a share of 0 to 1 as percent, without the sign."""
    return decimal(None if share is None else 100 * share, digits)


def points(share: float | None, digits: int = 1) -> str:
    """Write a difference of shares as percentage points with their word."""
    text = percent(None if share is None else abs(share), digits)
    return f"{text} point" if text == "1.0" else f"{text} points"


def signed(share: float | None, digits: int = 1) -> str:
    """Write a difference of shares in percentage points with its sign."""
    text = percent(share, digits)
    return text if share is None or text.startswith((MINUS, MISSING)) else f"+{text}"


def count(number: float | None) -> str:
    """Write a whole number with its thousands apart."""
    return MISSING if number is None or math.isnan(number) else f"{round(number):,}"


def counted(number: int, singular: str, plural: str = "") -> str:
    """Write a number and its noun."""
    return f"{count(number)} {singular if number == 1 else plural or singular + 's'}"


def interval(low: float | None, high: float | None) -> str:
    """Write an interval of shares in percent."""
    return f"[{percent(low)}, {percent(high)}]"


def p_value(p: float | None) -> str:
    """Write a p-value to three places."""
    if p is None or math.isnan(p):
        return MISSING
    return "< 0.001" if p < 0.001 else decimal(p, 3)  # noqa: PLR2004 - the usual bound


def millions(number: float) -> str:
    """Write a large count shortly: 812, 4.2 k, 3.1 M, 1.5 G."""
    for size, unit in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:.3g} {unit}"
    return f"{number:.0f}"


def duration(seconds: float) -> str:
    """Write a span of time in its two largest units."""
    whole = round(seconds)
    if whole < 60:  # noqa: PLR2004 - seconds in a minute
        return f"{seconds:.1f} s" if seconds < 10 else f"{whole} s"  # noqa: PLR2004
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Join words as prose does."""
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
