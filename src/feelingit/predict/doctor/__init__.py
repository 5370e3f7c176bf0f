"""What is installed, what works offline right now, and what is missing: one finding each.

Everything is tried, not only looked for: a face is drawn, found, read, written and classified.
Nothing here fails; whatever a library raises is a finding.
"""

import platform
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import feelingit
from feelingit.predict.doctor.finding import Finding, Look, NotThereError, State
from feelingit.predict.doctor.study import asked
from feelingit.predict.doctor.versions import Library, libraries

__all__ = [
    "Finding", "Library", "Look", "NotThereError", "State", "about", "examine", "libraries",
    "works",
]  # fmt: skip

AREAS = ("versions", "photos", "video", "camera")
"""The modules here that list what to look at, in this order."""
REINSTALL = "install feelingit again: pip install --force-reinstall feelingit"


def about() -> dict[str, str]:
    """Say what runs on what."""
    return {
        "feelingit": feelingit.__version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "executable": sys.executable,
    }


def examine() -> Iterator[Finding]:
    """Try everything, one thing after the other; takes seconds."""
    # PyTorch takes the longest; it starts while the others are tried.
    with asked() as study:
        for area in AREAS:
            for look in _looks_of(area):
                yield look.find()
        for look in study.looks():
            yield look.find()


def _looks_of(area: str) -> list[Look]:
    """List an area's looks; one that cannot even be listed is broken as a whole."""

    def listed() -> list[Look]:
        looks: Callable[[], list[Look]] = import_module(f"{__name__}.{area}").looks
        return looks()

    try:
        return listed()
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - looked at again, and told
        return [
            Look(area, "everything", lambda: str(listed()), REINSTALL, needed=area in AREAS[:2])
        ]


def works(findings: list[Finding]) -> bool:
    """Tell whether everything works that classifying photos needs."""
    return all(finding.works for finding in findings if finding.needed)


def as_records(findings: list[Finding]) -> dict[str, Any]:
    """Give everything as plain data."""
    return {
        **about(),
        "works": works(findings),
        "findings": [vars(finding) for finding in findings],
        "libraries": [library._asdict() for library in libraries()],
    }
