"""The tables of definitions side by side: their values, and the rows that they take in different ways."""

from collections.abc import Sequence

from msgspec import Struct

from cxcli.reporting.missing_notes import missing_notes
from cxcli.reporting.number_format import count
from cxcli.reporting.score_words import confidence_text, decimals_for, limits_text, middle, value_text
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.rows import RowAccount
from cxcli.scoring.score import Score


class Row(Struct, frozen=True):
    """A row that a definition takes in another way than the default: its place, and what each makes of it."""

    metric: str
    file: str
    line: int
    default: str
    other: str


def definitions_table(scores: Sequence[Score], differing: Sequence[int | None], *, in_words: bool) -> Table:
    """Return a row for each definition: value, limits, n, rows scored, and how many it takes in another way.

    `in_words` puts both limits into one cell, as a screen shows them, and says why a value or its limits are missing.
    """
    limits = {"limits": confidence_text(scores[0])} if in_words else {"low": "low", "high": "high", "unit": "unit"}
    titles = {"value": "value", **limits, "n": "n", "rows_scored": "rows scored", "rows_differing": "rows that differ"}
    columns = (ColumnSpec("metric", "definition"), *(ColumnSpec(*each, "right") for each in titles.items()))
    rows, beside = zip(scores, differing, strict=True), middle(scores)
    notes = missing_notes(scores, label=lambda score: score.metric) if in_words else ()
    return Table(columns, tuple(_definition(*each, beside, in_words=in_words) for each in rows), notes)


def rows_table(rows: Sequence[Row], *, in_words: bool) -> Table:
    """Return the rows that differ; `in_words` says so where there are none."""
    names = ("metric", "file", "line", "default", "other")
    columns = tuple(ColumnSpec(name, "definition" if name == "metric" else name) for name in names)
    cells = tuple(
        (Figure(row.metric), row.file, Figure(str(row.line), row.line), Figure(row.default), Figure(row.other))
        for row in rows
    )
    return Table(columns, cells, ("no row differs",) if in_words and not rows else ())


def _definition(score: Score, differing: int | None, beside: float | None, *, in_words: bool) -> tuple[Cell, ...]:
    places = decimals_for(score, None)
    shown = value_text(score, places, beside=beside)
    both = (Figure(limits_text(score, places, beside=beside)),)
    return (
        Figure(score.metric),
        Figure(shown, score.value),
        *(both if in_words else (Figure("", score.low), Figure("", score.high), Figure(score.unit))),
        Figure(count(score.shown_n), score.shown_n),
        _scored(score.shown_account),
        Figure("") if differing is None else Figure(count(differing), differing),
    )


def _scored(account: RowAccount | None) -> Figure:
    return Figure(count(None)) if account is None else Figure(count(account.scored), account.scored)
