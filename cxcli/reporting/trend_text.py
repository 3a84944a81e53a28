"""Series of periods as text for people: the score, a row a period, and what it says in sentences."""

from collections.abc import Mapping, Sequence
from itertools import product

from msgspec.structs import replace
from rich.cells import cell_len

from cxcli.analysis.trend_finding import TrendFinding
from cxcli.reporting.encodable import fit_encoding
from cxcli.reporting.flow import flow
from cxcli.reporting.layout import column_widths
from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.safe import markdown_cell, safe
from cxcli.reporting.score_markdown import score_markdown
from cxcli.reporting.score_text import score_text
from cxcli.reporting.score_words import decimals_for, headline, rows_text
from cxcli.reporting.table import Table, shown
from cxcli.reporting.terminal import render_table
from cxcli.reporting.trend_drawing import marks_for
from cxcli.reporting.trend_table import trend_table
from cxcli.reporting.trend_words import sentences
from cxcli.scoring.cells import Window

_WIDTHS = (41, 37, 33, 29, 25, 21, 17)
"""How wide a drawing may be, the widest first."""

_NOTES = (20, 12)
"""How much room notes have beside a drawing: for a few words a line, else for one or two."""

_GAP = "   "
_WIDE = 4000
_NARROW = "Too narrow for limits and drawing: --format csv has the figures."


def trend_text(  # noqa: PLR0913 - what a page is made of, and what it is made for
    findings: Sequence[TrendFinding],
    columns: Mapping[str, Sequence[str]],
    *,
    decimals: int | None,
    width: int,
    colour: bool,
    encoding: str = "utf-8",
    days: Window | None = None,
    head: str | None = None,
) -> str:
    """Return a block for each series; `columns` holds the names of the columns of each metric, file by file.

    `head` stands in place of the score of all rows.

    Lines are at most `width` wide where that can be without cutting a figure: where the screen is narrow, the drawing
    goes first, then the limits, and the text says so. `days` are those that count, where some do not.
    """
    blocks = []
    for finding in findings:
        overall = finding.series.overall
        if overall.group:
            top = fit_encoding(_group_head(finding, decimals, width), encoding)
        elif head is not None:
            top = head
        else:
            top = score_text(
                [overall], columns, decimals=decimals, width=width, colour=colour, encoding=encoding, days=days
            )
        table, cut = _fitting(finding, decimals, width, encoding)
        drawn = render_table(table, width=width, colour=colour, encoding=encoding) if table.rows else ""
        said = [*([_NARROW] if cut else []), *sentences(finding, decimals)]
        lines = "".join(f"{flow([fit_encoding(safe(each, limit=_WIDE), encoding)], '', width)}\n" for each in said)
        blocks.append("\n".join(part for part in (top, drawn, lines) if part))
    return "\n".join(blocks)


def trend_markdown(
    findings: Sequence[TrendFinding],
    columns: Mapping[str, Sequence[str]],
    decimals: int | None,
    days: Window | None = None,
    head: str | None = None,
) -> str:
    """Return a block for each series: the score, a table of the periods, and the sentences as paragraphs.

    `head` stands in place of the score of all rows.
    """
    blocks = []
    for finding in findings:
        overall = finding.series.overall
        if overall.group:
            blocks.append(
                f"**{markdown_cell(_group_name(finding))}** · {markdown_cell(_group_line(finding, decimals))}\n"
            )
        elif head is not None:
            blocks.append(head)
        else:
            blocks.append(score_markdown([overall], columns, decimals, days))
        blocks.append(
            markdown_table(replace(trend_table(finding, decimals), notes=tuple(sentences(finding, decimals))))
        )
    return "\n".join(blocks)


def _group_name(finding: TrendFinding) -> str:
    return ", ".join(f"{column} {key}" for column, key in finding.series.overall.group.items())


def _group_line(finding: TrendFinding, decimals: int | None) -> str:
    overall = finding.series.overall
    return " · ".join(headline(overall, decimals_for(overall, decimals)))


def _group_head(finding: TrendFinding, decimals: int | None, width: int) -> str:
    overall = finding.series.overall
    pieces = [safe(_group_name(finding)), *headline(overall, decimals_for(overall, decimals))]
    rows = f"{flow([rows_text(overall)], '', width)}\n" if overall.account.read else ""
    return f"{flow(pieces, _GAP, width)}\n{rows}"


def _fitting(finding: TrendFinding, decimals: int | None, width: int, encoding: str) -> tuple[Table, bool]:
    """Return the table with the widest drawing that fits, else without one; and whether limits had to go, too."""
    marks = marks_for(encoding)
    for room, size in product(_NOTES, _WIDTHS):
        table = trend_table(finding, decimals, drawing=(marks, size))
        if _fits(table, width, room):
            return table, False
    table = trend_table(finding, decimals)
    less = trend_table(finding, decimals, with_limits=False)
    if column_widths(table, width) is None and column_widths(less, width) is not None:
        return less, True
    return table, False


def _fits(table: Table, width: int, room: int) -> bool:
    """Whether the table fits and its notes have the room for them, if they need it."""
    widths = column_widths(table, width)
    if widths is None:
        return False
    notes = max((cell_len(shown(row[-1])) for row in table.rows), default=0)
    return table.columns[-1].name != "note" or widths[-1] >= min(notes, room)
