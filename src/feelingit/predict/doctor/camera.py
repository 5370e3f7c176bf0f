"""Whether there is a camera, and a display to show it on."""

import os
import sys
from pathlib import Path

from feelingit.predict.doctor.finding import Look, NotThereError

AREA = "camera"
DEVICES = Path("/dev")


def looks() -> list[Look]:
    """List what `feelingit camera` needs."""
    return [
        Look(AREA, "camera", _camera, "connect a camera that OpenCV knows"),
        Look(AREA, "display", _display, "see the documentation of tkinter"),
    ]


def _camera() -> str:
    to_do = "connect one, or show a video: feelingit camera --source FILE"
    if sys.platform == "linux":
        # Looked at alone: opening a camera takes seconds, and its light goes on.
        found = sorted(DEVICES.glob("video[0-9]*"))
        if not found:
            raise NotThereError("there is none", to_do)
        usable = [device.name for device in found if os.access(device, os.R_OK | os.W_OK)]
        if not usable:
            raise NotThereError(
                f"{found[0]} may not be used", "add yourself to the group video, and log in again"
            )
        return ", ".join(usable)
    import cv2  # noqa: PLC0415

    camera = cv2.VideoCapture(0)
    try:
        if not camera.isOpened():
            raise NotThereError("there is none, or it may not be used", to_do)
    finally:
        camera.release()
    return "the first one answers"


def _display() -> str:
    to_do = "start it where there is a screen"
    try:
        import tkinter as tk  # noqa: PLC0415 - not every Python has it
    except ImportError as error:
        how = "install Python's tkinter: apt install python3-tk, or the like"
        raise NotThereError("this Python has no tkinter", how) from error
    try:
        window = tk.Tk()
    except tk.TclError as error:
        raise NotThereError("there is none", to_do) from error
    window.withdraw()
    size = f"{window.winfo_screenwidth()}x{window.winfo_screenheight()}"
    window.destroy()
    return f"{size} pixels, with tkinter {tk.TkVersion}"
