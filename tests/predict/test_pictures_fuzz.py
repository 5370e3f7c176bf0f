"""`load_picture` on bytes that nobody meant: it gives a picture or a sentence, and soon."""

import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feelingit.predict.pictures import MOST_PIXELS, load_picture

from .picture_bytes import one_of_each

SECONDS = 20.0
"""Within which even a busy machine must have its answer."""

WHOLE = one_of_each()
SIGNATURES = (
    b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"II+\0\x08\0",
    b"RIFF\0\0\0\0WEBPVP8 ", b"RIFF\0\0\0\0WEBPVP8X", b"\0\0\0\x20ftypavif", b"\0\0\0\x0cjP  \r\n",
    b"\xffO\xffQ", b"P1 ", b"P6 9 9 255\n", b"Pf 9 9 1\n", b"8BPS", b"icns", b"qoif", b"DDS ",
    b"\x01\xda\x01\x01", b"\n\x05\x01\x08", b"/* XPM */", b"#define a_width 9\n", b"SIMPLE  = ",
    b"\0\0\x01\0\x01\0", b"\0\0\x02\0", b"%!PS-Adobe", b"BLP2", b"Y\xa6j\x95", b"GRIB", b"\x12\xaf",
)  # fmt: skip
pytestmark = pytest.mark.filterwarnings("ignore")
often = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module", autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def check(data: bytes) -> bool:
    """Read bytes as a file; tell whether they were a picture."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.jpg"
        path.write_bytes(data)
        clock = time.monotonic()
        loaded = load_picture(path)
        assert time.monotonic() - clock < SECONDS
    assert loaded.source == str(path)
    if loaded.picture is None:
        assert loaded.problem
        assert "\n" not in loaded.problem
        return False
    assert loaded.problem is None
    assert loaded.picture.dtype == np.uint8
    assert loaded.picture.shape[2:] == (3,)
    assert 0 < loaded.picture.shape[0] * loaded.picture.shape[1] <= MOST_PIXELS
    return True


def test_what_is_broken_below_was_whole() -> None:
    assert sum(check(data) for data in WHOLE.values()) >= len(WHOLE) - 1
    assert len(WHOLE) >= 15


@often
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    check(data)


@often
@given(st.sampled_from(SIGNATURES), st.binary(max_size=400))
def test_any_bytes_that_begin_like_a_picture(signature: bytes, data: bytes) -> None:
    check(signature + data)


@often
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_files_of_every_format_with_bytes_changed(name: str, data: st.DataObject) -> None:
    whole = WHOLE[name]
    # Most of what decides stands at the beginning.
    places = st.integers(0, min(len(whole), 200) - 1) | st.integers(0, len(whole) - 1)
    changed = bytearray(whole)
    for place, value in data.draw(st.dictionaries(places, st.integers(0, 255), min_size=1)).items():
        changed[place] = value
    check(bytes(changed))


@often
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_files_of_every_format_cut_off_lengthened_and_shuffled(
    name: str, data: st.DataObject
) -> None:
    whole = WHOLE[name]
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    kept = whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:]
    check(kept + data.draw(st.sampled_from([b"", whole[start:end], whole])))
