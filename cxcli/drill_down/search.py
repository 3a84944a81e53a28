"""The search for the rows behind a number: a scoring run, then a pass that picks the rows of one of its cells.

The run finds out how columns are read and which votes stand. The pass keeps the rows to list and no others.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from cxcli.drill_down.cell import CellRows, score_of
from cxcli.drill_down.listed_rows import RowReader, malformed_rows
from cxcli.drill_down.row_values import box_by_point, has_classes
from cxcli.errors import Notice, Problem, UsageError
from cxcli.mapping.apply import FilterLog
from cxcli.mapping.columns import FILE_COLUMN
from cxcli.mapping.readers import NoticeLog
from cxcli.mapping.records import Records
from cxcli.mapping.row_flags import flag_field
from cxcli.pipeline import Run, SourceReport, judged, opened, run
from cxcli.reporting.listed_row import ListedRow, Listing
from cxcli.rows import FATES, Disposition
from cxcli.scoring.answer_counts import COUNT, WEIGHT
from cxcli.scoring.cells import group_field
from cxcli.scoring.duration import Duration
from cxcli.scoring.metric import Metric, of_answers
from cxcli.scoring.row_metric import RowMetric
from cxcli.scoring.score import Score
from cxcli.scoring.scores import AccountError
from cxcli.settings import Settings
from cxcli.settings.sought import Sought
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source


class DrillDown(Struct, frozen=True):
    """The rows that were `sought` and found, the score that they are behind, and the run that made it."""

    run: Run
    sought: Sought
    score: Score
    listing: Listing


def drill_down(
    settings: Settings, sought: Sought, inputs: Sequence[InputFile | Source], *, limit: int | None = None
) -> DrillDown:
    """Return the rows sought, file by file in the order given and by line, at most `limit` of them; all are counted.

    Raises:
        UsageError: no row is in the cell, its score is not shown, the metric has no such class on its scale, or no
            answers.
        DataError: votes cannot be told apart, since several records stand in one line.
        AccountError: the rows found are not those that the score counts: a fault in cx.
        CxError: a file is refused, or a column is not clear.
    """
    made = run(settings, inputs)
    score = score_of(made, sought.cell)
    search = _Search(CellRows.of(made, sought.cell), sought, _answers(made, sought), limit)
    for given, report in zip(inputs, made.sources, strict=True):
        _search(search, opened(given, settings), report, made)
    _hold(search, score)
    made.notices += _not_kept(search)
    return DrillDown(made, sought, score, _listing(search, score, made, sought))


def _answers(made: Run, sought: Sought) -> frozenset[int] | None:
    """Return the answers that are sought; None leaves none out.

    Raises:
        UsageError: the metric has no such class on its scale, or no answers.
    """
    (metric,) = made.plan.metrics
    if sought.answers and not of_answers(metric):
        classes = " or ".join(f"--class {name}" for name in box_by_point(metric).values())
        message = f"the rows of {metric.id} have no answers"
        raise UsageError(Problem(code="answer", message=message, help=f"take {classes or '--fate FATE'}"))
    boxes = box_by_point(metric)
    for name in sought.boxes:
        if name not in boxes.values():
            message = f"{metric.id} has no class '{name}' on its scale"
            raise UsageError(Problem(code="class", message=message, help="take --answer N"))
    of_boxes = frozenset(point for point, name in boxes.items() if name in sought.boxes and isinstance(point, int))
    if sought.boxes and sought.answers:
        return of_boxes & sought.answers
    return of_boxes or sought.answers or None


class _Search(Struct):
    """A search while it goes on: the rows of the cell by fate, how many of them were sought, and those to list."""

    cell: CellRows
    sought: Sought
    answers: frozenset[int] | None
    limit: int | None
    fates: Counter[Disposition] = field(default_factory=Counter)
    found: int = 0
    rows: list[ListedRow] = field(default_factory=list)

    def room(self) -> int | None:
        """Return how many more rows are to be listed, None for any number."""
        return None if self.limit is None else max(self.limit - len(self.rows), 0)

    def picks(self, records: Records, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Return which of some rows have the answers and the flag that are sought."""
        picked = np.ones(len(rows), np.bool_)
        if self.answers is not None:
            given = records.fields[self.cell.metric.fields[0]]
            picked &= np.array([value in self.answers for value in given.values], np.bool_)[given.codes[rows]]
        if self.sought.flag is not None:
            picked &= records.fields[flag_field(self.sought.flag)].codes[rows] == 1
        return picked


def _search(search: _Search, source: Source, report: SourceReport, made: Run) -> None:
    """Go through one source."""
    reader = RowReader(search.cell.metric, list(report.bindings.extra.values()), mask=made.settings.mask)
    wanted = np.array([fate in search.sought.fates for fate in FATES], np.bool_)
    malformed = Disposition.MALFORMED in search.sought.fates
    for chunk, records, judgement in judged(
        source, report.bindings, made.settings, made.plan, NoticeLog(), FilterLog()
    ):
        rows, fates = search.cell.of_chunk(records, judgement)
        search.fates.update({FATES[code]: count for code, count in enumerate(np.bincount(fates).tolist()) if count})
        picked = wanted[fates] & search.picks(records, rows)
        search.found += int(np.count_nonzero(picked))
        broken = malformed_rows(chunk) if malformed else []
        room = search.room()
        listed = reader.listed(chunk, records, rows[picked][:room], fates[picked][:room])
        search.rows += sorted([*listed, *broken], key=lambda row: row.line)[:room]
    search.found += (source.facts.account.read - source.facts.account.accepted) if malformed else 0


def _hold(search: _Search, score: Score) -> None:
    """Make sure that the rows of the cell are those that its score counts."""
    account = Counter({Disposition.SCORED: score.account.scored, **score.account.skipped})
    del account[Disposition.MALFORMED]
    if +search.fates == +account:
        return
    raise AccountError(f"{score.metric}: the rows of a cell are not those that its score counts")


def _not_kept(search: _Search) -> Iterator[Notice]:
    """Yield a notice where there are more malformed records than were kept in detail."""
    wanted = search.found if search.limit is None else min(search.found, search.limit)
    if len(search.rows) < wanted:
        message = f"{wanted - len(search.rows):,} malformed records are counted but not listed; the first ones are"
        yield Notice(code="rejects-cut", message=message)


def _listing(search: _Search, score: Score, made: Run, sought: Sought) -> Listing:
    fields = {binding.name for report in made.sources for binding in report.bindings.fields}
    columns = [column.name for column in made.sources[0].bindings.extra.values()]
    metric = search.cell.metric
    of_file = {binding.name for binding in made.sources[0].bindings.fields if binding.column == FILE_COLUMN}
    return Listing(
        rows=tuple(search.rows),
        found=search.found,
        group={column: key for column, key in score.group.items() if group_field(column) not in of_file},
        values=_values(metric),
        boxes=has_classes(metric),
        dated=metric.date_field in fields,
        flagged=bool(made.settings.wants.flags),
        weighed=WEIGHT in fields,
        counted=COUNT in fields,
        malformed=Disposition.MALFORMED in sought.fates,
        extra=tuple(columns),
    )


def _values(metric: Metric[Any]) -> str | None:
    """Return what the values of rows are called, None where they have none."""
    if of_answers(metric):
        return "answer"
    seconds = isinstance(metric, Duration) or metric.unit == "seconds"
    return ("seconds" if seconds else "amount") if isinstance(metric, RowMetric) else None
