"""What people read: on a terminal of 80 columns, and at the end."""

import io

import pytest
import rich.console
from rich.cells import cell_len

from feelingit.cli.predict_progress import FilesProgress
from feelingit.cli.predict_tally import LISTED, FileTally, Tally
from feelingit.cli.predict_terminal import Cards, TerminalTable
from feelingit.emotions import EMOTIONS, Emotion
from feelingit.predict.face import Box, Face
from feelingit.predict.tables import Said
from feelingit.study import console as study_console
from feelingit.study.console import Console


class Screen:
    """A terminal of so many columns."""

    def __init__(self, width: int = 80) -> None:
        self._text = io.StringIO()
        self.console = rich.console.Console(file=self._text, width=width)

    @property
    def lines(self) -> list[str]:
        return self._text.getvalue().splitlines()


def face_in(source: str, likeliest: Emotion = "happy", share: float = 0.9, **known: object) -> Face:
    shares = dict.fromkeys(EMOTIONS, (1 - share) / 6) | {likeliest: share}
    values: dict[str, object] = {"status": "ok", "face": 0, "emotion": likeliest}
    values |= {"confidence": share, "probabilities": shares, **known}
    return Face(source, **values)  # type: ignore[arg-type]


def test_every_line_fits_80_columns_and_every_column_stands_under_its_name() -> None:
    screen = Screen()
    table = TerminalTable(screen.console)
    long = "photos/" + "long " * 20 + "name.jpg"
    table.add([face_in("a.jpg"), face_in("a.jpg", "surprise", 0.4, face=1, emotion=None)])
    table.add([face_in(long, "disgust", 1.0, notes=("small", "dark"))])
    table.add([Face("b.jpg", "no_face")])
    table.add([Face("c.jpg", "unreadable", problem="it is damaged in more ways than fit a line")])
    head, first, second, third, nobody, broken = screen.lines
    assert max(map(len, screen.lines)) <= 80
    assert head.split("  ")[0] == "file"
    column = head.index("emotion")
    assert [line[column:].split()[0] for line in (first, second, third)] == [
        "happy", "(surprise)", "disgust",
    ]  # fmt: skip
    assert first.startswith("a.jpg ")
    assert second.startswith("      ")
    assert third.startswith("…")
    assert "name.jpg " in third
    assert first[head.index("sure") :].startswith("90 %")
    assert first[head.index("or else") :].split("  ")[0].endswith(" 2 %")
    assert third.endswith("100 %                 small, dark")
    assert nobody.endswith("  no face")
    assert broken.endswith("  unreadable")


def test_a_wide_terminal_shows_longer_names() -> None:
    screen = Screen(140)
    TerminalTable(screen.console).add([face_in("folder/" * 5 + "a.jpg")])
    assert "…" not in screen.lines[1]


def test_names_in_wide_letters_or_with_control_characters_do_not_move_the_columns() -> None:
    screen = Screen()
    table = TerminalTable(screen.console)
    for name in ("a.jpg", "写真.jpg", "写真" * 20 + ".jpg", "\x1b[2Jb\n.jpg", "\udcff.jpg"):
        table.add([face_in(name)])
    column = screen.lines[0].index("emotion")
    assert len(screen.lines) == 6
    assert all(cell_len(line.split("happy")[0]) == column for line in screen.lines[1:])
    assert screen.lines[3].startswith("…")
    assert screen.lines[4].startswith(r"\x1b[2Jb\n.jpg ")


def test_of_a_video_there_is_a_line_when_something_changes() -> None:
    screen = Screen()
    table = TerminalTable(screen.console)
    says: list[tuple[float, int, Emotion]] = [
        (0.0, 1, "happy"), (0.1, 1, "happy"), (0.2, 1, "sad"), (0.2, 2, "fear"), (0.3, 1, "sad"),
        (0.3, 2, "fear"),
    ]  # fmt: skip
    for time_s, face_id, emotion in says:
        table.add([face_in("v.mp4", emotion, face=None, time_s=time_s, face_id=face_id)])
    for time_s in (0.4, 0.5):
        table.add([Face("v.mp4", "no_face", time_s=time_s, frame=9)])
    table.add([face_in("v.mp4", "sad", face=None, time_s=0.6, face_id=1)])
    assert screen.lines[1] == "v.mp4"
    assert [line.split()[0] for line in screen.lines[2:]] == [
        "0.00",
        "0.20",
        "0.20",
        "0.40",
        "0.60",
    ]


def test_one_photo_of_few_faces_shows_all_probabilities_the_likeliest_first() -> None:
    screen = Screen()
    face = face_in("a.jpg", "sad", 0.7, box=Box(1.2, 2.0, 48.4, 50), notes=("small", "cut_off"))
    Cards(screen.console).add([face])
    head, *bars = screen.lines
    assert head == "a.jpg: sad  (48x50 pixels at 1, 2; small, cut off)"
    assert len(bars) == len(EMOTIONS)
    assert bars[0].split()[0] == "sad"
    assert bars[0].count("█") == 28
    assert all(bar.count("█") == 2 for bar in bars[1:])
    assert max(map(len, bars)) <= 80


def test_one_photo_of_two_faces_says_which_is_which_and_what_is_unsure() -> None:
    screen = Screen()
    Cards(screen.console).add([face_in("a.jpg"), face_in("a.jpg", face=1, emotion=None)])
    assert screen.lines[0] == "a.jpg, face 0: happy"
    assert screen.lines[8] == "a.jpg, face 1: unsure, perhaps happy"


def test_one_photo_of_many_faces_has_a_line_each() -> None:
    screen = Screen()
    Cards(screen.console).add([face_in("a.jpg", face=number) for number in range(9)])
    assert len(screen.lines) == 10


def test_one_photo_without_a_face_says_so() -> None:
    screen = Screen()
    Cards(screen.console).add([Face("a.jpg", "no_face")])
    assert screen.lines == ["a.jpg: no face found"]


# --- the sum --------------------------------------------------------------------------------


def test_the_sum_counts_faces_by_emotion_and_files_by_what_became_of_them() -> None:
    tally = Tally()
    tally.add("a.jpg", FileTally([Said(None, "ok", "sad"), Said(None, "unsure", None)]))
    tally.add("b.jpg", FileTally([Said(None, "ok", "angry")]))
    tally.add("c.jpg", FileTally([Said(None, "no_face", None)]))
    tally.add("d.jpg", FileTally([Said(None, "unreadable", None)]), "it is empty")
    assert tally.summary() == [
        "3 faces in 4 files",
        "  1 angry, 1 sad, 1 unsure",
        "  1 without a face, 1 unreadable",
    ]
    assert list(tally.unread.lines("")) == ["d.jpg: it is empty"]
    assert list(tally.faceless.lines("")) == ["c.jpg: no face found"]


def test_a_face_of_a_video_counts_once_as_what_it_mostly_is() -> None:
    rows = [Said(1, "ok", "sad"), Said(1, "ok", "happy"), Said(1, "ok", "happy")]
    rows += [Said(2, "ok", "sad"), Said(None, "no_face", None)]
    tally = Tally()
    tally.add("v.mp4", FileTally(rows))
    assert tally.summary() == ["2 faces in 1 file", "  1 happy, 1 sad"]


def test_only_the_first_files_are_listed_by_name() -> None:
    tally = Tally()
    for number in range(LISTED + 3):
        tally.add(f"{number}.jpg", FileTally(), "it is empty")
    lines = list(tally.unread.lines(", in x.csv"))
    assert len(lines) == LISTED + 1
    assert lines[-1] == "and 3 more, in x.csv"


# --- progress -------------------------------------------------------------------------------


def test_on_a_terminal_a_bar_says_how_many_how_fast_and_how_long() -> None:
    text = io.StringIO()
    screen = rich.console.Console(file=text, width=80, force_terminal=True)
    with FilesProgress(Console(), 4, screen) as progress:
        progress.skip()
        progress.advance()
        progress.within("clip.mp4", 5, 20)
        progress.warn("clip.mp4 ends early")
    shown = text.getvalue()
    assert "1 of 3 files" in shown
    assert "/s, " in shown
    assert " left" in shown
    assert "clip.mp4: 5 of 20 frames" in shown
    assert "clip.mp4 ends early\n" in shown.replace("\r", "")


def test_in_a_log_there_is_a_line_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10_000, 40))
    monkeypatch.setattr("feelingit.cli.predict_progress.time.monotonic", lambda: next(clock))
    console, text = Console(), io.StringIO()
    console.rich = rich.console.Console(file=text, width=80)
    with FilesProgress(console, 10, None) as progress:
        for _ in range(5):
            progress.advance()
        progress.within("clip.mp4", 5, 0)
        progress.warn("clip.mp4 ends early")
    assert study_console.SECONDS_BETWEEN_LINES == 60
    assert text.getvalue().splitlines() == [
        "2 of 10 files, 1.5/min, 5 min 20 s left",
        "4 of 10 files, 1.5/min, 4 min 00 s left",
        "clip.mp4 ends early",
    ]
