import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from feelingit.report.figure_list import figure_items
from feelingit.report.page import typeset
from feelingit.report.results import Results
from feelingit.report.table_list import table_items


class Reader(HTMLParser):
    """Collects what the tests ask about."""

    VOID = frozenset({"meta", "img", "br", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    return reader


def test_nothing_is_loaded_from_elsewhere(read: Reader, text: str) -> None:
    for _, attributes in read.elements:
        for name in ("src", "href", "srcset", "data"):
            value = attributes.get(name) or "#"
            assert value.startswith(("#", "data:image/svg+xml,")), value[:80]
    style = text[text.index("<style>") : text.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert not read.all("script")


def test_elements_are_closed_in_order(read: Reader) -> None:
    assert read.wrong == []
    assert read.open == []


def test_every_link_within_the_page_has_its_target(read: Reader) -> None:
    ids = [attributes["id"] for _, attributes in read.elements if attributes.get("id")]
    assert len(ids) == len(set(ids))
    for attributes in read.all("a"):
        assert str(attributes["href"]).removeprefix("#") in ids


def test_every_figure_and_table_stands_in_the_page(read: Reader, results: Results) -> None:
    ids = {attributes.get("id") for attributes in read.all("figure")}
    figures = {f"figure-{item.name}" for item in figure_items(results, show_faces=True)}
    tables = {f"table-{item.table.name}" for item in table_items(results)}
    assert ids == figures | tables


def test_numbers_of_figures_and_tables_are_the_studys(results: Results) -> None:
    figures = {item.name: item.number for item in figure_items(results, show_faces=True)}
    studys = ["balance", "samples", "flow", "architecture_vgg16", "masks", "maps", "regions"]
    assert [figures[name] for name in studys] == ["1", "2", "3", "4a", "5", "6\N{EN DASH}7", "8"]
    assert len(set(figures.values())) == len(figures)
    tables = {item.table.name: item.number for item in table_items(results)}
    assert [tables[n] for n in ("categories", "results_vgg16", "results_resnet50")] == [*"123"]
    assert len(set(tables.values())) == len(tables)


def test_every_picture_says_what_it_shows(read: Reader) -> None:
    pictures = read.all("img")
    assert pictures
    for attributes in pictures:
        assert len(attributes.get("alt") or "") > 30


def test_table_headers_say_what_they_head(read: Reader) -> None:
    headers = read.all("th")
    assert headers
    assert {attributes.get("scope") for attributes in headers} == {"col", "row", "rowgroup"}


def test_captions_have_figures_of_the_run(text: str, results: Results) -> None:
    vgg = results.models[0]
    bare = results.score(vgg, results.baseline, "none")
    covered = next(arm for arm in results.arms if arm.name == "lower_face")
    loss = 100 * (bare - results.score(vgg, covered, "lower_face"))
    assert f"{loss:.1f}\u00a0points" in text


def test_prose_keeps_numbers_with_their_units() -> None:
    assert (
        typeset("it's 12 % of 3 faces")
        == "it\N{RIGHT SINGLE QUOTATION MARK}s 12\u00a0% of 3\u00a0faces"
    )


def test_the_study_and_the_software_can_be_cited(text: str) -> None:
    assert "Feeling It: Emotion Classification with Machine Learning" in text
    assert re.search(r"@software\{feelingit,", text)
