"""A value with its limits on a line, beside that of all: one strip for each group, on one scale."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from cxcli.charts import svg
from cxcli.charts.scale import Scale, scale_of

WIDTH, HEIGHT = 220, 22
_EDGE = 8
_HALF = 2


_SPOT = 4.5
_MARKS_HEIGHT = 18


class Strip(Struct, frozen=True, kw_only=True):
    """What a strip shows: a value with its limits, None where there is none, that of `all`, and the target."""

    name: str
    shown: str
    value: float | None
    low: float | None
    high: float | None
    overall: float | None
    target: float | None


def strip_scale(strips: Iterable[Strip]) -> Scale | None:
    """Return the scale of some strips; None where none of them has a value."""
    values = [each for strip in strips for each in _values(strip) if strip.value is not None]
    return scale_of(values, _EDGE, WIDTH - _EDGE) if values else None


def interval_strip(strip: Strip, scale: Scale) -> str:
    """Return a strip as SVG: 220 by 22. A value without limits is hollow; without a value the line is dashed."""
    drawn = svg.drawing(WIDTH, HEIGHT, title=strip.name, description=strip.shown, kind="strip")
    middle = HEIGHT / 2
    svg.line(drawn, (_EDGE, middle), (WIDTH - _EDGE, middle), "grid" if strip.value is not None else "grid empty")
    if strip.overall is not None:
        x = scale.at(strip.overall)
        svg.line(drawn, (x, 1), (x, HEIGHT - 1), "overall")
    if strip.target is not None:
        x = scale.at(strip.target)
        svg.path(drawn, [(x, 8), (x - 4, 1), (x + 4, 1)], "target-mark", closed=True)
    if strip.value is not None:
        limited = strip.low is not None and strip.high is not None
        if strip.low is not None and strip.high is not None:
            start, end = scale.at(strip.low), scale.at(strip.high)
            svg.box(drawn, (start, middle - _HALF), max(end - start, 1), 2 * _HALF, "limits")
        svg.dot(drawn, (scale.at(strip.value), middle), _SPOT, "dot last" if limited else "dot hollow")
    return svg.written(drawn)


def strip_marks(scale: Scale, marks: Sequence[tuple[float, str]]) -> str:
    """Return the round values of the scale of some strips, to stand above them: 220 by 16, for the eye alone."""
    drawn = svg.drawing(WIDTH, _MARKS_HEIGHT, title="", description="", kind="strip marks")
    for value, shown in marks:
        x = scale.at(value)
        svg.line(drawn, (x, _MARKS_HEIGHT - 3), (x, _MARKS_HEIGHT), "grid")
        svg.label(drawn, (x, _MARKS_HEIGHT - 5), shown, "axis", anchor="middle")
    return svg.written(drawn)


def _values(strip: Strip) -> list[float]:
    there = (strip.value, strip.low, strip.high, strip.overall, strip.target)
    return [each for each in there if each is not None]
