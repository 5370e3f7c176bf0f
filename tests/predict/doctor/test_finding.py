import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from feelingit.predict.doctor.finding import LONGEST, Finding, Look, NotThereError, installed


def found(at: Callable[[], str]) -> Finding:
    return Look("photos", "a thing", at, "mend it", needed=True).find()


def fails_with(error: BaseException) -> Callable[[], str]:
    def at() -> str:
        raise error

    return at


def test_what_works_says_so_and_asks_for_nothing() -> None:
    assert found(lambda: "version 3") == Finding(
        "photos", "a thing", "works", "version 3", needed=True
    )


def test_what_is_missing_comes_with_how_to_get_it() -> None:
    missing = found(fails_with(NotThereError("not installed", "pip install it")))
    assert (missing.state, missing.said, missing.to_do) == (
        "missing", "not installed", "pip install it",
    )  # fmt: skip
    assert not missing.works


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ImportError("libGL.so.1: cannot open shared object file"), "libGL.so.1: cannot open sha"),
        (RuntimeError("\n  first line\nsecond line"), "first line"),
        (SystemExit(3), "3"),
        (AssertionError(), "AssertionError"),
        (MemoryError(), "MemoryError"),
        (ValueError("long " * 1000), "long long"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whatever_a_library_raises_is_a_line(error: BaseException, said: str) -> None:
    broken = found(fails_with(error))
    assert (broken.state, broken.to_do) == ("broken", "mend it")
    assert broken.said.startswith(said)
    assert "\n" not in broken.said
    assert len(broken.said) <= LONGEST


def test_ctrl_c_still_stops() -> None:
    with pytest.raises(KeyboardInterrupt):
        found(fails_with(KeyboardInterrupt()))


def test_what_cannot_even_be_looked_for_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert installed("json")
    assert not installed("no_such_module")
    monkeypatch.setitem(sys.modules, "half_there", ModuleType("half_there"))
    assert not installed("half_there")
