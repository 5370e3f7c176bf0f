"""Which model is meant, and whether it can be asked by a method; looks before it loads."""

import difflib
from collections.abc import Iterable
from pathlib import Path

from feelingit.errors import InputError, ModelError
from feelingit.predict.classifier import load
from feelingit.predict.model_file import find_model, shipped
from feelingit.run_folder import RunFolder
from feelingit.saliency.methods.names import needs_network, why_network
from feelingit.study.explain_faces.job import DeviceName
from feelingit.study.explain_faces.models import AskedModel, ExportedModel
from feelingit.study.trained import MODEL, RUNS, TrainedNetwork, find_trained, trained_networks

OCCLUSION = "occlusion_sensitivity"
"""The one method that asks for nothing but answers."""


def choose_model(
    name: str | None,
    run: Path | None,
    method: str,
    device: DeviceName = "auto",
    *,
    near: Path | None = None,
) -> AskedModel:
    """Find the model that is meant, and load it.

    Args:
        name: Of a model that ships, the path of one that was exported, or what `find_trained`
            takes; None for the only model of the run or, without a run, the one that ships.
        run: The folder of a study's run.
        method: Checked by `names.checked_name`.
        device: Where a trained network runs.
        near: A run folder in which names that are not shipped are looked up first.

    Raises:
        InputError: There is no such model, or several; or it was exported, and the method looks
            inside a network.
        ModelError: The model is damaged, or lacks the layer that is named.
        RunFolderError: The run folder is none.
        ModuleNotFoundError: A trained network is asked, and PyTorch is not installed.
    """
    trained = _trained(name, run, method, near)
    if trained is not None:
        from feelingit.study.explain_faces.trained_model import TrainedModel  # noqa: PLC0415

        return TrainedModel(trained, method, device)
    path = find_model(name)
    if needs_network(method):
        raise InputError(_cannot(name, path, method))
    return ExportedModel(load(path))


def _trained(
    name: str | None, run: Path | None, method: str, near: Path | None
) -> TrainedNetwork | None:
    """Find the trained network that is meant; None where an exported model is."""
    if name is None:
        return None if run is None else _only(run)
    if run is not None:
        return find_trained(name, run)
    folder = Path(name)
    if (folder / MODEL).is_file():
        exported = not needs_network(method) and any(folder.glob("*.onnx"))
        return None if exported else find_trained(name)
    if name in shipped() or folder.suffix in (".onnx", ".safetensors") or folder.exists():
        return None
    close = difflib.get_close_matches(name, shipped(), 1)
    if near is None and (close or not any(RUNS.glob(f"*/models/*/{MODEL}"))):
        try:
            find_model(name)
        except ModelError as error:
            raise InputError(f"{error}, or a trained network and its run with --run") from error
    return find_trained(name, near)


def _only(run: Path) -> TrainedNetwork:
    found = trained_networks(RunFolder(run))
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"{run} holds no trained model; name a study's run folder with --run")
    raise InputError(f"{run} holds {len(found)} models; choose one with --model: {_few(found)}")


def _few(found: Iterable[TrainedNetwork], most: int = 8) -> str:
    names = [network.name for network in found]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _cannot(name: str | None, path: Path, method: str) -> str:
    which = f"{path.stem} ships exported" if name is None or name in shipped() else f"{path} is so"
    return f"{why_network(method)} ({which}); to look inside, name a trained network and its --run"
