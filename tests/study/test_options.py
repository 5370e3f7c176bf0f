import json
from pathlib import Path

import pytest

from feelingit.errors import StudyFileError
from feelingit.study.study_file import find_study, read_study, with_options


def test_a_seed_takes_the_place_of_the_studys_own() -> None:
    settings = read_study(find_study("robust"))
    assert settings.seeds == (0, 1, 2)
    assert with_options(settings, seed=7).seeds == (7,)


def test_without_options_a_study_stays_as_it_is() -> None:
    settings = read_study(find_study("robust"))
    assert with_options(settings) == settings


def test_files_take_the_place_of_the_studys_own(tmp_path: Path) -> None:
    settings = read_study(find_study("feeling_it_cpu"))
    data = with_options(settings, corrections=tmp_path / "mine.csv", votes=tmp_path / "v.csv").data
    assert (data.corrections, data.votes) == (tmp_path / "mine.csv", tmp_path / "v.csv")


def test_a_run_keeps_the_names_of_files_and_not_where_they_lie(tmp_path: Path) -> None:
    settings = read_study(find_study("feeling_it_cpu"))
    kept = with_options(settings, corrections=tmp_path / "mine.csv").model_dump(mode="json")
    assert kept["data"]["corrections"] == "mine.csv"
    assert str(tmp_path) not in json.dumps(kept)


def test_drawn_faces_have_no_votes(tmp_path: Path) -> None:
    with pytest.raises(StudyFileError, match="draws its own faces"):
        with_options(read_study(find_study("quickstart")), votes=tmp_path / "v.csv")
