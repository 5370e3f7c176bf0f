"""On which line of a TOML file a key stands, so that an error can point at it.

Python's own reader gives values without places; this finds tables' heads and keys at the start
of lines, which is how people write settings.
"""

import re

KeyPath = tuple[str | int, ...]

_HEAD = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\-\"']+)\s*\]\]?")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\-\"']+)\s*=")


def line_of(text: str, path: KeyPath, value: object = None) -> int:
    """Give the line, from 1, of a key or of the nearest thing that holds it.

    Args:
        text: Of the whole file.
        path: Such as `("models", 1, "width")`; numbers count the `[[models]]` from 0.
        value: What stands there; a text in a list is found on its own line.
    """
    lines = key_lines(text)
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            line = lines[path[:length]]
            in_list = length == len(path) - 1 and isinstance(path[-1], int)
            return _item_line(text, line, value) if in_list else line
    return 1


def _item_line(text: str, start: int, value: object) -> int:
    """Find the line of a text in a list that begins on line `start`."""
    if isinstance(value, str):
        for number, line in enumerate(text.splitlines()[start - 1 :], start):
            if f'"{value}"' in line or f"'{value}'" in line:
                return number
    return start


def key_lines(text: str) -> dict[KeyPath, int]:
    """Find the line of every table and key."""
    lines: dict[KeyPath, int] = {}
    repeats: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in enumerate(text.splitlines(), 1):
        if head := _HEAD.match(line):
            table = _parts(head.group(2))
            if head.group(1) == "[[":
                repeats[table] = repeats.get(table, -1) + 1
                lines.setdefault(table, number)
                table = (*table, repeats[table])
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, *_parts(key.group(1))), number)
    return lines


def _parts(dotted: str) -> KeyPath:
    return tuple(part.strip(" \"'") for part in dotted.split("."))
