"""Fill the page's template: everything in one file, nothing to load from elsewhere."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from feelingit.report import cite, formats
from feelingit.report.figure_item import FigureItem
from feelingit.report.limits import limits
from feelingit.report.looking.findings import what_follows
from feelingit.report.looking.notes import notes
from feelingit.report.numbers import duration
from feelingit.report.prose import prose
from feelingit.report.results import Results
from feelingit.report.summary import facts, findings, standfirst
from feelingit.report.table_list import TableItem
from feelingit.report.tables.claims import verdict_counts

SAFE_IN_URL = " !$'()*+,-./:;<=>?@[]_~"
"""What may stand unescaped in a data URL within double quotes."""


TALL = 24
"""Rows above which a table scrolls in a box of its own."""


@dataclass(frozen=True)
class Shown:
    """A figure or table as the template sets it."""

    kind: str
    name: str
    number: str
    title: str
    caption: str
    body: Markup
    tall: bool = False


def render(
    results: Results, figures: list[FigureItem], tables: list[TableItem], pictures: Path
) -> str:
    """Give the whole page.

    Args:
        results: Of the run.
        figures: Already drawn into `pictures`.
        tables: In the order of the page.
        pictures: The folder with each figure's SVG and PNG.
    """
    environment = Environment(
        loader=PackageLoader("feelingit.report"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, _, _ = environment.loader.get_source(environment, "report.css")  # type: ignore[union-attr]
    environment.filters["set"] = typeset
    page = environment.get_template("report.html.j2")
    return page.render(
        style=Markup(style),  # noqa: S704 - the package's own stylesheet
        figures=_by_section([(item.section, _figure(item, pictures)) for item in figures]),
        tables=_by_section([(item.section, _table(item)) for item in tables]),
        **_texts(results),
    )


def _texts(results: Results) -> Mapping[str, object]:
    provenance = results.provenance
    return {
        "as_published": [m.architecture for m in results.models] == ["vgg16", "resnet50"]
        and results.looking.has_maps,
        "looking": results.looking.has_maps or results.looking.outdated,
        "follows": what_follows(results),
        "notes": notes(results),
        "title": results.title,
        "claim": str(results.study.get("claim", "")),
        "standfirst": standfirst(results),
        "facts": facts(results),
        "verdicts": verdict_counts(results),
        "findings": findings(results),
        "prose": prose(results),
        "limits": limits(results),
        "provenance": provenance,
        "date": str(provenance.get("finished") or provenance.get("started") or "")[:10],
        "steps": [(s["name"], duration(float(s["seconds"]))) for s in provenance.get("steps", [])],
        "settings": json.dumps(results.study, indent=2, ensure_ascii=False),
        "cite_study": cite.STUDY,
        "cite_software": cite.software(results),
    }


def _figure(item: FigureItem, pictures: Path) -> Shown:
    url = _url(pictures / f"{item.name}.svg")
    body = Markup('<img src="{}" alt="{}">').format(url, item.alt)
    return Shown("figure", item.name, item.number, item.title, item.caption, body)


def _table(item: TableItem) -> Shown:
    table = item.table
    body = formats.html(table)
    tall = len(table.frame) > TALL
    return Shown("table", table.name, item.number, table.title, table.caption, body, tall)


def typeset(text: str) -> str:
    """Set prose as a printer would: round apostrophes, no break between a number and its unit."""
    text = re.sub(r"(?<=\d) (?=(?:%|points?|s|min|h|M|k|faces?|seeds?)\b|%)", "\u00a0", text)
    return (
        text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
        .replace("VGG-16", "VGG\u201116")
        .replace("t-50", "t\u201150")
    )


def _by_section(pairs: list[tuple[str, Shown]]) -> dict[str, list[Shown]]:
    found: dict[str, list[Shown]] = {}
    for section, shown in pairs:
        found.setdefault(section, []).append(shown)
    return found


def _url(path: Path) -> Markup:
    """Turn an SVG into a data URL of its text, without what no reader sees.

    Comments, needless decimals and the names of groups go, names of letters are shortened: these
    are most of a heat map. Pictures in it are PNG as base64 already, in which no dot stands.
    """
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"<!--.*?-->", "", text[text.index("<svg") :])
    text = re.sub(r'<g id="[^"]*"', "<g", text)
    text = re.sub(r"STIXGeneral-([A-Z])[A-Za-z]*-", r"g\1", text)
    text = re.sub(r"(?<![\d.])([1-9]\.\d\d|[1-9]\d+\.\d)\d+", r"\1", " ".join(text.split()))
    if "'" not in text:
        text = text.replace('"', "'")  # which need not be escaped
    return Markup("data:image/svg+xml,") + Markup(quote(text, safe=SAFE_IN_URL))  # noqa: S704
