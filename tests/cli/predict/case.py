"""What the tests of `feelingit predict` share: pictures, a detector, and how tables are read."""

import csv
import io
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from feelingit.predict.face import Box, Detection
from feelingit.predict.picture import Picture
from tests.predict.picture_bytes import encoded

FACES = {"a/2.png": 1, "a/10.png": 3, "b/deep/face.jpg": 1, "b/none.png": 0, "last.png": 2}
"""Pictures of the folder and how many faces each shows, in their order."""

Rows = list[dict[str, str]]


class FakeDetector:
    """Finds as many faces as a picture's width says; counts the pictures it has seen."""

    def __init__(self) -> None:
        self.seen = 0
        self.stop_after: int | None = None
        self.lock = threading.Lock()

    def __call__(self, picture: Picture) -> list[Detection]:
        with self.lock:
            if self.seen == self.stop_after:
                raise KeyboardInterrupt
            self.seen += 1
        boxes = [Box(4.0, 4.0, 30.0 + 2 * k, 30.0 + 2 * k) for k in range(picture.shape[1] - 40)]
        return [Detection(box, 0.5) for box in boxes]


def rows_of(text: str) -> Rows:
    return list(csv.DictReader(io.StringIO(text)))


def table(path: str = "x.csv") -> Rows:
    return rows_of(Path(path).read_text(encoding="utf-8"))


def partial(path: str = "x.csv") -> Path:
    return Path(f"{path}.partial")


def break_some(folder: Path) -> None:
    (folder / "photos/a/1.png").write_bytes(b"")
    (folder / "photos/b/letter.jpg").write_text("Dear Sir")
    (folder / "photos/cut.jpg").write_bytes(encoded(Image.new("RGB", (99, 99)), "JPEG")[:-60])


def stop(run: Callable[..., Any], fake: FakeDetector, *options: object, after: int = 3) -> None:
    """Stop a run that writes `x.csv`, after so many pictures."""
    fake.stop_after = fake.seen + after
    assert run("photos", "--out", "x.csv", "--workers", 1, *options).exit_code == 130
    fake.seen, fake.stop_after = 0, None
