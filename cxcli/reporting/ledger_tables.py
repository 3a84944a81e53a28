"""The ledger as tables: amounts to the cent, and customers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cxcli.analysis.ledger_table import GAINS, LOSSES, LedgerLine
from cxcli.reporting.number_format import count
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.scoring.movements import Movement

MILLION = 1_000_000
_MOVED = (*GAINS, *LOSSES)
_CENT = 10_000
"""Millionths."""

_TITLES = {Movement.REACTIVATION: "react.", Movement.EXPANSION: "expan.", Movement.CONTRACTION: "contr."}
"""Short ones, so that a ledger in thousands fits on a screen of 80 cells."""


def amounts_table(lines: Sequence[LedgerLine]) -> Table:
    """Return a row a period: what is paid at the start, what each movement makes of it, what is paid at the end."""
    columns = (ColumnSpec("period", "amounts"), *_columns())
    rows = tuple((_period(line), *(Figure(_money(amount)) for amount in _amounts(line))) for line in lines)
    amounts = [amount for line in lines for amount in _amounts(line)]
    notes = ["start + new + reactivation + expansion - contraction - churn = end"]
    if any(amount % _CENT for amount in amounts):
        notes.append("amounts are rounded to the cent here, in CSV and JSON they are whole")
    if any(not line.whole for line in lines):
        notes.append("* not a whole period")
    below = max(line.below_zero for line in lines)
    if below:
        notes.append(f"in a period, up to {count(below)} customers below zero are in no line")
    return Table(columns, rows, (" · ".join(notes),))


def customers_table(lines: Sequence[LedgerLine]) -> Table:
    """Return a row a period: how many pay at the start, moved so, and pay at the end."""
    columns = (ColumnSpec("period", "customers"), *_columns())
    rows = tuple((_period(line), *(Figure(count(each)) for each in _counts(line))) for line in lines)
    return Table(columns, rows)


def flat_ledger_table(lines: Sequence[LedgerLine]) -> Table:
    """Return a row a period with amounts, then customers, for other programs. All days that count have no period."""
    names = ("start", *_MOVED, "end")
    titles = ["period", "period_start", "period_end", "whole", *names, *(f"{name}_customers" for name in names)]
    return Table(tuple(ColumnSpec(name, name) for name in titles), tuple(_flat(line) for line in lines))


def ledger_json(line: LedgerLine) -> Mapping[str, object]:
    """Return one line of the ledger; amounts are in units of the currency."""
    period = line.period
    return {
        "period": None
        if period is None
        else {"label": period.label, "start": str(period.start), "end": str(period.end)},
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
