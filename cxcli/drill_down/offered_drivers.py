"""The columns that could be drivers, where none was named: ratings, by the scale that they seem to have."""

from collections.abc import Mapping, Sequence

import numpy as np

from cxcli.errors import Problem
from cxcli.mapping.bind import bind
from cxcli.mapping.columns import reference_to
from cxcli.mapping.driver_values import MILLION, DriverChoices, driver_values
from cxcli.mapping.evidence import sample
from cxcli.mapping.text_counts import TextCounts
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.mapping.wants import Wants
from cxcli.sources.chunk import Column, TextColumn
from cxcli.sources.source import Source

_SCALES = ((1, 5), (1, 7), (0, 10), (1, 10))
_FEWEST = 3
_LISTED = 12
_CHOICES = DriverChoices({}, (), TypedChoices())


def offered(source: Source, other: Source | None, wants: Wants) -> Problem:
    """Return the problem that no driver is named, with the columns that look like ratings as far as was looked.

    Raises:
        CxError: it is not clear which column feeds the metric itself.
    """
    taken = {binding.column for binding in bind(source, wants).fields}
    scales = _rated(source, [column for column in source.columns if column not in taken])
    lines = [f"{low} to {high}: {_listed(source, columns)}" for (low, high), columns in scales.items()]
    if other is not None:
        lines.append(f"columns of {other.facts.file}: {', '.join(column.name for column in other.columns[:_LISTED])}")
    most = max(scales.values(), key=len, default=())
    example = ",".join(reference_to(column, source.columns) for column in most[:_LISTED]) or "Q1,Q2,Q3"
    said = f"columns that look like ratings, {'; '.join(lines)}; " if scales else "; ".join([*lines, ""])
    return Problem(
        code="drivers",
        message="no drivers are named, and none is taken unasked",
        file=source.facts.file,
        help=f'{said}for example: --drivers "{example}"',
    )


def _rated(source: Source, columns: Sequence[Column]) -> Mapping[tuple[int, int], Sequence[Column]]:
    """Return the columns by the narrowest usual scale that holds all their answers; some answer is the highest."""
    counts = sample(source, columns)
    found: dict[tuple[int, int], list[Column]] = {}
    for column in columns:
        scale = _scale(column, counts[column.position])
        if scale is not None:
            found.setdefault(scale, []).append(column)
    return dict(sorted(found.items()))


def _scale(column: Column, counts: TextCounts) -> tuple[int, int] | None:
    if counts.free or not counts.rows:
        return None
    texts = TextColumn(np.arange(len(counts.rows)), list(counts.rows))
    read = driver_values(column, texts, _CHOICES, np.array(list(counts.rows.values()), np.int64))
    if isinstance(read, Problem):
        return None
    values = sorted(set(read.millionths[read.fates == 0].tolist()))
    if len(values) < _FEWEST or any(value % MILLION for value in values):
        return None
    low, high = values[0] // MILLION, values[-1] // MILLION
    return next((scale for scale in _SCALES if scale[0] <= low and high == scale[1]), None)


def _listed(source: Source, columns: Sequence[Column]) -> str:
    names = ", ".join(reference_to(column, source.columns) for column in columns[:_LISTED])
    return names + (", …" if len(columns) > _LISTED else "")
