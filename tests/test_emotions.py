import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feelingit.emotions import ALIASES, EMOTIONS, FER2013_ORDER, NUMBERS, parse_emotion
from feelingit.errors import InputError

KNOWN = (*EMOTIONS, *ALIASES, *NUMBERS)


def test_the_order_is_alphabetical_as_every_table_has_it() -> None:
    assert EMOTIONS == ("angry", "disgust", "fear", "happy", "neutral", "sad", "surprise")
    assert list(EMOTIONS) == sorted(EMOTIONS)


def test_numbers_are_read_in_fer2013_s_order_and_not_in_ours() -> None:
    assert [parse_emotion(str(number)) for number in range(7)] == [
        *("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")
    ]
    assert sorted(FER2013_ORDER) == list(EMOTIONS)


@pytest.mark.parametrize(
    ("alias", "emotion"), [("anger", "angry"), ("happiness", "happy"), ("sadness", "sad")]
)
def test_the_field_s_other_names_are_known(alias: str, emotion: str) -> None:
    assert parse_emotion(alias) == emotion


@given(st.sampled_from(KNOWN), st.data())
def test_case_and_blanks_around_a_name_do_not_matter(name: str, data: st.DataObject) -> None:
    blanks = st.text(" \t", max_size=2)
    written = "".join(data.draw(st.sampled_from([c.lower(), c.upper()])) for c in name)
    padded = data.draw(blanks) + written + data.draw(blanks)
    assert parse_emotion(padded) == parse_emotion(name)


@given(st.text().filter(lambda text: text.strip().lower() not in KNOWN))
@example("7")
@example("-1")
@example("٣")
@example("")
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_emotion(text)


def test_contempt_is_refused_with_what_to_do_about_it() -> None:
    with pytest.raises(InputError, match=r"contempt is not one of the seven.*drop those faces"):
        parse_emotion("Contempt")


def test_a_wrong_name_is_answered_with_the_right_ones() -> None:
    with pytest.raises(InputError, match="'joyous' is not an emotion; expected one of angry, "):
        parse_emotion("joyous")
