"""The ledger as tables: amounts to the cent, and customers."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from cxcli.analysis.ledger_table import GAINS, LOSSES, LedgerLine, LedgerTable
from cxcli.reporting.number_format import count
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.scoring.movements import Movement
from cxcli.scoring.score import PeriodSpan

MILLION = 1_000_000
_MOVED = (*GAINS, *LOSSES)
_CENT = 10_000
"""Millionths."""
_MOST_NAMED = 3

_TITLES = {Movement.REACTIVATION: "react.", Movement.EXPANSION: "expan.", Movement.CONTRACTION: "contr."}
"""Short ones, so that a ledger in thousands fits on a screen of 80 cells."""


def amounts_table(found: LedgerTable) -> Table:
    """Return a row a period: what is paid at the start, what each movement makes of it, what is paid at the end."""
    lines = found.lines
    columns = (ColumnSpec("period", "amounts"), *_columns())
    rows = tuple((_period(line), *(Figure(_money(amount)) for amount in _amounts(line))) for line in lines)
    return Table(columns, rows, tuple(_notes(found)))


def customers_table(lines: Sequence[LedgerLine]) -> Table:
    """Return a row a period: how many pay at the start, moved so, and pay at the end."""
    columns = (ColumnSpec("period", "customers"), *_columns())
    rows = tuple((_period(line), *(Figure(count(each)) for each in _counts(line))) for line in lines)
    return Table(columns, rows)


def trials_text(trials: int, place: str) -> str:
    """Return "2 rows of trials are in no line"; `place` is what they are in no one of."""
    return f"{count(trials)} {'row of a trial is' if trials == 1 else 'rows of trials are'} in no {place}"


def flat_ledger_table(lines: Sequence[LedgerLine]) -> Table:
    """Return a row a period with amounts, then customers, for other programs. All days that count have no period."""
    names = ("start", *_MOVED, "end")
    titles = ["period", "period_start", "period_end", "whole", *names, *(f"{name}_customers" for name in names)]
    return Table(tuple(ColumnSpec(name, name) for name in titles), tuple(_flat(line) for line in lines))


def ledger_json(found: LedgerTable) -> Mapping[str, object]:
    """Return the ledger; amounts are in units of the currency."""
    return {
        "opening": None if found.opening is None else str(found.opening),
        "unseen": [_period_json(period) for period in found.unseen],
        "trials_left_out": found.trials,
        "lines": [_line_json(line) for line in found.lines],
    }


def _line_json(line: LedgerLine) -> Mapping[str, object]:
    return {
        "period": None if line.period is None else _period_json(line.period),
        "whole": line.whole,
        "start": line.start / MILLION,
        "movements": {str(each): line.amounts[each] / MILLION for each in _MOVED},
        "end": line.end / MILLION,
        "customers": {
            "start": line.start_customers,
            "movements": {str(each): line.customers[each] for each in _MOVED},
            "end": line.end_customers,
        },
        "below_zero": line.below_zero,
    }


def _period_json(period: PeriodSpan) -> Mapping[str, object]:
    return {"label": period.label, "start": str(period.start), "end": str(period.end)}


def _notes(found: LedgerTable) -> Iterator[str]:
    yield "start + new + reactivation + expansion - contraction - churn = end"
    if any(amount % _CENT for line in found.lines for amount in _amounts(line)):
        yield "amounts are rounded to the cent here, in CSV and JSON they are whole"
    if any(not line.whole for line in found.lines):
        yield "* not a whole period"
    if found.opening is not None:
        yield f"what was paid in the first snapshot, {found.opening}, is the first start"
    if found.unseen:
        yield f"no snapshot in {_labels(found.unseen)}: what happened then stands in the line after"
    below = max(line.below_zero for line in found.lines)
    if below:
        yield f"in a period, up to {count(below)} customer{'s' if below > 1 else ''} below zero left out"
    if found.trials:
        yield trials_text(found.trials, "line")


def _labels(periods: Sequence[PeriodSpan]) -> str:
    named = ", ".join(period.label for period in periods[:_MOST_NAMED])
    return f"{named} and {count(len(periods) - _MOST_NAMED)} more" if len(periods) > _MOST_NAMED else named


def _columns() -> list[ColumnSpec]:
    moved = [ColumnSpec(each, _TITLES.get(each, each), "right") for each in _MOVED]
    return [ColumnSpec("start", "start", "right"), *moved, ColumnSpec("end", "end", "right")]


def _amounts(line: LedgerLine) -> list[int]:
    return [line.start, *(line.amounts[each] for each in _MOVED), line.end]


def _counts(line: LedgerLine) -> list[int]:
    return [line.start_customers, *(line.customers[each] for each in _MOVED), line.end_customers]


def _flat(line: LedgerLine) -> tuple[Cell, ...]:
    period = line.period
    days = ("", "", "") if period is None else (period.label, str(period.start), str(period.end))
    amounts = (Figure("", amount / MILLION) for amount in _amounts(line))
    return (*days, str(line.whole).lower(), *amounts, *(Figure("", each) for each in _counts(line)))


def _period(line: LedgerLine) -> Figure:
    label = "all" if line.period is None else line.period.label
    return Figure(label if line.whole else f"{label} *")


def _money(millionths: int) -> str:
    return f"{Decimal(millionths) / MILLION:,.2f}"
