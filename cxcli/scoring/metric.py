"""What every kind of metric does: judge each row, place it, summarise the rows of a cell, estimate from the summary."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct, field

from cxcli.errors import Notice, Problem
from cxcli.mapping.records import FateArray, Field, Records
from cxcli.scoring.answer_counts import Answers
from cxcli.scoring.cells import DATE_FIELD, Layer, Placement, Window
from cxcli.scoring.partial import Offenders
from cxcli.scoring.statistics import Statistic
from cxcli.scoring.worked_out import Circumstances

S = TypeVar("S", bound=Statistic)


class Estimate(Struct, frozen=True):
    """A value with its limits, in the metric's unit. Without a `value` the `reason` says why it is undefined.

    `interval` names the method; where there are no limits, `reason` says why. `parts` are the figures that stand
    beside the value. `effective_n` is the number of plain answers that the limits rest on, infinite for a census;
    `base` is the sum of the weights. `parameters` are choices that the rows themselves made, beside those of the
    metric.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    interval: str | None = None
    parts: Mapping[str, float] = field(default_factory=dict)
    reason: str | None = None
    effective_n: float | None = None
    base: float | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)


class Doubts(Struct, frozen=True):
    """What the whole of the answers says against the metric: `refusals` end the run, `notices` go with the number."""

    refusals: Sequence[Problem] = ()
    notices: Sequence[Notice] = ()


class Metric(Protocol, Generic[S]):
    """A metric of some kind, ready to work. Its steps are pure."""

    @property
    def id(self) -> str:
        """The definition's id, as typed and as printed."""

    @property
    def title(self) -> str:
        """The name that is shown."""

    @property
    def unit(self) -> str:
        """What the value is counted in."""

    @property
    def direction(self) -> str:
        """Whether a higher or a lower value is better."""

    @property
    def definition(self) -> str:
        """In one line, what is divided by what."""

    @property
    def parameters(self) -> Mapping[str, object]:
        """The choices made: scale, boxes, polarity and the like."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the metric reads, as the records name them; the answers first."""

    @property
    def intervals(self) -> tuple[str, ...]:
        """The names of the intervals that it can have, the default first."""

    @property
    def date_field(self) -> str:
        """The field of the date that puts a row into a period."""

    def completed(self, records: Records, circumstances: Circumstances) -> Mapping[str, Field]:
        """Return the fields that the metric works out from others, by the names under which the records hold them."""

    def dates(self, records: Records, window: Window) -> FateArray:
        """Return each row's fate as far as its dates decide it; asked where rows need a date."""

    def judge(self, records: Records) -> FateArray:
        """Return each row's fate as far as the metric's own fields decide it: an index into `cxcli.rows.FATES`."""

    def place(self, records: Records, layer: Layer, placement: Placement) -> Placement:
        """Return where the rows belong in `layer`; `placement` has each row in its one group and period.

        A row may be in no cell or in several, but in each only once.
        """

    def answers(self, records: Records) -> Answers:
        """Return each row's answer as a whole number, for one vote each; only scored rows are looked at."""

    def summarise(self, records: Records, placement: Placement) -> Mapping[int, S]:
        """Return, for each cell of the placement that has rows, the statistic of those rows."""

    def empty(self) -> S:
        """Return the statistic of no rows."""

    def estimate(
        self, statistic: S, *, confidence: float, interval: str | None, population: int | None = None
    ) -> Estimate:
        """Return value and limits of a statistic that holds rows; `interval` None asks for the default method.

        `population` is how many people could have answered, None where that is not known or endless.

        Raises:
            ValueError: more answered than the population has.
        """

    def doubts(self, statistic: S, offenders: Offenders) -> Doubts:
        """Return what all answers together, and those that could not be used, say against the metric or its scale."""


def of_answers(metric: Metric[Any]) -> bool:
    """Whether its rows are answers that people gave: they have one date for all metrics, and may be votes."""
    return metric.date_field == DATE_FIELD
