"""The models of a study's run, as a list of models to predict with."""

from feelingit.errors import InputError
from feelingit.predict.catalogue import Entry, entry_of
from feelingit.run_folder import RunFolder
from feelingit.study.model_facts import facts, weights_hash
from feelingit.study.trained import TrainedNetwork, trained_networks


def run_models(run: RunFolder) -> list[Entry]:
    """List the models that a run has trained to the end, exported or not, by name.

    Raises:
        InputError: The run has none.
        RunFolderError: The folder is no run's, or a file in it is damaged.
    """
    found = [_entry(network) for network in trained_networks(run)]
    if not found:
        raise InputError(f"{run.path} holds no trained model; expected a study's run folder")
    return found


def _entry(network: TrainedNetwork) -> Entry:
    where = str(network.run.path)
    path = network.folder / f"{network.name}.onnx"
    if not path.exists():
        return Entry(
            name=network.name,
            where=where,
            size=network.weights.stat().st_size,
            height=network.side,
            width=network.side,
            facts=facts(network),
        )
    entry = entry_of(path, where)
    if entry.problem is None and entry.facts.get("weights_sha256") != weights_hash(network):
        problem = f"{path}: of weights that were trained anew since; export it again"
        return Entry(**{**vars(entry), "problem": problem})
    return entry
