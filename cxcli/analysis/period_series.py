"""Scores of periods as series: every period from the first to the last, those without an answer as gaps."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from msgspec import Struct

from cxcli.analysis.series import Values
from cxcli.errors import DataError, Problem
from cxcli.scoring.calendar import Grain
from cxcli.scoring.periods import Periods
from cxcli.scoring.score import PeriodSpan, Score

MOST_PERIODS = 10_000
"""From the first to the last period; 27 years of days. More of them come from a date that is wrong."""

AHEAD = 3


class PeriodPoint(Struct, frozen=True):
    """A period and its score; None where no row is in it."""

    period: PeriodSpan
    score: Score | None

    @property
    def value(self) -> float | None:
        """The value that is shown; None where there is none."""
        return None if self.score is None else self.score.value

    @property
    def counted(self) -> float | None:
        """The value that limits, trend and forecast rest on: none of a period that is not whole."""
        return self.value if self.period.complete else None


class PeriodSeries(Struct, frozen=True):
    """The periods of one metric in one group, without a hole from the first to the last; `overall` is the score of all.

    `following` are the periods after the last whole one, as far as they can be forecast; the running one is the first.
    """

    overall: Score
    grain: Grain
    points: tuple[PeriodPoint, ...]
    following: tuple[PeriodSpan, ...]

    @property
    def values(self) -> Values:
        """The values that count, one a period, None where there is none."""
        return tuple(point.counted for point in self.points)

    @property
    def whole(self) -> Values:
        """The values that count up to the last whole period: what a forecast starts from."""
        return self.values[: whole_length(self.points)]


def period_series(
    scores: Sequence[Score], periods: Periods, *, until: date | None, now: datetime
) -> list[PeriodSeries]:
    """Return the series of one metric: that of all rows, then that of each group, all over the same periods.

    A group whose score is hidden, or that has none, has no series. `until` is the last day that counts, `now` the
    moment of the report.

    Raises:
        DataError: the first and the last period are too far apart.
    """
    codes = [periods.code(score.period.start) for score in scores if score.period]
    span = range(min(codes), max(codes) + 1) if codes else range(0)
    if len(span) > MOST_PERIODS:
        raise DataError(_too_far_apart(len(span), periods, span))
    spans = {code: periods.span(code, first=None, last=until, now=now) for code in span}
    groups: dict[tuple[tuple[str, str], ...], list[Score]] = {}
    for score in scores:
        groups.setdefault(tuple(score.group.items()), []).append(score)
    return [
        _series(mine, spans, periods, now) for group, mine in groups.items() if not group or mine[0].value is not None
    ]


def whole_length(points: Sequence[PeriodPoint]) -> int:
    """Return how many points there are up to the last whole period."""
    return max((place for place, point in enumerate(points, start=1) if point.period.complete), default=0)


def _series(scores: Sequence[Score], spans: dict[int, PeriodSpan], periods: Periods, now: datetime) -> PeriodSeries:
    overall, *cells = scores
    found = {cell.period.start: cell for cell in cells if cell.period}
    points = tuple(_point(span, found.get(span.start)) for span in spans.values())
    following = tuple(_following(list(spans), whole_length(points), periods, now))
    return PeriodSeries(overall, periods.grain, points, following)


def _point(span: PeriodSpan, score: Score | None) -> PeriodPoint:
    """Return the point with the period as the score has it, which knows what cuts it."""
    return PeriodPoint(score.period if score and score.period else span, score)


def _following(codes: Sequence[int], whole: int, periods: Periods, now: datetime) -> Iterator[PeriodSpan]:
    """Yield the periods after the last whole one, none after the year 9999."""
    last = periods.code(date.max)
    for code in range(codes[0] + whole, codes[0] + whole + AHEAD) if codes else ():
        if code <= last:
            yield periods.span(code, first=None, last=None, now=now)


def _too_far_apart(count: int, periods: Periods, codes: range) -> Problem:
    first, last = (periods.calendar.label(code, periods.grain) for code in (codes[0], codes[-1]))
    between = f"from {first} to {last} there are {count:,} {periods.grain}s"
    return Problem(
        code="too-many-periods",
        message=f"{between}, more than a trend is made for",
        help="some dates may be wrong; say which days count: --since 2024-01, or take longer periods: --period year",
    )
