"""Import a detector's library, and say how to get it where it is missing."""

import importlib
from typing import Any

from feelingit.errors import InputError


def library(detector: str, module: str, package: str) -> Any:  # noqa: ANN401 - a module
    """Import a library that is no dependency.

    Args:
        detector: Whose it is, for the error's sentence.
        module: What is imported.
        package: What is installed to have it.

    Raises:
        InputError: It is not installed, or cannot be imported.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise InputError(
            f"detector {detector!r}: {module} is not installed; install it (pip install "
            f"{package}), or choose another detector"
        ) from error


def no_file(detector: str, file: str | None) -> None:
    """Refuse a file for a detector that takes none.

    Raises:
        InputError: There is one.
    """
    if file is not None:
        raise InputError(f"detector {detector!r} takes no file, found {file!r}; write {detector!r}")
