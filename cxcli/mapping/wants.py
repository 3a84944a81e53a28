"""What a run wants from the columns of a file, before any file is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.expression import Expression
from cxcli.mapping.wanted import Wanted

Reference = int | str


@dataclass(frozen=True, slots=True)
class AnswerWant:
    """The answers of one metric: what they are known by, and the column if the user has named it."""

    wanted: Wanted
    reference: Reference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """The fields that a run needs: answers for each metric, dates if there are periods, keys of breakdowns, filters.

    `filters` hold the expressions that a row must satisfy for a metric, by metric id. `zone_declared` says that the
    zone in `dates` was declared; otherwise one that the file names goes before it.
    """

    answers: Sequence[AnswerWant]
    dated: bool = False
    dates: DateChoices = field(default_factory=DateChoices)
    zone_declared: bool = True
    date_reference: Reference | None = None
    by: Sequence[str] = ()
    filters: Mapping[str, Sequence[Expression]] = field(default_factory=dict)
