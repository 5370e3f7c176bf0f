import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.study.toml_lines import key_lines, line_of

TEXT = """\
# a comment = 1
title = "t"

[data]
drawn = 3
[[models]]
architecture = "vgg16"
  [[ models ]]
  "width" = 0.5
[training.augmentation]
flip = 0.5
[occlusion]
test = [
    "none",
    "eyes",  # and so on
]
[clean] # after
conflicts = "drop"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("data",), 4),
        (("data", "drawn"), 5),
        (("models", 0), 6),
        (("models", 0, "architecture"), 7),
        (("models", 1), 8),
        (("models", 1, "width"), 9),
        (("training", "augmentation", "flip"), 11),
        (("clean", "conflicts"), 18),
    ],
)
def test_the_line_of_a_table_or_key_is_found(path: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [(("data", "absent"), 4), (("models", 1, "name"), 8), (("nowhere", "at", "all"), 1), ((), 1)],
)
def test_what_is_not_there_is_looked_for_where_it_belongs(
    path: tuple[str | int, ...], line: int
) -> None:
    assert line_of(TEXT, path) == line


def test_a_text_in_a_list_is_found_on_its_own_line() -> None:
    assert line_of(TEXT, ("occlusion", "test", 1), "eyes") == 15
    assert line_of(TEXT, ("occlusion", "test", 2), 7) == 13


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,6}", fullmatch=True),
        st.dictionaries(st.from_regex(r"[a-z_]{1,6}", fullmatch=True), st.integers(), max_size=4),
        max_size=4,
    )
)
def test_every_key_that_toml_reads_has_its_line(content: dict[str, dict[str, int]]) -> None:
    lines = []
    for table, keys in content.items():
        lines += [f"[{table}]", *(f"{key} = {value}" for key, value in keys.items()), ""]
    text = "\n".join(lines)
    assert tomllib.loads(text) == content
    found = key_lines(text)
    for table, keys in content.items():
        assert lines[found[table,] - 1] == f"[{table}]"
        for key, value in keys.items():
            assert lines[found[table, key] - 1] == f"{key} = {value}"
