"""Write a table as CSV, Markdown, LaTeX (booktabs) and HTML: the same strings in each."""

import re

import pandas as pd
from markupsafe import Markup, escape

from feelingit.report.numbers import MINUS, MISSING, RHO, TIMES
from feelingit.report.tables.table import Table

SIGNS = f"{MINUS}{MISSING}{TIMES}"
NUMBER = re.compile(rf"[<+{SIGNS}]? ?[\d±%.,\[\]{SIGNS} kMGhmins]*")
"""What an entry of a column of numbers looks like: `58.3 ± 0.4`, `< 0.001`, `2 min 3 s`."""
FAILED = "\N{BALLOT X}"
"""How an entry begins that is to stand out as a failure."""
LONG = 70
"""Letters above which an entry of running text wants a wide column."""
LATEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "±": r"$\pm$", MINUS: r"$-$", MISSING: "--", TIMES: r"$\times$", RHO: r"$\rho$",
    "<": r"$<$", ">": r"$>$", "÷": r"$\div$", "“": "``", "”": "''", "·": r"$\cdot$",
    "\N{CHECK MARK}": r"$\surd$", "\N{BALLOT X}": r"$\times$",
}  # fmt: skip


def is_numeric(table: Table, column: str) -> bool:
    """Say whether a column is set to the right: every entry looks like a number."""
    place = list(table.frame.columns).index(column)
    if place < table.stubs or column in table.prose:
        return False
    return all(NUMBER.fullmatch(text) for text in table.frame[column])


def csv(table: Table) -> str:
    """Write CSV; second figures get columns of their own."""
    frame = table.frame
    if table.beneath is not None:
        columns: dict[str, pd.Series] = {}
        for name in frame.columns:
            columns[str(name)] = frame[name]
            if (table.beneath[name] != "").any():
                columns[f"{name} ({table.beneath_name})"] = table.beneath[name]
        frame = pd.DataFrame(columns)
    return str(frame.to_csv(index=False, lineterminator="\n"))


def markdown(table: Table) -> str:
    """Write a Markdown table with its caption above; second figures stand in brackets."""
    rows = [
        [_beside(text, second, " ({})").replace("|", r"\|") for text, second in row]
        for row in _pairs(table)
    ]
    header = [str(name).replace("|", r"\|") for name in table.frame.columns]
    rule = ["---:" if is_numeric(table, str(c)) else "---" for c in table.frame.columns]
    lines = [f"| {' | '.join(cells)} |" for cells in (header, rule, *rows)]
    return f"**{table.title}.** {table.caption}\n\n" + "\n".join(lines) + "\n"


def latex(table: Table) -> str:
    """Write a LaTeX table environment; needs the packages booktabs and xcolor."""
    columns = [str(name) for name in table.frame.columns]
    widths = "".join(_latex_column(table, name) for name in columns)
    body = [
        " & ".join(
            _beside(latex_text(text), latex_text(second), r" {{\scriptsize\color{{gray}}{}}}")
            for text, second in row
        )
        + r" \\"
        for row in _pairs(table)
    ]
    head = " & ".join(latex_text(name) for name in columns) + r" \\"
    return "\n".join(
        [
            r"\begin{table}",
            r"\centering\small",
            rf"\caption{{\textbf{{{latex_text(table.title)}.}} {latex_text(table.caption)}}}",
            rf"\label{{tab:{table.name}}}",
            rf"\begin{{tabular}}{{{widths}}}",
            r"\toprule", head, r"\midrule", *body, r"\bottomrule",
            r"\end{tabular}",
            r"\end{table}",
            "",
        ]
    )  # fmt: skip


def latex_text(text: str) -> str:
    """Escape what LaTeX would take for a command."""
    return "".join(LATEX.get(letter, letter) for letter in text)


def _latex_column(table: Table, name: str) -> str:
    if name in table.prose:
        return r"p{0.22\linewidth}"
    return "r" if is_numeric(table, name) else "l"


def html(table: Table) -> Markup:
    """Write the table element alone: headers with scope, row headers, merged first stubs."""
    columns = [str(name) for name in table.frame.columns]
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_class(table, name), name) for name in columns
    )
    spans = _spans(table)
    rows = Markup("\n").join(
        _html_row(table, columns, row, span) for row, span in zip(_pairs(table), spans, strict=True)
    )
    return Markup("<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>").format(
        head, rows
    )


def _html_row(table: Table, columns: list[str], row: list[tuple[str, str]], span: int) -> Markup:
    cells = []
    for place, (name, (text, second)) in enumerate(zip(columns, row, strict=True)):
        if place == 0 and span == 0:
            continue
        content = _content(table, name, text, second)
        if place < table.stubs:
            cells.append(_row_header(content, _class(table, name), span if place == 0 else 1))
        else:
            cells.append(Markup("<td{}>{}</td>").format(_class(table, name), content))
    grouped = span > 0 and (table.stubs > 1 or table.badge != "")
    marks = (("first", span > 0), ("group", grouped), ("total", row[0][0] == "all"))
    kinds = [kind for kind, it_is in marks if it_is]
    classes = Markup(' class="{}"').format(" ".join(kinds)) if kinds else ""
    return Markup("<tr{}>{}</tr>").format(classes, Markup("").join(cells))


def _row_header(content: Markup, classes: Markup, span: int) -> Markup:
    if span > 1:
        start = Markup('<th scope="rowgroup" rowspan="{}"{}>').format(span, classes)
    else:
        start = Markup('<th scope="row"{}>').format(classes)
    return start + content + Markup("</th>")


def _content(table: Table, name: str, text: str, second: str) -> Markup:
    if name == table.badge:
        kind = text.replace(" ", "-")
        return Markup('<span class="verdict {}">{}</span>').format(kind, text)
    if text.startswith(FAILED):
        text = Markup('<span class="fails">{}</span>').format(text)
    if second:
        return Markup('{}<span class="beneath">{}</span>').format(text, second)
    return escape(text)


def _class(table: Table, name: str) -> Markup:
    if name in table.prose:
        longest = max((len(text) for text in table.frame[name]), default=0)
        width = (
            "prose" if longest <= LONG else "prose long" if longest <= 2 * LONG else "prose longest"
        )
        return Markup(' class="{}"').format(width)
    return Markup(' class="number"') if is_numeric(table, name) else Markup("")


def _spans(table: Table) -> list[int]:
    """Give how many rows each first stub spans; 0 where the one above covers it."""
    first = list(table.frame.iloc[:, 0])
    if table.stubs < 2:  # noqa: PLR2004 - one stub names its row alone
        return [1] * len(first)
    spans = [0] * len(first)
    start = 0
    for row, text in enumerate(first):
        if text != first[start]:
            start = row
        spans[start] += 1
    return spans


def _pairs(table: Table) -> list[list[tuple[str, str]]]:
    """Give each row's entries with their second figures."""
    firsts = table.frame.to_numpy(dtype=str).tolist()
    if table.beneath is None:
        return [[(text, "") for text in row] for row in firsts]
    seconds = table.beneath.to_numpy(dtype=str).tolist()
    return [list(zip(row, other, strict=True)) for row, other in zip(firsts, seconds, strict=True)]


def _beside(text: str, second: str, pattern: str) -> str:
    return text + pattern.format(second) if second else text
