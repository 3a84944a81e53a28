"""The comments of bad experiences: of the rows that are listed, personal data masked unless that was lifted."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.customers_at_risk import CustomerAtRisk, Experience
from cxcli.at_risk.reading import SourceRead
from cxcli.errors import DataError, Notice, Problem
from cxcli.mapping.comment_column import comment_column
from cxcli.mapping.texts import clean
from cxcli.pipeline import opened
from cxcli.reporting.masking import masked
from cxcli.settings import Settings
from cxcli.sources.chunk import Column
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

_Place = tuple[str, str, int]
_Texts = Mapping[_Place, tuple[str, str]]
"""Comments by source, file and line: as they are shown, and as they were written."""


class Commented(Struct, frozen=True):
    """Customers with the comments of their bad experiences, and what must be said."""

    customers: Sequence[CustomerAtRisk]
    notices: Sequence[Notice]


def with_comments(
    customers: Sequence[CustomerAtRisk],
    sources: Sequence[SourceRead],
    inputs: Mapping[str, Sequence[InputFile | Source]],
    *,
    mask: bool,
) -> Commented:
    """Return the customers with the comments; `inputs` are the files of each source by name. A blank comment is none.

    Raises:
        CxError: a file is refused, or a column that is named for the comments is not there.
    """
    wanted: dict[tuple[str, str], list[int]] = {}
    for each in (experience for customer in customers for experience in customer.experiences):
        wanted.setdefault((each.source, each.file), []).append(each.line)
    texts: dict[_Place, str] = {}
    unread: list[Problem] = []
    found = False
    for read in sources:
        for source in (opened(given, read.made.settings) for given in inputs[read.name]):
            lines = wanted.get((read.name, source.facts.file), [])
            column = _column(source, read.made.settings) if lines else None
            if isinstance(column, Problem):
                unread.append(column)
            elif column is not None:
                found = True
                texts |= {(read.name, *place): text for place, text in _texts(source, column, lines)}
    told = {place: (masked(text) if mask else text, text) for place, text in texts.items()}
    return Commented([_commented(each, told) for each in customers], list(_doubts(unread, found=found)))


def _column(source: Source, settings: Settings) -> Column | Problem:
    """Return the column of the comments, or the problem that there is none to be sure of."""
    reference = settings.config.config.columns.get("comment") if settings.config else None
    try:
        return comment_column(source.columns, reference, source.facts.file)
    except DataError as error:
        return error.problems[0]


def _doubts(unread: Sequence[Problem], *, found: bool) -> Iterator[Notice]:
    """Yield what is said of files without comments: where others have some, only of those that may have them."""
    for each in unread:
        if not found or each.code != "no-comments":
            message = (
                f"no comments are shown: {each.message}; name it in its source in cx.yaml: columns: {{comment: COLUMN}}"
            )
            yield Notice(code="comments-unread", message=message, source=each.file)


def _texts(source: Source, column: Column, lines: Sequence[int]) -> Iterator[tuple[tuple[str, int], str]]:
    for chunk in source.chunks([column.position]):
        said = chunk.columns[column.position]
        for row in np.flatnonzero(np.isin(chunk.lines, lines)).tolist():
            text = clean(said.texts[int(said.codes[row])])
            if text:
                yield (chunk.file, int(chunk.lines[row])), text


def _commented(customer: CustomerAtRisk, texts: _Texts) -> CustomerAtRisk:
    return replace(customer, experiences=tuple(_with_text(each, texts) for each in customer.experiences))


def _with_text(each: Experience, texts: _Texts) -> Experience:
    shown, written = texts.get((each.source, each.file, each.line), (None, None))
    return replace(each, comment=shown, masked=shown != written)
