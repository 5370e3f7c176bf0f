import shutil
import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from feelingit.errors import InputError
from feelingit.predict.camera.window import TkWindow

DISPLAY = ":97"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """Start a screen of 640x480 that nobody sees."""
    pytest.importorskip("tkinter")
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("needs Xvfb")
    command = [server, DISPLAY, "-screen", "0", "640x480x24", "-displayfd", "1"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        if not process.stdout.readline():
            pytest.skip("Xvfb does not start")
        yield DISPLAY
        process.terminate()


@pytest.fixture
def window(display: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[TkWindow]:
    monkeypatch.setenv("DISPLAY", display)
    opened = TkWindow("a title")
    yield opened
    opened.close()


def _picture(height: int, width: int) -> np.ndarray:
    picture = np.zeros((height, width, 3), dtype=np.uint8)
    picture[:, : width // 2] = (200, 30, 60)
    return picture


def test_a_picture_is_shown_in_its_colours(window: TkWindow) -> None:
    window.show(_picture(120, 200))
    shown = window._shown
    assert shown is not None
    assert (shown.width(), shown.height()) == (200, 120)
    assert shown.get(10, 60) == (200, 30, 60)
    assert shown.get(190, 60) == (0, 0, 0)


def test_a_picture_larger_than_the_screen_is_made_smaller(window: TkWindow) -> None:
    window.show(_picture(1200, 4000))
    shown = window._shown
    assert shown is not None
    assert shown.width() <= 640
    assert shown.width() / shown.height() == pytest.approx(10 / 3, rel=0.02)


def test_keys_are_handed_over_once(window: TkWindow) -> None:
    window.show(_picture(50, 50))
    window._root.event_generate("<Key>", keysym="s", when="now")
    window._root.event_generate("<Key>", keysym="Shift_L", when="now")
    window._root.event_generate("<Key>", keysym="Q", when="now")
    assert window.pressed() == "sq"
    assert window.pressed() == ""


def test_a_line_is_written_below(window: TkWindow) -> None:
    window.say("q quits")
    assert window._line.cget("text") == "q quits"


def test_closing_the_window_quits(window: TkWindow) -> None:
    window.show(_picture(50, 50))
    window._close()
    assert window.pressed() == "q"
    window.show(_picture(50, 50))
    window.say("nobody reads this")
    window.close()


def test_without_a_display_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tkinter")
    if sys.platform != "linux":
        pytest.skip("there is always a display")
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(InputError, match="no display"):
        TkWindow("a title")


def test_without_tkinter_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tkinter", None)
    with pytest.raises(InputError, match="python3-tk"):
        TkWindow("a title")
