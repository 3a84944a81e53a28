"""The charts of a workbook, which are the spreadsheet's own: they follow the cells of its sheets."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct

from cxcli.formats.sheet import Amount, Block

CHARTS = "Charts"
"""What stands on the tab of their sheet."""

WIDTH, HEIGHT = 480, 300
"""Of a chart, in pixels."""

_INK, _LIMIT, _BAR = "#1f4e79", "#9db7d1", "#5b87b2"
_FEWEST = 2


class Placed(Struct, frozen=True):
    """A block, the name of its sheet, and the row of its first line of cells."""

    sheet: str
    first: int
    block: Block


class Chart(Struct, frozen=True):
    """A chart as XlsxWriter takes it: its kind, series, the cell of its title, the name of its axis, a description."""

    kind: str
    series: Sequence[dict[str, Any]]
    title: list[Any]
    axis: str
    description: str


def trend_charts(placed: Placed) -> Iterator[Chart]:
    """Yield a line for each metric that has at least two values, between its limits."""
    place = _places(placed.block)
    for first, last, rows in _of_metrics(placed):
        if sum(isinstance(row[place["value"]], Amount) for row in rows) < _FEWEST:
            continue
        value = place["value"]
        low, high = value + 2, value + 3
        names = _range(placed, first, last, place["from"] - 1)
        series = [
            {
                "name": [placed.sheet, placed.first - 1, column],
                "categories": names,
                "values": _range(placed, first, last, column),
                "line": {"color": _INK if column == value else _LIMIT, "width": 2.25 if column == value else 0.75},
                "marker": {"type": "circle", "size": 6, "fill": {"color": _INK}, "border": {"color": _INK}}
                if column == value
                else {"type": "none"},
            }
            for column in (low, value, high)
        ]
        unit = rows[0][value + 1]
        axis = unit if isinstance(unit, str) else ""
        yield Chart("line", series, [placed.sheet, first, place["title"]], axis, "a line over time with its limits")


def answer_charts(placed: Placed) -> Iterator[Chart]:
    """Yield columns for each metric: which share of all gave which answer."""
    place = _places(placed.block)
    for first, last, _ in _of_metrics(placed):
        series = {
            "name": [placed.sheet, placed.first - 1, place["share"]],
            "categories": _range(placed, first, last, place["answer"]),
            "values": _range(placed, first, last, place["share"]),
            "fill": {"color": _BAR},
            "gap": 40,
        }
        title = [placed.sheet, first, place["title"]]
        yield Chart("column", [series], title, "percent of answers", "a column for each answer")


def _of_metrics(placed: Placed) -> Iterator[tuple[int, int, list[Any]]]:
    """Yield the first and the last row of each metric, and what is in them."""
    numbered = enumerate(placed.block.rows, start=placed.first)
    for _, several in groupby(numbered, key=lambda each: each[1][0]):
        rows = list(several)
        yield rows[0][0], rows[-1][0], [row for _, row in rows]


def _places(block: Block) -> dict[str, int]:
    return {name: place for place, name in enumerate(block.columns)}


def _range(placed: Placed, first: int, last: int, column: int) -> list[Any]:
    return [placed.sheet, first, column, last, column]
