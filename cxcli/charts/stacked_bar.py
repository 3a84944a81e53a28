"""A whole in its parts as one bar: what became of rows."""

from collections.abc import Sequence

from msgspec import Struct

from cxcli.charts import svg

WIDTH, HEIGHT = 360, 14
_LEAST = 1.5


class Part(Struct, frozen=True):
    """A part of the whole: its number, and its kind, which the page gives a colour."""

    number: int
    kind: str


def stacked_bar(title: str, description: str, parts: Sequence[Part]) -> str:
    """Return the parts side by side as SVG, 360 by 14; one that is there is never too thin to be seen."""
    drawn = svg.drawing(WIDTH, HEIGHT, title=title, description=description, kind="bar")
    there = [part for part in parts if part.number]
    whole = sum(part.number for part in there)
    widths = [max(part.number / whole * WIDTH, _LEAST) for part in there]
    x, shrunk = 0.0, WIDTH / (sum(widths) or 1.0)
    for part, width in zip(there, widths, strict=True):
        svg.box(drawn, (x, 0), width * shrunk, HEIGHT, f"part {part.kind}")
        x += width * shrunk
    return svg.written(drawn)
