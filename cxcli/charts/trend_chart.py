"""The periods of a metric as a line with its limits, its target, and what happened."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from xml.etree.ElementTree import Element

from msgspec import Struct

from cxcli.charts import svg
from cxcli.charts.scale import Scale, scale_of

WIDTH, HEIGHT = 360, 200
_TOP, _BOTTOM = 20, 26
_LEAST_LEFT, _LEAST_RIGHT, _MOST_SIDE = 38, 56, 130
_AXIS_LETTER, _VALUE_LETTER = 6.6, 8.4
_MARKS = 3
_FEW = 14
_GAP = 11


class Spot(Struct, frozen=True, kw_only=True):
    """A period of the chart. `shown` is its value in words, `signal` what the control chart says of it, or nothing.

    A `hollow` spot is of a period that is not over, or is kept from earlier exports.
    """

    name: str
    start: date
    end: date
    value: float | None
    low: float | None
    high: float | None
    shown: str
    signal: str = ""
    hollow: bool = False


class TrendDrawing(Struct, frozen=True, kw_only=True):
    """What a chart shows: its title and description, its spots, a target, events by their number, marks in words."""

    title: str
    description: str
    spots: Sequence[Spot]
    target: float | None
    target_shown: str
    events: Sequence[tuple[int, date]]
    marks: "Marks"


class Marks(Struct, frozen=True):
    """How the values at the side are written: durations in `seconds` of one unit, all others as they are."""

    seconds: bool
    unit: float
    sign: str
    floor: float | None

    def text(self, value: float) -> str:
        """A round value in words."""
        number = f"{value / self.unit:,.6g}"
        return f"{number}{self.sign}"


class Sides(Struct, frozen=True):
    """Where the plot begins and ends: what is written beside it has room."""

    left: float
    right: float


def trend_chart(drawing: TrendDrawing) -> str:
    """Return the chart as SVG: 360 by 200, to be scaled by the page."""
    drawn = svg.drawing(WIDTH, HEIGHT, title=drawing.title, description=drawing.description, kind="trend")
    values = list(_values(drawing))
    if not values:
        svg.label(drawn, (WIDTH / 2, HEIGHT / 2), "no data", "axis", anchor="middle")
        return svg.written(drawn)
    up = scale_of(values, HEIGHT - _BOTTOM, _TOP, floor=drawing.marks.floor)
    sides = _sides(drawing, up)
    across = _across(len(drawing.spots), sides)
    _draw_marks(drawn, up, sides, drawing.marks)
    _draw_names(drawn, across, drawing.spots)
    for run in _runs(drawing.spots):
        _draw_band(drawn, across, up, run)
    _draw_events(drawn, across, drawing)
    _draw_target(drawn, up, sides, drawing)
    for run in _runs(drawing.spots):
        _draw_line(drawn, across, up, run)
    _draw_gaps(drawn, across, drawing.spots)
    _draw_last(drawn, across, up, drawing)
    return svg.written(drawn)


def _sides(drawing: TrendDrawing, up: Scale) -> Sides:
    marks = [drawing.marks.text(mark) for mark in up.marks(_MARKS, seconds=drawing.marks.seconds)]
    left = _AXIS_LETTER * max(map(len, marks), default=0) + 10
    right = _VALUE_LETTER * len(drawing.spots[-1].shown) + 12
    return Sides(min(max(left, _LEAST_LEFT), _MOST_SIDE), WIDTH - min(max(right, _LEAST_RIGHT), _MOST_SIDE))


def _across(spots: int, sides: Sides) -> Scale:
    """Return the scale of the periods by their number; a single one stands in the middle."""
    start, end = sides.left + 6, sides.right - 2
    return Scale(0, spots - 1, start, end) if spots > 1 else Scale(-1, 1, start, end)


def _values(drawing: TrendDrawing) -> Iterator[float]:
    for spot in drawing.spots:
        yield from (each for each in (spot.value, spot.low, spot.high) if each is not None)
    if drawing.target is not None and any(spot.value is not None for spot in drawing.spots):
        yield drawing.target


def _draw_marks(drawn: Element, up: Scale, sides: Sides, marks: Marks) -> None:
    for mark in up.marks(_MARKS, seconds=marks.seconds):
        y = up.at(mark)
        svg.line(drawn, (sides.left, y), (sides.right + 4, y), "grid")
        svg.label(drawn, (sides.left - 5, y + 4), marks.text(mark), "axis", anchor="end")


def _draw_names(drawn: Element, across: Scale, spots: Sequence[Spot]) -> None:
    """Write the first and the last period, and the one in the middle where there is room."""
    last = len(spots) - 1
    places = [0, last] if last < 4 else [0, last // 2, last]  # noqa: PLR2004 - three names would touch
    for place in dict.fromkeys(places):
        anchor = "start" if place == 0 and last else "end" if place == last and last else "middle"
        x = across.at(place) + (8 if anchor == "end" else -8 if anchor == "start" else 0)
        svg.label(drawn, (x, HEIGHT - 8), spots[place].name, "axis", anchor=anchor)


def _draw_events(drawn: Element, across: Scale, drawing: TrendDrawing) -> None:
    """Draw a line at the day of each event, with its number; the list beneath the chart says what it was.

    Numbers that would touch move to the right; one for which there is no room left stands in the list alone.
    """
    free = 0.0
    for number, day in sorted(drawing.events, key=lambda event: event[1]):
        x = across.at(_place(drawing.spots, day))
        svg.line(drawn, (x, _TOP - 4), (x, HEIGHT - _BOTTOM), "event")
        at = max(x, free)
        if at <= WIDTH - _GAP:
            svg.label(drawn, (at, _TOP - 7), str(number), "event-number", anchor="middle")
        free = at + _GAP


def _place(spots: Sequence[Spot], day: date) -> float:
    """Return where a day stands between the middles of the periods."""
    for place, spot in enumerate(spots):
        if spot.start <= day <= spot.end:
            days = (spot.end - spot.start).days + 1
            return place + ((day - spot.start).days + 0.5) / days - 0.5
    return 0.0


def _draw_gaps(drawn: Element, across: Scale, spots: Sequence[Spot]) -> None:
    """Mark the periods that have no value at the foot of the chart, so that a gap is no oversight."""
    for place, spot in enumerate(spots):
        if spot.value is None:
            svg.dot(drawn, (across.at(place), HEIGHT - _BOTTOM), 3, "nothing")


def _draw_target(drawn: Element, up: Scale, sides: Sides, drawing: TrendDrawing) -> None:
    if drawing.target is None:
        return
    y = up.at(drawing.target)
    svg.line(drawn, (sides.left, y), (sides.right + 4, y), "target")
    svg.label(drawn, (sides.left + 2, y - 4), drawing.target_shown, "target-label")


def _runs(spots: Sequence[Spot]) -> Iterator[list[tuple[int, Spot]]]:
    """Yield the spots that follow one another without a gap."""
    for there, run in groupby(enumerate(spots), key=lambda each: each[1].value is not None):
        if there:
            yield list(run)


def _draw_band(drawn: Element, across: Scale, up: Scale, run: Sequence[tuple[int, Spot]]) -> None:
    for limited, part in groupby(run, key=lambda each: each[1].low is not None and each[1].high is not None):
        spots = list(part)
        if limited and len(spots) > 1:
            upper = [(across.at(place), up.at(spot.high or 0.0)) for place, spot in spots]
            lower = [(across.at(place), up.at(spot.low or 0.0)) for place, spot in spots]
            svg.path(drawn, [*upper, *reversed(lower)], "band", closed=True)
        elif limited:
            ((place, spot),) = spots
            x = across.at(place)
            svg.line(drawn, (x, up.at(spot.high or 0.0)), (x, up.at(spot.low or 0.0)), "whisker")


def _draw_line(drawn: Element, across: Scale, up: Scale, run: Sequence[tuple[int, Spot]]) -> None:
    points = [(across.at(place), up.at(spot.value or 0.0)) for place, spot in run]
    if len(points) > 1:
        svg.path(drawn, points, "line")
    for (_, spot), point in zip(run, points, strict=True):
        if spot.signal:
            svg.dot(drawn, point, 6, "signal")
        svg.dot(drawn, point, 2.6 if len(points) <= _FEW else 2, "dot hollow" if spot.hollow else "dot")


def _draw_last(drawn: Element, across: Scale, up: Scale, drawing: TrendDrawing) -> None:
    """Write the value of the last period beside it."""
    last = drawing.spots[-1]
    if last.value is None:
        svg.label(drawn, (across.at(len(drawing.spots) - 1) + 10, HEIGHT - _BOTTOM + 4), last.shown, "axis")
        return
    point = across.at(len(drawing.spots) - 1), up.at(last.value)
    svg.dot(drawn, point, 4, "dot hollow last" if last.hollow else "dot last")
    svg.label(drawn, (point[0] + 8, point[1] + 5), last.shown, "value")
