"""Photos: read and looked at in threads, classified in batches, copied, handed over in order."""

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from functools import partial
from typing import NamedTuple

from feelingit.cli.predict_copies import Mirror, write_copy
from feelingit.cli.predict_job import Job, Tools
from feelingit.errors import FeelingItError
from feelingit.predict.ahead import ahead
from feelingit.predict.analysis import Prepared, answered, prepare
from feelingit.predict.face import Face
from feelingit.predict.pictures import load_picture
from feelingit.predict.sources import Source
from feelingit.predict.unfinished import Stamp, stamp_of

SECONDS = 1.0
"""After which pictures are classified though there is no batch of them yet."""


class Looked(NamedTuple):
    """A picture whose faces have been found.

    Attributes:
        stamp: Of its file; None if it could not be read.
        prepared: Its faces.
    """

    stamp: Stamp | None
    prepared: Prepared


class Answered(NamedTuple):
    """A picture's rows."""

    source: Source
    stamp: Stamp | None
    faces: tuple[Face, ...]


def picture_rows(
    sources: Iterable[Source], job: Job, tools: Tools, threads: int, copies: Mirror | None
) -> Generator[tuple[Answered, str | None], None, None]:
    """Analyse pictures.

    Args:
        sources: The pictures.
        job: What is asked for.
        tools: What is needed for it.
        threads: That read, look for faces and write copies.
        copies: Where annotated copies go; None for none.

    Yields:
        Each picture's rows in turn, and why it is amiss, if it is.

    Raises:
        RunFolderError: A copy cannot be written.
    """
    look = partial(_look, tools=tools)
    copy = partial(_copy, copies=copies)
    with (
        closing(ahead(sources, look, threads)) as looked,
        closing(_answers(looked, job, tools)) as answers,
        closing(ahead(answers, copy, threads if copies else 1)) as rows,
    ):
        for one, problem in rows:
            yield one, problem or one.faces[0].problem


def _look(source: Source, tools: Tools) -> Looked:
    """Read a picture and find its faces; whatever goes wrong is this picture's alone."""
    if source.problem is not None:
        return Looked(None, Prepared(source.name, source.problem, ()))
    stamp = stamp_of(source.path)
    loaded = load_picture(source.path)
    height, width = tools.classifier.height, tools.classifier.width
    try:
        prepared = prepare(loaded, tools.detector, height, width)
    except FeelingItError:
        raise
    except Exception as error:  # noqa: BLE001 - of a detector's library; the others go on
        why = f"its faces cannot be looked for: {type(error).__name__}: {error}"
        return Looked(None, Prepared(source.name, " ".join(why.split()), ()))
    return Looked(stamp if loaded.picture is not None else None, prepared)


def _answers(
    looked: Iterable[tuple[Source, Looked]], job: Job, tools: Tools
) -> Generator[Answered, None, None]:
    for part in _in_parts(looked, job.batch_size):
        rows = answered(
            (one.prepared for _, one in part),
            tools.classifier,
            threshold=job.threshold,
            batch_size=job.batch_size,
        )
        for (source, one), faces in zip(part, rows, strict=True):
            yield Answered(source, one.stamp, faces)


def _in_parts(
    looked: Iterable[tuple[Source, Looked]], batch_size: int
) -> Iterator[list[tuple[Source, Looked]]]:
    """Gather pictures until their faces fill a batch, or somebody has waited long enough."""
    part: list[tuple[Source, Looked]] = []
    faces, begun = 0, time.monotonic()
    for one in looked:
        part.append(one)
        faces += len(one[1].prepared.found)
        if faces >= batch_size or time.monotonic() - begun >= SECONDS:
            yield part
            part, faces, begun = [], 0, time.monotonic()
    if part:
        yield part


def _copy(one: Answered, copies: Mirror | None) -> str | None:
    """Write the annotated copy, if there shall be one; say why it is not there."""
    if copies is None or one.faces[0].status == "unreadable":
        return None
    return write_copy(copies.of(one.source), one.source, one.faces)
