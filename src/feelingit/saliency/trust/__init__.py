"""When a map can be trusted: tests that tell a map of a network from a picture of a face.

Faithfulness (deletion, insertion), sanity (fresh weights, shuffled labels), stability (seeds,
noise) and truth (drawn faces); `verdicts` says what passing each of them means, and why.
"""

from feelingit.saliency.trust.drawn_truth import truth_rows
from feelingit.saliency.trust.judging import Judged, judge

__all__ = ["Judged", "judge", "truth_rows"]
