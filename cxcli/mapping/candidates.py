"""Which column holds the answers, where nobody has said so, and what to say where that is not clear.

Two columns that fit alike are a question to the user, never a guess.
"""

from collections.abc import Sequence

from cxcli.errors import Problem
from cxcli.mapping.answer_search import AnswerSearch, Sample, Unread
from cxcli.mapping.columns import option, reference_to, shown, without_repeat
from cxcli.mapping.comment_search import comment_columns
from cxcli.mapping.wanted import Choice, Wanted
from cxcli.sources.chunk import Column

_MOST_LISTED = 8
_MANY = (("its name", "their names"), ("its question", "their questions"), ("the only column of", "their"))


def find_answers(
    wanted: Wanted,
    columns: Sequence[Column],
    sample: Sample,
    file: str,
    *,
    count_all: Sample | None = None,
    field: str | None = None,
) -> Choice | Problem:
    """Return the one column that holds the answers to `wanted`, or the problem that there are none or several.

    `sample` counts the texts of the first records, `count_all` those of all: it is asked where nothing but values
    speaks for a column. `field` is what the options in the problem name, where `--column` would be for several metrics.
    """
    search = AnswerSearch(wanted, columns, sample, count_all)
    found = search.first_tier()
    if len(found) == 1:
        return found[0]
    if found:
        return _several(found, wanted, columns, file, field)
    if search.unread:
        return _unread(search.unread[0], wanted, file)
    return _none(wanted, columns, file)


def find_comments(
    wanted: Wanted,
    columns: Sequence[Column],
    sample: Sample,
    file: str,
    *,
    count_all: Sample | None = None,
    field: str | None = None,
) -> Choice | Problem:
    """Return the one column that holds comments, or the problem that there are none or several; as for answers."""
    found = comment_columns(wanted, columns, sample, count_all or sample)
    if len(found) > 1:
        return _several(found, wanted, columns, file, field)
    return found[0] if found else _none(wanted, columns, file)


def _several(
    found: Sequence[Choice], wanted: Wanted, columns: Sequence[Column], file: str, field: str | None
) -> Problem:
    listed = "; ".join(_pasted(choice.column, columns, field) for choice in found[:_MOST_LISTED])
    more = f"; and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else ""
    repeated = len({without_repeat(choice.column.name) for choice in found}) == 1
    evidence = found[0].evidence
    for one, many in _MANY:
        evidence = evidence.replace(one, many)
    return Problem(
        code="repeated-column" if repeated else "ambiguous-column",
        message=f"{len(found)} columns could hold the answers to {wanted.metric}, by {evidence}",
        file=file,
        help=f"say which: {listed}{more}",
    )


def _pasted(column: Column, columns: Sequence[Column], field: str | None) -> str:
    said = option(column, columns, field=field)
    return said if reference_to(column, columns) == shown(column) else f"{said}  ({shown(column)})"


def _unread(found: Unread, wanted: Wanted, file: str) -> Problem:
    what = f"{found.unread:,} of its {found.rows:,} filled rows hold no answer {wanted.low}-{wanted.high}"
    return Problem(
        code="unread-answers",
        message=f"the answers to {wanted.metric} seem to be in '{shown(found.column)}', but {what}",
        file=file,
        help="say in cx.yaml what its words stand for: labels: {word: number, …}; or name another: --column NAME",
    )


def _none(wanted: Wanted, columns: Sequence[Column], file: str) -> Problem:
    names = ", ".join(shown(column) for column in columns[:_MOST_LISTED])
    more = ", …" if len(columns) > _MOST_LISTED else ""
    return Problem(
        code="no-column",
        message=f"no column looks like the answers to {wanted.metric}",
        file=file,
        help=f"name it: --column NAME; columns: {names}{more}",
    )
