"""Put the measured tables into the page on landmarks, between their markers."""

import json
import re
from pathlib import Path

import pandas as pd

from feelingit.files import write_text
from feelingit.landmarks.points import MIRRORED

_PERCENT = "{:.1%}".format
_COVERINGS = {
    "bare": "bare",
    "forehead": "forehead band",
    "eyes": "eyes band",
    "lower_face": "lower-face band",
}


def fill_page(page: Path, results: Path) -> None:
    """Write every table of `results` where the page has a marker of its name."""
    text = page.read_text(encoding="utf-8")
    for name, table in {
        "accuracy-real": _accuracy(results, "real"),
        "accuracy-drawn": _accuracy(results, "drawn"),
        "quality": _plain(results / "quality.csv", count="faces"),
        "no-face": _plain(results / "no_face.csv", count="pictures"),
        "detection": _plain(results / "detection.csv"),
        "coverings": _plain(results / "coverings.csv"),
        "mesh": _mesh(results / "mesh_points.csv"),
        "network": _network(results / "network.json"),
    }.items():
        marked = rf"(<!-- {name} -->\n).*?(<!-- end -->)"
        if not re.search(marked, text, re.DOTALL):
            raise SystemExit(f"{page} has no marker {name}")
        text = re.sub(marked, lambda m, t=table: f"{m[1]}{t}\n{m[2]}", text, flags=re.DOTALL)
    write_text(page, text)


def _accuracy(results: Path, kind: str) -> str:
    table = pd.read_csv(results / "accuracy.csv")
    rows = table[table["faces_shown"] == kind].dropna()
    shown = pd.DataFrame(
        {
            "covering": rows["covering"].map(_COVERINGS),
            "source": rows["source"],
            "answers for": rows["answered"].map(_PERCENT),
            "mean error": [
                f"{mean:.1%} ({low:.1%} to {high:.1%})"
                for mean, low, high in zip(rows.mean_error, rows.low, rows.high, strict=True)
            ],
            "median": rows["median_error"].map(_PERCENT),
            "off by more than 10 %": rows["far_off"].map(_PERCENT),
            "mean, offset taken out": rows["mean_error_without_offset"].map(_PERCENT),
        }
    )
    return _markdown(shown)


def _plain(path: Path, count: str | None = None) -> str:
    table = pd.read_csv(path)
    for column in table.select_dtypes("float"):
        if column not in {"from", "to"}:
            table[column] = table[column].map(lambda v: "" if pd.isna(v) else _PERCENT(v))
    if count:
        table[count] = table[count].map("{:,}".format)
    return _markdown(table.rename(columns=lambda name: name.replace("_", " ")))


def _mesh(path: Path) -> str:
    """Fold the table: points of the face's left half beside those of its right half."""
    table = pd.read_csv(path)
    pairs = [(left, right) for left, right in enumerate(MIRRORED) if left <= right]
    rows = [
        {
            "points": str(left) if left == right else f"{left}, {right}",
            "mesh vertices": ", ".join(
                _vertices(table.iloc[at]) for at in dict.fromkeys((left, right))
            ),
            "median distance to dlib's": _PERCENT(
                table["median_distance_to_dlib"].iloc[[left, right]].mean()
            ),
        }
        for left, right in pairs
    ]
    return _markdown(pd.DataFrame(rows))


def _vertices(row: "pd.Series[float]") -> str:
    first, second = int(row["first_vertex"]), int(row["second_vertex"])
    return str(first) if first == second else f"{first}+{second}"


def _network(path: Path) -> str:
    figures = json.loads(path.read_text(encoding="utf-8"))
    return _markdown(
        pd.DataFrame(
            {
                "what": [name.replace("_", " ") for name in figures],
                "measured": [f"{value:,}" for value in figures.values()],
            }
        )
    )


def _markdown(table: pd.DataFrame) -> str:
    lines = [list(table.columns), ["---"] * table.shape[1], *table.astype(str).to_numpy().tolist()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
