"""Whether videos can be read and written, with their sound."""

from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from feelingit.predict.doctor.finding import Look
from feelingit.predict.doctor.photos import drawn_face

AREA = "video"
AGAIN = "pip install --force-reinstall av"
FRAMES, RATE = 5, 5
SAMPLES = 16000
"""Of silence, a second of it."""


def looks() -> list[Look]:
    """List what video needs."""
    return [Look(AREA, "reading, writing", _written_and_read, AGAIN)]


def _written_and_read() -> str:
    """Make a video with sound, copy it as `predict --annotate` does, and read the copy."""
    import av  # noqa: PLC0415

    from feelingit.predict.video.frames import read_frames  # noqa: PLC0415
    from feelingit.predict.video.recording import recorded  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        source, copy = Path(folder) / "drawn.mp4", Path(folder) / "copy.mp4"
        _make(source)
        with recorded(copy, source) as recording:
            for frame in read_frames(source):
                recording.add(frame.picture, frame.time_s)
        frames = sum(1 for _ in read_frames(copy))
        with av.open(str(copy)) as container:
            codec = container.streams.video[0].codec_context.name
            sound = "with sound" if container.streams.audio else "without sound"
    if frames != FRAMES:
        raise RuntimeError(f"of {FRAMES} frames that were written, {frames} could be read")
    return f"PyAV {av.__version__}, {codec}, {sound}"


def _make(path: Path) -> None:
    import av  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    with av.open(str(path), "w", format="mp4") as container:
        pictures = container.add_stream("mpeg4", rate=RATE)
        pictures.height, pictures.width = drawn_face().shape[:2]
        pictures.pix_fmt = "yuv420p"
        sound = container.add_stream("aac", rate=SAMPLES, layout="mono")
        for _ in range(FRAMES):
            frame = av.VideoFrame.from_ndarray(drawn_face(), format="rgb24")
            container.mux(pictures.encode(frame))
        silence = av.AudioFrame.from_ndarray(
            np.zeros((1, SAMPLES), np.float32), format="fltp", layout="mono"
        )
        silence.sample_rate, silence.pts, silence.time_base = SAMPLES, 0, Fraction(1, SAMPLES)
        container.mux(sound.encode(silence))
        for stream in (pictures, sound):
            container.mux(stream.encode(None))
