import subprocess
import sys
from pathlib import Path

import av
import numpy as np

from benchmarks.film import FACE, HEIGHT, RATE, WIDTH, actors, frame, scenery, write_film
from benchmarks.memory import PEAK

MEGABYTE = 1_000_000


def peak_of(program: str) -> int:
    ended = subprocess.run(
        [sys.executable, "-I", "-S", PEAK, sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
    )
    return int(ended.stdout)


def test_the_peak_is_what_the_command_held_at_most() -> None:
    held = peak_of("held = bytearray(b'x') * 200_000_000; del held; print('done')")
    assert 200 * MEGABYTE <= held < 260 * MEGABYTE


def test_the_peak_does_not_count_what_the_benchmark_itself_holds() -> None:
    ballast = np.ones(300 * MEGABYTE, np.uint8)
    assert peak_of("pass") < 100 * MEGABYTE < ballast.nbytes


def test_a_film_is_as_long_as_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write_film(path, 2)
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    assert len(frames) == 2 * RATE
    assert frames[0].shape == (HEIGHT, WIDTH)
    drawn = frame(30, actors(), scenery())
    assert np.abs(frames[30].astype(int) - drawn).mean() < 5


def test_the_face_stays_in_the_picture_and_moves() -> None:
    faces, background = actors(), np.zeros((HEIGHT, WIDTH), np.uint8)
    shown = [np.argwhere(frame(number, faces + 1, background)) for number in range(0, 250, 25)]
    places = {tuple(pixels.min(axis=0)) for pixels in shown}
    assert len(places) == len(shown)
    assert all(len(pixels) >= 0.9 * FACE * FACE for pixels in shown)
