"""How figures and tables are numbered: the published study's own numbers, and S for the rest."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Extras:
    """Numbers for what the published study lacks: S1, S2 and so on."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> str:
        """Give the next number."""
        self._last += 1
        return f"S{self._last}"


def lettered(number: str, parts: int) -> list[str]:
    """Number the parts of one figure: 4 alone, or 4a, 4b and so on."""
    return [number] if parts == 1 else [f"{number}{LETTERS[i]}" for i in range(parts)]
