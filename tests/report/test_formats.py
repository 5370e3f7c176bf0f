import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.report import formats
from feelingit.report.results import Results
from feelingit.report.table_list import table_items
from feelingit.report.tables.table import Table

COMMANDS = ("textbackslash", "textasciitilde", "textasciicircum", "pm", "times", "rho", "div")
letters = st.text(st.sampled_from("abc 12.5%&_#${}~^\\|<>\"'±\n\N{MINUS SIGN}"), max_size=12)


def example(**changes: object) -> Table:
    content: dict[str, object] = {
        "name": "example", "title": "50 % & more", "caption": "A_caption",
        "frame": pd.DataFrame({"Arm": ["a", "a"], "Metric": ["x", "y"], "Overall": ["1.5", "2.5"]}),
        "stubs": 2,
    }  # fmt: skip
    return Table(**(content | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def tables(results: Results) -> list[Table]:
    return [item.table for item in table_items(results)]


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)*", text)


def test_three_formats_hold_the_same_numbers(tables: list[Table]) -> None:
    for table in tables:
        if table.beneath is not None:
            continue
        _, *rows = csv.reader(io.StringIO(formats.csv(table)))
        in_csv = numbers("\n".join(cell for row in rows for cell in row))
        body = formats.markdown(table).split("---", 1)[1]
        assert numbers(body.split("\n", 1)[1]) == in_csv
        latex = formats.latex(table).split(r"\midrule", 1)[1].split(r"\bottomrule", 1)[0]
        assert numbers(latex) == in_csv


def test_csv_reads_back_as_the_table(tables: list[Table]) -> None:
    for table in tables:
        read = pd.read_csv(io.StringIO(formats.csv(table)), dtype=str, keep_default_na=False)
        for name in table.frame.columns:
            assert list(read[name]) == list(table.frame[name])


def test_published_figures_have_columns_of_their_own_in_csv(tables: list[Table]) -> None:
    table = next(table for table in tables if table.name == "results_vgg16")
    read = pd.read_csv(io.StringIO(formats.csv(table)))
    assert read["Overall (published)"].iloc[0] == 56.41
    assert "Metric (published)" not in read.columns


@pytest.mark.parametrize("name", ["results_vgg16", "overall", "claims"])
def test_every_latex_row_has_as_many_cells_as_columns(tables: list[Table], name: str) -> None:
    table = next(table for table in tables if table.name == name)
    body = formats.latex(table).split(r"\toprule", 1)[1].split(r"\bottomrule", 1)[0]
    rows = [line for line in body.splitlines() if line.endswith(r"\\")]
    assert len(rows) == len(table.frame) + 1
    for row in rows:
        assert len(re.findall(r"(?<!\\)&", row)) == table.frame.shape[1] - 1


@given(letters)
def test_latex_text_has_no_active_character_left(text: str) -> None:
    escaped = formats.latex_text(text)
    escaped = re.sub(rf"\\(?:{'|'.join(COMMANDS)})\b(?:\{{\}})?", "", escaped)
    escaped = re.sub(r"\\[&%$#_{}]", "", escaped)
    assert not re.search(r"[&%#_{}~^\\]", escaped)
    assert escaped.count("$") % 2 == 0


@given(letters)
def test_html_escapes_whatever_a_cell_holds(text: str) -> None:
    frame = pd.DataFrame({"Arm": ["a"], "What": [f"<script>{text}"]})
    assert "<script>" not in formats.html(example(frame=frame, stubs=1))


def test_equal_neighbours_of_the_first_column_are_merged() -> None:
    html = formats.html(example())
    assert html.count('<th scope="rowgroup" rowspan="2">a</th>') == 1
    assert html.count(">a<") == 1


def test_second_figures_stand_beneath_the_first() -> None:
    beneath = pd.DataFrame({"Arm": ["", ""], "Metric": ["", ""], "Overall": ["7.1", ""]})
    table = example(beneath=beneath, beneath_name="published")
    assert '1.5<span class="beneath">7.1</span>' in formats.html(table)
    assert "| 1.5 (7.1) |" in formats.markdown(table)
    assert r"1.5 {\scriptsize\color{gray}7.1}" in formats.latex(table)


def test_verdicts_are_words_as_well_as_colours() -> None:
    frame = pd.DataFrame({"Claim": ["c"], "Verdict": ["not tested"]})
    html = formats.html(example(frame=frame, stubs=1, badge="Verdict"))
    assert '<span class="verdict not-tested">not tested</span>' in html


def test_numbers_are_set_to_the_right_and_words_to_the_left() -> None:
    frame = pd.DataFrame(
        {
            "Arm": ["a", "b"],
            "N": ["58.3 ± 0.4", "\N{EN DASH}"],
            "P": ["< 0.001", "1.000"],
            "W": ["1", "none"],
        }
    )
    table = example(frame=frame, stubs=1)
    assert [formats.is_numeric(table, name) for name in frame] == [False, True, True, False]
