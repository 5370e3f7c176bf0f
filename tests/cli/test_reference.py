from pathlib import Path

from feelingit.cli.reference import reference

PAGE = Path(__file__).parents[2] / "docs/cli.md"


def test_the_reference_is_what_the_commands_say_of_themselves() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), (
        "run `python -m feelingit.cli.reference > docs/cli.md`"
    )


def test_the_reference_has_every_option_of_a_study() -> None:
    text = reference().partition("## study\n")[2].partition("## studies")[0]
    for option in ("--data", "--out", "--device ", "--devices", "--seed", "--no-faces", "--quiet"):
        assert option in text
