"""From a run with both sides of a composite to what lies between them."""

from msgspec import Struct

from cxcli.analysis.composite_cells import CompositeCell
from cxcli.analysis.composite_sides import CompositeSides, apart
from cxcli.errors import Problem, UsageError
from cxcli.findings.compared_cells import refuse_unknown
from cxcli.findings.composite_doubts import composite_doubts
from cxcli.findings.composite_found import CompositeFound, change_of, composite_found
from cxcli.findings.composite_groups import files_of, group_cell, groups_of
from cxcli.findings.composite_scored import PartScores, cell_of, part_scores
from cxcli.findings.private_composite import few_on_a_side
from cxcli.findings.side_by_side import refuse_other_than_two
from cxcli.mapping.groups import group_key
from cxcli.pipeline import Run
from cxcli.scoring.cells import BLANK_KEY, Group
from cxcli.scoring.natural_order import natural
from cxcli.settings.composite_sides import ComparedComposite
from cxcli.settings.composites import AskedComposite


class CompositeCompared(Struct, frozen=True):
    """A composite over both sides and beyond (`found`), and the two side by side."""

    found: CompositeFound
    asked: ComparedComposite
    sides: CompositeSides


def composite_compared(run: Run, compared: ComparedComposite, *, named: int) -> CompositeCompared:
    """Return the two sides of a composite; `named` files were named.

    Raises:
        UsageError: there are not two files, or no row names a group that was asked for.
    """
    asked, confidence = compared.asked, run.plan.confidence
    if compared.sides.kind == "files":
        refuse_other_than_two(len(run.sources), named)
    scores = part_scores(run, asked.definition.per)
    found = composite_found(run, asked)
    if asked.by:
        found = files_of(found, asked)
    before, after = _cells(run, compared, found.cells[0], scores)
    others = asked.definition.per is not None and compared.sides.kind == "groups"
    known = before.score.value is not None and after.score.value is not None
    change = change_of(before, after, confidence)
    if known and others:
        change = apart(before.scored, after.scored, confidence)
    sides = CompositeSides(
        labels=_labels(before, after),
        before=before,
        after=after,
        change=change,
        both=len(before.scored.keys() & after.scored.keys()),
        neither=len(found.cells[0].scored.keys() - before.scored.keys() - after.scored.keys()),
    )
    if few_on_a_side(before, after, sides.neither, asked.privacy_min):
        message = f"{asked.definition.id}: a side is of few customers, or would tell of few"
        raise UsageError(Problem(code="hidden-group", message=message, help="see privacy_min in cx.yaml"))
    run.notices += composite_doubts(found)
    return CompositeCompared(found, compared, sides)


def _cells(
    run: Run, compared: ComparedComposite, everything: CompositeCell, scores: PartScores
) -> tuple[CompositeCell, CompositeCell]:
    asked, sides, plan = compared.asked, compared.sides, run.plan
    if sides.spans is not None and plan.periods is not None:
        spans = [
            plan.periods.span(code, first=plan.since, last=plan.until, now=plan.as_of) for code in sides.spans.codes
        ]
        before, after = (cell_of(run, asked, scores, (), span) for span in spans)
        return before, after
    if sides.kind == "files":
        names = [group_key(report.facts.file) for report in run.sources]
        if len(set(names)) < len(names):
            message = "the names of the two files differ in nothing but spaces"
            raise UsageError(Problem(code="between", message=message, help="give one of them another name"))
    else:
        names = list(sides.keys)
        refuse_unknown(sides.column, names, _known(asked, scores, everything, sides.column))
    groups: list[Group] = [((sides.column, name),) for name in names]
    if sides.kind == "groups" and asked.definition.per is not None:
        before, after = (group_cell(run, asked, everything, scores, group) for group in groups)
        return before, after
    before, after = (cell_of(run, asked, scores, group, None) for group in groups)
    return before, after


def _known(asked: AskedComposite, scores: PartScores, everything: CompositeCell, column: str) -> list[str]:
    """Return the groups that there are."""
    if asked.definition.per is None:
        found = {group[0][1] for _, _, group in scores.overall if [name for name, _ in group] == [column]}
    else:
        groups = groups_of(scores, column)
        found = {groups.get(key, BLANK_KEY) for key in everything.members}
    return sorted(found, key=natural)


def _labels(before: CompositeCell, after: CompositeCell) -> tuple[str, str]:
    if before.score.period is not None and after.score.period is not None:
        return before.score.period.label, after.score.period.label
    first, second = (next(iter(each.score.group.values())) for each in (before, after))
    return first, second
