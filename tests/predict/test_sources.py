"""What paths on the command line mean."""

import contextlib
import io
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.errors import InputError
from feelingit.predict.sources import Source, Sources, read_list, survey

MP4 = b"\0\0\0\x20ftypisom" + bytes(20)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of pictures, and go to where it lies."""
    names = ("10.jpg", "2.jpg", "b/1.PNG", "a/3.webp", "a/deeper/4.tiff", "clip.mp4", "notes.txt")
    for name in names:
        _touch(tmp_path / "photos" / name)
    _touch(tmp_path / "photos/.hidden.jpg")
    _touch(tmp_path / "photos/.thumbs/1.jpg")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _touch(path: Path, content: bytes = b"") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def names(*paths: str, listed: Sequence[str] = ()) -> list[str]:
    return [source.name for source in Sources(paths, listed)]


def refused(*paths: str, listed: Sequence[str] = ()) -> str:
    with pytest.raises(InputError) as error:
        survey(Sources(paths, listed))
    return str(error.value)


IN_ORDER = ["2.jpg", "10.jpg", "a/3.webp", "a/deeper/4.tiff", "b/1.PNG", "clip.mp4"]


@pytest.mark.usefixtures("here")
def test_a_folder_means_what_is_in_it_by_name_without_what_is_hidden_or_no_picture() -> None:
    assert names("photos") == [f"photos/{name}" for name in IN_ORDER]


def test_a_folder_is_called_as_it_was_named(here: Path) -> None:
    assert names(str(here / "photos/b")) == [str(here / "photos/b/1.PNG")]


@pytest.mark.usefixtures("here")
def test_files_keep_the_order_in_which_they_are_named() -> None:
    assert names("photos/b/1.PNG", "photos/2.jpg") == ["photos/b/1.PNG", "photos/2.jpg"]


@pytest.mark.usefixtures("here")
def test_a_pattern_means_what_fits_it() -> None:
    assert names("photos/*.jpg") == ["photos/2.jpg", "photos/10.jpg"]
    assert names("photos/**/*.[pP][nN][gG]") == ["photos/b/1.PNG"]
    assert names("phot?s/a") == ["photos/a/3.webp", "photos/a/deeper/4.tiff"]


def test_a_file_that_is_called_like_a_pattern_is_that_file(here: Path) -> None:
    _touch(here / "face[1].jpg")
    _touch(here / "face1.jpg")
    assert names("face[1].jpg") == ["face[1].jpg"]


def test_the_same_file_named_twice_is_done_once(here: Path) -> None:
    (here / "link.jpg").symlink_to("photos/2.jpg")
    (here / "again").symlink_to("photos")
    found = names(
        "photos/2.jpg", "./photos/2.jpg", str(here / "photos/2.jpg"), "link.jpg", "photos",
        "again", "photos/*.jpg", listed=["photos/10.jpg"],
    )  # fmt: skip
    assert sorted(found) == sorted(f"photos/{name}" for name in IN_ORDER)


def test_a_folder_that_is_a_link_is_walked_when_named_and_not_within_another(here: Path) -> None:
    (here / "photos/b/ring").symlink_to("..")
    (here / "photos/b/ring.jpg").symlink_to("..")
    (here / "link").symlink_to("photos/b")
    assert names("photos/b") == ["photos/b/1.PNG"]
    assert names("link") == ["link/1.PNG"]


def test_a_folder_called_like_a_picture_is_a_folder(here: Path) -> None:
    _touch(here / "photos/c.jpg/5.jpg")
    assert "photos/c.jpg/5.jpg" in names("photos")
    assert names("photos/c.jpg") == ["photos/c.jpg/5.jpg"]


def test_videos_are_told_by_their_ending_and_without_one_by_their_bytes(here: Path) -> None:
    for name, content in (
        ("film", MP4),
        ("film.dat", b"\x1a\x45\xdf\xa3" + bytes(50)),
        ("riff", b"RIFF\0\0\0\0AVI LIST"),
        ("heic", b"\0\0\0\x18ftypheic\0\0\0\0"),
        ("avif", b"\0\0\0\x18ftypavif\0\0\0\0"),
        ("short", b"\0\0"),
        ("film.jpg", MP4),
    ):
        _touch(here / name, content)
    told = {source.name: source.is_video for source in Sources(["photos/clip.mp4"], [])}
    assert told == {"photos/clip.mp4": True}
    found = Sources(["film", "film.dat", "riff", "heic", "avif", "short", "film.jpg"])
    assert [source.is_video for source in found] == [True, True, True, False, False, False, False]


@pytest.mark.usefixtures("here")
def test_whatever_is_named_is_asked_for_whatever_it_is_called() -> None:
    assert names("photos/notes.txt") == ["photos/notes.txt"]


@pytest.mark.usefixtures("here")
def test_what_does_not_exist_is_refused_in_words() -> None:
    assert refused("photos", "photo.jpg") == (
        "photo.jpg does not exist; expected a picture, a video, a folder or pattern of them, or "
        "- for a list on standard input"
    )
    assert "photos/2.jpg/x" in refused("photos/2.jpg/x")
    assert refused("photos/*.gif") == "no file fits the pattern photos/*.gif"
    assert "the folder empty holds no pictures and no videos" in refused("photos", "empty")
    assert "nothing to look at" in refused()


def test_a_link_to_nothing_is_refused_when_named_and_told_of_in_a_folder(here: Path) -> None:
    (here / "photos/lost.jpg").symlink_to("not there")
    assert "photos/lost.jpg does not exist" in refused("photos/lost.jpg")
    assert "photos/lost.jpg" in names("photos")


@pytest.mark.usefixtures("here")
def test_of_a_list_files_that_do_not_exist_are_told_of_one_by_one() -> None:
    found = list(Sources([], ["photos/2.jpg", "no.jpg", "photos/b"]))
    assert [source.name for source in found] == ["photos/2.jpg", "no.jpg", "photos/b/1.PNG"]
    assert [source.problem for source in found] == [None, "the file does not exist", None]


@pytest.mark.usefixtures("here")
def test_names_in_a_list_are_no_patterns() -> None:
    found = list(Sources(["photos/2.jpg"], ["photos/2.jpg", "photos/*.jpg"]))
    assert [source.problem is None for source in found] == [True, False]


def test_a_list_of_nothing_that_exists_is_refused(here: Path) -> None:
    said = refused(listed=["a.jpg", "b.jpg"])
    assert "none of the 2 files" in said
    assert str(here) in said


def test_a_folder_that_may_not_be_looked_through_is_told_of(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def guarded(path: Path) -> object:
        if Path(path).name == "deeper":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    bad = [source for source in Sources(["photos"]) if source.problem]
    assert bad == [
        Source(
            Path("photos/a/deeper"),
            Path("photos"),
            problem="the folder cannot be looked through: Permission denied",
        )
    ]
    assert len(names("photos")) == len(IN_ORDER)
    assert here


@pytest.mark.usefixtures("here")
def test_the_survey_counts_pictures_and_videos() -> None:
    assert survey(Sources(["photos"]))[:2] == (5, 1)


def test_the_base_is_the_folder_that_holds_all_that_was_named(here: Path) -> None:
    assert survey(Sources(["photos"])).base == here / "photos"
    assert survey(Sources(["photos/a", "photos/b"])).base == here / "photos"
    assert survey(Sources(["photos/a/3.webp"])).base == here / "photos/a"
    assert survey(Sources(["photos/a/3.webp", "photos/b/1.PNG"])).base == here / "photos"


def test_what_comes_between_two_looks_is_seen(here: Path) -> None:
    sources = Sources(["photos/b"])
    assert len(list(sources)) == 1
    _touch(here / "photos/b/new.jpg")
    assert len(list(sources)) == 2


def test_thousands_of_folders_within_each_other_are_walked(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(600):
        folder /= "d"
    folder.mkdir(parents=True)
    _touch(folder / "1.jpg")
    assert len(list(Sources([str(tmp_path)]))) == 1


# --- lists ----------------------------------------------------------------------------------


def test_a_list_has_a_path_a_line() -> None:
    assert read_list(io.BytesIO(b"a.jpg\nmy photo.jpg\r\n\nb.jpg")) == [
        "a.jpg", "my photo.jpg", "b.jpg",
    ]  # fmt: skip


def test_a_list_with_nul_characters_may_have_lines_in_names() -> None:
    assert read_list(io.BytesIO(b"a\nb.jpg\0 c.jpg\0")) == ["a\nb.jpg", " c.jpg"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\0"])
def test_an_empty_list_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match="empty"):
        read_list(io.BytesIO(content))


@given(st.lists(st.binary(min_size=1).filter(lambda name: b"\0" not in name and name.strip())))
def test_any_names_come_back_from_a_list_with_nul_characters(wanted: list[bytes]) -> None:
    if wanted:
        content = b"".join(name + b"\0" for name in wanted)
        assert [os.fsencode(name) for name in read_list(io.BytesIO(content))] == wanted


@given(
    st.lists(st.text(st.characters(exclude_characters="/."), min_size=1), max_size=4),
    st.lists(st.text(st.characters(exclude_characters="/.")), max_size=4),
)
def test_any_paths_lead_to_files_or_a_sentence(paths: list[str], listed: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        _touch(Path("photo"))
        sources = Sources([*paths, "photo"], listed)
        said = ""
        try:
            found = survey(sources).pictures
        except InputError as error:
            found, said = 0, str(error)
        assert bool(found) != bool(said)
