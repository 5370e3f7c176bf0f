"""Figure 4: a network's layers, with their shapes and parameters."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Polygon

from feelingit.palette import GREY
from feelingit.report.numbers import TIMES, millions, percent
from feelingit.report.results import Model, Results
from feelingit.report.style import new_figure

Layer = dict[str, Any]
KINDS = {
    "convolution": "#7E9CC0",
    "residual blocks": "#8C6BB1",
    "pooling": "#D8B365",
    "linear": "#5AA17F",
    "other": "#BDBDBD",
}


def title(model: Model) -> str:
    """Name the figure."""
    return f"Architecture of {model.label}"


def kind_of(layer: Layer) -> str:
    """Sort a layer into one of `KINDS` by what its file calls it."""
    text = str(layer["kind"])
    for word, kind in (("residual", "residual blocks"), ("conv", "convolution"),
                       ("pool", "pooling"), ("linear", "linear")):  # fmt: skip
        if word in text:
            return kind
    return "other"


def layers_of(results: Results, model: Model) -> list[Layer]:
    """Give a model's layers as trained in the baseline arm, or in any."""
    found = results.of(model, results.baseline) or [
        t for t in results.trainings if t.model == model.name
    ]
    return list(found[0].info.get("layers", []))


def shape_text(layer: Layer) -> str:
    """Write what a layer gives: channels, height and width."""
    return TIMES.join(str(length) for length in layer["output"])


def draw(results: Results, model: Model) -> Figure:
    """Draw each layer as a block, its name and shape, and its parameters as a bar below."""
    layers = layers_of(results, model)
    figure = new_figure(4.4)
    top, bottom = figure.subplots(2, 1, height_ratios=[1.15, 1], sharex=True)
    _blocks(top, layers)
    _bars(bottom, layers)
    kinds = [kind for kind in KINDS if kind in {kind_of(layer) for layer in layers}]
    figure.legend(handles=[Patch(color=KINDS[kind], label=kind) for kind in kinds],
                  loc="outside upper center", ncols=5)  # fmt: skip
    return figure


def _blocks(axes: Axes, layers: list[Layer]) -> None:
    """Draw slabs: as high as the picture is, as thick as there are channels (both as roots)."""
    sides = [layer["output"][1] if len(layer["output"]) > 1 else 1 for layer in layers]
    largest = max(layer["output"][0] for layer in layers)
    for place, (layer, side) in enumerate(zip(layers, sides, strict=True)):
        height = 0.12 + 0.88 * (side / max(sides)) ** 0.5
        thick = 0.14 + 0.5 * (layer["output"][0] / largest) ** 0.5
        _slab(axes, place, height, thick, KINDS[kind_of(layer)])
    axes.set(ylim=(-0.62, 0.85), xlim=(-0.6, len(layers) - 0.2))
    axes.set_axis_off()


def _slab(axes: Axes, x: float, height: float, thick: float, colour: str) -> None:
    left, right, low, high = x - thick / 2, x + thick / 2, -height / 2, height / 2
    lean, rise = 0.28 * height, 0.22 * height
    faces = (
        ([(left, low), (right, low), (right, high), (left, high)], 1.0),
        ([(right, low), (right + lean, low + rise), (right + lean, high + rise), (right, high)],
         0.55),
        ([(left, high), (right, high), (right + lean, high + rise), (left + lean, high + rise)],
         0.3),
    )  # fmt: skip
    for corners, strength in faces:
        axes.add_patch(Polygon(corners, facecolor="white", edgecolor="none", zorder=x))
        axes.add_patch(Polygon(corners, facecolor=colour, alpha=strength, edgecolor="none",
                               zorder=x))  # fmt: skip
        axes.add_patch(Polygon(corners, fill=False, edgecolor="white", linewidth=0.5, zorder=x))


def _bars(axes: Axes, layers: list[Layer]) -> None:
    numbers = np.array([int(layer["parameters"]) for layer in layers])
    places = np.arange(len(layers))
    axes.bar(places, numbers, 0.6, color=[KINDS[kind_of(layer)] for layer in layers])
    for place, number in zip(places, numbers, strict=True):
        if number:
            axes.annotate(millions(number).replace(" ", ""), (place, number), (0, 2),
                          textcoords="offset points", ha="center", fontsize=7.5,
                          color=GREY)  # fmt: skip
    axes.set_yscale("symlog", linthresh=max(1.0, float(numbers[numbers > 0].min()) / 2))
    axes.set_ylim(0, float(numbers.max()) * 4)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.minorticks_off()
    axes.set_ylabel("parameters (log)")
    labels = [f"{layer['name']}  {shape_text(layer)}" for layer in layers]
    crowded = len(layers) > 12  # noqa: PLR2004 - then the names do not fit side by side
    if not crowded:
        labels = [text.replace("  ", "\n") for text in labels]
    axes.set_xticks(places, labels, rotation=90 if crowded else 0, fontsize=8.5, linespacing=1.05)
    axes.tick_params(axis="x", length=0)


def caption(results: Results, model: Model) -> str:
    """Say where the parameters are and what a face costs."""
    layers = layers_of(results, model)
    info = next(t.info for t in results.trainings if t.model == model.name)
    total = max(1, sum(int(layer["parameters"]) for layer in layers))
    largest = max(layers, key=lambda layer: int(layer["parameters"]))
    side = info["image_size"]
    share = percent(int(largest["parameters"]) / total, 0)
    return (
        f"{model.label} for one grey channel at {side}{TIMES}{side} pixels: "
        f"{millions(total)} parameters, {millions(int(info['multiply_adds']))} multiply-adds a "
        "face. Above, each layer as a slab, as high as its picture and as thick as its channels "
        "(both by their square roots); below, its parameters, with its output as "
        f"channels{TIMES}height{TIMES}width. {largest['name']} alone holds {share} % of them."
    )


def alt(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    steps = ", ".join(f"{layer['name']} {shape_text(layer)}" for layer in layers_of(results, model))
    return f"Diagram of the layers of {model.label} with their output shapes: {steps}."
