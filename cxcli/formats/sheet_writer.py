"""Puts sheets into a workbook: headers that stay in view, filters, widths, and pages of A4."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cxcli.formats.sheet import Amount, Block, Sheet, SheetCell
from cxcli.formats.sheet_charts import CHARTS, HEIGHT, WIDTH, Chart, Placed
from cxcli.formats.sheet_text import ExactNumber, cell_text, like_a_formula

_MOST_ROWS = 1_000_000
_NARROW, _WIDE, _OF_NUMBERS = 8, 46, 12
_LINE = 15
_FIRST_DAYS = 1901  # spreadsheets count days from 1900 on, the first of them wrongly
_A4 = 9
_ACROSS, _DOWN, _ROWS = 2, 4, 16
_SCALE = 45  # two charts fit across a page where the font of the columns is a wide one, too
_FOOTER = "&L&A&RPage &P of &N"
_TALLEST = 25
_INK, _BAND = "#1f2a37", "#e8eef4"


class SheetWriter:
    """Writes sheets into a book of XlsxWriter, each under its title and the `subtitle` of all."""

    def __init__(self, book: Any, subtitle: str) -> None:  # noqa: ANN401 - XlsxWriter has no types
        self._book = book
        self._subtitle = subtitle
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def write(self, sheet: Sheet) -> None:
        """Write one sheet."""
        page = self._book.add_worksheet(sheet.name)
        widths = _widths(sheet)
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
        page.write_string(0, 0, sheet.title, self._format(bold=True, font_size=14, font_color=_INK))
        page.write_string(1, 0, cell_text(self._subtitle), self._format(font_color="#5b6675"))
        for place, line in enumerate(sheet.above):
            page.write_string(2 + place, 0, cell_text(line), self._format())
        row = header_row(sheet)
        first = sheet.blocks[0]
        page.freeze_panes(row + 1, 0)
        page.repeat_rows(row)
        page.autofilter(row, 0, row + len(_shown_rows(first)), len(first.columns) - 1)
        for block in sheet.blocks:
            row = self._block(page, row, block)
        for line in sheet.beneath:
            row = self._line(page, row, line, widths)
        _on_paper(page)

    def write_charts(self, charts: Sequence[Chart]) -> None:
        """Write a sheet of charts, two side by side."""
        page = self._book.add_worksheet(CHARTS)
        page.hide_gridlines(2)
        page.set_column(0, 2 * 8 - 1, 8.43)
        page.write_string(0, 0, CHARTS, self._format(bold=True, font_size=14, font_color=_INK))
        page.write_string(1, 0, cell_text(self._subtitle), self._format(font_color="#5b6675"))
        for place, each in enumerate(charts):
            across, down = place % _ACROSS, place // _ACROSS
            page.insert_chart(3 + _ROWS * down, 8 * across, self._chart(each), {"description": each.description})
        # Breaks between charts hold only where no number of pages is asked for.
        page.set_paper(_A4)
        page.set_print_scale(_SCALE)
        page.set_h_pagebreaks([3 + _ROWS * down for down in range(_DOWN, len(charts), _DOWN)])
        page.set_footer(_FOOTER)

    def _chart(self, chart: Chart) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        drawn = self._book.add_chart({"type": chart.kind})
        for each in chart.series:
            drawn.add_series(each)
        drawn.set_title({"name": chart.title, "name_font": {"size": 12}})
        drawn.set_legend({"none": True})
        drawn.set_size({"width": WIDTH, "height": HEIGHT})
        drawn.set_y_axis({"name": chart.axis, "major_gridlines": {"visible": True, "line": {"color": "#dfe5ec"}}})
        drawn.set_x_axis({"label_position": "low"})
        if chart.kind == "line":
            drawn.set_high_low_lines({"line": {"color": "#9db7d1", "width": 1.5}})
        return drawn

    def _block(self, page: Any, row: int, block: Block) -> int:  # noqa: ANN401 - as above
        """Write a block from a row on, and return the second row after it."""
        if block.title:
            page.write_string(row, 0, cell_text(block.title), self._format(bold=True))
            row += 1
        for place, title in enumerate(block.columns):
            side = "right" if any(isinstance(cells[place], Amount) for cells in block.rows) else "left"
            head = self._format(
                bold=True,
                bg_color=_BAND,
                bottom=1,
                text_wrap=True,
                valign="top",
                align=side,
                indent=int(side == "left"),
            )
            page.write_string(row, place, cell_text(title), head)
        for cells in _shown_rows(block):
            row += 1
            for place, cell in enumerate(cells):
                self._cell(page, row, place, cell)
            page.set_row(row, _LINE * max(_lines(cell) for cell in cells))
        return row + 2

    def _cell(self, page: Any, row: int, place: int, cell: SheetCell) -> None:  # noqa: ANN401 - as above
        if cell is None or cell == "":
            return
        if isinstance(cell, Amount):
            page.write_number(row, place, ExactNumber(cell.value), self._format(num_format=cell.pattern, valign="top"))
        elif isinstance(cell, date) and cell.year >= _FIRST_DAYS:
            page.write_datetime(row, place, cell, self._format(num_format="yyyy-mm-dd", align="left", valign="top"))
        else:
            text = cell_text(str(cell))
            asked: dict[str, object] = {"quote_prefix": True} if like_a_formula(text) else {}
            page.write_string(
                row, place, text, self._format(text_wrap=True, valign="top", align="left", indent=1, **asked)
            )

    def _line(self, page: Any, row: int, line: str, widths: Sequence[int]) -> int:  # noqa: ANN401 - as above
        """Write a sentence over the width of the sheet, and return the row after it."""
        text, wrapped = cell_text(line), self._format(text_wrap=True, valign="top", font_color="#5b6675")
        if len(widths) > 1:
            page.merge_range(row, 0, row, len(widths) - 1, "", wrapped)
        page.write_string(row, 0, text, wrapped)
        page.set_row(row, _LINE * (1 + len(text) // max(sum(widths), 1)))
        return row + 1

    def _format(self, **asked: object) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        key = tuple(sorted(asked.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(asked))
        return self._formats[key]


def header_row(sheet: Sheet) -> int:
    """Return the row with the names of the columns, counted from 0: beneath the titles, the lines and an empty one."""
    return 3 + len(sheet.above)


def placed(sheet: Sheet) -> Placed:
    """Return where the first block of a sheet stands."""
    block = sheet.blocks[0]
    return Placed(sheet.name, header_row(sheet) + 1, Block(block.columns, _shown_rows(block)))


def _shown_rows(block: Block) -> tuple[tuple[SheetCell, ...], ...]:
    """Return the rows that a sheet can hold; where there are more, a last one that says so."""
    if len(block.rows) <= _MOST_ROWS:
        return block.rows
    said = f"{len(block.rows) - _MOST_ROWS:,} more rows do not fit: the report as CSV and JSON has all"
    return (*block.rows[:_MOST_ROWS], (said, *[None] * (len(block.columns) - 1)))


def _widths(sheet: Sheet) -> list[int]:
    """Return the width of each column in characters: as wide as what is in it, within bounds."""
    widths = [_NARROW] * max(len(block.columns) for block in sheet.blocks)
    for block in sheet.blocks:
        for cells in (block.columns, *block.rows):
            for place, cell in enumerate(cells):
                needed = len(cell) + 3 if isinstance(cell, str) else _OF_NUMBERS if cell is not None else 0
                widths[place] = max(widths[place], min(needed, _WIDE))
    return widths


def _lines(cell: SheetCell) -> int:
    """Return how many lines a cell takes, as wide as columns get; a long comment is not shown to its end."""
    if not isinstance(cell, str):
        return 1
    needed = sum(1 + len(line) // (_WIDE - 2) for line in cell.split("\n"))
    return min(needed, _TALLEST)


def _on_paper(page: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer(_FOOTER)
