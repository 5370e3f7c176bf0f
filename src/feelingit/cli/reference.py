"""Write the command reference: `python -m feelingit.cli.reference > docs/cli.md`.

It is what `--help` says, so that there is one place where a command is described.
"""

import typer
from typer.core import TyperGroup
from typer.main import get_group

from feelingit.cli.app import app

COLUMNS = 80

INTRODUCTION = """\
# Commands

<!-- Written by `python -m feelingit.cli.reference > docs/cli.md`; a test keeps it up to date. -->

Every command ends with 0 when it has done what it was asked to do, with 1 when it has done so but
found something wrong (a picture that cannot be read, a part that does not work), with 2 when
something has to be mended first (one sentence on standard error says what), and with 130 after
Ctrl-C. Results go to standard output, and where a run is to standard error.
"""


def reference() -> str:
    """Give the reference as Markdown: the program's help, then each command's."""
    program: TyperGroup = get_group(app)
    context = program.make_context(
        app.info.name, [], resilient_parsing=True, terminal_width=COLUMNS
    )
    sections = [INTRODUCTION, _block(program.get_help(context))]
    for name in program.list_commands(context):
        command = program.commands[name]
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        sections += [f"## {name}\n", _block(command.get_help(inner))]
    return "\n".join(sections)


def _block(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return f"```\n{lines}\n```\n"


if __name__ == "__main__":
    typer.echo(reference(), nl=False)
