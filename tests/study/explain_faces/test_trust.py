"""What a study found of a method on a network goes with its maps."""

from pathlib import Path

import pandas as pd
import pytest

from feelingit.study.explain_faces.trust import trust_in_words, trust_of, warning_of


@pytest.fixture
def run(tmp_path: Path) -> Path:
    rows = [
        ("a", "grad_cam", "deletion", True),
        ("a", "grad_cam", "noise", False),
        ("a", "grad_cam", "seeds", None),
        ("a", "gradient", "deletion", True),
        ("b", "grad_cam", "deletion", True),
    ]
    table = pd.DataFrame(rows, columns=["model_id", "method", "test", "passes"])
    (tmp_path / "saliency").mkdir()
    table.to_csv(tmp_path / "saliency/trust.csv", index=False)
    return tmp_path


def test_tests_that_were_passed_and_failed_are_named(run: Path) -> None:
    assert trust_of(run, "a", "grad_cam") == {"passed": ["deletion"], "failed": ["noise"]}
    assert trust_of(run, "b", "grad_cam") == {"passed": ["deletion"], "failed": []}


def test_what_was_not_tested_is_unknown(run: Path, tmp_path: Path) -> None:
    assert trust_of(run, "c", "grad_cam") is None
    assert trust_of(run, "b", "gradient") is None
    assert trust_of(tmp_path / "no", "a", "grad_cam") is None
    assert trust_of(None, "a", "grad_cam") is None


def test_a_failed_test_is_a_warning(run: Path) -> None:
    assert "fails 1 of 2 tests" in warning_of(run, "a", "grad_cam")
    assert "(noise): do not rely on its maps" in warning_of(run, "a", "grad_cam")
    assert warning_of(run, "b", "grad_cam") == warning_of(run, "c", "grad_cam") == ""
    assert trust_in_words(trust_of(run, "b", "grad_cam"), "Grad-CAM").startswith("Grad-CAM passes")
