"""A window made with tkinter, which comes with Python."""

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from feelingit.errors import InputError
from feelingit.predict.picture import Picture

if TYPE_CHECKING:
    import tkinter as tk

ROOM = 0.85
"""Share of the screen that a window may fill."""


class TkWindow:
    """Shows pictures and collects keys; see `watch.Window`.

    Args:
        title: Of the window.

    Raises:
        InputError: This Python has no tkinter, or there is no display.
    """

    def __init__(self, title: str) -> None:
        self._root = _root()
        self._root.title(title)
        self._room = (
            int(self._root.winfo_screenwidth() * ROOM),
            int(self._root.winfo_screenheight() * ROOM),
        )
        self._picture, self._line = _labels(self._root)
        self._shown: tk.PhotoImage | None = None
        self._pressed: list[str] = []
        self._open = True
        self._root.bind("<Key>", lambda event: self._pressed.append(event.char))
        self._root.protocol("WM_DELETE_WINDOW", self._close)
        self._root.focus_force()

    def show(self, picture: Picture) -> None:
        """Show a picture, made smaller if the screen is too small for it."""
        import tkinter as tk  # noqa: PLC0415 - not every Python has it

        if not self._open:
            return
        # Kept here: a label does not hold on to what it shows.
        self._shown = tk.PhotoImage(master=self._root, data=_ppm(self._fitted(picture)))
        self._picture.configure(image=self._shown)
        self._root.update()

    def say(self, text: str) -> None:
        """Write a line below the picture."""
        if self._open:
            self._line.configure(text=text)

    def pressed(self) -> str:
        """Give the keys that were pressed since the last time; `q` once it has been closed."""
        letters, self._pressed = "".join(self._pressed).lower(), []
        return letters if self._open else "q"

    def close(self) -> None:
        """Take the window away."""
        if self._open:
            self._close()

    def _close(self) -> None:
        self._open = False
        self._root.destroy()

    def _fitted(self, picture: Picture) -> Picture:
        height, width = picture.shape[:2]
        scale = min(1.0, self._room[0] / width, self._room[1] / height)
        if scale == 1.0:
            return picture
        size = (max(1, int(width * scale)), max(1, int(height * scale)))
        return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BILINEAR))


def _root() -> "tk.Tk":
    try:
        import tkinter as tk  # noqa: PLC0415 - not every Python has it
    except ImportError as error:
        raise InputError(
            "this Python has no tkinter, which draws the window; install it (on Debian and "
            "Ubuntu: apt install python3-tk), or use feelingit predict on a video file"
        ) from error
    try:
        return tk.Tk()
    except tk.TclError as error:
        raise InputError(
            f"there is no display to open a window on ({error}); run this where there is one, or "
            "use feelingit predict on a video file"
        ) from error


def _labels(root: "tk.Tk") -> "tuple[tk.Label, tk.Label]":
    import tkinter as tk  # noqa: PLC0415 - not every Python has it

    picture = tk.Label(root, borderwidth=0, background="black")
    picture.pack(fill="both", expand=True)
    line = tk.Label(root, anchor="w", padx=8, pady=4)
    line.pack(fill="x")
    return picture, line


def _ppm(picture: Picture) -> bytes:
    """Write a picture the way tkinter reads it fastest."""
    height, width = picture.shape[:2]
    return b"P6 %d %d 255\n" % (width, height) + np.ascontiguousarray(picture).tobytes()
