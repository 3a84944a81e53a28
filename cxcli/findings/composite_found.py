"""From a run of the parts of a composite, by customer, to its score: overall and period by period."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.composite_cells import INDEX, CompositeCell, CompositeGroup
from cxcli.analysis.composite_change import CompositeChange, change, index_change
from cxcli.findings.composite_scored import PartScores, cell_of, part_scores
from cxcli.pipeline import Run
from cxcli.scoring.cells import Group
from cxcli.scoring.composite_definition import CompositeDefinition, Part
from cxcli.settings.composites import AskedComposite


class CompositeFound(Struct, frozen=True):
    """A composite of a run of its parts: overall first, then the periods; and in the same way for each of its `groups`.

    `left_out` are parts without a source. `files` are those in which the column of each breakdown was found.
    """

    run: Run
    definition: CompositeDefinition
    cells: Sequence[CompositeCell]
    left_out: Sequence[Part] = ()
    groups: Sequence[CompositeGroup] = ()
    files: Mapping[str, Sequence[str]] = {}

    @property
    def latest(self) -> CompositeCell:
        """The last period that is over, else the last one, else all time."""
        whole = [cell for cell in self.cells if cell.score.period is not None and cell.score.period.complete]
        return whole[-1] if whole else self.cells[-1]


def composite_found(run: Run, asked: AskedComposite) -> CompositeFound:
    """Return a composite from the run of its parts."""
    scores = part_scores(run, asked.definition.per)
    cells = cells_of(run, asked, scores, ())
    left_out = [part for part in asked.definition.parts if part.name not in asked.metrics]
    return CompositeFound(run, asked.definition, cells, left_out)


def cells_of(run: Run, asked: AskedComposite, scores: PartScores, group: Group) -> list[CompositeCell]:
    """Return the cells of a group of rows, of all rows if it is (): all time first, then the periods with changes."""
    spans = {label: score.period for (_, label, place), score in scores.overall.items() if place == group}
    order = sorted((span for span in spans.values() if span is not None), key=lambda span: (span.start, span.end))
    return changed([cell_of(run, asked, scores, group, span) for span in (None, *order)], run.plan.confidence)


def changed(cells: Sequence[CompositeCell], confidence: float) -> list[CompositeCell]:
    """Return the cells of a group with what changed since the one that ends the day before each begins."""
    ends = {cell.score.period.end: cell for cell in cells if cell.score.period is not None}
    made = []
    for cell in cells:
        period = cell.score.period
        before = None if period is None or period.start == date.min else ends.get(period.start - timedelta(days=1))
        found = None if before is None else change_of(before, cell, confidence)
        made.append(cell if before is None or found is None else replace(cell, since=before.score.period, change=found))
    return made


def change_of(before: CompositeCell, after: CompositeCell, confidence: float) -> CompositeChange | None:
    """Return what lies between two cells of the same customers, or of an index; None where one has no score."""
    if before.score.value is None or after.score.value is None:
        return None
    if INDEX in after.members:
        return index_change(before.score, after.score, before.members[INDEX], after.members[INDEX])
    return change(before.scored, after.scored, confidence)
