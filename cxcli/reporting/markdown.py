"""A table as Markdown: what goes into a ticket, a chat or a wiki page."""

import re
from collections.abc import Iterable

from cxcli.reporting.safe import markdown_cell
from cxcli.reporting.table import Table, shown, shown_limit

_NOTE_LIMIT = 2000
_BLOCK_START = re.compile(r"^(?:(?P<digits>\d+)(?=[.)])|(?=[#+=-]))")


def markdown_table(table: Table) -> str:
    """Return the table in GitHub's Markdown, each note beneath as a paragraph; nothing in it becomes markup."""
    rules = ["---:" if column.align == "right" else "---" for column in table.columns]
    head = _line(markdown_cell(column.title) for column in table.columns)
    rows = [_line(markdown_cell(shown(cell), limit=shown_limit(cell)) for cell in row) for row in table.rows]
    notes = [f"\n{_paragraph(note)}\n" for note in table.notes]
    return "".join([head, _line(rules), *rows, *notes])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _paragraph(note: str) -> str:
    escaped = markdown_cell(note.strip(), limit=_NOTE_LIMIT)
    return _BLOCK_START.sub(lambda found: f"{found['digits'] or ''}\\", escaped)
