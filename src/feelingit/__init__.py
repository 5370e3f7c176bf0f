"""Find out how well, and from what, a machine reads emotion in a face.

`load()` gives a classifier that is ready to use: see `feelingit.predict.classifier`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feelingit.predict.classifier import load

__all__ = ["__version__", "load"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module has
    # Only who classifies faces waits for what that needs.
    if name == "load":
        from feelingit.predict.classifier import load  # noqa: PLC0415

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
