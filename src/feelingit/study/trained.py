"""The models that studies trained, as their run folders hold them: which there are, and of what.

Reads small files only, and needs no PyTorch; `stored` loads the networks themselves.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feelingit.errors import InputError, RunFolderError
from feelingit.run_folder import Json, RunFolder, read_json

RUNS = Path("runs")
"""Where `feelingit study` keeps runs unless told otherwise."""
HISTORY, MODEL, WEIGHTS = "history.csv", "model.json", "weights.safetensors"
"""The files of one trained network."""
OFFERED = 8
"""The most names that an error lists."""


@dataclass(frozen=True)
class TrainedNetwork:
    """A network that a study trained to the end.

    Attributes:
        run: The folder of the study's run.
        about: What `model.json` says.
    """

    run: RunFolder
    about: Json

    @property
    def name(self) -> str:
        """The name of its folder and of its rows: `compact-bare-s0`."""
        return str(self.about["model_id"])

    @property
    def folder(self) -> Path:
        """Where its weights are."""
        return self.run.model(self.name)

    @property
    def weights(self) -> Path:
        """Its weights."""
        return self.folder / WEIGHTS

    @property
    def side(self) -> int:
        """Of the faces that it was trained with, in pixels, before rows were cut away."""
        return int(self.about["image_size"])

    @property
    def conditions(self) -> tuple[str, ...]:
        """What it saw in training."""
        return tuple(str(self.about["trained_on"]).split("+"))

    @property
    def sees(self) -> str:
        """The condition under which it is to be shown faces: `none`, or rows cut away."""
        from feelingit.occlusion import condition  # noqa: PLC0415 - lists of models do without

        # A condition that cuts rows away is never one of several.
        return self.conditions[0] if condition(self.conditions[0]).cut else "none"


def trained_networks(run: RunFolder) -> list[TrainedNetwork]:
    """List the networks that a run has trained to the end, by name.

    Raises:
        RunFolderError: The folder is no run's, or a file in it is damaged.
    """
    if not run.path.is_dir():
        raise RunFolderError(f"{run.path} is not a folder; expected the folder of a study's run")
    folders = sorted(path.parent for path in run.models.glob(f"*/{MODEL}"))
    return [_read(run, folder) for folder in folders if (folder / WEIGHTS).is_file()]


def find_trained(name: str, run: Path | None = None) -> TrainedNetwork:
    """Find a trained network by its name, the beginning of its name, or the path of its folder.

    Args:
        name: `compact-bare-s0`, or as much of it as no other name begins with.
        run: The folder of the run; by default all those in `runs/` are looked through.

    Raises:
        InputError: There is none of this name, or several.
        RunFolderError: The folder is no run's, or a file in it is damaged.
    """
    folder = Path(name)
    if (folder / MODEL).is_file():
        return _read(RunFolder(folder.absolute().parents[1]), folder)
    runs = [run] if run is not None else sorted(path.parent for path in RUNS.glob("*/models"))
    known = [network for each in runs for network in trained_networks(RunFolder(each))]
    where = str(run) if run is not None else f"{RUNS}/"
    if not known:
        raise InputError(f"{where} holds no trained model; name a study's run folder with --run")
    exact = [network for network in known if network.name == name]
    found = exact or [network for network in known if network.name.startswith(name)]
    if len(found) == 1:
        return found[0]
    if not found:
        names = _listed([network.name for network in known])
        raise InputError(f"{where} holds no model {name!r}; there are {names}")
    if len({network.run.path for network in found}) > 1:
        names = _listed([str(network.run.path) for network in found])
        raise InputError(f"several runs have a model {name!r}: {names}; choose one with --run")
    names = _listed([network.name for network in found])
    raise InputError(f"{name!r} may mean any of {names}; write more of it")


def bare_share(network: TrainedNetwork) -> float | None:
    """Give the share of its training faces that stayed bare, where the study says so."""
    try:
        arms: Sequence[dict[str, Any]] = read_json(network.run.study)["trainings"]
    except (OSError, ValueError, KeyError):
        return None
    mine = (arm for arm in arms if arm.get("name") == network.about["arm"])
    return next((arm.get("bare_share") for arm in mine), None)


def _read(run: RunFolder, folder: Path) -> TrainedNetwork:
    path = folder / MODEL
    try:
        about = read_json(path)
        missing = next(_missing(about), None)
    except (OSError, ValueError) as error:
        raise RunFolderError(
            f"{path} is damaged ({error}); run the study again with the same --out"
        ) from error
    if missing is not None:
        raise RunFolderError(
            f"{path} lacks {missing!r}, which every trained model's has; run the study again with "
            "the same --out"
        )
    return TrainedNetwork(run, about)


def _missing(about: Any) -> Iterator[str]:  # noqa: ANN401 - whatever the file holds
    if not isinstance(about, dict):
        raise json.JSONDecodeError("not an object", "", 0)
    needed = ("model_id", "architecture", "arm", "trained_on", "image_size", "settings", "control")
    return (key for key in needed if key not in about)


def _listed(names: Sequence[str]) -> str:
    names = list(dict.fromkeys(names))
    more = f" and {len(names) - OFFERED} more" if len(names) > OFFERED else ""
    return ", ".join(names[:OFFERED]) + more
