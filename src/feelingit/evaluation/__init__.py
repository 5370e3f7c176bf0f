"""Judge predictions: scores with intervals, confusion, calibration, paired comparisons."""

from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.comparison import Comparison, compare, holm
from feelingit.evaluation.intervals import Bootstrap, Interval
from feelingit.evaluation.prediction_table import read_predictions
from feelingit.evaluation.predictions import predict_conditions
from feelingit.evaluation.published import published_study
from feelingit.evaluation.scores import score
from feelingit.evaluation.tables import Evaluation, evaluate

__all__ = [
    "Bootstrap",
    "Comparison",
    "Evaluation",
    "Interval",
    "TrainedModel",
    "compare",
    "evaluate",
    "holm",
    "predict_conditions",
    "published_study",
    "read_predictions",
    "score",
]
