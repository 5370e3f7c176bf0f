"""What the study that trained a network found of a method on it: may its maps be trusted?"""

from pathlib import Path
from typing import Any

import pandas as pd

from feelingit.files import Json
from feelingit.saliency.methods.names import label_of

TABLE = "trust.csv"
PASSED, FAILED = ("true", "1", "1.0"), ("false", "0", "0.0")


def trust_of(run: Path | None, model_id: str, method: str) -> Json | None:
    """Read how a method stood the tests of trust on a network.

    Args:
        run: The run folder of the network; None where it is not known.
        model_id: The network's name.
        method: By name.

    Returns:
        `passed` and `failed`, names of tests; None where no test was made.
    """
    if run is None:
        return None
    try:
        table = pd.read_csv(run / "saliency" / TABLE, dtype={"passes": str})
        rows = table[(table["model_id"] == model_id) & (table["method"] == method)]
        passes: list[tuple[str, Any]] = list(zip(rows["test"], rows["passes"], strict=True))
    except (OSError, ValueError, KeyError):
        # A run that has not come so far, or one that judges no methods.
        return None
    found = {
        "passed": [test for test, said in passes if str(said).lower() in PASSED],
        "failed": [test for test, said in passes if str(said).lower() in FAILED],
    }
    return found if any(found.values()) else None


def trust_in_words(trust: Json | None, method: str) -> str:
    """Say in a sentence whether maps may be trusted; `method` as people call it."""
    if trust is None:
        return f"{method} was not tested on this model, so whether to trust its maps is open"
    made = len(trust["passed"]) + len(trust["failed"])
    if not trust["failed"]:
        return f"{method} passes all {made} tests of trust on this model"
    return (
        f"{method} fails {len(trust['failed'])} of {made} tests of trust on this model "
        f"({', '.join(trust['failed'])}): do not rely on its maps"
    )


def warning_of(run: Path | None, model_id: str, method: str) -> str:
    """Say why not to rely on a method's maps on a network; empty where nothing is known."""
    trust = trust_of(run, model_id, method)
    return trust_in_words(trust, label_of(method)) if trust and trust["failed"] else ""
