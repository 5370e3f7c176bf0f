"""Analyse files, one after the other, and keep what is found; stop for nothing but the disk."""

import io
import logging
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import rich.console
import typer

from feelingit.cli.predict_copies import Mirror, keep_apart
from feelingit.cli.predict_job import Job, Tools, load_tools, settings_of
from feelingit.cli.predict_pictures import picture_rows
from feelingit.cli.predict_progress import FilesProgress
from feelingit.cli.predict_sinks import Sink, sink_of
from feelingit.cli.predict_tally import FileTally, Tally
from feelingit.errors import InputError
from feelingit.predict.face import Face
from feelingit.predict.sources import STANDARD_INPUT, Source, Sources, Survey, read_list, survey
from feelingit.predict.tables import Said, format_of
from feelingit.predict.unfinished import stamp_of
from feelingit.study.console import Console

NOT_ALL = 1
"""The exit code where all that could be done is done, and some files could not be read."""
ROWS = 500
"""Rows of a video that are kept together."""


def predict_files(job: Job) -> int:
    """Do what is asked for.

    Returns:
        The exit code: 0, or `NOT_ALL`.

    Raises:
        InputError: Nothing can be done with what is asked for.
        ModelError: The model cannot be used.
        RunFolderError: A file cannot be written; what is done is kept.
    """
    _silence_libraries()
    _let_names_be_printed()
    sources = Sources(*_named(job.paths))
    if job.out is not None:
        _check_out(job.out)
    asked = survey(sources)
    for folder in (job.annotate, job.timeline):
        if folder is not None:
            keep_apart(Mirror(folder, asked.base), job.paths, sources)
    tools = load_tools(job)
    console = Console(quiet=job.quiet)
    screen = rich.console.Console(highlight=False) if _is_read_by_people(job.out) else None
    with (
        sink_of(job.out, settings_of(job, tools), asked, screen) as sink,
        _progress(console, asked, screen) as progress,
    ):
        run = _Run(job, asked, tools, sink, progress)
        run.over(sources)
        sink.finish(sources)
    _tell(run.tally, job, console)
    return _complain(run.tally, job)


@dataclass(frozen=True)
class _Run:
    """One run over all files."""

    job: Job
    asked: Survey
    tools: Tools
    sink: Sink
    progress: FilesProgress
    tally: Tally = field(default_factory=Tally)

    def over(self, sources: Iterable[Source]) -> None:
        for are_videos, group in groupby(self._left(sources), lambda source: source.is_video):
            if are_videos:
                for source in group:
                    self._video(source)
            else:
                self._pictures(group)

    def _left(self, sources: Iterable[Source]) -> Iterator[Source]:
        """Leave out what an earlier run has done."""
        for source in sources:
            if self.sink.is_done(source) and all(path.exists() for path in self._made_of(source)):
                self.tally.before += 1
                self.tally.add(source.name, FileTally(self.sink.said(source)))
                self.progress.skip()
            else:
                yield source

    def _made_of(self, source: Source) -> list[Path]:
        return [path for path in (self._copy_of(source), self._timeline_of(source)) if path]

    def _copy_of(self, source: Source) -> Path | None:
        return None if self._copies is None else self._copies.of(source)

    def _timeline_of(self, source: Source) -> Path | None:
        if self.job.timeline is None or not source.is_video:
            return None
        return Mirror(self.job.timeline, self.asked.base).of(source, ".png")

    @property
    def _copies(self) -> Mirror | None:
        return None if self.job.annotate is None else Mirror(self.job.annotate, self.asked.base)

    def _pictures(self, sources: Iterable[Source]) -> None:
        threads = min(self.job.threads, self.asked.pictures)
        for one, problem in picture_rows(sources, self.job, self.tools, threads, self._copies):
            self.sink.add(one.source, None if problem else one.stamp, one.faces)
            self.tally.add(one.source.name, FileTally(map(_in_short, one.faces)), problem)
            self.progress.advance()

    def _video(self, source: Source) -> None:
        rows: list[Face] = []
        tally, problem = FileTally(), None
        stamp = stamp_of(source.path)
        try:
            for faces in self._frames(source):
                rows += faces
                for face in faces:
                    tally.add(_in_short(face))
                if len(rows) >= ROWS:
                    self.sink.add(source, stamp, rows, last=False)
                    rows = []
        except InputError as error:
            problem, stamp = str(error), None
            rows.append(Face(source.name, "unreadable", problem=problem))
        self.sink.add(source, stamp, rows)
        self.tally.add(source.name, tally, problem)
        self.progress.advance()

    def _frames(self, source: Source) -> Iterator[tuple[Face, ...]]:
        # They need a library that photos do not.
        from feelingit.cli.predict_video import VideoOutputs, watch_video  # noqa: PLC0415
        from feelingit.predict.video import VideoOptions  # noqa: PLC0415

        job = self.job
        return watch_video(
            source.path,
            self.tools.classifier,
            self.tools.detector,
            VideoOptions(job.every, job.smoothing, job.threshold, job.batch_size, job.threads),
            VideoOutputs(self._copy_of(source), self._timeline_of(source)),
            tell=self.progress.warn,
            progress=lambda done, total: self.progress.within(source.path.name, done, total),
        )


def _named(paths: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part paths from what standard input lists."""
    if STANDARD_INPUT not in paths:
        return list(paths), []
    if sys.stdin.isatty():
        raise InputError(
            "- stands for a list of paths on standard input; hand one in, as by "
            "`find photos | feelingit predict -`"
        )
    return [path for path in paths if path != STANDARD_INPUT], read_list(sys.stdin.buffer)


def _check_out(out: Path) -> None:
    format_of(out)
    if out.is_dir():
        raise InputError(f"{out} is a folder; name a file for the table")


def _is_read_by_people(out: Path | None) -> bool:
    return out is None and sys.stdout.isatty()


def _progress(
    console: Console, asked: Survey, screen: rich.console.Console | None
) -> FilesProgress:
    """Draw a bar below the rows if they go to a terminal, else on standard error."""
    if screen is None and console.rich.is_terminal:
        screen = console.rich
    takes_long = asked.pictures > 1 or asked.videos > 0
    show = takes_long and not console.rich.quiet
    return FilesProgress(console, asked.pictures + asked.videos, screen if show else None)


def _silence_libraries() -> None:
    """Leave it to the rows to say what is wrong with a picture."""
    warnings.filterwarnings("ignore", module="PIL")
    logging.getLogger("PIL").setLevel(logging.CRITICAL)


def _let_names_be_printed() -> None:
    """Keep a file's name from being what the output's encoding does not know."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        people = sys.stdout.isatty()
        sys.stdout.reconfigure(
            encoding=None if people else "utf-8", errors="replace" if people else "backslashreplace"
        )


def _in_short(face: Face) -> Said:
    return Said(face.face_id, face.status, face.emotion)


def _tell(tally: Tally, job: Job, console: Console) -> None:
    """Sum up what was found."""
    lines = tally.summary()
    if job.out is not None:
        typer.echo("\n".join([f"{job.out}: {lines[0]}", *lines[1:]]))
    elif tally.files > 1:
        console.say("\n".join(["", *lines]))


def _complain(tally: Tally, job: Job) -> int:
    """List what could not be read, and choose the exit code."""
    where = "" if job.out is None else f", in {job.out}"
    complaints = [(tally.unread, "could not be read")]
    if job.require_face:
        complaints.append((tally.faceless, "show no face"))
    found = [(listed, words) for listed, words in complaints if listed.count]
    for listed, words in found:
        for line in listed.lines(where):
            typer.echo(line, err=True)
        typer.echo(f"feelingit: {listed.count} of {tally.files} files {words}", err=True)
    return NOT_ALL if found else 0
