"""What a run has found, counted, and what it could not read."""

from collections import Counter
from collections.abc import Iterable, Iterator

from feelingit.cli.predict_terminal import legible
from feelingit.emotions import EMOTIONS
from feelingit.predict.tables import Said

LISTED = 10
"""How many files of a kind are listed at the end."""
WITH_FACE = ("ok", "unsure")
"""What the status of a row is that has a face."""


class Listed:
    """Files of which something is to be said: how many, and the first of them."""

    def __init__(self) -> None:
        self.count = 0
        self._first: list[str] = []

    def add(self, line: str) -> None:
        """Count one; its line is kept if it is among the first."""
        self.count += 1
        if len(self._first) < LISTED:
            self._first.append(line)

    def lines(self, where: str) -> Iterator[str]:
        """Give a line each, and one for those that are not listed; `where` says where they are."""
        yield from self._first
        if more := self.count - len(self._first):
            yield f"and {more} more{where}"


class FileTally:
    """Counts what the rows of one file say; a face of a video once, as what it mostly is."""

    def __init__(self, said: Iterable[Said] = ()) -> None:
        self._faces: dict[int | None, Counter[str | None]] = {}
        for one in said:
            self.add(one)

    def add(self, said: Said) -> None:
        """Count a row."""
        if said.status in WITH_FACE:
            self._faces.setdefault(said.face_id, Counter())[said.emotion] += 1

    def emotions(self) -> Counter[str | None]:
        """Count faces by emotion; under None those of which none is named."""
        of_photo = self._faces.get(None, Counter())
        mostly = (
            counts.most_common(1)[0][0]
            for face_id, counts in self._faces.items()
            if face_id is not None
        )
        return of_photo + Counter(mostly)


class Tally:
    """Counts files as they are done."""

    def __init__(self) -> None:
        self.files = 0
        self.before = 0
        self.unread = Listed()
        self.faceless = Listed()
        self._emotions: Counter[str | None] = Counter()

    def add(self, name: str, rows: FileTally, problem: str | None = None) -> None:
        """Count a file.

        Args:
            name: Of the file.
            rows: What it holds.
            problem: Why it cannot be read; None if it can.
        """
        self.files += 1
        emotions = rows.emotions()
        self._emotions += emotions
        if problem is not None:
            self.unread.add(legible(f"{name}: {problem}"))
        elif not emotions:
            self.faceless.add(legible(f"{name}: no face found"))

    def summary(self) -> list[str]:
        """Say what was found, in lines."""
        faces = sum(self._emotions.values())
        lines = [f"{_count(faces, 'face')} in {_count(self.files, 'file')}"]
        if faces:
            parts = [f"{self._emotions[name]} {name}" for name in EMOTIONS if self._emotions[name]]
            if unsure := self._emotions[None]:
                parts.append(f"{unsure} unsure")
            lines.append(f"  {', '.join(parts)}")
        others = [
            f"{count} {words}"
            for count, words in (
                (self.faceless.count, "without a face"),
                (self.unread.count, "unreadable"),
                (self.before, "done before"),
            )
            if count
        ]
        return [*lines, f"  {', '.join(others)}"] if others else lines


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
