"""One thing that was looked at: whether it works, and if not, what to do about it.

Looking never fails: whatever a broken library raises becomes a finding.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

State = Literal["works", "missing", "broken"]


@dataclass(frozen=True)
class Finding:
    """What became of a look.

    Attributes:
        area: What it belongs to: photos, video, ...
        name: Of what was looked at.
        state: `missing` is not there; `broken` is there and does not work.
        said: What was found, in a few words.
        to_do: What to do about it; empty where it works.
        needed: Whether classifying photos needs it.
    """

    area: str
    name: str
    state: State
    said: str
    to_do: str = ""
    needed: bool = False

    @property
    def works(self) -> bool:
        """Whether nothing is to be done."""
        return self.state == "works"


class NotThereError(Exception):
    """Raised by a look: what it looks for is not there.

    Args:
        said: What is missing.
        to_do: How to get it.
    """

    def __init__(self, said: str, to_do: str) -> None:
        super().__init__(said)
        self.said, self.to_do = said, to_do


@dataclass(frozen=True)
class Look:
    """One thing to look at.

    Attributes:
        area: See `Finding`.
        name: Likewise.
        at: Looks, and says what works; raises `NotThereError`, or anything else where it is broken.
        mend: What to do where it is broken.
        needed: See `Finding`.
    """

    area: str
    name: str
    at: Callable[[], str]
    mend: str
    needed: bool = False

    def find(self) -> Finding:
        """Look, whatever happens."""
        try:
            said = self.at()
        except NotThereError as error:
            return Finding(self.area, self.name, "missing", error.said, error.to_do, self.needed)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - libraries may even exit
            reason = _in_one_line(error)
            return Finding(self.area, self.name, "broken", reason, self.mend, self.needed)
        return Finding(self.area, self.name, "works", said, needed=self.needed)


def installed(module: str) -> bool:
    """Tell whether there is a module to import, without importing it."""
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False


LONGEST = 200
"""Characters of a reason; some libraries write pages."""


def _in_one_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    reason = lines[0] if lines else type(error).__name__
    return reason if len(reason) <= LONGEST else f"{reason[: LONGEST - 3]}..."
