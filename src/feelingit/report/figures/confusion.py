"""Which emotion is taken for which."""

import numpy as np
from matplotlib.figure import Figure

from feelingit.emotions import EMOTIONS
from feelingit.report.figures.grids import Matrix, heatmap, panels
from feelingit.report.results import Arm, Model, Results

TITLE = "Confusion without a mask"
SHORT = ("angry", "disg.", "fear", "happy", "neut.", "sad", "surpr.")


def title_masked(model: Model) -> str:
    """Name the figure of the other arms."""
    return f"Confusion of {model.label} in the other arms"


def values(results: Results, model: Model, arm: Arm) -> Matrix:
    """Give shares of each emotion's faces in percent, rows true, columns predicted, over seeds."""
    ids = [training.model_id for training in results.of(model, arm)]
    table = results.confusion
    rows = table[table["model_id"].isin(ids) & (table["tested_on"] == arm.own)]
    counts = rows.pivot_table(index="emotion", columns="predicted", values="count", aggfunc="sum")
    square = counts.reindex(index=list(EMOTIONS), columns=list(EMOTIONS)).fillna(0).to_numpy()
    totals = square.sum(axis=1, keepdims=True)
    return np.asarray(100 * square / np.where(totals > 0, totals, np.nan), dtype=np.float64)


def draw(results: Results) -> Figure:
    """Draw the baseline's confusion, a panel a model."""
    figure, grid = panels(len(results.models), 2, 3.5)
    for i, (axes, model) in enumerate(zip(grid, results.models, strict=True)):
        matrix = values(results, model, results.baseline)
        heatmap(axes, matrix, EMOTIONS if i % 2 == 0 else [""] * 7, SHORT, (0, 100))
        axes.set_title(model.label)
    grid[0].set_ylabel("true emotion")
    figure.supxlabel("predicted emotion", fontsize=10)
    return figure


def others(results: Results, model: Model) -> list[Arm]:
    """Give the arms beside the baseline that this model was trained in."""
    return [a for a in results.arms if a != results.baseline and results.of(model, a)]


def draw_masked(results: Results, model: Model) -> Figure:
    """Draw the confusion of every other arm under its own mask."""
    arms = others(results, model)
    figure, grid = panels(len(arms), 2, 3.2)
    for i, (axes, arm) in enumerate(zip(grid, arms, strict=True)):
        rows = EMOTIONS if i % 2 == 0 else [""] * 7
        heatmap(axes, values(results, model, arm), rows, SHORT, (0, 100))
        axes.set_title(arm.label)
    figure.get_layout_engine().set(h_pad=0.1)  # type: ignore[union-attr, call-arg]
    figure.supylabel("true emotion", fontsize=10)
    figure.supxlabel("predicted emotion", fontsize=10)
    return figure


def commonest(matrix: Matrix) -> tuple[str, str, float]:
    """Give the commonest mistake: true emotion, predicted one, percent of the true one's faces."""
    wrong = np.nan_to_num(matrix.copy())
    np.fill_diagonal(wrong, -1)
    true, predicted = np.unravel_index(int(wrong.argmax()), wrong.shape)
    return EMOTIONS[true], EMOTIONS[predicted], float(wrong[true, predicted])


def caption(results: Results) -> str:
    """Say which mistake is the commonest."""
    parts = [
        f"{model.label} takes {commonest(m)[2]:.0f} % of the {commonest(m)[0]} faces for "
        f"{commonest(m)[1]}"
        for model in results.models
        if np.isfinite(m := values(results, model, results.baseline)).any()
    ]
    return (
        "Share in percent of each emotion's test faces (rows) that is given each name (columns), "
        f"arm “{results.baseline.label.lower()}”. The commonest mistakes: {'; '.join(parts)}."
    )


def caption_masked(results: Results, model: Model) -> str:
    """Say which mistake each mask brings."""
    parts = []
    for arm in others(results, model):
        true, predicted, share = commonest(values(results, model, arm))
        parts.append(f"{arm.label.lower()}, {true} taken for {predicted} ({share:.0f} %)")
    return (
        f"{model.label}, each arm {results.under_own}; rows and columns as in the "
        f"figure before. The commonest mistake of each: {'; '.join(parts)}."
    )


def alt(results: Results) -> str:
    """Describe the figure for those who do not see it."""
    names = ", ".join(model.label for model in results.models)
    return f"Confusion matrices of the seven emotions for {names} without a mask."


def alt_masked(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    arms = ", ".join(arm.label.lower() for arm in others(results, model))
    return f"Confusion matrices of the seven emotions for {model.label}: {arms}."
