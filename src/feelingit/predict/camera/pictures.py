"""Where a live look's pictures come from: a camera, or a video as if it were one."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from feelingit.errors import InputError
from feelingit.predict.picture import Picture

LATE_S = 0.1
"""Seconds by which a frame of a video may come late and still be shown."""
SELDOM_S = 0.5
"""Seconds after which one is shown however late it is, on a machine that cannot keep up."""


def camera_pictures(index: int) -> Iterator[Picture]:
    """Give a camera's pictures as they come, for ever.

    Args:
        index: The system's number of the camera, from 0.

    Raises:
        InputError: There is no such camera, it is in use, or it gives no more pictures.
    """
    import cv2  # noqa: PLC0415 - heavy

    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # what is wrong is said here
    camera = cv2.VideoCapture(index)
    try:
        if not camera.isOpened():
            raise InputError(
                f"camera {index}: there is none, or another program uses it; plug one in, or "
                "name another with --source (a number, or a video file)"
            )
        while True:
            there, picture = camera.read()
            if not there:
                raise InputError(f"camera {index}: it gives no more pictures; is it plugged in?")
            yield np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), dtype=np.uint8)
    finally:
        camera.release()


def video_pictures(
    path: Path,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], object] = time.sleep,
) -> Iterator[Picture]:
    """Give a video's frames when they are due; those that come too late are passed over.

    Args:
        path: Of the video.
        clock: Gives seconds.
        sleep: Waits for seconds.

    Raises:
        InputError: The file is no video.
    """
    from feelingit.predict.video.frames import read_frames  # noqa: PLC0415 - needs a video library

    began = given = clock()
    for frame in read_frames(path):
        due = began + frame.time_s
        sleep(max(0.0, due - clock()))
        now = clock()
        if frame.number == 0 or now - due < LATE_S or now - given > SELDOM_S:
            given = now
            yield frame.picture


def pictures_of(source: str) -> Iterator[Picture]:
    """Give the pictures of a camera, by its number, or of a video file, by its path."""
    if source.isascii() and source.isdigit():
        return camera_pictures(int(source))
    return video_pictures(Path(source))


def mirrored(pictures: Iterator[Picture]) -> Iterator[Picture]:
    """Swap left and right, as in a mirror."""
    for picture in pictures:
        yield np.ascontiguousarray(picture[:, ::-1])
