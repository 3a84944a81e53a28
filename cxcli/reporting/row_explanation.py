"""Where a number of rows or customers comes from: definition, fields, arithmetic, interval, rows, source."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from cxcli.mapping.ways import Way
from cxcli.reporting.activity_arithmetic import user_days_facts
from cxcli.reporting.customer_arithmetic import contract_facts, movement_facts, purchase_facts, share_facts
from cxcli.reporting.explained import Fact, fed_by, interval_text, page_text, source_facts
from cxcli.reporting.points_arithmetic import points_facts
from cxcli.reporting.row_arithmetic import duration_facts, eligibility_facts, rate_facts, ratio_facts
from cxcli.reporting.score_json import SourceEntry
from cxcli.reporting.score_words import days_text, decimals_for, part_texts, rows_text, value_text
from cxcli.reporting.way_words import way_text
from cxcli.scoring.cells import Window
from cxcli.scoring.contract_value import Contracts
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.customer_value import CustomerValue
from cxcli.scoring.definition import Definition
from cxcli.scoring.duration import Duration
from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.eligibility_rate import EligibilityRate
from cxcli.scoring.metric import Metric
from cxcli.scoring.points_cells import PointsMoved
from cxcli.scoring.purchases import Purchases
from cxcli.scoring.rate import Rate
from cxcli.scoring.ratio import Ratio
from cxcli.scoring.ratio_sums import RatioSums
from cxcli.scoring.retention import Moved, Retention
from cxcli.scoring.score import Score
from cxcli.scoring.statistics import Statistic
from cxcli.scoring.together import Whole
from cxcli.scoring.used_shares import UserShare
from cxcli.scoring.user_days import UserDays

_NAME = 11
"""So many letters a fact's name can have."""


class FedSource(Struct, frozen=True):
    """A source with the columns that feed the fields of one metric (`entry`), and the `ways` to the other fields."""

    entry: SourceEntry
    ways: Mapping[str, Way]


def row_explanation(
    metric: Metric[Any],
    definition: Definition,
    score: Score,
    sources: Sequence[FedSource],
    *,
    decimals: int | None,
    width: int,
    days: Window,
) -> str:
    """Return the explanation of one overall score, in lines of at most `width` where figures allow it.

    `days` are those that count. Of a score that is not shown, its arithmetic is not shown either.

    Raises:
        NotImplementedError: nobody says how a value comes of such a statistic: a fault in cx.
    """
    places = decimals_for(score, decimals)
    statistic = score.statistic if score.status in ("ok", "undefined") else None
    facts = [
        ("definition", score.definition),
        *(_parameter(name, value) for name, value in score.parameters.items()),
        ("days", days_text(days)),
        *([_hidden(score, places)] if statistic is None else _arithmetic(metric, statistic, score, places)),
        ("beside", " · ".join(part_texts(score))),
        ("interval", interval_text(score, places)),
        ("rows", rows_text(score)),
        *(fact for source in sources for fact in _source(source)),
    ]
    return page_text(score, definition, facts, width)


def _parameter(name: str, value: object) -> Fact:
    return (name, str(value)) if len(name) <= _NAME else ("with", f"{name.replace('_', ' ')} {value}")


def _hidden(score: Score, places: int) -> Fact:
    return "arithmetic", f"{value_text(score, places)}: {score.reason}"


def _arithmetic(metric: Metric[Any], statistic: Statistic, score: Score, places: int) -> list[Fact]:
    match metric, statistic:
        case Rate() as rate, CountsByValue() as counts:
            return rate_facts(rate, counts, score, places)
        case Ratio() as ratio, RatioSums() as sums:
            return ratio_facts(ratio, sums, score, places)
        case EligibilityRate() as rate, CountsByValue() as counts:
            return eligibility_facts(rate, counts, score, places)
        case Duration() as duration, DurationTable() as table:
            return duration_facts(duration, table, score, places)
        case _, Whole(of=of):
            return _together(metric, of, score, places)
        case _, CountsByValue() as counts:
            return share_facts(counts, score, places)
    raise NotImplementedError(score.metric)


def _together(metric: Metric[Any], of: object, score: Score, places: int) -> list[Fact]:
    match metric, of:
        case Retention(source=source, figure=figure), Moved(movements=moved):
            return movement_facts(source.figure, moved, score, places, paying=figure.paying)
        case CustomerValue(source=source), Purchases() as bought:
            return purchase_facts(source.figure, bought, score, places)
        case _, Contracts() as contracts:
            return contract_facts(contracts, score, places)
        case _, PointsMoved() | UserDays() as found:
            return _of_events(found, score, places)
        case _, (UserShare(used=counts) | (CountsByValue() as counts)) if counts.n:
            return share_facts(counts, score, places)
    return [_hidden(score, places)]


def _of_events(found: PointsMoved | UserDays, score: Score, places: int) -> list[Fact]:
    if isinstance(found, PointsMoved):
        return points_facts(found, score, places)
    return user_days_facts(found, score, places)


def _source(source: FedSource) -> list[Fact]:
    """Return the facts of a source: which column feeds which field, and how other fields follow from those."""
    fed = [("field", f"{name}: {fed_by(*column)}") for name, column in source.entry.columns.items()]
    worked_out = [("worked out", way_text(name, way)) for name, way in source.ways.items()]
    return [*source_facts(source.entry), *fed, *worked_out, ("sha256", source.entry.facts.sha256)]
