"""The state of a training that may be stopped: into a file, and back."""

import io
import pickle
from pathlib import Path

import torch

from feelingit.errors import ModelError
from feelingit.run_folder import write_whole
from feelingit.training.progress import TrainingProgress
from feelingit.training.trainer import Trainer

_UNREADABLE = (OSError, RuntimeError, EOFError, KeyError, ValueError, TypeError)
"""What reading a damaged file raises, besides `pickle.UnpicklingError`."""


def save_state(trainer: Trainer, progress: TrainingProgress, path: Path) -> None:
    """Write all that `resume` needs, whole or not at all; of several processes the first does.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """
    if not trainer.fabric.is_global_zero:
        return
    state = {
        "network": trainer.network.state_dict(),
        "optimiser": trainer.optimiser.state_dict(),
        "average": None if trainer.average is None else trainer.average.state_dict(),
        "progress": progress.state(),
    }
    # Through memory, for torch's own writing reports a full disk as an error of its format.
    buffer = io.BytesIO()
    torch.save(state, buffer)
    write_whole(path, lambda partial: partial.write_bytes(buffer.getbuffer()))


def resume(trainer: Trainer, path: Path | None) -> TrainingProgress:
    """Put a trainer where a stopped training was; start afresh where there is no file.

    Raises:
        ModelError: The file is damaged, or of another training.
    """
    if path is None or not path.exists():
        return TrainingProgress()
    try:
        state = torch.load(path, map_location=trainer.fabric.device, weights_only=True)
        trainer.network.load_state_dict(state["network"])
        trainer.optimiser.load_state_dict(state["optimiser"])
        if trainer.average is not None:
            trainer.average.load_state_dict(state["average"])
        return TrainingProgress.from_state(state["progress"])
    except (*_UNREADABLE, pickle.UnpicklingError) as error:
        reason = str(error).partition("\n")[0]
        raise ModelError(
            f"{path}, the state of a stopped training, cannot be used ({reason}); delete it, and "
            "that training starts afresh"
        ) from error
