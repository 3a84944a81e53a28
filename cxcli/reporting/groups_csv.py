"""Groups that are judged as one flat table, for programs and spreadsheets."""

from collections.abc import Iterator, Mapping, Sequence

from cxcli.analysis.groups_finding import GroupsFinding
from cxcli.analysis.judged_groups import JudgedGroup
from cxcli.reporting.groups_order import Listed
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.scoring.score import Score

_NAMES = (
    *("metric", "part", "group", "n", "value", "low", "high", "unit", "confidence", "interval", "expected", "adjusted"),
    *("adjusted_low", "adjusted_high", "shrunken", "funnel_95_low", "funnel_95_high", "funnel_998_low"),
    *("funnel_998_high", "z", "p", "q", "verdict", "rows_read", "rows_scored", "reason"),
)
_Row = Mapping[str, Cell | float | None]


def flat_groups_table(found: Sequence[GroupsFinding], listed: Listed) -> Table:
    """Return a row for each overall value, group, and group apart; `part` says which, every figure in full."""
    rows = tuple(tuple(_cell(row.get(name)) for name in _NAMES) for each in found for row in _rows(each, listed))
    return Table(tuple(ColumnSpec(name, name) for name in _NAMES), rows)


def _rows(found: GroupsFinding, listed: Listed) -> Iterator[_Row]:
    yield {"part": Figure("overall"), **_score(found.overall), "reason": Figure(found.reason or "")}
    for group in listed.of(found.judgement) if found.judgement else ():
        yield {"part": Figure("group"), "group": group.name, **_score(group.score), **_group(group, found)}
    for score in found.apart:
        yield {"part": Figure("apart"), "group": score.group[found.column], **_score(score)}


def _score(score: Score) -> _Row:
    return {
        "metric": Figure(score.metric),
        "n": score.n,
        "value": score.value,
        "low": score.low,
        "high": score.high,
        "unit": Figure(score.unit),
        "confidence": score.confidence,
        "interval": Figure(score.interval or ""),
        "rows_read": score.account.read,
        "rows_scored": score.account.scored,
        "reason": Figure(score.reason or ""),
    }


def _group(group: JudgedGroup, found: GroupsFinding) -> _Row:
    standing, verdict = group.standing, {"verdict": Figure(group.verdict)}
    if standing is None:
        return verdict
    mixed = {"adjusted": standing.value, "adjusted_low": standing.low, "adjusted_high": standing.high}
    inner, outer = standing.funnel
    return {
        **verdict,
        **(mixed if found.mix else {}),
        "expected": standing.expected,
        "shrunken": standing.shrunken,
        "funnel_95_low": inner.low,
        "funnel_95_high": inner.high,
        "funnel_998_low": outer.low,
        "funnel_998_high": outer.high,
        "z": standing.z,
        "p": standing.p,
        "q": standing.q,
    }


def _cell(value: Cell | float | None) -> Cell:
    if value is None:
        return Figure("")
    return value if isinstance(value, str | Figure) else Figure(str(value), value)
