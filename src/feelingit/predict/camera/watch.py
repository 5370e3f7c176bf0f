"""The loop of a live look: show each picture, analyse as many as there is time for, heed keys.

Knows neither cameras nor windows.
"""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from typing import NamedTuple, Protocol

from feelingit.predict.annotate import annotate
from feelingit.predict.face import Face
from feelingit.predict.picture import Picture

QUIT, SAVE = "q", "s"
KEEPS_UP = 4.0
"""Looks a second from which on boxes fit the newest picture, too."""


class Seen(NamedTuple):
    """A picture and its faces."""

    picture: Picture
    faces: tuple[Face, ...]


Look = Callable[[Picture], tuple[Face, ...]]
"""Finds the faces of the next picture and says what they show."""
Save = Callable[[Seen], str]
"""Saves a picture with its faces, and says where."""


class Window(Protocol):
    """What the loop asks of a window."""

    def show(self, picture: Picture) -> None:
        """Show a picture."""
        ...

    def say(self, text: str) -> None:
        """Write a line below the picture."""
        ...

    def pressed(self) -> str:
        """Give the keys that were pressed since the last time; `q` once it has been closed."""
        ...


class Watcher:
    """Analyse the newest picture in the background, over and over.

    Args:
        look: Called with one picture at a time.
        executor: Runs it.
    """

    def __init__(self, look: Look, executor: Executor) -> None:
        self._look, self._executor = look, executor
        self._busy: Future[Seen] | None = None
        self._began = time.monotonic()
        self.seen: Seen | None = None
        self.looks_a_second = 0.0

    def offer(self, picture: Picture) -> None:
        """Analyse a picture, unless the last one is not done yet: then it is passed over."""
        if self._busy is not None and self._busy.done():
            self.seen, self._busy = self._busy.result(), None
            passed = max(time.monotonic() - self._began, 1e-3)
            self.looks_a_second += 0.2 * (1 / passed - self.looks_a_second)
        if self._busy is None:
            self._began = time.monotonic()
            self._busy = self._executor.submit(lambda: Seen(picture, self._look(picture)))


def watch(
    pictures: Iterable[Picture], window: Window, look: Look, save: Save, executor: Executor
) -> None:
    """Show pictures with what their faces show, until `q` or their end; `s` saves.

    Pictures come as fast as the camera gives them; faces follow as fast as they are analysed, and
    where that is slow, so do the pictures. What is saved is the last picture that was analysed,
    with just what was found in it.

    Args:
        pictures: From a camera.
        window: Shows them.
        look: Analyses one.
        save: Saves one.
        executor: Runs `look`, so that the window goes on.
    """
    watcher = Watcher(look, executor)
    said = ""
    for picture in pictures:
        watcher.offer(picture)
        seen = watcher.seen
        window.show(_drawn(picture, watcher))
        for key in window.pressed():
            if key == QUIT:
                return
            if key == SAVE:
                said = save(seen) if seen else "nothing has been analysed yet"
        rate = f"{watcher.looks_a_second:.1f} looks a second"
        window.say("   ·   ".join(filter(None, ("q quits, s saves", rate, said))))


def _drawn(picture: Picture, watcher: Watcher) -> Picture:
    """Draw the faces into the newest picture, or into their own where they would be beside it."""
    if watcher.seen is None:
        return picture
    own = watcher.looks_a_second < KEEPS_UP
    return annotate(watcher.seen.picture if own else picture, watcher.seen.faces)
