"""Loss and accuracy by epoch, a column an arm."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from feelingit.palette import GREY
from feelingit.report.names import two_lines
from feelingit.report.numbers import counted, percent
from feelingit.report.results import Arm, Model, Results, Training
from feelingit.report.style import new_figure

ACROSS = 5


def title(model: Model) -> str:
    """Name the figure."""
    return f"Training of {model.label}"


def draw(results: Results, model: Model) -> Figure:
    """Draw training (dashed) and validation (solid), with the epoch that was kept."""
    arms = [arm for arm in results.arms if results.of(model, arm)][:ACROSS]
    figure = new_figure(3.6)
    grid = figure.subplots(2, len(arms), sharex=True, sharey="row", squeeze=False)
    for column, arm in enumerate(arms):
        grid[0, column].set_title(two_lines(arm.label), fontsize=9.5, linespacing=1.05)
        for training in results.of(model, arm):
            _curve(grid[0, column], training, "loss", 1.0, model.colour)
            _curve(grid[1, column], training, "accuracy", 100.0, model.colour)
        grid[1, column].xaxis.get_major_locator().set_params(integer=True, nbins=4)
    grid[0, 0].set_ylabel("loss")
    grid[1, 0].set_ylabel("accuracy (%)")
    figure.supxlabel("epoch", fontsize=10)
    handles = [
        Line2D([], [], color=GREY, linestyle=(0, (3, 2)), lw=1.1, label="training"),
        Line2D([], [], color=model.colour, label="validation"),
        Line2D([], [], color=model.colour, marker="o", lw=0, ms=4.5, label="epoch kept"),
    ]
    figure.legend(handles=handles, loc="outside upper center", ncols=3)
    return figure


def _curve(axes: Axes, training: Training, what: str, scale: float, colour: str) -> None:
    history = training.history
    if history.empty:
        return
    axes.plot(history["epoch"], scale * history[f"train_{what}"], color=GREY, lw=1.1,
              linestyle=(0, (3, 2)))  # fmt: skip
    axes.plot(history["epoch"], scale * history[f"validation_{what}"], color=colour)
    kept = history[history["epoch"] == training.info.get("best_epoch")]
    axes.plot(kept["epoch"], scale * kept[f"validation_{what}"], "o", ms=4.5, color=colour)


def gap(results: Results, model: Model, arm: Arm) -> float:
    """Give training minus validation accuracy in the last epoch, mean over seeds: overfitting."""
    last = [t.history.iloc[-1] for t in results.of(model, arm) if not t.history.empty]
    gaps = [float(row["train_accuracy"] - row["validation_accuracy"]) for row in last]
    return sum(gaps) / len(gaps) if gaps else float("nan")


def caption(results: Results, model: Model) -> str:
    """Say how long training took and how much the model overfits."""
    trainings = [t for t in results.trainings if t.model == model.name]
    epochs = [int(t.info["epochs"]) for t in trainings]
    gaps = {arm.label: gap(results, model, arm) for arm in results.arms if results.of(model, arm)}
    most = max(gaps, key=lambda label: gaps[label])
    shown = f" The first {ACROSS} arms are shown." if len(gaps) > ACROSS else ""
    seeds = f" One line for each of {counted(len(results.seeds), 'seed')}." * (
        len(results.seeds) > 1
    )
    return (
        f"Cross-entropy and accuracy by epoch. {_range(epochs)}; the weights of the epoch with "
        f"the lowest validation loss are kept. Training accuracy ends {percent(gaps[most])} points "
        f"above validation for “{most.lower()}”, the widest gap.{seeds}{shown}"
    )


def _range(epochs: list[int]) -> str:
    if min(epochs) == max(epochs):
        return f"Training took {counted(epochs[0], 'epoch')}"
    return f"Trainings took {min(epochs)} to {max(epochs)} epochs"


def alt(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    arms = ", ".join(arm.label.lower() for arm in results.arms)
    return f"Line charts of loss and accuracy by epoch of {model.label}, a column for each: {arms}."
