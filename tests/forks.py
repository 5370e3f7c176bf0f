"""Start `feelingit` again and again without importing everything each time.

Run as a script, this imports what the program imports, then forks a process for every line it
reads: each of them is the program itself, with files for its output, and can be killed.
"""

import json
import os
import resource
import signal
import sys
import time
import traceback
from typing import Any, NoReturn

PATIENCE = 120.0
"""Seconds until a process that has not ended is killed."""


def become_the_program(order: dict[str, Any]) -> NoReturn:
    """Run the command line as a fresh process would, and end with its exit code."""
    os.setsid()
    os.chdir(order["cwd"])
    for number, path in enumerate((os.devnull, order["stdout"], order["stderr"])):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND
        os.dup2(os.open(path, flags, 0o644), number)
    # A shell that starts the tests in the background lets them ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if order["largest_file"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest_file"],) * 2)
    sys.argv = ["feelingit", *order["arguments"]]
    code: Any = 1
    try:
        from feelingit.cli import main

        code = main()
    except SystemExit as stop:
        code = stop.code
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)


def wait(pid: int) -> int:
    """Give a process's exit code, or minus the signal that ended it."""
    end = time.monotonic() + PATIENCE
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.005)


def import_everything() -> None:
    """Import what a study imports on its way."""
    # ruff: noqa: F401, PLC0415 - when this is called, and not when tests are collected
    import sklearn.model_selection

    import feelingit.cli.pictures
    import feelingit.report.style
    import feelingit.study.run
    import feelingit.study.study_file
    from feelingit.training.fit import fit

    # The same code, quicker: figures of few dots, and a state to go on from after every epoch.
    feelingit.report.style.RESOLUTION = 20
    assert fit.__kwdefaults__ is not None
    fit.__kwdefaults__["save_every"] = 0.0


def main() -> None:
    """Answer each line on standard input with one on standard output."""
    import_everything()
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            answer = wait(order["wait"])
        else:
            answer = os.fork()
            if answer == 0:
                become_the_program(order)
        print(answer, flush=True)  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    main()
