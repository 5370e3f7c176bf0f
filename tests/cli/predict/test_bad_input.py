"""Bad input is a sentence, and nothing is done."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from feelingit.cli import predict_run
from feelingit.errors import InputError, ModelError

from .case import FakeDetector


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no.jpg"], "no.jpg does not exist"),
        (["photos", "*.gif"], r"no file fits the pattern \*.gif"),
        (["photos", "empty"], "the folder empty holds no pictures"),
        (["-"], "the list on standard input is empty"),
        (["photos", "--detector", "fack"], "did you mean 'fake'"),
        (["photos", "--out", "x.xlsx"], "tables end in .csv, .json, .parquet; found .xlsx"),
        (["photos", "--out", "photos.csv"], "is a folder; name a file"),
        (["photos", "--annotate", "photos"], "lies in photos"),
        (["photos", "--annotate", "photos/a/new"], "lies in photos"),
        (["photos/last.png", "--annotate", "photos"], "would be written over photos/last.png"),
        (["photos", "--annotate", "tiny.json"], "tiny.json is a file; name a folder"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_done(
    run: Callable[..., Any], fake: FakeDetector, here: Path, arguments: list[str], said: str
) -> None:
    (here / "empty").mkdir()
    (here / "photos.csv").mkdir()
    before = sorted(here.rglob("*"))
    ended = run(*arguments)
    assert isinstance(ended.exception, InputError)
    with pytest.raises(InputError, match=said):
        raise ended.exception
    assert ended.stdout == ""
    assert fake.seen == 0
    assert sorted(here.rglob("*")) == before


def test_a_model_that_is_not_there_is_a_sentence(run: Callable[..., Any]) -> None:
    assert isinstance(run("photos", "--model", "no.onnx").exception, ModelError)


@pytest.mark.parametrize(
    "option", [("--threshold", 1.2), ("--workers", 0), ("--batch-size", 0), ("--every", 0)]
)
def test_numbers_out_of_range_are_refused(
    run: Callable[..., Any], option: tuple[str, object]
) -> None:
    ended = run("photos", *option)
    assert ended.exit_code == 2
    assert option[0] in ended.stderr


def test_a_list_is_not_waited_for_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    keyboard = io.StringIO()
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", keyboard)
    with pytest.raises(InputError, match="hand one in"):
        predict_run._named(["-"])
