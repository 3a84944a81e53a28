"""A table for a screen: columns where they fit, one value a line where they do not."""

from io import StringIO

from msgspec.structs import replace
from rich import box
from rich import table as rich_table
from rich.console import Console
from rich.text import Text

from cxcli.reporting.encodable import fit_encoding, takes_lines
from cxcli.reporting.flow import flow
from cxcli.reporting.layout import GAP, column_widths
from cxcli.reporting.safe import safe
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table, shown, shown_limit

_NOTE_LIMIT = 2000
_NO_RULES = "    \n"
_ASCII_RULE = box.Box(_NO_RULES * 2 + " -- \n" + _NO_RULES * 5, ascii=True)


def render_table(table: Table, *, width: int, colour: bool, encoding: str = "utf-8") -> str:
    """Return the table and its notes as lines of text for a screen that is `width` cells wide.

    Texts are made safe and may be folded; a figure is never cut or broken. Where the figures do not fit, each cell
    has a line of its own ("title: value"), whatever its length. Without `colour` there is no control character in
    the text but the newlines. What `encoding` cannot take is spelled plainly.
    """
    fitted = _fitted(table, encoding)
    widths = column_widths(fitted, width)
    body = _vertical(fitted) if widths is None else _drawn(fitted, widths, colour=colour, encoding=encoding)
    notes = [flow([fit_encoding(safe(note, limit=_NOTE_LIMIT), encoding)], "", width) for note in table.notes]
    parts = [part for part in (body, "\n".join(notes)) if part]
    return "".join(f"{part}\n" for part in "\n\n".join(parts).split("\n")) if parts else ""


def _fitted(table: Table, encoding: str) -> Table:
    def fit(cell: Cell) -> Cell:
        text = fit_encoding(safe(shown(cell), limit=shown_limit(cell)), encoding)
        return Figure(text) if isinstance(cell, Figure) else text

    columns = tuple(replace(column, title=fit_encoding(safe(column.title), encoding)) for column in table.columns)
    return Table(columns, tuple(tuple(map(fit, row)) for row in table.rows))


def _vertical(table: Table) -> str:
    titles = [column.title for column in table.columns]
    rows = [zip(titles, map(shown, row), strict=True) for row in table.rows]
    return "\n\n".join("\n".join(f"{title}: {text}".rstrip() for title, text in row) for row in rows)


def _drawn(table: Table, widths: tuple[int, ...], *, colour: bool, encoding: str) -> str:
    if not table.columns:
        return ""
    drawing = rich_table.Table(
        box=box.SIMPLE_HEAD if takes_lines(encoding) else _ASCII_RULE,
        show_edge=False,
        pad_edge=False,
        padding=(0, GAP - 1, 0, 0),
        header_style="bold",
        safe_box=False,
    )
    for column, width in zip(table.columns, widths, strict=True):
        _add_column(drawing, column, width)
    for row in table.rows:
        drawing.add_row(*(Text(shown(cell)) for cell in row))
    return _printed(drawing, sum(widths) + GAP * (len(widths) - 1), colour=colour)


def _add_column(drawing: rich_table.Table, column: ColumnSpec, width: int) -> None:
    drawing.add_column(Text(column.title), justify=column.align, width=width, overflow="fold")


def _printed(drawing: rich_table.Table, width: int, *, colour: bool) -> str:
    stream = StringIO()
    console = Console(
        file=stream,
        width=width,
        height=25,  # given, since rich ignores the width without it where TERM is dumb
        force_terminal=colour,
        force_jupyter=False,
        color_system="standard" if colour else None,
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
        _environ={},
    )
    console.print(drawing, crop=False)
    return "\n".join(line.rstrip(" ") for line in stream.getvalue().removesuffix("\n").split("\n"))
