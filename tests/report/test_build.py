import hashlib
import shutil
from pathlib import Path

import pytest

from feelingit.errors import RunFolderError
from feelingit.report import build_report
from feelingit.report.build import write_figure
from feelingit.report.figure_list import figure_items
from feelingit.report.results import Results
from feelingit.report.table_list import table_items
from feelingit.run_folder import RunFolder

MEGABYTES = 3_000_000


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_page_lies_in_the_run_and_is_small(run: RunFolder, page: Path) -> None:
    assert page == run.report / "report.html"
    assert page.stat().st_size < MEGABYTES


def test_every_figure_is_there_as_svg_and_png(results: Results, page: Path) -> None:
    expected = {
        f"{item.name}.{ending}"
        for item in figure_items(results, show_faces=True)
        for ending in ("svg", "png")
    }
    assert {path.name for path in (page.parent / "figures").iterdir()} == expected


def test_every_table_is_there_in_three_formats(results: Results, page: Path) -> None:
    expected = {
        f"{item.table.name}.{ending}"
        for item in table_items(results)
        for ending in ("csv", "md", "tex")
    }
    assert {path.name for path in (page.parent / "tables").iterdir()} == expected


def test_nothing_is_left_beside_the_report(page: Path) -> None:
    assert not [path for path in page.parent.parent.iterdir() if path.name.startswith(".")]


def test_same_input_gives_the_same_figures(results: Results, tmp_path: Path) -> None:
    wanted = {"balance", "flow", "masks"}
    items = [item for item in figure_items(results, show_faces=True) if item.name in wanted]
    for folder in (tmp_path / "first", tmp_path / "second"):
        folder.mkdir()
        for item in items:
            write_figure(item, folder)
    assert len(items) == len(wanted)
    assert digests(tmp_path / "first") == digests(tmp_path / "second")


def test_figures_bear_no_date(page: Path) -> None:
    for path in (page.parent / "figures").glob("*.svg"):
        assert "<dc:date>" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "missing", ["study.json", "clean/summary.json", "evaluation/scores.csv", "data/images.npy"]
)
def test_unfinished_run_is_refused_by_the_file_it_lacks(
    least: RunFolder, tmp_path: Path, missing: str
) -> None:
    copy = RunFolder(tmp_path / "copy")
    shutil.copytree(least.path, copy.path)
    (copy.path / missing).unlink()
    with pytest.raises(RunFolderError, match=missing):
        build_report(copy)


def test_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="not a folder"):
        build_report(RunFolder(tmp_path / "nowhere"))


def test_damaged_file_is_refused(least: RunFolder, tmp_path: Path) -> None:
    copy = RunFolder(tmp_path / "copy")
    shutil.copytree(least.path, copy.path)
    (copy.path / "study.json").write_text("{", encoding="utf-8")
    with pytest.raises(RunFolderError, match="damaged"):
        build_report(copy)


def test_folder_with_other_files_is_never_replaced(least: RunFolder, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(RunFolderError, match=r"thesis\.txt"):
        build_report(least, out=tmp_path)
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_failure_leaves_the_older_report_as_it_was(
    least: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "report"
    out.mkdir()
    (out / "report.html").write_text("older", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("feelingit.report.build.write_figure", fail)
    with pytest.raises(RunFolderError, match="the disk is full"):
        build_report(least, out=out)
    assert (out / "report.html").read_text(encoding="utf-8") == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_least_run_has_a_report_and_tells_its_progress(least: RunFolder, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    out = tmp_path / "report"
    page = build_report(
        least, out=out, show_faces=False, progress=lambda done, total: told.append((done, total))
    )
    text = page.read_text(encoding="utf-8")
    assert 'id="saliency"' not in text
    assert "published study\N{RIGHT SINGLE QUOTATION MARK}s claims" in text
    assert [done for done, _ in told] == list(range(told[-1][1] + 1))
