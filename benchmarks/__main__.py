"""Run every measurement, or those named, and print one table."""

import argparse
import os
import time
import warnings
from collections.abc import Iterable

import torch
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks import (
    coverings,
    epoch,
    landmarks,
    memory,
    prediction,
    reading,
    saliency,
    startup,
    step,
)
from benchmarks.page import PAGE, fill_page
from benchmarks.timing import Row

MEASUREMENTS = {
    "epoch": epoch.measure,
    "step": step.measure,
    "reading": reading.measure,
    "saliency": saliency.measure,
    "landmarks": landmarks.measure,
    "coverings": coverings.measure,
    "prediction": prediction.measure,
    "startup": startup.measure,
    "memory": memory.measure,
}
COLUMNS = 80


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument("--quick", action="store_true", help="smaller and rougher")
    parser.add_argument("--write", action="store_true", help=f"put it into docs/{PAGE.name} too")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(MEASUREMENTS):
        parser.error(f"no measurement is called {', '.join(sorted(unknown))}")
    warnings.simplefilter("ignore")
    started = time.perf_counter()
    measured = {
        name: MEASUREMENTS[name](quick=arguments.quick) for name in arguments.names or MEASUREMENTS
    }
    console = Console(width=None if os.isatty(1) else COLUMNS)
    console.print(table_of(row for rows in measured.values() for row in rows))
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    console.print(
        f"{time.perf_counter() - started:.0f} s; {torch.get_num_threads()} threads of "
        f"{os.cpu_count()} cores; load {load}"
    )
    if arguments.write:
        console.print(f"written into docs/{PAGE.name}: {', '.join(fill_page(measured)) or 'none'}")


def table_of(rows: Iterable[Row]) -> Table:
    table = Table(title="Speed", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("what", overflow="fold", min_width=20)
    for column in ("feelingit", "against", "ratio", "aim"):
        table.add_column(column, overflow="fold", no_wrap=column == "ratio")
    for row in rows:
        table.add_row(row.what, row.ours, row.against, row.ratio, row.aim)
    return table


if __name__ == "__main__":
    main()
