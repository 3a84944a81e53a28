"""A composite by groups of its customers: which group each is in, and the cells of the groups.

A customer is in the group that its rows name, over all days that count, in whatever file has the column. An index has
no customers: the rows of each part are grouped instead.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from cxcli.analysis.composite_cells import SEVERAL, CompositeCell, CompositeGroup
from cxcli.errors import Problem, UsageError
from cxcli.findings.composite_found import CompositeFound, cells_of, changed, composite_found
from cxcli.findings.composite_scored import PartScores, cell_of_members, part_scores
from cxcli.findings.private_composite import cells_told
from cxcli.mapping.people import find_column
from cxcli.pipeline import Run, opened
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.cells import BLANK_KEY, Group
from cxcli.scoring.natural_order import Natural, natural
from cxcli.settings import Settings
from cxcli.settings.composites import AskedComposite
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

_OUTSIDE = (Disposition.FILTERED, Disposition.OUT_OF_PERIOD)
_SHOWN = 40


def with_groups(settings: Settings, inputs: Sequence[InputFile | Source], asked: AskedComposite) -> Settings:
    """Return the settings of the run over one source, with the cells that say which group each customer is in.

    A source without a column says nothing of its groups.

    Raises:
        UsageError: an index is grouped by a column that the source has not.
    """
    per = asked.definition.per
    sources = [opened(given, settings) for given in inputs]
    there = [name for name in asked.columns if any(_has(source, name, settings) for source in sources)]
    if per is None:
        lacking = [name for name in asked.columns if name not in there]
        if lacking:
            raise UsageError(_needed(asked, lacking[0], sources[0].facts.file))
        return settings
    by = [(per,), *((per, name) for name in there)]
    return replace(settings, by=by, wants=replace(settings.wants, by=[per, *there]))


def composite_grouped(run: Run, asked: AskedComposite) -> CompositeFound:
    """Return a composite from the run of its parts, with the groups that were asked for.

    Raises:
        UsageError: no source has the column of a breakdown.
    """
    found = composite_found(run, asked)
    if not asked.by:
        return _told(found, asked)
    found = files_of(found, asked)
    scores = part_scores(run, asked.definition.per)
    groups = [group for crossed in asked.by for group in _groups(run, asked, found.cells, scores, crossed)]
    return _told(replace(found, groups=groups), asked)


def _told(found: CompositeFound, asked: AskedComposite) -> CompositeFound:
    """Return a composite that tells nothing of few customers."""
    if not asked.privacy_min:
        return found
    cells, groups = cells_told(found.cells, found.groups, asked.privacy_min)
    return replace(found, cells=cells, groups=groups)


def files_of(found: CompositeFound, asked: AskedComposite) -> CompositeFound:
    """Return a composite with the files that have the columns of its breakdowns.

    Raises:
        UsageError: none has the column of one.
    """
    files = {name: _files(found.run, name) for name in asked.columns}
    lacking = [name for name, some in files.items() if not some]
    if lacking:
        raise UsageError(_nowhere(asked, lacking[0], found.run))
    return replace(found, files=files)


def groups_of(scores: PartScores, column: str) -> dict[str, str]:
    """Return the group of each customer of whom rows that count name one: SEVERAL, where they name several."""
    named: dict[str, set[str]] = {}
    for (_, period, group), listed in scores.keyed.items():
        if period is not None or tuple(name for name, _ in group) != (column,):
            continue
        ((_, said),) = group
        for key, score in listed:
            if said != BLANK_KEY and _counted(score.account):
                named.setdefault(key, set()).add(said)
    return {key: SEVERAL if len(several) > 1 else next(iter(several)) for key, several in named.items()}


def group_cell(run: Run, asked: AskedComposite, cell: CompositeCell, scores: PartScores, group: Group) -> CompositeCell:
    """Return a cell of all customers for those in one group, BLANK_KEY being that of customers whose rows name none."""
    found = {name: groups_of(scores, name) for name, _ in group}
    keys = frozenset(
        key for key in cell.members if all(found[name].get(key, BLANK_KEY) == said for name, said in group)
    )
    return cell_of_members(run, asked, cell, group, keys)


def _has(source: Source, name: str, settings: Settings) -> bool:
    try:
        find_column(name, settings.wants, source.columns)
    except UsageError as error:
        # One of several columns is meant: the run says which there are.
        return any(problem.code == "ambiguous-column" for problem in error.problems)
    return True


def _groups(
    run: Run,
    asked: AskedComposite,
    cells: Sequence[CompositeCell],
    scores: PartScores,
    columns: Sequence[str],
) -> list[CompositeGroup]:
    if asked.definition.per is None:
        rows = {group: None for _, _, group in scores.overall if tuple(name for name, _ in group) == tuple(columns)}
        return [CompositeGroup(dict(group), cells_of(run, asked, scores, group)) for group in sorted(rows, key=_order)]
    found = {name: groups_of(scores, name) for name in columns}
    placed: dict[Group, set[str]] = {}
    for key in cells[0].members:
        placed.setdefault(tuple((name, found[name].get(key, BLANK_KEY)) for name in columns), set()).add(key)
    return [
        CompositeGroup(
            dict(group),
            changed(
                [cell_of_members(run, asked, cell, group, frozenset(placed[group])) for cell in cells],
                run.plan.confidence,
            ),
        )
        for group in sorted(placed, key=_order)
    ]


def _order(group: Group) -> tuple[tuple[bool, Natural], ...]:
    """Names in their natural order; after them who is in several groups, and who is in none."""
    return tuple((said in (SEVERAL, BLANK_KEY), natural(said)) for _, said in group)


def _counted(account: RowAccount) -> int:
    return account.read - sum(account.skipped.get(fate, 0) for fate in _OUTSIDE)


def _files(run: Run, name: str) -> list[str]:
    field = f"by:{name}"
    return [report.facts.file for report in run.sources if any(each.name == field for each in report.bindings.fields)]


def _needed(asked: AskedComposite, name: str, file: str) -> Problem:
    definition = asked.definition
    return Problem(
        code="composite",
        message=f"{definition.id} is an index of overall values: each of its parts needs a column '{name[:_SHOWN]}'",
        file=file,
        help="name a column that all their files have; or say per: account in cx.yaml: then one file says which group "
        "each account is in",
    )


def _nowhere(asked: AskedComposite, name: str, run: Run) -> Problem:
    files = ", ".join(dict.fromkeys(report.facts.file for report in run.sources))
    per = asked.definition.per
    return Problem(
        code="no-such-column",
        message=f"none of the files of {asked.definition.id} has a column '{name[:_SHOWN]}': {files}",
        help=f"name a column of one of them; for a file with the groups make a metric of it a part, so that its rows "
        f"name the {per}, too",
    )
