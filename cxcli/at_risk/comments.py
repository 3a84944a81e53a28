"""The comments of bad experiences: of the rows that are listed, personal data masked unless that was lifted."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.customers_at_risk import CustomerAtRisk, Experience
from cxcli.at_risk.reading import SourceRead
from cxcli.errors import DataError, Notice
from cxcli.mapping.comment_column import comment_column
from cxcli.mapping.texts import clean
from cxcli.pipeline import opened
from cxcli.reporting.masking import masked
from cxcli.settings import Settings
from cxcli.sources.chunk import Column
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

_Place = tuple[str, str, int]


class Commented(Struct, frozen=True):
    """Customers with the comments of their bad experiences, what must be said, and in how many texts data is masked."""

    customers: Sequence[CustomerAtRisk]
    notices: Sequence[Notice]
    masked: int


def with_comments(
    customers: Sequence[CustomerAtRisk],
    sources: Sequence[SourceRead],
    inputs: Mapping[str, Sequence[InputFile]],
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
    notices = []
    for read in sources:
        for source in (opened(given, read.made.settings) for given in inputs[read.name]):
            lines = wanted.get((read.name, source.facts.file), [])
            column = _column(source, read.made.settings) if lines else None
            if isinstance(column, Notice):
                notices.append(column)
            elif column is not None:
                texts |= {(read.name, *place): text for place, text in _texts(source, column, lines)}
    shown = {place: masked(text) if mask else text for place, text in texts.items()}
    changed = sum(shown[place] != text for place, text in texts.items())
    return Commented([_commented(each, shown) for each in customers], notices, changed)


def _column(source: Source, settings: Settings) -> Column | Notice:
    """Return the column of the comments, or the notice that there is none to be sure of."""
    reference = settings.config.config.columns.get("comment") if settings.config else None
    try:
        return comment_column(source.columns, reference, source.facts.file)
    except DataError as error:
        problem = error.problems[0]
        message = f"no comments are shown: {problem.message}; name the column in cx.yaml: columns: {{comment: COLUMN}}"
        return Notice(code="comments-unread", message=message, source=source.facts.file)


def _texts(source: Source, column: Column, lines: Sequence[int]) -> Iterator[tuple[tuple[str, int], str]]:
    for chunk in source.chunks([column.position]):
        said = chunk.columns[column.position]
        for row in np.flatnonzero(np.isin(chunk.lines, lines)).tolist():
            text = clean(said.texts[int(said.codes[row])])
            if text:
                yield (chunk.file, int(chunk.lines[row])), text


def _commented(customer: CustomerAtRisk, texts: Mapping[_Place, str]) -> CustomerAtRisk:
    return replace(customer, experiences=tuple(_with_text(each, texts) for each in customer.experiences))


def _with_text(each: Experience, texts: Mapping[_Place, str]) -> Experience:
    return replace(each, comment=texts.get((each.source, each.file, each.line)))
