"""The program's face: help, version, and words for mistakes in the command line."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from feelingit import __version__
from tests.program import Ended, Program

COMMANDS = (
    *("predict", "camera", "explain", "models", "export", "doctor"),
    *("study", "studies", "report", "publish", "draw"),
    *("coverings", "cover", "landmarks"),
)
HEAVY = ("torch", "pandas", "matplotlib", "cv2", "numpy", "scipy", "sklearn", "onnxruntime")


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['feelingit', '--help']\n"
        "from feelingit.cli import main\n"
        "try: main()\n"
        f"except SystemExit: print('HEAVY', [name for name in {HEAVY} if name in sys.modules])"
    )
    assert python(code).stdout.endswith("HEAVY []\n")


def test_help_answers_in_a_blink() -> None:
    def seconds() -> float:
        clock = time.perf_counter()
        python(
            "import sys; sys.argv = ['feelingit', '--help']; import feelingit.cli as c; c.main()"
        )
        return time.perf_counter() - clock

    # The fastest of some, for the machine may be busy with other tests.
    assert min(seconds() for _ in range(4)) < 0.4


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_fits_into_80_columns(program: Program, command: tuple[str, ...]) -> None:
    ended = program.run(*command, "--help")
    assert ended.code == 0
    assert ended.stdout.startswith("Usage: feelingit")
    assert max(map(len, ended.stdout.splitlines())) <= 80


def test_help_names_every_command(program: Program) -> None:
    listed = program.run("--help").stdout.partition("Commands:\n")[2]
    assert [line.split()[0] for line in listed.splitlines()] == list(COMMANDS)


def test_version_is_the_package_s(program: Program) -> None:
    assert program.run("--version").stdout == f"feelingit {__version__}\n"


def misused(program: Program, *arguments: str) -> str:
    ended: Ended = program.run(*arguments)
    assert ended.code == 2
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_a_misspelt_command_is_answered_with_the_right_one(program: Program) -> None:
    assert "Did you mean 'study'?" in misused(program, "stduy")


def test_a_misspelt_option_is_answered_with_the_right_one(program: Program) -> None:
    assert "--device" in misused(program, "study", "quickstart", "--devise", "cpu")


@pytest.mark.parametrize(
    ("option", "value"), [("--devices", "0"), ("--seed", "-1"), ("--device", "tpu")]
)
def test_an_option_out_of_range_is_named(program: Program, option: str, value: str) -> None:
    assert f"'{option}'" in misused(program, "study", "quickstart", option, value)


def test_the_shipped_studies_are_listed_with_claim_and_cost(program: Program) -> None:
    listed = program.run("studies").stdout
    assert [line for line in listed.splitlines() if not line.startswith(" ")] == [
        *("coverings", "feeling_it", "feeling_it_cpu", "quickstart", "robust")
    ]
    assert listed.count("  Costs ") == 5
    assert max(map(len, listed.splitlines())) <= 80


WITHOUT_TORCH = """
import sys
class Without:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "torch":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Without())
"""
"""What is not installed cannot be found."""


def test_what_is_missing_for_studies_is_named_with_how_to_install_it(tmp_path: Path) -> None:
    command = ["feelingit", "study", "quickstart", "--out", str(tmp_path)]
    run = f"sys.argv = {command}\nfrom feelingit.cli import main; main()"
    ended = python(WITHOUT_TORCH + run)
    assert ended.returncode == 2
    assert 'this needs torch; install it with pip install "feelingit[study]"' in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []
