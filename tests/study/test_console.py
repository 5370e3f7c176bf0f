import io
import re

import pytest
import rich.console

from feelingit.study import console
from feelingit.study.console import Console, duration


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_in_a_log_a_step_is_told_of_as_it_begins(capsys: pytest.CaptureFixture[str]) -> None:
    with Console().step("  1/9   read"):
        assert told(capsys) == ["  1/9   read"]
    assert told(capsys) == []


def test_in_a_log_a_long_step_says_what_it_took(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "SECONDS_WORTH_A_LINE", 0.0)
    with Console().step("  1/9   read"):
        pass
    assert told(capsys) == ["  1/9   read", "        took 0 s"]


def test_in_a_log_progress_is_told_of_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Console().step("read"), Console().progress("faces") as progress:
        for done in range(100):
            progress(done, 100)
    assert told(capsys) == ["read"]
    monkeypatch.setattr(console, "SECONDS_BETWEEN_LINES", 0.0)
    with Console().progress("faces") as progress:
        progress(7, 100)
    assert told(capsys) == ["        7 of 100 faces"]


def test_what_was_done_before_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    Console().done_before("  1/9   read")
    (line,) = told(capsys)
    assert re.fullmatch(r"  1/9   read {40,}  done before", line)
    assert len(line) <= 80


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    quiet = Console(quiet=True)
    quiet.say("a")
    quiet.done_before("b")
    with quiet.step("c"), quiet.progress("d") as progress:
        progress(1, 2)
    assert told(capsys) == []


@pytest.fixture
def screen() -> tuple[Console, io.StringIO]:
    text = io.StringIO()
    shown = Console()
    shown.rich = rich.console.Console(
        file=text, force_terminal=True, width=80, no_color=True, highlight=False
    )
    return shown, text


def lines_of(text: io.StringIO) -> list[str]:
    """Give what a terminal shows in the end, without what was drawn over."""
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text.getvalue())
    return [line.rpartition("\r")[2] for line in plain.split("\n")]


def test_on_a_terminal_a_step_leaves_one_line_with_its_time(
    screen: tuple[Console, io.StringIO],
) -> None:
    shown, text = screen
    with shown.step(" 12/40  train vgg16-lower_face-s0"), shown.progress("epochs at most") as tell:
        tell(3, 30)
    last = lines_of(text)[-2]
    assert re.fullmatch(r" 12/40  train vgg16-lower_face-s0 +0 s", last)


def test_on_a_terminal_progress_fits_into_80_columns(
    screen: tuple[Console, io.StringIO],
) -> None:
    shown, text = screen
    with (
        shown.step(" 12/40  train resnet50-lower_face-s0"),
        shown.progress("epochs at most") as tell,
    ):
        tell(3, 30)
        tell(29, 30)
    drawn = [line for line in re.split(r"[\r\n]", text.getvalue()) if "29 of 30" in line]
    assert drawn
    for line in drawn:
        assert len(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line)) <= 80
        assert "epochs at most" in line


def test_brackets_in_a_name_are_no_markup(screen: tuple[Console, io.StringIO]) -> None:
    shown, text = screen
    with shown.step("[bold] read"):
        pass
    assert "[bold] read" in lines_of(text)[-2]


def test_after_an_error_a_step_leaves_no_line_that_says_it_is_done(
    screen: tuple[Console, io.StringIO],
) -> None:
    shown, text = screen
    with pytest.raises(KeyError), shown.step("  1/9   read"):
        raise KeyError
    assert not re.search(r"read +\d+ s", text.getvalue())


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "0 s"), (59.4, "59 s"), (59.6, "1 min 00 s"), (125, "2 min 05 s"), (4320, "1 h 12 min")],
)
def test_times_are_written_for_people(seconds: float, text: str) -> None:
    assert duration(seconds) == text
