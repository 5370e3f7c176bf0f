"""Emotions of the faces in a video over time: rows, an annotated copy, a figure."""

from typing import TYPE_CHECKING

from feelingit.predict.video.endings import VIDEO_ENDINGS, is_video
from feelingit.predict.video.options import VideoOptions

if TYPE_CHECKING:
    from feelingit.predict.video.rows import predict_video

__all__ = ["VIDEO_ENDINGS", "VideoOptions", "is_video", "predict_video"]


def __getattr__(name: str) -> object:
    """Import what needs a video library when it is asked for, not before."""
    if name == "predict_video":
        from feelingit.predict.video.rows import predict_video  # noqa: PLC0415

        return predict_video
    raise AttributeError(f"module {__name__} has no attribute {name}")
