"""From a chunk of text columns to mapped rows, and to what the filters decide about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from cxcli.errors import Notice
from cxcli.mapping.bind import Bindings
from cxcli.mapping.expression import Expression
from cxcli.mapping.expression_match import matches
from cxcli.mapping.expression_spelling import Spelling, spellings, suggestions
from cxcli.mapping.readers import NoticeLog, read_field, used
from cxcli.mapping.records import FateArray, Records
from cxcli.rows import FATE_CODE, Disposition
from cxcli.sources.chunk import Chunk

_FILTERED = FATE_CODE[Disposition.FILTERED]


@dataclass(slots=True)
class FilterLog:
    """What the filters of a pass met: spellings near to a literal, and rows whose text they could not compare."""

    spellings: dict[Expression, set[Spelling]] = field(default_factory=dict)
    not_numbers: dict[str, int] = field(default_factory=dict)
    not_dates: dict[str, int] = field(default_factory=dict)

    def notices(self) -> list[Notice]:
        """Return what the reader of the number must know of the filters."""
        found = [notice for expression, near in self.spellings.items() for notice in suggestions(expression, near)]
        for kind, counts in (("numbers", self.not_numbers), ("dates", self.not_dates)):
            for column, rows in counts.items():
                message = f"the filter compares {column} with {kind}, but {rows:,} rows hold something else; they do not match"
                found.append(Notice(code="where-unread", message=message))
        return found


def records(chunk: Chunk, bindings: Bindings, log: NoticeLog) -> Records:
    """Return the mapped rows of `chunk`.

    Raises:
        Surprise: a text contradicts what its column was taken for.
    """
    fields = {}
    for binding in bindings.fields:
        fields[binding.name], notices = read_field(binding, chunk.columns[binding.column.position])
        log.add(notices, chunk.file)
    return Records(chunk.file, chunk.lines, fields)


def filter_fates(
    chunk: Chunk, bindings: Bindings, filters: Mapping[str, Sequence[Expression]], log: FilterLog
) -> dict[str, FateArray]:
    """Return, for each metric, which rows its filters leave out: `filtered`, or 0 for those that stay."""
    columns = {name: used(chunk.columns[column.position]) for name, column in bindings.filter_columns.items()}
    masks: dict[Expression, np.ndarray[tuple[int], np.dtype[np.bool_]]] = {}
    for expression in dict.fromkeys(each for several in filters.values() for each in several):
        found = matches(expression, columns)
        masks[expression] = found.mask
        log.spellings.setdefault(expression, set()).update(spellings(expression, columns))
        _count(log.not_numbers, found.not_numbers)
        _count(log.not_dates, found.not_dates)
    fates = {}
    for metric, expressions in filters.items():
        stays = np.ones(len(chunk), np.bool_)
        for expression in expressions:
            stays &= masks[expression]
        fates[metric] = np.where(stays, 0, _FILTERED).astype(np.int8)
    return fates


def _count(total: dict[str, int], more: Mapping[str, int]) -> None:
    for name, rows in more.items():
        total[name] = total.get(name, 0) + rows
