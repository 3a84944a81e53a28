"""How answers spread over a scale: a column for each, and beneath them what the metric makes of them."""

from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element

from msgspec import Struct

from cxcli.charts import svg

WIDTH, HEIGHT = 360, 170
_EDGE, _TOP, _BOTTOM = 6, 18, 44
_ROOM = 0.18
_SHOWN = 11


class Column(Struct, frozen=True):
    """One answer: its name, its share in percent, its share in words, and its box or nothing."""

    name: str
    share: float
    shown: str
    box: str


def answers_chart(title: str, description: str, columns: Sequence[Column]) -> str:
    """Return the chart as SVG: 360 by 170."""
    drawn = svg.drawing(WIDTH, HEIGHT, title=title, description=description, kind="answers")
    step = (WIDTH - 2 * _EDGE) / len(columns)
    base, most = HEIGHT - _BOTTOM, max(each.share for each in columns) or 1.0
    boxes = list(dict.fromkeys(each.box for each in columns if each.box))
    svg.line(drawn, (_EDGE, base), (WIDTH - _EDGE, base), "grid")
    for place, each in enumerate(columns):
        height = each.share / most * (base - _TOP)
        x = _EDGE + place * step
        kind = f"column {_kind(boxes.index(each.box), len(boxes))}" if each.box else "column"
        svg.box(drawn, (x + step * _ROOM, base - height), step * (1 - 2 * _ROOM), height, kind)
        svg.label(drawn, (x + step / 2, base + 14), each.name, "axis", anchor="middle")
        if len(columns) <= _SHOWN and each.share:
            svg.label(drawn, (x + step / 2, base - height - 4), each.shown, "small", anchor="middle")
    _draw_boxes(drawn, columns, step, base)
    return svg.written(drawn)


def _kind(place: int, boxes: int) -> str:
    """Return which end of the scale a box is at."""
    return "upper" if place == boxes - 1 else "lower" if place == 0 else "between"


def _draw_boxes(drawn: Element, columns: Sequence[Column], step: float, base: float) -> None:
    """Draw a bracket beneath the answers of each box, with its name."""
    for box, run in groupby(enumerate(columns), key=lambda each: each[1].box):
        places = [place for place, _ in run]
        if box:
            start, end = _EDGE + places[0] * step + 3, _EDGE + (places[-1] + 1) * step - 3
            svg.line(drawn, (start, base + 20), (end, base + 20), "bracket")
            svg.label(drawn, ((start + end) / 2, base + 34), box, "axis", anchor="middle")
