"""Time stamps that go forward, whatever is in the file: some jump, are missing, or begin again."""

MOST_BACK_S = 1.0
"""Seconds that a stamp may lie before the last: less is taken for disorder, more for a new start,
as where recordings were put one behind the other."""
MOST_AHEAD_S = 3600.0
"""Seconds that it may lie after the last; more is taken for damage."""


class Clock:
    """Read a stream's time stamps, one after the other.

    Args:
        step_s: Seconds from one to the next, until it shows by itself.
    """

    def __init__(self, step_s: float) -> None:
        self._step_s = step_s
        self._last: float | None = None
        self._moved = 0.0

    def read(self, stamp_s: float | None) -> float:
        """Give the time that a stamp stands for, in seconds.

        Args:
            stamp_s: In seconds; None where there is none.

        Returns:
            Never less than the last. After a jump, as if there had been none.
        """
        last = -self._step_s if self._last is None else self._last
        due = last + self._step_s
        if stamp_s is None:
            self._last = due
            return due
        if not -MOST_BACK_S < stamp_s - self._moved - last < MOST_AHEAD_S:
            self._moved = stamp_s - due
        now = stamp_s - self._moved
        if self._last is not None:
            now = max(now, self._last)
            self._step_s = now - self._last or self._step_s
        self._last = now
        return now
