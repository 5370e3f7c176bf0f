"""How the models were trained, what the search chose, and what came of each training."""

import pandas as pd

from feelingit.report.numbers import TIMES, count, decimal, duration, millions, percent
from feelingit.report.results import Model, Results
from feelingit.report.tables.spread import spread
from feelingit.report.tables.table import Table


def models(results: Results) -> Table:
    """Give each network's size."""
    rows = []
    for model in results.models:
        info = next(t.info for t in results.trainings if t.model == model.name)
        rows.append(
            (model.label, str(info["architecture"]), f"{_width(results, model):g}",
             millions(int(info["parameters"])), millions(int(info["multiply_adds"])),
             count(len(info.get("layers", []))))
        )  # fmt: skip
    columns = ["Model", "Architecture", "Width", "Parameters", "Multiply-adds", "Stages"]
    return Table(
        name="models",
        title="Networks",
        caption="Width is the factor on every layer's channels, 1 being the published network; "
        "multiply-adds are for one face.",
        frame=pd.DataFrame(rows, columns=columns),
    )


def _width(results: Results, model: Model) -> float:
    asked = results.study.get("models", [])
    widths = [m.get("width", 1) for m in asked if model.name in (m.get("name"), m["architecture"])]
    return float(widths[0]) if widths else 1.0


def settings(results: Results) -> Table:
    """List the settings of training."""
    training = results.study.get("training", {})
    rows = [
        (key.replace("_", " "), _value(value))
        for key, value in training.items()
        if key != "augmentation"
    ]
    rows.append(("augmentation", _augmentation(training.get("augmentation", {}))))
    image_size = results.study.get("data", {}).get("image_size", results.images.shape[1])
    share = results.study.get("split", {}).get("validation_share")
    rows.insert(0, ("image size", f"{image_size}{TIMES}{image_size} pixels"))
    if share is not None:
        rows.insert(1, ("validation share of the training faces", _value(share)))
    return Table(
        name="settings",
        title="Settings of training",
        caption=own_rates(results),
        frame=pd.DataFrame(rows, columns=["Setting", "Value"]),
        prose=("Value",),
    )


def own_rates(results: Results) -> str:
    """Say which models have a learning rate of their own."""
    own = [
        f"{m.get('name') or m['architecture']} {m['learning_rate']:g}"
        for m in results.study.get("models", [])
        if m.get("learning_rate")
    ]
    if not own:
        return "The same for every model."
    return f"The same for every model but for the learning rate of: {', '.join(own)}."


def _augmentation(asked: dict[str, float]) -> str:
    """Name what is switched on."""
    return ", ".join(f"{name} {value:g}" for name, value in asked.items() if value) or "none"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def search(results: Results) -> Table | None:
    """Compare the settings that were tried, on validation alone."""
    if results.search.empty:
        return None
    labels = {model.name: model.label for model in results.models}
    rows = [
        (labels.get(row["model"], str(row["model"])), _value(float(row["learning_rate"])),
         _value(float(row["dropout"])), _value(bool(row["batch_norm"])), str(row["batch_size"]),
         str(row["optimiser"]), f"{row['best_epoch']} of {row['epochs']}",
         decimal(float(row["validation_loss"]), 3), percent(float(row["validation_accuracy"])),
         _value(bool(row["chosen"])))
        for row in results.search.to_dict("records")
    ]  # fmt: skip
    columns = ["Model", "Learning rate", "Dropout", "Batch norm", "Batch", "Optimiser", "Epoch",
               "Validation loss", "Validation accuracy", "Chosen"]  # fmt: skip
    return Table(
        name="search",
        title="Search for settings",
        caption=f"Each alternative trained once; the lowest validation loss is chosen: "
        f"{chosen(results)}. The test faces play no part in it.",
        frame=pd.DataFrame(rows, columns=columns),
        stubs=2,
    )


def chosen(results: Results) -> str:
    """Say in words what the search chose, for every model: only the settings that were varied."""
    names = ["learning_rate", "dropout", "batch_norm", "batch_size", "optimiser"]
    varied = [name for name in names if len(set(results.search[name])) > 1]
    labels = {model.name: model.label for model in results.models}
    parts = []
    for row in results.search[results.search["chosen"].astype(bool)].to_dict("records"):
        found = ", ".join(f"{name.replace('_', ' ')} {_value(row[name])}" for name in varied)
        parts.append(f"{labels.get(row['model'], row['model'])} with {found or 'the only one'}")
    return "; ".join(parts) or "none"


def trainings(results: Results) -> Table:
    """Give what came of each training on its validation faces."""
    rows = []
    for model in results.models:
        for arm in results.arms:
            infos = [t.info for t in results.of(model, arm)]
            if infos:
                numbers = pd.DataFrame(infos)
                rows.append(
                    (model.label, arm.label, spread(numbers["epochs"], 1, 0),
                     spread(numbers["best_epoch"], 1, 0),
                     spread(numbers["validation_loss"], 1, 3),
                     spread(numbers["validation_accuracy"], 100, 1),
                     duration(float(numbers["seconds"].sum())))
                )  # fmt: skip
    columns = ["Model", "Trained on", "Epochs", "Epoch kept", "Validation loss",
               "Validation accuracy", "Time"]  # fmt: skip
    return Table(
        name="trainings",
        title="Trainings",
        caption="Validation figures (accuracy in percent) are those of the epoch that was kept, "
        "under the mask that the model was trained on; time is for all seeds together.",
        frame=pd.DataFrame(rows, columns=columns),
        stubs=2,
    )
