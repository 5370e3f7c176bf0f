"""Whether studies can be run: the extra `study`, and the device that would train.

PyTorch is started in a process of its own, beside everything else: it takes seconds, and one that
is broken may take its process with it.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from feelingit.predict.doctor.finding import Look, NotThereError, installed

AREA = "studies"
INSTALL = 'pip install "feelingit[study]"'
MODULES = (
    "torch", "lightning_fabric", "kornia", "captum", "sklearn", "scipy", "statsmodels",
    "matplotlib", "jinja2", "safetensors",
)  # fmt: skip
SECONDS = 60
ASK = """
import torch
device = torch.cuda.get_device_name(0) if torch.cuda.is_available() else "the CPU"
print(f"PyTorch {torch.__version__}, on {device}")
"""


class Asked:
    """Studies, and the process that starts PyTorch for them.

    Args:
        process: None where PyTorch is not installed.
    """

    def __init__(self, process: "subprocess.Popen[str] | None") -> None:
        self._process = process

    def looks(self) -> list[Look]:
        """List what studies need; ask last, for the process may still be at work."""
        return [
            Look(AREA, "libraries", _libraries, INSTALL),
            Look(AREA, "training", self._answer, INSTALL),
            Look(AREA, "ONNX export", _onnx, "pip install --force-reinstall onnx"),
        ]

    def _answer(self) -> str:
        if self._process is None:
            raise NotThereError("PyTorch is not installed", INSTALL)
        try:
            said, wrong = self._process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"PyTorch did not start within {SECONDS} s") from None
        if self._process.returncode:
            lines = wrong.strip().splitlines()
            code = self._process.returncode
            raise RuntimeError(lines[-1] if lines else f"PyTorch ended with code {code}")
        return said.strip()


@contextmanager
def asked() -> Iterator[Asked]:
    """Start PyTorch in a process that ends with this block at the latest."""
    if not installed("torch"):
        yield Asked(None)
        return
    process = subprocess.Popen(  # noqa: S603 - this very Python, and words that stand above
        [sys.executable, "-W", "ignore", "-c", ASK],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Asked(process)
    finally:
        process.kill()
        process.communicate()


def _libraries() -> str:
    missing = [name for name in MODULES if not installed(name)]
    if missing:
        raise NotThereError(f"not installed: {', '.join(missing)}", INSTALL)
    return "installed, all that training, saliency and the report need"


def _onnx() -> str:
    if not installed("onnx"):
        raise NotThereError("onnx is not installed", "pip install onnx")
    import onnx  # noqa: PLC0415

    return f"onnx {onnx.__version__}"
