"""Results for people, on a terminal: bars for one photo, else a line a face as they come."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from feelingit.emotions import EMOTIONS, Emotion
from feelingit.palette import EMOTION_COLOURS
from feelingit.predict.face import Face

BARS_FOR = 3
"""The most faces of one photo whose seven probabilities are all shown."""
BAR = 40
WORTH_IT = 0.01
"""The probability from which the second likeliest emotion is shown."""
WIDEST_NAME = 48
NARROWEST_NAME = 16

_FACE, _EMOTION, _SURE, _NEXT, _NOTES = 4, 10, 5, 13, 12
_BESIDE_NAME = _FACE + _EMOTION + _SURE + _NEXT + _NOTES + 5 * 2


class TerminalTable:
    """Writes a line a face; of a video, one whenever something changes.

    Args:
        console: Of the terminal.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._name = min(WIDEST_NAME, max(NARROWEST_NAME, console.width - _BESIDE_NAME))
        self._source: str | None = None
        self._shown: dict[int | None, str | None] = {}
        head = self._line("file", "face", "emotion", "sure", "or else")
        self._print(Text(f"{head}  notes", "bold"))

    def add(self, faces: Sequence[Face]) -> None:
        """Write the rows of a picture, or of a video's frames."""
        for face in faces:
            is_new = face.source != self._source
            self._source = face.source
            if face.time_s is None:
                self._print(self._described(face, self._short(face.source) if is_new else ""))
                continue
            if is_new:
                self._shown = {}
                self._print(Text(legible(face.source)))
            if self._changes(face):
                self._print(self._described(face, f"{face.time_s:>{self._name - 2}.2f} s"))

    def _changes(self, face: Face) -> bool:
        says = face.emotion or face.status
        before = self._shown.get(face.face_id)
        if face.face_id is None:
            self._shown.clear()
        else:
            self._shown.pop(None, None)
        self._shown[face.face_id] = says
        return says != before

    def _described(self, face: Face, name: str) -> Text:
        number = face.face if face.face_id is None else face.face_id
        place = "" if number is None else str(number)
        if face.probabilities is None:
            blank = f"{self._padded(name)}  {place:>{_FACE}}  "
            return Text(blank).append(face.status.replace("_", " "), "dim")
        first, second = _likeliest(face.probabilities)[:2]
        other = face.probabilities[second]
        line = self._line(
            name,
            place,
            said(face, first),
            percent(face.probabilities[first]),
            f"{second} {percent(other)}" if other >= WORTH_IT else "",
        )
        line.highlight_words([first], EMOTION_COLOURS[first])
        if face.notes:
            line.append(f"  {notes(face)}", "dim")
        return line

    def _line(self, name: str, face: str, emotion: str, sure: str, other: str) -> Text:
        return Text(
            f"{self._padded(name)}  {face:>{_FACE}}  {emotion:<{_EMOTION}}  {sure:>{_SURE}}  "
            f"{other:<{_NEXT}}"
        )

    def _short(self, name: str) -> str:
        """Keep the end of a long name, which tells files apart."""
        name = legible(name)
        if cell_len(name) <= self._name:
            return name
        while cell_len(name) >= self._name:
            name = name[1:]
        return f"…{name}"

    def _padded(self, name: str) -> str:
        # Some letters are two columns wide.
        return name + " " * (self._name - cell_len(name))

    def _print(self, text: Text) -> None:
        text.rstrip()
        self._console.print(text, soft_wrap=True, highlight=False)


class Cards:
    """Writes the seven probabilities of each face as bars, if there are few faces.

    Args:
        console: Of the terminal.
    """

    def __init__(self, console: Console) -> None:
        self._console = console

    def add(self, faces: Sequence[Face]) -> None:
        """Write the faces of a photo."""
        if faces[0].status == "unreadable":
            return  # as is said at the end
        if not faces[0].success:
            self._print(Text(f"{legible(faces[0].source)}: no face found"))
        elif len(faces) > BARS_FOR:
            TerminalTable(self._console).add(faces)
        else:
            for face in faces:
                self._card(face, alone=len(faces) == 1)

    def _card(self, face: Face, *, alone: bool) -> None:
        if face.probabilities is None:
            return
        likeliest = _likeliest(face.probabilities)
        which = "" if alone else f", face {face.face}"
        says = likeliest[0] if face.emotion else f"unsure, perhaps {likeliest[0]}"
        head = Text(f"{legible(face.source)}{which}: ").append(says, "bold")
        self._print(head.append(_about(face)))
        for name in likeliest:
            share = face.probabilities[name]
            line = Text(f"  {name:<8}  {percent(share):>5}  ")
            self._print(line.append("█" * round(BAR * share), EMOTION_COLOURS[name]))

    def _print(self, text: Text) -> None:
        text.rstrip()
        self._console.print(text, soft_wrap=True, highlight=False)


def legible(text: str) -> str:
    r"""Show what would move a terminal's cursor, or is no character, as `\n` or the like."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def percent(share: float) -> str:
    """Write a share for people."""
    return f"{100 * share:.0f} %"


def notes(face: Face) -> str:
    """Write what makes an answer less sure."""
    return ", ".join(note.replace("_", " ") for note in face.notes)


def said(face: Face, likeliest: str) -> str:
    """Name the emotion, in brackets where it is too unsure to be named."""
    return likeliest if face.emotion else f"({likeliest})"


def _about(face: Face) -> str:
    parts = []
    if face.box is not None:
        left, top, width, height = (round(side) for side in face.box)
        parts.append(f"{width}x{height} pixels at {left}, {top}")
    if face.notes:
        parts.append(notes(face))
    return f"  ({'; '.join(parts)})" if parts else ""


def _likeliest(probabilities: Mapping[str, float]) -> list[Emotion]:
    return sorted(EMOTIONS, key=lambda name: -probabilities[name])
