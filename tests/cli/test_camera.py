from pathlib import Path

import numpy as np
import pytest

from feelingit.cli import live
from feelingit.cli.live import Live, look_live
from feelingit.errors import InputError
from feelingit.predict.picture import Picture
from tests.predict.video.acting import Brightness, by_colour, play


class Screen:
    """A window in which somebody saves once something is seen, and then quits."""

    def __init__(self, title: str) -> None:
        self.title, self.said, self.closed = title, "", False
        self.shown: list[Picture] = []

    def show(self, picture: Picture) -> None:
        self.shown.append(picture)

    def say(self, text: str) -> None:
        self.said = text

    def pressed(self) -> str:
        if "saved" in self.said:
            return "q"
        return "s"

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> list[Screen]:
    opened: list[Screen] = []

    def open_screen(title: str) -> Screen:
        opened.append(Screen(title))
        return opened[-1]

    monkeypatch.setattr(live, "TkWindow", open_screen)
    monkeypatch.setattr(live, "load", lambda _model: Brightness())
    monkeypatch.setattr(live.detectors, "detector", lambda _name: by_colour)
    return opened


def _live(source: Path | str, out: Path, **how: bool) -> Live:
    return Live(str(source), None, None, 0.0, 0.5, out, **how)


def test_what_is_saved_lies_in_the_folder(
    screens: list[Screen], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = play(tmp_path / "clip.mp4", 60)
    look_live(_live(source, tmp_path / "out"))
    (screen,) = screens
    assert screen.closed
    assert "clip.mp4" in screen.title
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len(files) == 3
    assert capsys.readouterr().out.strip() == str(tmp_path / "out" / files[2])
    assert str(source) in (tmp_path / "out" / files[1]).read_text()


def test_a_mirror_shows_left_on_the_right(screens: list[Screen], tmp_path: Path) -> None:
    source = play(tmp_path / "clip.mp4", 60)
    look_live(_live(source, tmp_path / "a"))
    look_live(_live(source, tmp_path / "b", mirror=True))
    plain, mirrored = (screen.shown[0].astype(int) for screen in screens)
    assert np.abs(plain - mirrored[:, ::-1]).max() == 0
    assert np.abs(plain - mirrored).max() > 50


def test_the_window_is_closed_when_something_goes_wrong(
    screens: list[Screen], tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="no such file"):
        look_live(_live(tmp_path / "gone.mp4", tmp_path))
    assert screens[0].closed


def test_without_a_camera_it_is_said(screens: list[Screen], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="camera 99: there is none"):
        look_live(_live("99", tmp_path))
    assert screens[0].title == "feelingit: camera 99"
