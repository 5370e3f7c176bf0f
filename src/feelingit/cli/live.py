"""What `feelingit camera` does: put together camera, window and classifier."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer

from feelingit.predict import detectors
from feelingit.predict.camera.look import Looker
from feelingit.predict.camera.pictures import mirrored, pictures_of
from feelingit.predict.camera.snapshot import save_snapshot
from feelingit.predict.camera.watch import Seen, watch
from feelingit.predict.camera.window import TkWindow
from feelingit.predict.classifier import load
from feelingit.predict.video.following import Follower


@dataclass(frozen=True)
class Live:
    """What was asked for; see `camera.camera`."""

    source: str
    model: str | None
    detector: str | None
    threshold: float
    smoothing_s: float
    out: Path
    mirror: bool = False


def look_live(live: Live) -> None:
    """Open the window and show what the faces before the camera show, until it is closed.

    Raises:
        InputError: There is no camera, display or tkinter, or an option is out of range.
        ModelError: There is no such model.
    """
    name = f"camera {live.source}" if live.source.isdigit() else live.source
    classifier = load(live.model)
    finder = detectors.detector(live.detector or detectors.DEFAULT)
    look = Looker(name, classifier, finder, Follower(live.smoothing_s, live.threshold))

    def save(seen: Seen) -> str:
        path = save_snapshot(seen, live.out, datetime.now())  # noqa: DTZ005 - the user's own time
        typer.echo(os.fspath(path))
        return f"saved {path}"

    pictures = pictures_of(live.source)
    if live.mirror:
        pictures = mirrored(pictures)
    with (
        ThreadPoolExecutor(1) as executor,
        closing(TkWindow(f"feelingit: {name}")) as window,
    ):
        watch(pictures, window, look, save, executor)
