"""Scores as tables: the cells of one metric for people, all scores flat for programs."""

from collections.abc import Iterator, Sequence
from math import isinf

from msgspec.structs import replace

from cxcli.analysis.changes import Changes, place_of
from cxcli.reporting.missing_notes import missing_notes
from cxcli.reporting.number_format import count
from cxcli.reporting.quantities import part
from cxcli.reporting.score_words import confidence_text, decimals_for, limits_text, middle, value_text
from cxcli.reporting.sentence import metric_name
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.rows import FATES, Disposition, RowAccount
from cxcli.scoring.score import Score

_NOTHING = Figure("")


def cells_tables(
    scores: Sequence[Score], decimals: int | None, *, with_parts: bool = True, said: str | None = None
) -> list[Table]:
    """Return the groups and periods of one metric, a table for each breakdown.

    A row has the key, the value, its limits, n, the rows read, and `with_parts` what stands beside the value. Beneath
    stands why values and limits are missing, unless it is what was `said` before.
    """
    breakdowns: dict[tuple[str, ...], list[Score]] = {}
    for score in scores:
        breakdowns.setdefault(tuple(score.group), []).append(score)
    return [
        replace(_cells_table(cells, keys, decimals, with_parts=with_parts), notes=missing_notes(cells, said))
        for keys, cells in breakdowns.items()
    ]


def flat_table(scores: Sequence[Score], changes: Changes | None = None) -> Table:
    """Return all scores, one a row, with every figure in full: the table of the CSV format; `changes` stand last."""
    found = changes or {}
    keys = _keys(scores)
    parts = list(dict.fromkeys(name for score in scores for name in score.parts))
    names = (
        *(
            "metric",
            "definition",
            *keys,
            "period",
            "start",
            "end",
            "complete",
            "status",
            "reason",
            "value",
            "low",
            "high",
        ),
        *("unit", "confidence", "interval", "n", "base", "effective_n", *parts, "rows_read", "rows_scored"),
        *(f"skipped_{reason}" for reason in FATES if reason is not Disposition.SCORED),
        *(_CHANGE if found else ()),
    )
    rows = ((*_flat_row(score, keys, parts), *(_changed(score, found) if found else ())) for score in scores)
    return Table(tuple(ColumnSpec(name, name) for name in names), tuple(rows))


def _cells_table(scores: Sequence[Score], keys: Sequence[str], decimals: int | None, *, with_parts: bool) -> Table:
    first = scores[0]
    has_periods = any(score.period for score in scores)
    parts = list(dict.fromkeys(name for score in scores for name in score.parts)) if with_parts else []
    columns = (
        *(ColumnSpec(key, key) for key in keys),
        *([ColumnSpec("period", "period")] if has_periods else []),
        ColumnSpec("value", metric_name(first.metric), "right"),
        ColumnSpec("limits", confidence_text(first), "right"),
        ColumnSpec("n", "n", "right"),
        ColumnSpec("rows", "rows", "right"),
        *(ColumnSpec(name, name, "right") for name in parts),
    )
    beside = middle(scores)
    rows = (_cells_row(score, keys, parts, decimals, has_periods=has_periods, beside=beside) for score in scores)
    return Table(columns, tuple(rows))


def _keys(scores: Sequence[Score]) -> list[str]:
    return list(dict.fromkeys(key for score in scores for key in score.group))


def _cells_row(
    score: Score,
    keys: Sequence[str],
    parts: Sequence[str],
    decimals: int | None,
    *,
    has_periods: bool,
    beside: float | None,
) -> tuple[Cell, ...]:
    places = decimals_for(score, decimals)
    return (
        *(score.group[key] for key in keys),
        *([_period(score)] if has_periods else []),
        Figure(value_text(score, places, beside=beside)),
        Figure(limits_text(score, places, beside=beside)),
        Figure(count(score.shown_n)),
        Figure(count(None if score.private else score.account.read)),
        *(Figure(part(name, score.parts[name], score.unit)) if name in score.parts else _NOTHING for name in parts),
    )


def _period(score: Score) -> Figure:
    if score.period is None:
        return Figure("all")
    return Figure(score.period.label + ("" if score.period.complete else " (incomplete)"))


def _flat_row(score: Score, keys: Sequence[str], parts: Sequence[str]) -> tuple[Cell, ...]:
    period = score.period
    return (
        Figure(score.metric),
        Figure(score.definition),
        *(score.group.get(key, "") for key in keys),
        *(
            Figure(text)
            for text in (
                (period.label, str(period.start), str(period.end), str(period.complete).lower())
                if period
                else ("", "", "", "")
            )
        ),
        Figure(score.status),
        Figure(score.reason or ""),
        *(_number(value) for value in (score.value, score.low, score.high)),
        Figure(score.unit),
        _number(score.confidence),
        Figure(score.interval or ""),
        _number(score.shown_n),
        _number(score.base),
        _number(None if score.effective_n is None or isinf(score.effective_n) else score.effective_n),
        *(_number(score.parts.get(name)) for name in parts),
        *_rows(score.shown_account),
    )


def _rows(account: RowAccount | None) -> Iterator[Figure]:
    """Yield how many rows were read and scored, and how many were not, by reason; nothing where that is not told."""
    reasons = [reason for reason in FATES if reason is not Disposition.SCORED]
    if account is None:
        yield from (_NOTHING,) * (2 + len(reasons))
        return
    yield _number(account.read)
    yield _number(account.scored)
    yield from (_number(account.skipped.get(reason, 0)) for reason in reasons)


_CHANGE = ("change_since", "change", "change_low", "change_high", "change_verdict", "change_p", "change_detectable")


def _changed(score: Score, changes: Changes) -> tuple[Cell, ...]:
    place = place_of(score)
    change = None if place is None else changes.get(place)
    if change is None:
        return (_NOTHING,) * len(_CHANGE)
    difference = change.difference
    return (
        Figure(change.since.label),
        *(_number(value) for value in (difference.value, difference.low, difference.high)),
        Figure(difference.verdict or ""),
        _number(None if difference.test is None else difference.test.p),
        _number(difference.detectable),
    )


def _number(value: float | None) -> Figure:
    return _NOTHING if value is None else Figure(str(value), value)
