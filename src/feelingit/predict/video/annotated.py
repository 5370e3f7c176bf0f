"""Write a video with its faces' boxes and bars drawn in, while its rows go by."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from feelingit.predict.annotate import annotate
from feelingit.predict.face import Face
from feelingit.predict.video.frames import read_frames
from feelingit.predict.video.recording import recorded


def annotated(
    rows: Iterable[tuple[Face, ...]], path: Path, out: Path
) -> Iterator[tuple[Face, ...]]:
    """Hand on a video's rows, and draw them into a copy of it, `out`.

    The copy has every frame at its own time, upright, and the sound. Frames that were not
    analysed show the faces of the last one that was. The video is decoded a second time, so that
    no frame has to be kept while its faces are classified.

    Args:
        rows: As `predict_video` gives them.
        path: Of the video.
        out: The `.mp4` to be; it appears when the rows are at their end.

    Raises:
        InputError: See `recorded`.
        RunFolderError: Likewise.
    """
    frames = read_frames(path)
    with recorded(out, path) as recording:
        shown: tuple[Face, ...] = ()
        for faces in rows:
            for frame in frames:
                due = frame.number == faces[0].frame
                shown = faces if due else shown
                recording.add(annotate(frame.picture, shown), frame.time_s)
                if due:
                    break
            yield faces
        for frame in frames:
            recording.add(annotate(frame.picture, shown), frame.time_s)
