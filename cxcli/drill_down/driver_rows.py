"""The scored rows of a run with what their other columns say: the outcome, the texts of drivers, keys and moments."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from cxcli.analysis.resampled import DistinctRows
from cxcli.drill_down.cell import CellRows
from cxcli.mapping.apply import FilterLog
from cxcli.mapping.columns import FILE_COLUMN
from cxcli.mapping.gathered_texts import GatheredTexts
from cxcli.mapping.readers import NoticeLog
from cxcli.mapping.records import IntArray
from cxcli.pipeline import Run, judged
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.cells import OVERALL
from cxcli.sources.chunk import Chunk, Column, TextColumn
from cxcli.sources.kept_source import KeptSource

Moments = npt.NDArray[np.datetime64]


class DriverRows(Struct, frozen=True):
    """The scored rows: each answer (a point of the scale), the texts of columns by name, and moments where there are.

    Each row stands `counts` times. A moment that is not known is NaT.
    """

    answers: IntArray
    texts: Mapping[str, TextColumn]
    moments: Moments | None
    counts: IntArray

    def __len__(self) -> int:
        return len(self.answers)


def driver_rows(made: Run, metric: BoxScore, sources: Sequence[KeptSource], *, merged: bool) -> DriverRows:
    """Return the scored rows of a run of one metric, whose other columns are the extra ones of its bindings.

    `merged`: rows that say the same are one, and when they were written does not matter.
    """
    rows = _Rows()
    cell = CellRows.of(made, OVERALL)
    for source, report in zip(sources, made.sources, strict=True):
        columns = report.bindings.extra
        again = source.again()
        for chunk, records, fates in judged(again, report.bindings, made.settings, made.plan, NoticeLog(), FilterLog()):
            places, final = cell.of_chunk(records, fates)
            scored = places[final == 0]
            answers = metric.answers(records)
            rows.answers.append(np.array(answers.values, np.int32)[answers.codes[scored]])
            for name, column in columns.items():
                rows.texts.setdefault(name, GatheredTexts()).add(_texts(chunk, column, scored))
            dated = records.fields.get(metric.date_field)
            if dated is not None and not merged:
                rows.moments.append(np.asarray(dated.values, "datetime64[us]")[dated.codes[scored]])
        source.let_go()
    return rows.merged() if merged else rows.gathered()


class _Rows(Struct):
    """The rows as they come."""

    answers: list[IntArray] = field(default_factory=list)
    texts: dict[str, GatheredTexts] = field(default_factory=dict)
    moments: list[Moments] = field(default_factory=list)

    def gathered(self) -> DriverRows:
        """Return each row, once."""
        answers, texts = self._columns()
        moments = np.concatenate(self.moments) if self.moments else None
        known = moments if moments is not None and len(moments) == len(answers) else None
        return DriverRows(answers, texts, known, np.ones(len(answers), np.int64))

    def merged(self) -> DriverRows:
        """Return the rows that differ in an answer or a text, and how often each stands."""
        answers, texts = self._columns()
        if not len(answers):
            return DriverRows(answers, texts, None, answers)
        found = DistinctRows.of([answers, *(each.codes for each in texts.values())])
        answers, *codes = found.rows.T
        columns = zip(texts.items(), codes, strict=True)
        return DriverRows(
            answers, {name: TextColumn(mine, each.texts) for (name, each), mine in columns}, None, found.counts
        )

    def _columns(self) -> tuple[IntArray, Mapping[str, TextColumn]]:
        texts = {name: gathered.column() for name, gathered in self.texts.items()}
        return np.concatenate([np.zeros(0, np.int32), *self.answers]), texts


def _texts(chunk: Chunk, column: Column, rows: IntArray) -> TextColumn:
    if column == FILE_COLUMN:
        return TextColumn(np.zeros(len(rows), np.int64), (chunk.file,))
    texts = chunk.columns[column.position]
    return TextColumn(texts.codes[rows], texts.texts)
