import threading
from concurrent.futures import Executor, Future, ThreadPoolExecutor

import numpy as np
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.predict.camera import watch as module
from feelingit.predict.camera.watch import Look, Seen, watch
from feelingit.predict.face import Box, Face
from feelingit.predict.picture import Picture


class AtOnce(Executor):
    """Runs what it is handed before it returns."""

    def submit(self, fn, /, *args, **kwargs):  # noqa: ANN001, ANN002, ANN003, ANN201
        future: Future[object] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - handed on
            future.set_exception(error)
        return future


class Screen:
    """A window that remembers what it showed, and whose keys are pressed by a script."""

    def __init__(self, script: dict[int, str] | None = None) -> None:
        self.shown: list[Picture] = []
        self.said: list[str] = []
        self._script = script or {}

    def show(self, picture: Picture) -> None:
        self.shown.append(picture)

    def say(self, text: str) -> None:
        self.said.append(text)

    def pressed(self) -> str:
        return self._script.get(len(self.shown), "")


class Album:
    """Remembers what was saved."""

    def __init__(self) -> None:
        self.saved: list[Seen] = []

    def __call__(self, seen: Seen) -> str:
        self.saved.append(seen)
        return f"saved {len(self.saved)}"


def _pictures(count: int) -> list[Picture]:
    return [np.full((60, 80, 3), 10 * number, dtype=np.uint8) for number in range(count)]


def _look(picture: Picture) -> tuple[Face, ...]:
    """Find one face, and say in `frame` which picture it is."""
    probabilities = dict.fromkeys(EMOTIONS, 0.05) | {"happy": 0.7}
    return (
        Face(
            "camera 0",
            "ok",
            face=0,
            emotion="happy",
            confidence=0.7,
            probabilities=probabilities,
            box=Box(20, 10, 30, 30),
            frame=int(picture[0, 0, 0]) // 10,
        ),
    )


def _watch(screen: Screen, album: Album, count: int = 10, look: Look = _look) -> None:
    watch(_pictures(count), screen, look, album, AtOnce())


def test_every_picture_is_shown_until_the_end() -> None:
    screen = Screen()
    _watch(screen, Album())
    assert len(screen.shown) == 10


def test_q_quits() -> None:
    screen = Screen({4: "q"})
    _watch(screen, Album())
    assert len(screen.shown) == 4


def test_s_saves_the_last_picture_that_was_analysed_with_its_rows() -> None:
    album, screen = Album(), Screen({5: "s", 7: "xs"})
    _watch(screen, album)
    assert [seen.faces[0].frame for seen in album.saved] == [3, 5]
    for seen in album.saved:
        assert seen.picture[0, 0, 0] == 10 * (seen.faces[0].frame or 0)
    assert "saved 2" in screen.said[-1]


def test_before_anything_is_analysed_nothing_is_saved() -> None:
    album, screen = Album(), Screen({1: "s"})
    _watch(screen, album, 3)
    assert album.saved == []
    assert "nothing has been analysed yet" in screen.said[0]


def test_the_line_says_which_keys_there_are() -> None:
    screen = Screen()
    _watch(screen, Album())
    assert all("q quits" in line and "s saves" in line for line in screen.said)


def test_faces_are_drawn_into_what_is_shown() -> None:
    screen = Screen()
    _watch(screen, Album())
    assert len(np.unique(screen.shown[0].reshape(-1, 3), axis=0)) == 1
    for picture in screen.shown[1:]:
        assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 1


def test_what_is_saved_is_not_drawn_in() -> None:
    album = Album()
    _watch(Screen({5: "s"}), album)
    assert len(np.unique(album.saved[0].picture)) == 1


def test_the_window_goes_on_while_a_picture_is_analysed() -> None:
    go_on, looked = threading.Event(), []
    screen = Screen()

    def slow(picture: Picture) -> tuple[Face, ...]:
        looked.append(int(picture[0, 0, 0]) // 10)
        assert go_on.wait(10)
        return _look(picture)

    with ThreadPoolExecutor(1) as executor:
        watch(_pictures(10), screen, slow, Album(), executor)
        go_on.set()
    assert len(screen.shown) == 10
    assert looked == [0]


def _at(rate: float, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Watch with a clock by which each look takes as long as that."""
    times = iter(np.arange(100) / rate)
    monkeypatch.setattr(module.time, "monotonic", lambda: float(next(times)))
    screen = Screen()
    _watch(screen, Album(), 15)
    monkeypatch.undo()
    return screen


@pytest.mark.parametrize(("rate", "behind"), [(200.0, 0), (1.0, 1)])
def test_where_looks_are_slow_boxes_stay_on_their_own_picture(
    rate: float, behind: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the newest one they would lie beside faces that have moved on."""
    screen = _at(rate, monkeypatch)
    assert screen.shown[-1][-1, -1, 0] == 10 * (14 - behind)


def test_what_goes_wrong_in_the_background_is_not_swallowed() -> None:
    def broken(_picture: Picture) -> tuple[Face, ...]:
        raise InputError("no model")

    with pytest.raises(InputError, match="no model"):
        _watch(Screen(), Album(), 3, broken)
