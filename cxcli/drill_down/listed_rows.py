"""Rows of a chunk as they are listed: what was read of each, and nothing that was not asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from cxcli.mapping.columns import FILE_COLUMN
from cxcli.mapping.records import FateArray, Field, IntArray, Records
from cxcli.mapping.row_flags import FLAGS, flag_field
from cxcli.reporting.listed_row import Answer, ListedRow
from cxcli.rows import FATE_CODE, FATES, Disposition
from cxcli.scoring.answer_counts import COUNT, WEIGHT
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.cells import DATE_FIELD
from cxcli.scoring.metric import Metric
from cxcli.scoring.offenders import shown_answer
from cxcli.sources.chunk import Chunk, Column

_BLANK = FATE_CODE[Disposition.BLANK]


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows for a list: the answers of a metric, and the columns that were asked for by name."""

    metric: Metric[Any]
    extra: Sequence[Column]

    def listed(self, chunk: Chunk, records: Records, rows: IntArray, fates: FateArray) -> Iterator[ListedRow]:
        """Yield some rows of a chunk, of which the fates are given too."""
        flags = [name for name in FLAGS if flag_field(name) in records.fields]
        answers = records.fields[self.metric.fields[0]]
        days = _days(records)
        boxes = box_by_point(self.metric)
        for row, fate in zip(rows.tolist(), fates.tolist(), strict=True):
            answer = int(answers.codes[row])
            yield ListedRow(
                file=records.file,
                line=int(records.lines[row]),
                fate=FATES[fate],
                answer=_answer(answers, answer),
                box=boxes.get(answers.values[answer]),
                day=days[int(records.fields[DATE_FIELD].codes[row])] if days else None,
                flags=tuple(name for name in flags if records.fields[flag_field(name)].codes[row]),
                weight=_amount(records, WEIGHT, row),
                count=_count(records, row),
                extra=tuple(_text(chunk, column, row) for column in self.extra),
            )


def malformed_rows(chunk: Chunk) -> list[ListedRow]:
    """Return the malformed records that were met with a chunk, as far as they were kept."""
    return [
        ListedRow(file=chunk.file, line=each.line, fate=Disposition.MALFORMED, rule=each.rule) for each in chunk.rejects
    ]


def box_by_point(metric: Metric[Any]) -> dict[object, str]:
    """Return the class of each answer, for a metric that has classes."""
    boxes = metric.boxes if isinstance(metric, BoxScore) else {}
    return {point: name for name, points in boxes.items() for point in points}


def _days(records: Records) -> list[date | None]:
    """Return the day of each distinct date, None where it could not be read; empty where rows have no dates."""
    field = records.fields.get(DATE_FIELD)
    return [] if field is None else np.asarray(field.values, "datetime64[us]").astype("datetime64[D]").tolist()


def _answer(field: Field, code: int) -> Answer:
    value = field.values[code]
    if isinstance(value, int | Fraction | Decimal):
        return int(value) if value == int(value) else float(value)
    return None if field.fates[code] == _BLANK else shown_answer(field.texts[code])


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
