"""Rows of a chunk as they are listed: what was read of each, and nothing that was not asked for."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from msgspec import Struct

from cxcli.drill_down.row_values import row_values
from cxcli.mapping.columns import FILE_COLUMN
from cxcli.mapping.records import FateArray, Field, IntArray, Records
from cxcli.mapping.row_flags import FLAGS, flag_field
from cxcli.reporting.listed_row import ListedRow
from cxcli.reporting.masking import masked
from cxcli.rows import FATES, Disposition
from cxcli.scoring.answer_counts import COUNT, WEIGHT
from cxcli.scoring.metric import Metric
from cxcli.sources.chunk import Chunk, Column


class RowReader(Struct, frozen=True):
    """Reads rows for a list: what they say to a metric, and the columns that were asked for by name.

    With `mask`, personal data in the texts of these columns is masked.
    """

    metric: Metric[Any]
    extra: Sequence[Column]
    mask: bool = True

    def listed(self, chunk: Chunk, records: Records, rows: IntArray, fates: FateArray) -> Iterator[ListedRow]:
        """Yield some rows of a chunk, of which the fates are given too."""
        flags = [name for name in FLAGS if flag_field(name) in records.fields]
        said = row_values(self.metric, records)
        date_field = self.metric.date_field
        days = _days(records.fields.get(date_field))
        for row, fate in zip(rows.tolist(), fates.tolist(), strict=True):
            answer, box = said(row)
            texts = tuple(_text(chunk, column, row) for column in self.extra)
            shown = tuple(map(masked, texts)) if self.mask else texts
            yield ListedRow(
                file=records.file,
                line=int(records.lines[row]),
                fate=FATES[fate],
                answer=answer,
                box=box,
                day=days[int(records.fields[date_field].codes[row])] if days else None,
                flags=tuple(name for name in flags if records.fields[flag_field(name)].codes[row]),
                weight=_amount(records, WEIGHT, row),
                count=_count(records, row),
                extra=shown,
                masked=sum(one != other for one, other in zip(texts, shown, strict=True)),
            )


def malformed_rows(chunk: Chunk) -> list[ListedRow]:
    """Return the malformed records that were met with a chunk, as far as they were kept."""
    return [
        ListedRow(file=chunk.file, line=each.line, fate=Disposition.MALFORMED, rule=each.rule) for each in chunk.rejects
    ]


def _days(field: Field | None) -> list[date | None]:
    """Return the day of each distinct date, None where it could not be read; empty where rows have no dates."""
    return [] if field is None else np.asarray(field.values, "datetime64[us]").astype("datetime64[D]").tolist()


def _amount(records: Records, name: str, row: int) -> int | Fraction | None:
    field = records.fields.get(name)
    value = None if field is None else field.values[int(field.codes[row])]
    return value if isinstance(value, int | Fraction) else None


def _count(records: Records, row: int) -> int | None:
    found = _amount(records, COUNT, row)
    return found if isinstance(found, int) else None


def _text(chunk: Chunk, column: Column, row: int) -> str:
    if column == FILE_COLUMN:
        return chunk.file
    texts = chunk.columns[column.position]
    return texts.texts[int(texts.codes[row])]
