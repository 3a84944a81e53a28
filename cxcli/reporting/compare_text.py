"""Comparisons for people: on a screen, and as Markdown."""

from collections.abc import Iterator, Mapping, Sequence

from cxcli.analysis.comparison import Comparison
from cxcli.analysis.groups_compared import GroupsCompared
from cxcli.reporting import compare_words as words
from cxcli.reporting.compare_tables import groups_table, transitions_table, why_table
from cxcli.reporting.encodable import fit_encoding
from cxcli.reporting.flow import flow
from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.safe import markdown_cell, safe
from cxcli.reporting.score_words import column_text, decimals_for
from cxcli.reporting.table import Table
from cxcli.reporting.terminal import render_table

_DOT = " · "
_WIDE = 4000

Compared = Sequence[Comparison | GroupsCompared]
Columns = Mapping[str, Sequence[str]]
Rows = Mapping[str, str]
_Piece = tuple[str, ...] | Table
"""Sentences that belong into one line if there is room, or a table."""


def compare_text(  # noqa: PLR0913 - what a page is made of, and what it is made for
    found: Compared,
    columns: Columns,
    *,
    decimals: int | None,
    width: int,
    colour: bool,
    encoding: str = "utf-8",
    days: str = "",
    rows: Rows | None = None,
) -> str:
    """Return the comparisons metric by metric; `columns` holds the names of the columns of each metric, file by file.

    `days` says which days count, where some do not, `rows` what became of all rows, by metric. Sentences come first,
    then tables.
    """
    blocks = []
    for each in found:
        lines, tables = _divided(_pieces(each, columns[each.metric.id], decimals, _counted(each, days, rows)))
        text = "".join(f"{fit_encoding(flow(parts, _DOT, width), encoding)}\n" for parts in lines)
        drawn = [render_table(table, width=width, colour=colour, encoding=encoding) for table in tables]
        blocks.append("\n".join([text, *drawn]))
    return "\n".join(blocks)


def compare_markdown(
    found: Compared, columns: Columns, decimals: int | None, days: str = "", rows: Rows | None = None
) -> str:
    """Return the comparisons metric by metric, as paragraphs and tables."""
    blocks = []
    for each in found:
        lines, tables = _divided(_pieces(each, columns[each.metric.id], decimals, _counted(each, days, rows)))
        said = [markdown_cell(_DOT.join(parts), limit=_WIDE) for parts in lines]
        blocks += ["\n\n".join(said) + "\n", *(markdown_table(table) for table in tables)]
    return "\n".join(blocks)


def _divided(pieces: Iterator[_Piece]) -> tuple[list[tuple[str, ...]], list[Table]]:
    every = list(pieces)
    lines = [piece for piece in every if not isinstance(piece, Table) and any(piece)]
    return lines, [piece for piece in every if isinstance(piece, Table)]


def _counted(found: Comparison | GroupsCompared, days: str, rows: Rows | None) -> list[str]:
    """Return the lines on what counts; of two sides each has its own account of rows already."""
    of_rows = [] if isinstance(found, Comparison) else [(rows or {}).get(found.metric.id, "")]
    return [f"days {days}" if days else "", *of_rows]


def _pieces(
    found: Comparison | GroupsCompared, columns: Sequence[str], decimals: int | None, counted: Sequence[str]
) -> Iterator[_Piece]:
    if isinstance(found, Comparison):
        places = decimals_for(found.before.score, decimals)
        yield from _of_two(found, places)
        yield from ((line,) for line in counted)
        yield safe(column_text(columns)), *words.method_texts(found)
        return
    yield (words.groups_text(found),)
    if found.groups:
        yield groups_table(found, decimals_for(found.groups[0].score, decimals))
    for note in words.groups_notes(found):
        yield (note,)
    yield from ((line,) for line in counted)
    yield safe(column_text(columns)), *words.groups_method(found)


def _of_two(found: Comparison, decimals: int) -> Iterator[_Piece]:
    before, after = words.labels(found)
    yield (words.side_text("before", found.before, before, decimals),)
    yield (words.side_text("after", found.after, after, decimals),)
    yield (words.difference_text(found.difference, decimals),)
    yield tuple(words.test_texts(found.difference, decimals))
    yield (words.why_text(found, decimals),)
    if found.why is not None:
        yield why_table(found.why, found.metric, decimals)
    if found.same is not None:
        for text in words.same_texts(found.same, found.difference, decimals):
            yield (text,)
        transitions = transitions_table(found.same, found.metric)
        if transitions is not None:
            yield transitions
    for text in words.rows_texts(found):
        yield (text,)
