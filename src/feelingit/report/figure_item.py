"""What a figure of the report is: where it stands, what it is called, and how it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure


@dataclass(frozen=True)
class FigureItem:
    """A figure to be drawn.

    Attributes:
        section: The place in the page where it stands.
        name: Of its files.
        number: After the word Figure.
        title: In bold before the caption.
        caption: What to see in it.
        alt: What it looks like, for those who do not see it.
        draw: Makes it.
    """

    section: str
    name: str
    number: str
    title: str
    caption: str
    alt: str
    draw: Callable[[], Figure]
