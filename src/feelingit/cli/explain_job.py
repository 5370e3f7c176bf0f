"""Tell a photo from a data set, and have it explained."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from feelingit.cli.stopping import stoppable
from feelingit.errors import InputError
from feelingit.saliency.methods.names import checked_name
from feelingit.study.console import Console
from feelingit.study.explain_faces.choice import OCCLUSION, choose_model
from feelingit.study.explain_faces.data import is_data_set
from feelingit.study.explain_faces.job import PREDICTED, TRUE, DeviceName, Job, checked_emotion
from feelingit.study.explain_faces.trust import warning_of

Say = Callable[[str], None]


@dataclass(frozen=True)
class Asked:
    """The command line; see `feelingit explain --help`."""

    path: Path
    out: Path | None
    emotion: str | None
    method: str
    model: str | None
    run: Path | None
    face: int
    detector: str | None
    split: str | None
    limit: int | None
    batch_size: int
    device: DeviceName
    quiet: bool


def explain_path(asked: Asked, say: Say) -> None:
    """Explain a photo or a data set.

    Args:
        asked: The command line.
        say: Told what was found.

    Raises:
        InputError: An option does not fit what is there, or what is there cannot be used.
        ModelError: The model is damaged, or lacks the layer that is named.
        RunFolderError: What is written cannot be.
    """
    if not asked.path.exists():
        raise InputError(
            f"{asked.path} does not exist; expected a photo, a folder of faces, a FER2013 CSV or a "
            "study's run folder"
        )
    (_faces if is_data_set(asked.path) else _photo)(asked, say)


def _photo(asked: Asked, say: Say) -> None:
    for option, value in (("--split", asked.split), ("--limit", asked.limit)):
        if value is not None:
            raise InputError(f"{option}: {asked.path} is a photo; it is for folders of faces")
    emotion = None if asked.emotion is None else checked_emotion(asked.emotion)
    if emotion == TRUE:
        raise InputError(
            f"--emotion true needs a label, which the photo {asked.path} lacks; name an emotion, "
            "or leave it to the likeliest"
        )
    method = checked_name(asked.method)

    # After what can be refused at once: these take a second.
    from feelingit.figure_style import figure_path  # noqa: PLC0415
    from feelingit.predict import explain as explaining  # noqa: PLC0415
    from feelingit.predict.detectors.registry import DEFAULT  # noqa: PLC0415
    from feelingit.predict.explain_figure import save  # noqa: PLC0415
    from feelingit.predict.explain_text import explained  # noqa: PLC0415

    target = figure_path(asked.out or Path(f"{asked.path.stem}-explained.png"))
    if target.resolve() == asked.path.resolve():
        raise InputError(f"{target}: the figure would replace the photo; choose another --out")
    with stoppable("nothing was written"):
        model = choose_model(asked.model, asked.run, method, asked.device)
        explanation = explaining.explain(
            asked.path,
            model,
            detector=asked.detector or DEFAULT,
            emotion=None if emotion == PREDICTED else emotion,
            face=asked.face,
            method=method,
            ask=None if method == OCCLUSION else model.maps,
            warning=warning_of(model.run, model.name, method),
        )
        save(explanation, target)
    if not asked.quiet:
        say(f"{explained(explanation)}\n\nfigure: {target}")


def _faces(asked: Asked, say: Say) -> None:
    if asked.face:
        raise InputError(f"--face: all faces of {asked.path} are explained; it is for one photo")

    from feelingit.study.explain_faces.run import explain_faces  # noqa: PLC0415
    from feelingit.study.explain_faces.summary import summary  # noqa: PLC0415

    job = Job(
        data=asked.path,
        out=asked.out or Path(f"{_name(asked.path)}-explained"),
        method=asked.method,
        emotion=asked.emotion or PREDICTED,
        model=asked.model,
        run=asked.run,
        split=asked.split,
        limit=asked.limit,
        batch_size=asked.batch_size,
        detector=asked.detector,
        device=asked.device,
    )
    with stoppable():
        outcome = explain_faces(job, Console(quiet=asked.quiet))
    if not asked.quiet:
        say(summary(outcome))


def _name(path: Path) -> str:
    return path.absolute().name.partition(".")[0] or "faces"
