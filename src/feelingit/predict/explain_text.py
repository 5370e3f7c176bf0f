"""An explanation as a table of words and numbers, for a terminal of 80 columns."""

import math
import textwrap
from collections.abc import Sequence

import numpy as np

from feelingit.emotions import EMOTIONS
from feelingit.predict.columns import writable
from feelingit.predict.explain import COVERED, Explanation
from feelingit.saliency.methods.names import label_of

WIDTH = 80
_BAR = 24
_NAME, _CELL = 10, 13
MEAN_FACE = "(regions of a mean face, since this one's landmarks are not trusted)"
EVEN = 1e-6
"""A map whose values differ by less than this share of the largest shows no place."""
_LEAST = 0.005
"""Below half a point, a region makes no difference that is worth a word."""


def explained(explanation: Explanation) -> str:
    """Write down the answer, the answers with parts hidden, and what each region is worth."""
    return "\n".join(
        [
            _heading(explanation),
            "",
            *_answers(explanation),
            "",
            *_regions(explanation),
            *([""] if explanation.warning else []),
            *textwrap.wrap(explanation.warning, WIDTH),
        ]
    )


def headline(explanation: Explanation) -> str:
    """Say in a few words what the model says of the face."""
    share = percent(explanation.probabilities[explanation.answer])
    if explanation.face.emotion is None:
        return f"unsure: {explanation.answer} at {share} %"
    return f"{explanation.answer}, {share} %"


def percent(probability: float) -> str:
    """Write a probability in whole per cent."""
    return f"{100 * probability:.0f}"


def points(fall: float) -> str:
    """Write a difference of probabilities in percentage points, with its sign; "" for NaN."""
    if math.isnan(fall):
        return ""
    rounded = round(100 * fall, 1)
    return f"{rounded:+.1f}".replace("-", "\N{MINUS SIGN}") if rounded else "0.0"


def times(ratio: float) -> str:
    """Write how many times as much as an even spread; "" for NaN."""
    return "" if math.isnan(ratio) else f"{ratio:.1f} x"


def _heading(explanation: Explanation) -> str:
    face = explanation.face
    which = f", face {face.face} of {explanation.faces}" if explanation.faces > 1 else ""
    notes = f" ({', '.join(note.replace('_', ' ') for note in face.notes)})" if face.notes else ""
    end = f"{which}: {headline(explanation)}{notes}"
    return _last(writable(face.source), WIDTH - len(end)) + end


def _last(text: str, length: int) -> str:
    return text if len(text) <= max(length, 2) else f"…{text[1 - max(length, 2) :]}"


def _answers(explanation: Explanation) -> list[str]:
    seen = [explanation.probabilities, *(one.probabilities for one in explanation.covered)]
    said = [explanation.answer, *(one.emotion for one in explanation.covered)]
    lines = [
        _row("hidden:", ["nothing", *COVERED.values()], ""),
        *(_row(name, [f"{100 * one[name]:.1f} %" for one in seen]) for name in EMOTIONS),
        _row("answer", said),
    ]
    asked = 1 + EMOTIONS.index(explanation.emotion)
    lines[asked] += "  <"
    return lines


def _row(name: str, cells: Sequence[str], indent: str = "  ") -> str:
    return f"{indent + name:<{_NAME + 2}}" + "".join(f"{cell:>{_CELL}}" for cell in cells)


def _regions(explanation: Explanation) -> list[str]:
    return _falls(explanation) if explanation.is_of_falls else _shares(explanation)


def method_of(explanation: Explanation) -> str:
    """Give what people call the method, and its layer where one was named."""
    return label_of(explanation.method)


def blank(explanation: Explanation) -> str:
    """Say why a map shows nothing; empty where it shows something."""
    if explanation.is_of_falls:
        return ""
    if not explanation.map.any():
        return f"the map is blank: nothing that it looks at speaks for {explanation.emotion}"
    if np.ptp(explanation.map[explanation.map > 0]) <= EVEN * explanation.map.max():
        return "the map is constant: what it looks at keeps no places"
    return ""


def _shares(explanation: Explanation) -> list[str]:
    lines = [
        f"{method_of(explanation)} for {explanation.emotion}:",
        "each region's share of the map by its share of the face (1: an even spread)",
    ]
    if not explanation.by_landmarks:
        lines.append(MEAN_FACE)
    if nothing := blank(explanation):
        return [*lines, f"({nothing})"]
    largest = max([_LEAST, *(ratio for ratio in explanation.regions.values() if ratio == ratio)])  # noqa: PLR0124 - NaN
    for region, ratio in explanation.regions.items():
        bar = "#" * (0 if math.isnan(ratio) else round(_BAR * ratio / largest))
        lines.append(f"  {region:<{_NAME}}{times(ratio) or 'not seen':>8}  {bar}".rstrip())
    return lines


def _falls(explanation: Explanation) -> list[str]:
    lines = [f"points that {explanation.emotion} loses when a place there is hidden (minus: gains)"]
    if not explanation.by_landmarks:
        lines.append(MEAN_FACE)
    largest = max([_LEAST, *(abs(fall) for fall in explanation.regions.values() if fall == fall)])  # noqa: PLR0124 - NaN
    for region, fall in explanation.regions.items():
        length = 0 if math.isnan(fall) else round(_BAR * abs(fall) / largest)
        bar = ("#" if fall > 0 else "-") * length
        lines.append(f"  {region:<{_NAME}}{points(fall) or 'not seen':>8}  {bar}".rstrip())
    return lines
