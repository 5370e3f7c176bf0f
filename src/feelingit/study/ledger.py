"""Which steps are done: one small file a step, written when the step has ended."""

import re
from pathlib import Path

from feelingit.run_folder import Json, RunFolder, read_json, write_json
from feelingit.study.plan import Step


class Ledger:
    """Remember finished steps in a run folder."""

    def __init__(self, run: RunFolder) -> None:
        self.run = run

    def is_done(self, step: Step) -> bool:
        """Tell whether a step has ended with this key and its files are still there."""
        path = self._path(step)
        if not path.exists() or self.entry(step)["key"] != step.key:
            return False
        return all(output.exists() for output in step.outputs)

    def entry(self, step: Step) -> Json:
        """Give what was written when a step ended."""
        return read_json(self._path(step))

    def done(self, step: Step, started: str, finished: str, seconds: float) -> None:
        """Remember that a step has ended."""
        entry = {"key": step.key, "started": started, "finished": finished}
        write_json(self._path(step), {**entry, "seconds": round(seconds, 2)})

    def _path(self, step: Step) -> Path:
        return self.run.steps / f"{re.sub('[^a-z0-9]+', '-', step.name.lower())}.json"
