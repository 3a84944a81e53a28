"""Scores as text for people: a block for each metric, and a table for its groups and periods."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from cxcli.analysis.changes import Changes
from cxcli.reporting.change_lines import change_texts
from cxcli.reporting.encodable import fit_encoding
from cxcli.reporting.flow import flow
from cxcli.reporting.layout import column_widths
from cxcli.reporting.missing_notes import missing_reason
from cxcli.reporting.safe import safe
from cxcli.reporting.score_table import cells_tables
from cxcli.reporting.score_words import (
    column_text,
    days_text,
    decimals_for,
    distribution_texts,
    headline,
    method_text,
    part_texts,
    raw_texts,
    rows_text,
)
from cxcli.reporting.table import Table
from cxcli.scoring.cells import Window
from cxcli.scoring.score import Score

_GAP = "   "
_DOT = " · "
_LEFT_OUT = "too narrow for the shares of these rows: --format csv has them"


def score_text(  # noqa: PLR0913 - what a page is made of, and what it is made for
    scores: Sequence[Score],
    columns: Mapping[str, Sequence[str]],
    *,
    decimals: int | None,
    width: int,
    colour: bool,
    encoding: str = "utf-8",
    days: Window | None = None,
    changes: Changes | None = None,
) -> str:
    """Return the scores metric by metric; `columns` holds the names of the columns of each metric, file by file.

    `days` are those that count; a line says so where some do not. `changes` follow the periods, a line each.

    Lines are at most `width` wide where that can be without cutting a figure. A table that is too wide with the
    shares leaves them out and says so, or has a line for each value.
    """
    blocks = []
    for metric in dict.fromkeys(score.metric for score in scores):
        mine = [score for score in scores if score.metric == metric]
        overall, cells = mine[0], mine[1:]
        block = fit_encoding(_block(overall, columns[metric], decimals, width, days), encoding)
        tables = _fitting(cells, decimals, width, missing_reason(overall))
        drawn = [_drawn(table, width=width, colour=colour, encoding=encoding) for table in tables]
        said = change_texts(cells, changes or {}, decimals)
        moved = "".join(f"{flow([safe(part) for part in parts], _DOT, width)}\n" for parts in said)
        blocks.append("\n".join([block, *drawn, *([fit_encoding(moved, encoding)] if moved else [])]))
    return "\n".join(blocks)


def _drawn(table: Table, *, width: int, colour: bool, encoding: str) -> str:
    # Imported here: most runs have no groups, and rich's tables take long to load.
    from cxcli.reporting.terminal import render_table  # noqa: PLC0415

    return render_table(table, width=width, colour=colour, encoding=encoding)


def _fitting(cells: Sequence[Score], decimals: int | None, width: int, said: str | None) -> list[Table]:
    """Return the tables of the cells; where one would fit without what stands beside the values, that goes.

    A table that fits in neither way is written one value a line, and keeps everything. `said` is a reason that stands
    above them.
    """
    whole = cells_tables(cells, decimals, said=said)
    bare = cells_tables(cells, decimals, with_parts=False, said=said)
    return [
        replace(less, notes=(*less.notes, _LEFT_OUT))
        if column_widths(less, width) and not column_widths(table, width)
        else table
        for table, less in zip(whole, bare, strict=True)
    ]


def _block(score: Score, columns: Sequence[str], decimals: int | None, width: int, days: Window | None) -> str:
    lines = [
        flow(headline(score, decimals_for(score, decimals)), _GAP, width),
        flow(raw_texts(score, decimals_for(score, decimals)), _GAP, width),
        flow(part_texts(score), _DOT, width),
        flow(distribution_texts(score), _DOT, width),
        f"days {days_text(days)}" if days and days.bounded else "",
        flow([rows_text(score)], "", width),
        flow([safe(column_text(columns)), *method_text(score).split(_DOT)], _DOT, width),
    ]
    return "".join(f"{line}\n" for line in lines if line)
