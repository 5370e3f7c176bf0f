"""Whether photos can be classified: pictures, detectors, landmarks, models, tables."""

import importlib
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from feelingit.predict.doctor.finding import Look, NotThereError, installed

if TYPE_CHECKING:
    from feelingit.predict.picture import Picture

AREA = "photos"
AGAIN = "install feelingit again: pip install --force-reinstall feelingit"
OTHER_DETECTOR = "install its library again, or choose another detector"
SIDE = 160
"""Of the drawn face, in pixels."""
TRIES = 5
"""Of which the fastest is told, for a machine may be busy with other things."""
KINDS = {"PNG": ".png", "JPEG": ".jpg", "WebP": ".webp", "AVIF": ".avif", "TIFF": ".tif"}
NEEDED_KINDS = ("PNG", "JPEG")


def looks() -> list[Look]:
    """List what photos need, and the detectors that can be had."""
    from feelingit.predict.detectors.registry import DEFAULT, DETECTORS  # noqa: PLC0415
    from feelingit.predict.model_file import DEFAULT as DEFAULT_MODEL  # noqa: PLC0415
    from feelingit.predict.model_file import shipped  # noqa: PLC0415

    others = [name for name in DETECTORS if name not in (DEFAULT, "none")]
    models = tuple(shipped()) or (DEFAULT_MODEL,)
    return [
        *(
            Look(AREA, f"model {name}", partial(_model, name), AGAIN, needed=True)
            for name in models
        ),
        Look(AREA, "finding faces", partial(_detector, DEFAULT), AGAIN, needed=True),
        *(Look(AREA, f"detector {n}", partial(_detector, n), OTHER_DETECTOR) for n in others),
        Look(AREA, "landmarks", _landmarks, AGAIN, needed=True),
        Look(AREA, "pictures", _pictures, "pip install --force-reinstall pillow", needed=True),
        Look(AREA, "tables", _tables, AGAIN, needed=True),
        Look(AREA, "Parquet tables", _parquet, "pip install --force-reinstall pyarrow"),
    ]


@cache
def drawn_face() -> "Picture":
    """Draw a face to look at, `uint8 [160, 160, 3]`."""
    import numpy as np  # noqa: PLC0415

    from feelingit.synthetic import draw_faces  # noqa: PLC0415

    grey = draw_faces(1, SIDE, 0).faces.images[0]
    return np.repeat(grey[:, :, None], 3, axis=2)


def _milliseconds(act: Callable[[], object]) -> str:
    """Time something, as `1.4 ms`."""
    taken = []
    for _ in range(TRIES):
        clock = time.perf_counter()
        act()
        taken.append(time.perf_counter() - clock)
    least = 1000 * min(taken)
    return f"{least:.1f} ms" if least < 10 else f"{least:.0f} ms"  # noqa: PLR2004 - two digits


def _model(name: str) -> str:
    from feelingit.predict.classifier import load  # noqa: PLC0415
    from feelingit.predict.picture import grey_of  # noqa: PLC0415

    classifier = load(name)
    face = grey_of(drawn_face())[None]
    return f"whole, offline; answers a face in {_milliseconds(lambda: classifier(face))}"


def _detector(name: str) -> str:
    from feelingit.errors import InputError  # noqa: PLC0415
    from feelingit.predict.detectors.registry import detector  # noqa: PLC0415

    try:
        find = detector(name)
    except InputError as error:
        said, _, to_do = str(error).removeprefix(f"detector {name!r}").partition("; ")
        raise NotThereError(said.removeprefix(":").strip(), to_do) from error
    if not find(drawn_face()):
        raise RuntimeError(f"{name} does not find a drawn face")
    return f"{name} finds a drawn face in {_milliseconds(lambda: find(drawn_face()))}"


def _landmarks() -> str:
    from feelingit.landmarks import TRUSTED, locate  # noqa: PLC0415
    from feelingit.predict.picture import grey_of  # noqa: PLC0415

    quality = float(locate(grey_of(drawn_face())[None]).quality[0])
    if quality < TRUSTED:
        raise RuntimeError(f"those of a drawn face are not to be trusted ({quality:.2f})")
    return "68 found in a drawn face"


def _pictures() -> str:
    from PIL import Image  # noqa: PLC0415

    from feelingit.predict.pictures import load_picture  # noqa: PLC0415

    read = []
    with TemporaryDirectory() as folder:
        for kind, ending in KINDS.items():
            path = Path(folder) / f"face{ending}"
            try:
                Image.fromarray(drawn_face()).save(path)
                loaded = load_picture(path)
            except (OSError, KeyError, ValueError):
                continue  # Pillow was built without this kind
            if loaded.picture is not None and loaded.picture.shape == drawn_face().shape:
                read.append(kind)
    if not set(NEEDED_KINDS) <= set(read):
        raise RuntimeError(f"of {', '.join(KINDS)} only {', '.join(read) or 'none'} can be read")
    return f"reads {', '.join(read)} and more"


def _tables() -> str:
    _write_table(".csv")
    _write_table(".json")
    return "writes CSV and JSON"


def _parquet() -> str:
    if not installed("pyarrow"):
        raise NotThereError("pyarrow is not installed", 'pip install "feelingit[parquet]"')
    _write_table(".parquet")
    return f"pyarrow {importlib.import_module('pyarrow').__version__}"


def _write_table(ending: str) -> None:
    from feelingit.predict.columns import PHOTO_COLUMNS  # noqa: PLC0415
    from feelingit.predict.face import Face  # noqa: PLC0415
    from feelingit.predict.tables import FORMATS  # noqa: PLC0415

    table = FORMATS[ending]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"table{ending}"
        table.write(path, iter([table.row(Face("face.png", "no_face"))]), PHOTO_COLUMNS)
        if not path.stat().st_size:
            raise RuntimeError(f"a {ending} file came out empty")
