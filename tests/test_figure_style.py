"""How figures look, and how one is written."""

from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from feelingit.errors import InputError, RunFolderError
from feelingit.figure_style import figure_path, styled, write_figure


def test_settings_of_the_caller_neither_leak_in_nor_out() -> None:
    with mpl.rc_context({"font.size": 40}):
        with styled():
            assert mpl.rcParams["font.size"] == 10
            assert mpl.rcParams["font.family"] == ["serif"]
        assert mpl.rcParams["font.size"] == 40


@pytest.mark.parametrize("ending", ["png", "pdf", "svg"])
def test_the_same_figure_is_the_same_file(tmp_path: Path, ending: str) -> None:
    for name in ("one", "two"):
        figure = Figure()
        figure.add_subplot().plot([0, 1])
        with styled():
            write_figure(figure, tmp_path / f"{name}.{ending}")
    content = [(tmp_path / f"{name}.{ending}").read_bytes() for name in ("one", "two")]
    assert content[0] == content[1]
    assert len(content[0]) > 1000


def test_other_endings_are_refused() -> None:
    for name in ("figure.jpg", "figure", "png"):
        with pytest.raises(InputError, match=rf"{name}: a figure is written as \.png, \.pdf"):
            figure_path(Path(name))
    assert figure_path(Path("a.PNG")) == Path("a.PNG")


def test_a_figure_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunFolderError, match=r"cannot write .*a\.png"):
        write_figure(Figure(), tmp_path / "file" / "a.png")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
