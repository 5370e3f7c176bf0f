import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.predict.video.clock import Clock


def _read(*stamps: float | None, step: float = 0.1) -> list[float]:
    clock = Clock(step)
    return [clock.read(stamp) for stamp in stamps]


def test_stamps_that_go_forward_are_taken_as_they_are() -> None:
    assert _read(-0.02, 0.0, 0.04, 0.5, 600.0, 600.5) == [-0.02, 0.0, 0.04, 0.5, 600.0, 600.5]


def test_a_stream_may_begin_late() -> None:
    assert _read(5.0, 5.1) == [5.0, 5.1]


def test_missing_stamps_are_a_step_apart() -> None:
    assert _read(None, None, 0.2, None) == pytest.approx([0.0, 0.1, 0.2, 0.3])


def test_a_missing_stamp_is_as_far_from_the_last_as_that_from_the_one_before() -> None:
    assert _read(0.0, 0.5, None, None) == pytest.approx([0.0, 0.5, 1.0, 1.5])


def test_a_little_disorder_does_not_last() -> None:
    assert _read(0.0, 0.1, 0.3, 0.2, 0.4) == [0.0, 0.1, 0.3, 0.3, 0.4]


def test_a_recording_behind_another_goes_on_where_that_ended() -> None:
    times = _read(0.0, 0.1, 5.0, 5.1, 0.0, 0.3, 0.4)
    assert times == pytest.approx([0.0, 0.1, 5.0, 5.1, 5.2, 5.5, 5.6])


def test_a_stamp_that_makes_no_sense_does_not_spoil_those_after_it() -> None:
    times = _read(0.0, 0.1, 4e6, 0.3, 0.4)
    assert times == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4])


@given(stamps=st.lists(st.none() | st.floats(-1e7, 1e7)), step=st.floats(1e-3, 10))
def test_time_never_goes_back(stamps: list[float | None], step: float) -> None:
    times = _read(*stamps, step=step)
    assert times == sorted(times)
