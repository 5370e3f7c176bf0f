import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.predict.face import Box
from feelingit.predict.video.tracker import REMEMBERED_FRAMES, REMEMBERED_S, Tracker

STEP = 1 / 25


def _box(x: float, y: float = 100.0, side: float = 60.0) -> Box:
    return Box(x, y, side, side)


def test_faces_that_move_keep_their_numbers() -> None:
    tracker = Tracker()
    for frame in range(100):
        boxes = [_box(20 + 3 * frame), _box(500 - 2 * frame, y=300)]
        assert tracker.follow(boxes, frame * STEP) == [0, 1]


def test_the_order_of_boxes_does_not_matter() -> None:
    """Detectors give the surest first, and that changes from frame to frame."""
    tracker = Tracker()
    for frame in range(40):
        boxes = [_box(20 + 3 * frame), _box(500 - 2 * frame, y=300)]
        turn = frame % 2 == 1
        ids = tracker.follow(boxes[::-1] if turn else boxes, frame * STEP)
        assert ids == ([1, 0] if turn else [0, 1])


def test_faces_that_cross_do_not_swap() -> None:
    tracker = Tracker()
    for frame in range(60):
        boxes = [_box(100 + 6 * frame, y=100), _box(460 - 6 * frame, y=115)]
        assert tracker.follow(boxes, frame * STEP) == [0, 1]


def test_a_face_that_passes_behind_another_is_itself_again() -> None:
    tracker = Tracker()
    for frame in range(60):
        front, behind = _box(300, side=80), _box(100 + 8 * frame, y=110)
        hidden = abs(behind.left - front.left) < 50
        expected = [0] if hidden else [0, 1]
        boxes = [front] if hidden else [front, behind]
        assert tracker.follow(boxes, frame * STEP) == expected


def test_who_appears_in_front_of_a_face_does_not_take_its_number() -> None:
    """The one behind is not found for a moment, and the new one overlaps it."""
    tracker = Tracker()
    for frame in range(30):
        assert tracker.follow([Box(230 + 1.4 * frame, 60, 156, 156)], frame * STEP) == [0]
    assert tracker.follow([Box(202, 150, 156, 156)], 30 * STEP) == [1]
    both = [Box(274, 60, 156, 156), Box(200, 150, 156, 156)]
    assert tracker.follow(both, 31 * STEP) == [0, 1]


@pytest.mark.parametrize("missed", [1, 3, 10])
def test_a_few_missed_frames_are_bridged_though_the_face_moves(missed: int) -> None:
    tracker = Tracker()
    for frame in range(60):
        lost = 30 <= frame < 30 + missed
        ids = tracker.follow([] if lost else [_box(20 + 6 * frame)], frame * STEP)
        assert ids == ([] if lost else [0])


def test_who_comes_back_after_a_while_is_new() -> None:
    tracker = Tracker()
    assert tracker.follow([_box(100)], 0.0) == [0]
    away = REMEMBERED_S + STEP
    for frame in range(1, round(away / STEP) + 1):
        assert tracker.follow([], frame * STEP) == []
    assert tracker.follow([_box(100)], away + STEP) == [1]


def test_a_face_seen_seldom_is_waited_for_by_frames() -> None:
    """With a frame each ten seconds, a second would be no time at all."""
    tracker = Tracker()
    assert tracker.follow([_box(100)], 0.0) == [0]
    for number in range(REMEMBERED_FRAMES):
        tracker.follow([], 10.0 * (number + 1))
    assert tracker.follow([_box(104)], 10.0 * (REMEMBERED_FRAMES + 1)) == [0]


def test_one_who_leaves_does_not_hand_on_the_number() -> None:
    tracker = Tracker()
    assert tracker.follow([_box(100), _box(400)], 0.0) == [0, 1]
    for frame in range(1, 50):
        assert tracker.follow([_box(400)], frame * STEP) == [1]
    assert tracker.follow([_box(400), _box(100)], 50 * STEP) == [1, 2]


def test_a_fast_face_is_followed_at_a_low_rate() -> None:
    """It moves by nearly its width from frame to frame, so its boxes hardly overlap."""
    tracker = Tracker()
    for frame in range(20):
        assert tracker.follow([_box(10 + 50 * frame)], frame * 0.2) == [0]


def test_many_faces_are_each_followed() -> None:
    random = np.random.default_rng(0)
    tracker = Tracker()
    corners = np.stack(np.meshgrid(np.arange(10) * 90.0, np.arange(8) * 90.0), -1).reshape(-1, 2)
    speed = random.normal(0, 1.0, corners.shape)
    number: dict[int, int] = {}
    for frame in range(30):
        jitter = random.normal(0, 1.5, corners.shape)
        boxes = [Box(x, y, 50, 50) for x, y in corners + speed * frame * 0.5 + jitter]
        order = random.permutation(len(boxes))
        ids = tracker.follow([boxes[index] for index in order], frame * STEP)
        number = number or dict(zip(order.tolist(), range(80), strict=True))
        assert ids == [number[index] for index in order.tolist()]


def test_two_near_faces_are_two() -> None:
    tracker = Tracker()
    for frame in range(10):
        assert tracker.follow([_box(100), _box(120)], frame * STEP) == [0, 1]


def test_a_new_face_beside_a_known_one_is_new() -> None:
    tracker = Tracker()
    assert tracker.follow([_box(100)], 0.0) == [0]
    assert tracker.follow([_box(170), _box(101)], STEP) == [1, 0]


BOX = st.tuples(*[st.floats(-1e4, 1e4)] * 2, *[st.floats(0, 1e4)] * 2).map(lambda four: Box(*four))


@given(
    frames=st.lists(st.tuples(st.lists(BOX, max_size=5), st.floats(0, 3)), min_size=1, max_size=12)
)
def test_numbers_are_unique_in_a_frame_and_counted_from_0(
    frames: list[tuple[list[Box], float]],
) -> None:
    tracker, time_s, known = Tracker(), 0.0, 0
    for boxes, passed in frames:
        time_s += passed
        ids = tracker.follow(boxes, time_s)
        assert len(ids) == len(set(ids)) == len(boxes)
        new = [one for one in ids if one >= known]
        assert new == list(range(known, known + len(new)))
        known += len(new)
