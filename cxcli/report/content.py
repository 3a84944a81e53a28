"""What a report holds, whatever format it is written in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from cxcli.analysis.difference_of_scores import Difference
from cxcli.at_risk.listing import Listing
from cxcli.errors import Notice
from cxcli.findings.journey_found import JourneyFound
from cxcli.presentation.themes_output import ThemesShown
from cxcli.reporting.score_json import SourceEntry
from cxcli.rows import RowAccount
from cxcli.scoring.definition import Definition
from cxcli.scoring.score import PeriodSpan, Score, Status
from cxcli.settings.audiences import Audience
from cxcli.settings.targets import Bounds, Event, Group

Moved = Literal["better", "worse", "same", "unclear", "unknown"]
"""Which way a value went, for its readers: `unclear` is what chance explains, `unknown` what cannot be compared."""

GateLevel = Literal["met", "missed", "warned", "failed"]


class Gate(Struct, frozen=True):
    """How a value stands to what it is to reach.

    `failed` and `warned` are worse than those bounds; `missed` has not reached its target, which fails nothing. A value
    that is not there fails where there is a bound to fail by; `reason` says then why it is not there.
    """

    level: GateLevel
    bounds: Bounds
    reason: str | None = None


class Point(Struct, frozen=True, kw_only=True):
    """A period of a chart; value and limits are None where there is none.

    `signals` are what the control chart says of it, in words. `kept` is a point that the files do not hold any more and
    the history does; `restated` is the value that the history held before, where the files now tell another one.
    """

    period: PeriodSpan
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    status: Status
    signals: tuple[str, ...] = ()
    kept: bool = False
    restated: float | None = None


class Cell(Struct, frozen=True, kw_only=True):
    """One metric in one group, or in all rows where `group` is empty: this period and the one before it."""

    group: Group
    score: Score
    before: Score | None
    change: Difference | None
    moved: Moved
    gate: Gate | None


class Answer(Struct, frozen=True):
    """How many gave an answer, and the share of all answers in percent; `box` is what the metric makes of it."""

    label: str
    count: int
    share: float
    box: str | None


class MetricReport(Struct, frozen=True, kw_only=True):
    """One metric: all rows (`whole`), the groups of each breakdown, the periods before, and how answers spread.

    `account` is that of all rows read; the score's own is that of the reported period. None is one that is not told.
    `files` and `columns` say where it comes from.
    """

    definition: Definition
    words: str
    whole: Cell
    groups: tuple[Cell, ...]
    points: tuple[Point, ...]
    answers: tuple[Answer, ...]
    account: RowAccount | None
    files: tuple[str, ...]
    columns: tuple[str, ...]
    events: tuple[Event, ...] = ()

    def breakdown(self, columns: Sequence[str]) -> list[Cell]:
        """Return the groups of one breakdown."""
        return [cell for cell in self.groups if [name for name, _ in cell.group] == list(columns)]


class Report(Struct, frozen=True, kw_only=True):
    """A report for some readers. Everything in it is found; what is left is to write it.

    `sections` are what they get, in order; what no section shows is None or empty. `by` are the breakdowns.
    """

    audience: Audience
    period: PeriodSpan
    before: PeriodSpan
    grain: str
    as_of: datetime
    confidence: float
    decimals: int | None
    config: tuple[str, str]
    metrics: tuple[MetricReport, ...]
    by: tuple[tuple[str, ...], ...]
    events: tuple[Event, ...]
    journey: JourneyFound | None
    themes: ThemesShown | None
    customers: Listing | None
    sources: tuple[SourceEntry, ...]
    notices: tuple[Notice, ...]

    @property
    def cells(self) -> list[tuple[MetricReport, Cell]]:
        """All values of the report, each with its metric: all rows first, then the groups."""
        return [(metric, cell) for metric in self.metrics for cell in (metric.whole, *metric.groups)]

    @property
    def failed(self) -> list[tuple[MetricReport, Cell]]:
        """The values that fail their bound."""
        return [each for each in self.cells if each[1].gate is not None and each[1].gate.level == "failed"]
