"""Problems and notices as lines for standard error."""

from rich.cells import cell_len

from cxcli.errors import Notice, Problem
from cxcli.reporting.safe import safe

_LIMIT = 2000
_BEFORE = 60
_AFTER = 100


def problem_text(problem: Problem) -> str:
    """Return "cx: error: what (file:line:column) — what to do", and where there is an excerpt, it and a caret.

    There is no newline at the end.
    """
    place = f" ({safe(problem.place, limit=_LIMIT)})" if problem.place else ""
    advice = f" — {safe(problem.help, limit=_LIMIT)}" if problem.help else ""
    line = f"cx: error: {safe(problem.message, limit=_LIMIT)}{place}{advice}"
    return f"{line}\n{_pointed(problem.excerpt, problem.column)}" if problem.excerpt else line


def notice_text(notice: Notice) -> str:
    """Return "cx: warning: what (source:line)", without a newline at the end."""
    known = [str(part) for part in (notice.source, notice.line) if part is not None]
    place = f" ({safe(':'.join(known), limit=_LIMIT)})" if known else ""
    return f"cx: warning: {safe(notice.message, limit=_LIMIT)}{place}"


def _pointed(excerpt: str, column: int | None) -> str:
    line = excerpt.rstrip("\r\n")
    if column is None:
        return f"  {safe(line, limit=_BEFORE + _AFTER)}"
    start = max(0, column - 1 - _BEFORE)
    before = ("…" if start else "") + safe(line[start : column - 1], limit=_LIMIT)
    return f"  {before}{safe(line[column - 1 :], limit=_AFTER)}\n  {' ' * cell_len(before)}^"
