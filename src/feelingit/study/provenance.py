"""Where a run's results come from: versions, data, settings, device, and what took how long."""

import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version

import torch

import feelingit
from feelingit.faces import Faces
from feelingit.run_folder import Json, read_json, write_json
from feelingit.study.context import Context
from feelingit.study.ledger import Ledger
from feelingit.study.step import Step

PACKAGES = (
    "numpy", "pandas", "torch", "lightning-fabric", "kornia", "captum", "scikit-learn", "scipy",
    "statsmodels", "opencv-python-headless", "onnxruntime", "matplotlib",
)  # fmt: skip


def now() -> str:
    """Give the time, to the second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def write_provenance(context: Context, ledger: Ledger, steps: list[Step], command: str) -> None:
    """Write `provenance.json`; steps done by earlier, interrupted runs keep their times."""
    entries = [{"name": step.name, **ledger.entry(step)} for step in steps]
    content: Json = {
        "feelingit": feelingit.__version__,
        "command": command,
        "started": min(entry["started"] for entry in entries),
        "finished": max(entry["finished"] for entry in entries),
        "python": sys.version.split()[0],
        "packages": {name: version(name) for name in PACKAGES},
        "device": {
            "asked": context.runtime.device,
            "used": context.runtime.accelerator,
            "devices": context.runtime.devices,
            "name": context.runtime.name(),
            "threads": torch.get_num_threads(),
        },
        "platform": f"{platform.system()} {platform.machine()}",
        "data": _data(context),
        "seeds": list(context.settings.seeds),
        "steps": [{"name": entry["name"], "seconds": entry["seconds"]} for entry in entries],
        "seconds": round(sum(entry["seconds"] for entry in entries), 1),
    }
    write_json(context.run.provenance, content)


def _data(context: Context) -> Json:
    """Describe the faces as read; the fingerprint is of pixels, identities, labels and splits."""
    source = read_json(context.run.data / "source.json")
    faces = Faces.load(context.run.data)
    return {**source, "fingerprint": faces.fingerprint(), "faces": len(faces)}
