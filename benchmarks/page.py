"""Put what was measured into `docs/speed.md`, between the markers of each measurement."""

import os
import platform
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.timing import Row
from feelingit.files import write_text

PAGE = Path(__file__).resolve().parents[1] / "docs" / "speed.md"
PACKAGES = ("feelingit", "onnxruntime", "numpy", "opencv-python-headless")


def fill_page(measured: Mapping[str, list[Row]], page: Path = PAGE) -> list[str]:
    """Write the tables of those measurements that the page has markers of; give their names."""
    text, filled = page.read_text(encoding="utf-8"), []
    for name, rows in measured.items():
        before, marker, rest = text.partition(f"<!-- {name} -->\n")
        if marker:
            _, end, after = rest.partition("<!-- end -->")
            text = f"{before}{marker}{markdown(rows)}\n\n{circumstances()}\n{end}{after}"
            filled.append(name)
    write_text(page, text)
    return filled


def markdown(rows: list[Row]) -> str:
    lines = [
        ("what", "feelingit", "against", "ratio", "aim"),
        ("---",) * 5,
        *((row.what, row.ours, row.against, row.ratio, row.aim) for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def circumstances() -> str:
    """Say when and on what it was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}; {processor()}, {os.cpu_count()} cores, "
        f"{platform.system()}; Python {platform.python_version()}, {versions}; "
        f"load {os.getloadavg()[0]:.1f}."
    )


def processor() -> str:
    """Name it, as well as the system knows."""
    told = Path("/proc/cpuinfo")
    text = told.read_text() if told.exists() else ""
    name = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    return name[1] if name else platform.processor() or platform.machine()
