"""A video's part of `feelingit predict`: its rows, and the files made beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from feelingit.predict.face import Face
from feelingit.predict.video.options import DEFAULT, VideoOptions
from feelingit.types import Progress

if TYPE_CHECKING:
    from feelingit.predict.analysis import Answers
    from feelingit.predict.detectors.contract import Detector
    from feelingit.predict.video.frames import Tell


@dataclass(frozen=True)
class VideoOutputs:
    """What is made of a video beside its rows.

    Attributes:
        annotated: An `.mp4` with boxes and bars, and the sound.
        timeline: A figure of emotion over time: `.png`, `.pdf` or `.svg`.
    """

    annotated: Path | None = None
    timeline: Path | None = None


NOTHING = VideoOutputs()


def watch_video(
    path: Path,
    classifier: "Answers",
    detector: "Detector | None",
    options: VideoOptions = DEFAULT,
    outputs: VideoOutputs = NOTHING,
    *,
    tell: "Tell" = lambda _sentence: None,
    progress: Progress | None = None,
) -> Iterator[tuple[Face, ...]]:
    """Give a video's rows, frame by frame, and make files of it on the way.

    The files appear when the rows are at their end; if that is not reached, there are none.

    Args:
        path: Of the video.
        classifier: Answers for the faces.
        detector: Finds them; None where each frame already is a face.
        options: How to look.
        outputs: The files to make.
        tell: Is told when the video turns out to be damaged or cut off.
        progress: Is told how many frames are done, and of how many; 0 if the video does not say.

    Raises:
        InputError: The file is no video, or an output has another ending than it should have.
        RunFolderError: The disk is full or the folder cannot be written.
    """
    from feelingit.predict.video.rows import predict_video  # noqa: PLC0415

    rows = predict_video(path, classifier, detector, options, tell)
    if outputs.timeline is not None:
        rows = _timeline(rows, path, outputs.timeline)
    if outputs.annotated is not None:
        from feelingit.predict.video.annotated import annotated  # noqa: PLC0415

        rows = annotated(rows, path, outputs.annotated)
    if progress is not None:
        rows = _counted(rows, path, progress)
    return rows


def _timeline(
    rows: Iterable[tuple[Face, ...]], path: Path, out: Path
) -> Iterator[tuple[Face, ...]]:
    from feelingit.figure_style import figure_path  # noqa: PLC0415
    from feelingit.predict.video.timeline import Timeline  # noqa: PLC0415
    from feelingit.predict.video.timeline_figure import draw_timeline  # noqa: PLC0415

    figure_path(out)
    timeline = Timeline()
    yield from timeline.gather(rows)
    draw_timeline(timeline, out, path.name)


def _counted(
    rows: Iterable[tuple[Face, ...]], path: Path, progress: Progress
) -> Iterator[tuple[Face, ...]]:
    from feelingit.predict.video.frames import count_frames  # noqa: PLC0415

    total = count_frames(path)
    done = 0
    for faces in rows:
        done = (faces[0].frame or 0) + 1
        progress(done, max(done, total) if total else 0)
        yield faces
    progress(max(done, total), max(done, total))
