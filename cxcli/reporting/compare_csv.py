"""Comparisons as one flat table, for programs and spreadsheets."""

from collections.abc import Iterator, Mapping, Sequence

from cxcli.analysis.comparison import Comparison, SameRespondents, Why
from cxcli.analysis.difference_of_scores import Difference
from cxcli.analysis.groups_compared import GroupsCompared
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.scoring.score import Score

_NAMES = (
    *("metric", "part", "name", "before", "after", "n_before", "n_after", "share_before", "share_after"),
    *("value_before", "low_before", "high_before", "value_after", "low_after", "high_after"),
    *("difference", "low", "high", "unit", "confidence", "interval", "verdict", "test", "statistic", "p", "p_adjusted"),
    *("detectable", "power", "within", "mix", "respondents", "reason"),
    *("rows_read_before", "rows_scored_before", "rows_read_after", "rows_scored_after"),
)
_Row = Mapping[str, Cell | float | None]


def compare_table(found: Sequence[Comparison | GroupsCompared]) -> Table:
    """Return a row for each difference, segment, group and transition; `part` says which, every figure in full."""
    rows = tuple(
        tuple(_cell(row.get(name)) for name in _NAMES)
        for each in found
        for row in (_of_two(each) if isinstance(each, Comparison) else _of_groups(each))
    )
    return Table(tuple(ColumnSpec(name, name) for name in _NAMES), rows)


def _of_two(found: Comparison) -> Iterator[_Row]:
    whose: _Row = {"metric": Figure(found.metric.id), "before": found.before.label, "after": found.after.label}
    scores = {**_score(found.before.score, "before"), **_score(found.after.score, "after")}
    yield {**whose, "part": Figure("difference"), **scores, **_difference(found.difference)}
    if found.why is not None:
        yield from ({**whose, **row} for row in _segments(found.why))
    if found.same is not None:
        yield from ({**whose, **row} for row in _same(found.same, found.difference))


def _of_groups(found: GroupsCompared) -> Iterator[_Row]:
    for group in found.groups:
        yield {
            "metric": Figure(found.metric.id),
            "part": Figure("group"),
            "name": group.key,
            **_score(group.others, "before"),
            **_score(group.score, "after"),
            **_difference(group.difference),
            "p_adjusted": group.p,
            "verdict": Figure(group.verdict),
        }


def _segments(why: Why) -> Iterator[_Row]:
    for segment, part in why.mix.parts.items():
        shown = segment not in why.hidden
        before, after = part.value_before, part.value_after
        yield {
            "part": Figure("segment"),
            "name": " + ".join(segment) if segment else Figure(f"fewer than {why.min_n}"),
            "share_before": float(100 * part.share_before),
            "share_after": float(100 * part.share_after),
            "value_before": float(before) if before is not None and shown else None,
            "value_after": float(after) if after is not None and shown else None,
            "difference": float(part.within + part.mix),
            "within": float(part.within),
            "mix": float(part.mix),
        }


def _same(same: SameRespondents, difference: Difference) -> Iterator[_Row]:
    change, both = same.change, same.votes.both
    if change is None:
        yield {"part": Figure("paired"), "name": same.column, "respondents": both, "reason": Figure(str(same.reason))}
        return
    yield {
        "part": Figure("paired"),
        "name": same.column,
        "respondents": both,
        "value_before": change.before,
        "value_after": change.after,
        "difference": change.difference,
        "low": change.low,
        "high": change.high,
        "unit": Figure(difference.unit),
        "confidence": difference.confidence,
        "interval": Figure(change.interval),
        "test": Figure(change.test),
        "p": change.p,
        "reason": Figure(change.reason or ""),
    }
    for (before, after), n in change.transitions.items():
        yield {"part": Figure("transition"), "name": Figure(f"{before} to {after}"), "respondents": n}


def _score(score: Score, side: str) -> _Row:
    return {
        f"n_{side}": score.n,
        f"value_{side}": score.value,
        f"low_{side}": score.low,
        f"high_{side}": score.high,
        f"rows_read_{side}": score.account.read,
        f"rows_scored_{side}": score.account.scored,
    }


def _difference(found: Difference) -> _Row:
    test = found.test
    return {
        "difference": found.value,
        "low": found.low,
        "high": found.high,
        "unit": Figure(found.unit),
        "confidence": found.confidence,
        "interval": Figure(found.interval or ""),
        "verdict": Figure(found.verdict or ""),
        "test": Figure(test.name if test else ""),
        "statistic": test.statistic if test else None,
        "p": test.p if test else None,
        "detectable": found.detectable,
        "power": found.power,
        "reason": Figure(found.reason or ""),
    }


def _cell(value: Cell | float | None) -> Cell:
    if value is None:
        return Figure("")
    return value if isinstance(value, str | Figure) else Figure(str(value), value)
