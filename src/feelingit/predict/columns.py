"""A face as one flat row, as CSV and Parquet files hold it, and back; the one order of columns.

Knows nothing about files. What has a shape of its own (landmarks) is in `records` alone.

Numbers are rounded for files: probabilities, the detector's score and the landmarks' quality to
four decimals (so seven rounded probabilities sum to 1 within 0.0004), pixels to hundredths,
seconds to milliseconds. What is not known is empty: None in a row, nothing in a CSV file.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.predict.face import Box, Face, Note, Status

if TYPE_CHECKING:
    import pandas as pd

Cell = str | int | float | bool | None
Row = dict[str, Cell]

PROBABILITIES = tuple(f"p_{emotion}" for emotion in EMOTIONS)
BOX = ("box_left", "box_top", "box_width", "box_height")
_SAID = ("emotion", "confidence", *PROBABILITIES)
_SEEN = (*BOX, "detector_score", "landmark_quality", "notes", "problem")

PHOTO_COLUMNS: tuple[str, ...] = ("source", "face", "status", "success", *_SAID, *_SEEN)
VIDEO_COLUMNS: tuple[str, ...] = (
    "source", "frame", "time_s", "face_id", "success", "status", *_SAID, *_SEEN,
)  # fmt: skip

COLUMN_TYPES: Mapping[str, type] = {
    **dict.fromkeys(("source", "status", "emotion", "notes", "problem"), str),
    **dict.fromkeys(("face", "frame", "face_id"), int),
    **dict.fromkeys(("time_s", "confidence", *PROBABILITIES, *BOX), float),
    **dict.fromkeys(("detector_score", "landmark_quality"), float),
    "success": bool,
}
"""What a column holds where it is not empty."""

PROBABILITY_DIGITS = 4
PIXEL_DIGITS = 2
SECOND_DIGITS = 3
DIGITS: Mapping[str, int] = {
    **dict.fromkeys(("confidence", *PROBABILITIES), PROBABILITY_DIGITS),
    **dict.fromkeys(("detector_score", "landmark_quality"), PROBABILITY_DIGITS),
    **dict.fromkeys(BOX, PIXEL_DIGITS),
    "time_s": SECOND_DIGITS,
}
"""To how many decimals files are rounded."""

_DTYPES = {str: "string", int: "Int64", float: "float64", bool: "boolean"}


def row_of(face: Face, columns: Sequence[str] = PHOTO_COLUMNS, *, rounded: bool = True) -> Row:
    """Write a face as a flat row.

    Args:
        face: With or without probabilities.
        columns: `PHOTO_COLUMNS` or `VIDEO_COLUMNS`, or some of them.
        rounded: As files are; otherwise numbers stay as they are.

    Returns:
        A plain value for each column, in that order; None where nothing is known.
    """
    cells = _cells(face)
    row = {name: cells[name] for name in columns}
    return {name: _rounded(name, cell) for name, cell in row.items()} if rounded else row


def face_of_row(row: Mapping[str, Any]) -> Face:
    """Read a face back from a row of `row_of`, or from one of a file: cells may be text.

    Landmarks are not in a row, so they are None; numbers are as they were rounded. Columns that
    are missing are taken as empty, but for `source` and `status`.

    Raises:
        InputError: A cell does not hold what its column holds; the sentence names both.
    """
    cells: dict[str, Any] = {name: _parsed(name, row.get(name)) for name in COLUMN_TYPES}
    _check(cells)
    return Face(
        source=cells["source"],
        status=cells["status"],
        face=cells["face"],
        emotion=cells["emotion"],
        confidence=cells["confidence"],
        probabilities=_all_or_none(EMOTIONS, [cells[name] for name in PROBABILITIES]),
        box=_box_of(cells),
        score=cells["detector_score"],
        quality=cells["landmark_quality"],
        notes=_notes_of(cells),
        problem=cells["problem"],
        frame=cells["frame"],
        time_s=cells["time_s"],
        face_id=cells["face_id"],
    )


def table_of(
    faces: Iterable[Face], columns: Sequence[str] = PHOTO_COLUMNS, *, rounded: bool = True
) -> "pd.DataFrame":
    """Write faces as a table, one row each.

    Columns have the same types in every table, empty ones too: pandas' `string`, `Int64` and
    `boolean`, which know missing values, and `float64`, where they are NaN.
    """
    import pandas as pd  # noqa: PLC0415 - the program starts without it

    rows = [row_of(face, columns, rounded=rounded) for face in faces]
    return pd.DataFrame(
        {
            name: pd.Series([row[name] for row in rows], dtype=_DTYPES[COLUMN_TYPES[name]])
            for name in columns
        }
    )


def writable(text: str) -> str:
    r"""Make a text fit for UTF-8: of a file name that is not, the bytes are shown as `\udcXX`."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _cells(face: Face) -> Row:
    return {
        "source": writable(face.source),
        "frame": face.frame,
        "time_s": face.time_s,
        "face_id": face.face_id,
        "face": face.face,
        "status": face.status,
        "success": face.success,
        "emotion": face.emotion,
        "confidence": face.confidence,
        **_spread(PROBABILITIES, _in_order(face.probabilities)),
        **_spread(BOX, face.box),
        "detector_score": face.score,
        "landmark_quality": face.quality,
        "notes": " ".join(face.notes) or None,
        "problem": None if face.problem is None else writable(face.problem),
    }


def _in_order(probabilities: Mapping[str, float] | None) -> list[float] | None:
    return None if probabilities is None else [probabilities[name] for name in EMOTIONS]


def _spread(names: Sequence[str], values: Sequence[float] | None) -> Row:
    return dict.fromkeys(names) if values is None else dict(zip(names, values, strict=True))


def _rounded(name: str, cell: Cell) -> Cell:
    if cell is None or name not in DIGITS:
        return cell
    return round_to(cell, DIGITS[name])


def round_to(value: float | str, digits: int) -> float:
    """Round a number, one of NumPy's too, to a plain one; there is no negative 0."""
    return round(float(value), digits) + 0.0


def _parsed(name: str, cell: object) -> Cell:
    kind = COLUMN_TYPES[name]
    if _is_empty(cell):
        return None
    try:
        return _PARSERS[kind](str(cell))
    except (KeyError, ValueError) as error:
        raise InputError(f"column {name}: {cell!r} is not {_EXPECTED[kind]}") from error


def _is_empty(cell: object) -> bool:
    """Tell what readers of tables put where there is nothing: no text, None, NaN, pandas' NA."""
    if isinstance(cell, float):
        return math.isnan(cell)
    return cell is None or type(cell).__name__ == "NAType" or cell == ""


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _whole(text: str) -> int:
    value = _finite(text)
    if not value.is_integer():
        raise ValueError(text)
    return int(value)


def _truth(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text.lower()]


_PARSERS: Mapping[type, Callable[[str], Cell]] = {
    str: str, int: _whole, float: _finite, bool: _truth,
}  # fmt: skip
_EXPECTED = {int: "a whole number", float: "a number", bool: "True or False"}


def _check(cells: Mapping[str, Any]) -> None:
    if cells["source"] is None:
        raise InputError("column source: it is empty; expected where the face comes from")
    _expect_one_of("status", cells["status"], get_args(Status))
    if cells["emotion"] is not None:
        _expect_one_of("emotion", cells["emotion"], EMOTIONS)


def _notes_of(cells: Mapping[str, Any]) -> tuple[Note, ...]:
    notes = (cells["notes"] or "").split()
    for note in notes:
        _expect_one_of("notes", note, get_args(Note))
    return tuple(notes)


def _expect_one_of(name: str, found: str | None, known: Sequence[str]) -> None:
    if found not in known:
        raise InputError(f"column {name}: found {found!r}; expected one of {', '.join(known)}")


def _all_or_none(names: Sequence[str], values: Sequence[float | None]) -> dict[str, float] | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    if len(known) < len(names):
        raise InputError(f"columns p_angry to p_surprise: {len(known)} of {len(names)} are filled")
    return dict(zip(names, known, strict=True))


def _box_of(cells: Mapping[str, Any]) -> Box | None:
    known = [cells[name] for name in BOX if cells[name] is not None]
    if len(known) not in (0, len(BOX)):
        raise InputError(f"columns {', '.join(BOX)}: {len(known)} of {len(BOX)} are filled")
    return Box(*known) if known else None
