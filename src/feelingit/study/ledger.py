"""Which steps are done: one small file a step, written when the step has ended."""

import json
import re
from pathlib import Path

from feelingit.errors import RunFolderError
from feelingit.run_folder import Json, RunFolder, read_json, unwritable, write_json
from feelingit.study.step import Step


class Ledger:
    """Remember finished steps in a run folder."""

    def __init__(self, run: RunFolder) -> None:
        self.run = run

    def is_done(self, step: Step) -> bool:
        """Tell whether a step has ended with this key and its files are still there."""
        try:
            key = self.entry(step)["key"]
        except (FileNotFoundError, json.JSONDecodeError, KeyError):
            return False
        return key == step.key and all(output.exists() for output in step.outputs)

    def entry(self, step: Step) -> Json:
        """Give what was written when a step ended."""
        return read_json(self._path(step))

    def begin(self, step: Step) -> None:
        """Forget a step that is done anew: from now on its files may be of one key or the other."""
        try:
            self._path(step).unlink(missing_ok=True)
        except OSError as error:
            raise RunFolderError(unwritable(self._path(step), error)) from error

    def done(self, step: Step, started: str, finished: str, seconds: float) -> None:
        """Remember that a step has ended."""
        entry = {"key": step.key, "started": started, "finished": finished}
        write_json(self._path(step), {**entry, "seconds": round(seconds, 2)})

    def _path(self, step: Step) -> Path:
        return self.run.steps / f"{re.sub('[^a-z0-9]+', '-', step.name.lower())}.json"
