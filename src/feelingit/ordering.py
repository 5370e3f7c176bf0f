"""The order in which people expect names."""

import re


def natural(name: str) -> list[str | int]:
    """Make a key that sorts `2.png` before `10.png`."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name)]
