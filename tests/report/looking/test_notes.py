"""What a run lacks is said where a reader would look for it."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from feelingit.errors import RunFolderError
from feelingit.report import build_report
from feelingit.report.load import load
from feelingit.report.looking.findings import (
    what_follows,
)
from feelingit.report.looking.notes import NO_TESTS, NOT_COVERED, ONE_MODEL, OUTDATED, notes
from feelingit.report.results import Results
from feelingit.run_folder import RunFolder, write_csv
from tests.report.sample_run import Sample, write_sample

from .changed import FIGURES, TABLES, figures_of, looking_at, tables_of


def test_one_model_without_tests_says_what_is_lacking(alone: Results) -> None:
    said = notes(alone)
    assert said["trust"] == [NO_TESTS]
    assert said["differences"] == [ONE_MODEL]
    assert said["covered"] == [NOT_COVERED]
    assert not figures_of(alone) & {"map_truth", "randomised", "maps_models", "maps_differences"}
    assert "map_trust" not in tables_of(alone)
    assert "was not tested" in what_follows(alone)[0]


def test_tests_that_need_networks_say_which_are_lacking(results: Results) -> None:
    trust = results.looking.trust.copy()
    trust.loc[trust["test"].isin(["shuffled", "truth"]), "passes"] = None
    shuffled, drawn = notes(looking_at(results, trust=trust))["trust"]
    assert shuffled == "Not tested: the study trained no network with shuffled labels."
    assert drawn.startswith("Not tested: the study trained no network on drawn faces")
    assert "trust" not in notes(results)


def test_a_run_without_maps_has_no_such_chapter(least: RunFolder) -> None:
    found = load(least)
    assert notes(found) == {}
    assert what_follows(found) == []
    assert not (figures_of(found) & FIGURES) | (set(tables_of(found)) & TABLES)


def test_maps_of_an_earlier_version_are_not_shown(tmp_path: Path) -> None:
    sample = Sample(models=("compact",), arms=("baseline",), conditions=("none",), faces=300,
                    search=False, saliency=False)  # fmt: skip
    run = write_sample(tmp_path, sample)
    run.saliency.mkdir()
    np.savez(run.saliency / "compact-baseline-s0.npz", mean=np.zeros((7, 48, 48)))
    shares = pd.DataFrame({"model_id": ["compact-baseline-s0"], "emotion": ["sad"]})
    write_csv(run.saliency / "shares.csv", shares)
    results = load(run)
    assert results.looking.outdated
    assert notes(results) == {"maps": [OUTDATED]}
    text = build_report(run, show_faces=False).read_text(encoding="utf-8")
    assert OUTDATED in text
    assert "Where the models look, and where people look" in text


def test_a_damaged_atlas_is_refused_by_its_name(tmp_path: Path) -> None:
    sample = Sample(models=("compact",), arms=("baseline",), conditions=("none",), faces=300,
                    search=False)  # fmt: skip
    run = write_sample(tmp_path, sample)
    (run.saliency / "compact-baseline-s0.npz").write_bytes(b"no archive")
    with pytest.raises(RunFolderError, match=r"compact-baseline-s0\.npz"):
        load(run)


def test_networks_that_the_study_no_longer_has_are_left_out(results: Results) -> None:
    known = {training.model_id for training in results.trainings}
    for table in (results.looking.shares, results.looking.trust, results.looking.agreement):
        assert set(table["model_id"]) <= known
