"""What a classifier gives back: faces in order, and the ways to take them along."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, overload

import numpy as np

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.predict.columns import PHOTO_COLUMNS, VIDEO_COLUMNS, table_of
from feelingit.predict.face import Face
from feelingit.predict.picture import Picture
from feelingit.predict.records import record_of
from feelingit.predict.results_text import described
from feelingit.types import Probabilities

if TYPE_CHECKING:
    import pandas as pd


class Results(Sequence[Face]):
    """Faces with their emotions, in the order in which they were asked for.

    Pictures without a face and unreadable ones have their row, too. Results do not change; a
    slice of them is Results again.

    Args:
        faces: The rows.
    """

    __slots__ = ("_faces",)

    def __init__(self, faces: Iterable[Face] = ()) -> None:
        self._faces = tuple(faces)

    def __len__(self) -> int:
        return len(self._faces)

    @overload
    def __getitem__(self, index: int) -> Face: ...

    @overload
    def __getitem__(self, index: slice) -> "Results": ...

    def __getitem__(self, index: int | slice) -> "Face | Results":
        if isinstance(index, slice):
            return Results(self._faces[index])
        return self._faces[index]

    def __repr__(self) -> str:
        return described(self._faces)

    @property
    def emotions(self) -> tuple[str | None, ...]:
        """The named emotions; None where none is named."""
        return tuple(face.emotion for face in self._faces)

    @property
    def probabilities(self) -> Probabilities:
        """`float32 [n, 7]` in the order of `EMOTIONS`; NaN in rows without a face."""
        unknown = dict.fromkeys(EMOTIONS, np.nan)
        rows = [[(face.probabilities or unknown)[e] for e in EMOTIONS] for face in self._faces]
        return np.array(rows, dtype=np.float32).reshape(-1, len(EMOTIONS))

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the faces come from, each picture once, in order."""
        return tuple(dict.fromkeys(face.source for face in self._faces))

    def of(self, source: str | Path) -> "Results":
        """Keep the faces of one picture or video.

        Raises:
            InputError: None comes from there.
        """
        own = Results(face for face in self._faces if face.source == str(source))
        if not own:
            raise InputError(f"{source}: no result comes from there; see `sources`")
        return own

    def to_pandas(self) -> "pd.DataFrame":
        """Give a table of one row a face, numbers unrounded.

        Returns:
            The columns of `columns.PHOTO_COLUMNS`, or of `VIDEO_COLUMNS` if there are frames;
            what is not known is NA.
        """
        return table_of(self._faces, self._columns(), rounded=False)

    def to_csv(self, path: str | Path) -> None:
        """Write that table as CSV, numbers rounded as `columns` says; whole or not at all.

        Raises:
            RunFolderError: The disk is full or the folder cannot be written.
        """
        # It imports pandas, for which a classifier need not wait.
        from feelingit.files import write_csv  # noqa: PLC0415

        write_csv(Path(path), table_of(self._faces, self._columns()))

    def to_json(self, path: str | Path) -> None:
        """Write an array of nested records, one a line; see `records.record_of`.

        Raises:
            RunFolderError: The disk is full or the folder cannot be written.
        """
        from feelingit.files import write_text  # noqa: PLC0415 - likewise

        lines = (json.dumps(record_of(face), ensure_ascii=False) for face in self._faces)
        write_text(Path(path), "[\n" + ",\n".join(lines) + "\n]\n")

    def annotated(self, picture: Picture | None = None) -> Picture:
        """Draw the faces' boxes and probabilities into their picture; see `annotate.annotate`.

        Args:
            picture: `uint8 [height, width, 3]`, RGB; by default read again from where it was.

        Raises:
            InputError: The faces are of several pictures, or theirs cannot be read.
        """
        from feelingit.predict.annotate import annotate  # noqa: PLC0415 - draws with Pillow

        return annotate(self._picture() if picture is None else picture, self._faces)

    def _picture(self) -> Picture:
        from feelingit.predict.pictures import load_picture  # noqa: PLC0415 - likewise

        if len(self.sources) != 1:
            raise InputError(
                f"these faces are of {len(self.sources)} pictures; take those of one with "
                "`results.of(source)`, or hand in the picture"
            )
        loaded = load_picture(Path(self.sources[0]))
        if loaded.picture is None:
            raise InputError(f"{loaded.source}: {loaded.problem}; hand in the picture to draw on")
        return loaded.picture

    def _columns(self) -> tuple[str, ...]:
        of_video = any(face.frame is not None for face in self._faces)
        return VIDEO_COLUMNS if of_video else PHOTO_COLUMNS
