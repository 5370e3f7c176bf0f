"""A run that was stopped goes on where it stood."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from feelingit.cli import predict_pictures
from feelingit.errors import RunFolderError
from tests.small_files import largest_file

from .case import FACES, FakeDetector, partial, rows_of, stop, table


def test_a_table_is_written_and_summed_up(run: Callable[..., Any]) -> None:
    ended = run("photos", "--out", "new/x.json")
    assert ended.exit_code == 0
    said = ended.stdout.splitlines()
    assert said[0] == "new/x.json: 7 faces in 5 files"
    assert sum(int(part.split()[0]) for part in said[1].split(",")) == 7
    assert said[2] == "  1 without a face"
    records = json.loads(Path("new/x.json").read_text())
    assert len(records) == 8
    assert len(records[0]["landmarks"]) == 68


def test_a_run_that_was_stopped_goes_on_where_it_stood(
    run: Callable[..., Any], fake: FakeDetector, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rows_of(run("photos").stdout)
    monkeypatch.setattr(predict_pictures, "SECONDS", 0)
    fake.seen, fake.stop_after = 0, 3
    ended = run("photos", "--out", "x.csv", "--workers", 1)
    assert ended.exit_code == 130
    assert ended.stderr.endswith("stopped; the same command goes on from here\n")
    assert not Path("x.csv").exists()
    fake.seen, fake.stop_after = 0, None
    ended = run("photos", "--out", "x.csv", "--workers", 1)
    assert ended.exit_code == 0
    assert fake.seen == 2
    assert table() == whole
    assert "3 done before" in ended.stdout
    assert "7 faces in 5 files" in ended.stdout
    assert not partial().exists()


def test_without_a_table_a_stop_says_that_nothing_is_kept(
    run: Callable[..., Any], fake: FakeDetector
) -> None:
    fake.stop_after = 1
    ended = run("photos", "--workers", 1)
    assert ended.exit_code == 130
    assert "without --out, nothing is kept" in ended.stderr


@pytest.mark.usefixtures("at_once")
def test_a_picture_that_changed_meanwhile_is_done_again(
    run: Callable[..., Any], fake: FakeDetector
) -> None:
    stop(run, fake)
    Image.new("RGB", (41, 60)).save("photos/a/10.png")
    run("photos", "--out", "x.csv")
    assert fake.seen == 3
    assert len([row for row in table() if row["source"] == "photos/a/10.png"]) == 1


@pytest.mark.usefixtures("at_once")
def test_pictures_that_come_or_go_meanwhile_are_in_the_table_or_not(
    run: Callable[..., Any], fake: FakeDetector
) -> None:
    stop(run, fake)
    Image.new("RGB", (41, 60)).save("photos/a/3.png")
    Path("photos/a/2.png").unlink()
    run("photos", "--out", "x.csv")
    assert table()[0]["source"] == "photos/a/3.png"
    assert len({row["source"] for row in table()}) == len(FACES)


@pytest.mark.usefixtures("at_once")
def test_a_run_with_another_threshold_is_refused_and_what_is_done_is_kept(
    run: Callable[..., Any], fake: FakeDetector
) -> None:
    stop(run, fake)
    kept = partial().read_bytes()
    ended = run("photos", "--out", "x.csv", "--threshold", 0.9)
    assert isinstance(ended.exception, RunFolderError)
    assert "--threshold 0.0, and now it is --threshold 0.9" in str(ended.exception)
    assert partial().read_bytes() == kept


@pytest.mark.usefixtures("at_once")
def test_faceless_pictures_of_before_count_when_a_face_is_required(
    run: Callable[..., Any], fake: FakeDetector
) -> None:
    stop(run, fake, after=4)
    assert run("photos", "--out", "x.csv", "--require-face").exit_code == 1


def test_a_finished_table_is_replaced_when_the_command_is_run_again(
    run: Callable[..., Any], fake: FakeDetector
) -> None:
    run("photos", "--out", "x.csv")
    before = table()
    fake.seen = 0
    run("photos", "--out", "x.csv")
    assert fake.seen == len(FACES)
    assert table() == before


@pytest.mark.usefixtures("at_once")
def test_a_full_disk_is_a_sentence_and_room_lets_the_run_go_on(
    run: Callable[..., Any], fake: FakeDetector
) -> None:
    with largest_file(900):
        ended = run("photos", "--out", "x.csv", "--workers", 1)
    assert isinstance(ended.exception, RunFolderError)
    assert "what is done so far is kept" in str(ended.exception)
    assert not Path("x.csv").exists()
    fake.seen = 0
    assert run("photos", "--out", "x.csv").exit_code == 0
    assert 0 < fake.seen < len(FACES)
    assert len(table()) == 8
