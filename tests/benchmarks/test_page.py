from pathlib import Path

import pytest

from benchmarks.fer_package import LITERT, VERSION
from benchmarks.page import PAGE, fill_page
from benchmarks.timing import Row

ROW = Row("one face", "0.5 ms", "0.6 ms", "1.2 times", "under 2 ms")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "speed.md"
    path.write_text("Said.\n<!-- fast -->\nold\n<!-- end -->\nMore.\n<!-- slow -->\n<!-- end -->\n")
    return path


def test_a_measurement_is_written_between_its_markers(page: Path) -> None:
    assert fill_page({"fast": [ROW]}, page) == ["fast"]
    text = page.read_text()
    assert "old" not in text
    assert "| one face | 0.5 ms | 0.6 ms | 1.2 times | under 2 ms |" in text
    assert text.startswith("Said.\n<!-- fast -->\n| what |")
    assert text.endswith("<!-- end -->\nMore.\n<!-- slow -->\n<!-- end -->\n")


def test_writing_again_changes_nothing_but_the_figures(page: Path) -> None:
    fill_page({"fast": [ROW], "slow": [ROW]}, page)
    once = page.read_text()
    fill_page({"slow": [ROW], "fast": [Row("one face", "0.7 ms")]}, page)
    fill_page({"fast": [ROW]}, page)
    assert _without_load(page.read_text()) == _without_load(once)


def _without_load(text: str) -> list[str]:
    return [line.split("; load")[0] for line in text.splitlines()]


def test_a_measurement_without_a_marker_is_left_out(page: Path) -> None:
    before = page.read_text()
    assert fill_page({"unheard_of": [ROW]}, page) == []
    assert page.read_text() == before


@pytest.mark.parametrize("name", ["prediction", "startup", "memory", "saliency"])
def test_the_page_has_a_place_for(name: str, tmp_path: Path) -> None:
    copy = tmp_path / PAGE.name
    copy.write_text(PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    assert fill_page({name: [ROW]}, copy) == [name]


def test_the_page_names_the_versions_that_are_compared() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert f"`fer` {VERSION}" in text
    assert f"`ai-edge-litert` {LITERT}" in text
