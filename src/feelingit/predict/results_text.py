"""Results in words, a line a face, for a prompt of 80 columns."""

from collections.abc import Callable, Sequence

from feelingit.predict.columns import writable
from feelingit.predict.face import Face

SHOWN = 10
"""The most faces that are listed."""
SOURCE_WIDTH = 30

_SAID = {"unsure": "(unsure)", "no_face": "(no face)", "unreadable": "(unreadable)"}

Column = tuple[str, Callable[[Face], str]]


def described(faces: Sequence[Face]) -> str:
    """Say how many faces there are, and list the first of them."""
    lines = [f"Results: {_counts(faces)}", *listed(faces[:SHOWN])]
    if len(faces) > SHOWN:
        lines.append(f"  and {len(faces) - SHOWN} more")
    return "\n".join(lines)


def listed(faces: Sequence[Face]) -> list[str]:
    """Write a heading and a line a face; nothing where there is no face."""
    if not faces:
        return []
    columns = _of_video() if any(face.frame is not None for face in faces) else _of_photos()
    rows = [[name for name, _ in columns], *([show(face) for _, show in columns] for face in faces)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(columns))]
    return ["  " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def said(face: Face) -> str:
    """Name the emotion, or say in brackets why none is named."""
    return face.emotion or _SAID.get(face.status, "")


def _counts(faces: Sequence[Face]) -> str:
    found = sum(face.success for face in faces)
    frames = any(face.frame is not None for face in faces)
    places = len({(face.source, face.frame) for face in faces})
    parts = [f"{_number(found, 'face')} in {_number(places, 'frame' if frames else 'picture')}"]
    for status, words in (("no_face", "without a face"), ("unreadable", "unreadable")):
        if number := sum(face.status == status for face in faces):
            parts.append(f"{number} {words}")
    return "; ".join(parts)


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _of_photos() -> list[Column]:
    return [
        ("source", _source),
        ("face", lambda face: "" if face.face is None else str(face.face)),
        *_answer(),
    ]


def _of_video() -> list[Column]:
    return [
        ("source", _source),
        ("time_s", lambda face: "" if face.time_s is None else f"{face.time_s:.3f}"),
        ("face_id", lambda face: "" if face.face_id is None else str(face.face_id)),
        *_answer(),
    ]


def _answer() -> list[Column]:
    return [
        ("emotion", said),
        ("confidence", lambda face: "" if face.confidence is None else f"{face.confidence:.3f}"),
        ("notes", lambda face: " ".join(face.notes)),
    ]


def _source(face: Face) -> str:
    """Keep the end of a long path, which tells files apart."""
    text = writable(face.source)
    return text if len(text) <= SOURCE_WIDTH else f"…{text[1 - SOURCE_WIDTH :]}"
