"""What a run wants from the columns of a file, before any file is looked at."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.expression import Expression
from cxcli.mapping.needs import Need
from cxcli.mapping.numbers import DecimalSign
from cxcli.mapping.row_flags import Flag
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.mapping.wanted import Wanted

Reference = int | str
Amount = Literal["weight", "count"]
Voter = Literal["voter", "response"]


class AnswerWant(Struct, frozen=True):
    """The answers of one metric: what they are known by, and the column if the user has named it."""

    wanted: Wanted
    reference: Reference | None


class Wants(Struct, frozen=True, kw_only=True):
    """The fields that a run needs: answers for each metric, dates if there are periods, keys of breakdowns, filters.

    `filters` hold the expressions that a row must satisfy for a metric, by metric id. `zone_declared` says that the
    zone in `dates` was declared; otherwise one that the file names goes before it. `amounts` are the columns of
    weights and of counts, `voters` those that say who gave an answer and which response it is, by field. `extra` are
    columns that are only to be shown. `watch_responses` asks for ids of responses, which may stand in several files.
    `needs` are the typed fields of metrics that are no answers, `typed` says how those are written.
    `dates_if_any`: dates are read where there are some, although no row needs one. `people` are the columns named for
    customers, accounts and respondents that rows are grouped by.
    """

    answers: Sequence[AnswerWant]
    dated: bool = False
    dates: DateChoices = field(default_factory=DateChoices)
    zone_declared: bool = True
    date_reference: Reference | None = None
    by: Sequence[str] = ()
    filters: Mapping[str, Sequence[Expression]] = field(default_factory=dict)
    amounts: Mapping[Amount, Reference] = field(default_factory=dict)
    decimal: DecimalSign | None = None
    voters: Mapping[Voter, Reference] = field(default_factory=dict)
    flags: Sequence[Flag] = ()
    extra: Sequence[str] = ()
    needs: Sequence[Need] = ()
    typed: TypedChoices = field(default_factory=TypedChoices)
    watch_responses: bool = False
    dates_if_any: bool = False
    people: Mapping[str, Reference] = field(default_factory=dict)
