import importlib
import json
import sys
from importlib import metadata

import pytest

from feelingit.predict import doctor, model_file
from feelingit.predict.detectors.registry import DEFAULT, DETECTORS
from feelingit.predict.doctor import Finding, versions
from feelingit.predict.doctor.versions import Library


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return list(doctor.examine())


def test_all_that_photos_need_works_here(findings: list[Finding]) -> None:
    assert [finding for finding in findings if finding.needed and not finding.works] == []
    assert doctor.works(findings)


def test_every_finding_says_something_and_what_to_do_if_it_does_not_work(
    findings: list[Finding],
) -> None:
    for finding in findings:
        assert finding.said, finding
        assert bool(finding.to_do) == (not finding.works), finding


def test_each_name_stands_once_in_its_area(findings: list[Finding]) -> None:
    names = [(finding.area, finding.name) for finding in findings]
    assert len(set(names)) == len(names)


def test_every_model_and_every_detector_is_tried(findings: list[Finding]) -> None:
    names = {finding.name for finding in findings}
    assert {f"model {name}" for name in model_file.shipped()} <= names
    others = set(DETECTORS) - {DEFAULT, "none"}
    assert {f"detector {name}" for name in others} <= names
    assert next(f for f in findings if f.name == "finding faces").said.startswith(DEFAULT)


def test_records_are_json(findings: list[Finding]) -> None:
    records = json.loads(json.dumps(doctor.as_records(findings)))
    assert records["works"] is True
    assert records["python"] == sys.version.split()[0]
    assert {finding["state"] for finding in records["findings"]} <= {"works", "missing", "broken"}
    assert "numpy" in {library["name"] for library in records["libraries"]}


def test_a_model_that_is_not_whole_makes_photos_impossible(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(model_file, "SHIPPED", tmp_path)
    photos = importlib.import_module("feelingit.predict.doctor.photos")
    found = [look.find() for look in photos.looks() if look.name.startswith("model")]
    assert [(finding.state, finding.needed) for finding in found] == [("broken", True)]
    assert not doctor.works(found)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("numpy>=1.26", ("numpy", "1.26", "")),
        ("opencv-python-headless>=4.9", ("opencv-python-headless", "4.9", "")),
        ('torch>=2.11; extra == "study"', ("torch", "2.11", "study")),
        ("onnx <2,>=1.17 ; python_version < '4' and extra == 'dev'", ("onnx", "1.17", "dev")),
        ("uvicorn[standard]>=0.3", ("uvicorn", "0.3", "")),
        ("rich", ("rich", "", "")),
    ],
)
def test_a_requirement_is_taken_apart(
    monkeypatch: pytest.MonkeyPatch, line: str, expected: tuple[str, str, str]
) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _package: [line])
    found = versions.libraries()
    assert [tuple(library[:3]) for library in found] == ([] if "dev" in line else [expected])


@pytest.mark.parametrize(
    ("least", "version", "old"),
    [
        ("1.26", "1.9.3", True),
        ("1.26", "1.26", False),
        ("1.26", "1.26.0rc1", False),
        ("2.11", "2.13.0+cpu", False),
        ("2.11", "2.2.0+cpu", True),
        ("", "0.1", False),
        ("1.0", None, False),
    ],
)
def test_a_version_below_the_least_is_too_old(least: str, version: str | None, old: bool) -> None:
    assert Library("x", least, "", version).is_too_old == old
