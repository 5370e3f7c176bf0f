"""The chart of error against quality."""

from pathlib import Path

import numpy as np
import pandas as pd

from feelingit.report.style import new_figure, save, styled

_OWN, _IDEAL = "#1f5a8c", "#999999"


def draw_quality(quality: pd.DataFrame, folder: Path) -> None:
    """Draw whether the quality is the share that it says, and the error at each quality."""
    with styled():
        figure = new_figure(2.9)
        share, off = figure.subplots(1, 2)
        middle = (quality["from"] + quality["to"]) / 2
        share.plot([0, 1], [0, 1], color=_IDEAL, linewidth=0.9, linestyle="--")
        share.plot(quality["mean_quality"], quality["within_a_tenth"], "o-", color=_OWN)
        share.set(
            xlabel="quality that the network gives",
            ylabel="share within a tenth of the\ndistance between the eyes",
            xlim=(0, 1),
            ylim=(0, 1),
            title="More come true than it claims",
        )
        off.bar(middle, 100 * quality["median_error"], width=0.08, color=_OWN)
        off.axhline(10, color=_IDEAL, linewidth=0.9, linestyle="--")
        off.set(
            xlabel="quality",
            ylabel="median error, % of the\ndistance between the eyes",
            xticks=np.arange(0, 1.1, 0.2),
            xlim=(0, 1),
            title="The error falls as quality rises",
        )
        save(figure, folder, "landmarks_quality")
