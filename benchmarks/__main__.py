"""Run every measurement, or those named, and print one table."""

import argparse
import os
import time
import warnings

import torch
from rich.console import Console
from rich.table import Table

from benchmarks import coverings, epoch, landmarks, maps, reading, startup, step
from benchmarks.timing import Row

MEASUREMENTS = {
    "epoch": epoch.measure,
    "step": step.measure,
    "reading": reading.measure,
    "maps": maps.measure,
    "landmarks": landmarks.measure,
    "coverings": coverings.measure,
    "startup": startup.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument("--quick", action="store_true", help="smaller and rougher")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(MEASUREMENTS):
        parser.error(f"no measurement is called {', '.join(sorted(unknown))}")
    warnings.simplefilter("ignore")
    started = time.perf_counter()
    rows = [
        row
        for name in arguments.names or MEASUREMENTS
        for row in MEASUREMENTS[name](quick=arguments.quick)
    ]
    console = Console(width=None if os.isatty(1) else 150)
    console.print(table_of(rows))
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    console.print(
        f"{time.perf_counter() - started:.0f} s; {torch.get_num_threads()} threads of "
        f"{os.cpu_count()} cores; load {load}"
    )


def table_of(rows: list[Row]) -> Table:
    table = Table("what", "feelingit", "against", "ratio", "aim", title="Speed")
    for row in rows:
        table.add_row(row.what, row.ours, row.against, row.ratio, row.aim)
    return table


if __name__ == "__main__":
    main()
