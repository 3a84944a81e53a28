"""From a run over the answers of a survey to where people stop in it."""

from collections.abc import Sequence

from msgspec import Struct

from cxcli.analysis.drop_off_table import DropOffTable, drop_off_table
from cxcli.errors import DataError, Notice, Problem, UsageError
from cxcli.mapping.records import IntArray
from cxcli.pipeline import Run
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.cells import OVERALL, CellKey, Group
from cxcli.scoring.drop_off import CellArray, drop_off
from cxcli.scoring.event_days import on_days_that_count
from cxcli.scoring.privacy import hidden_in_any, refuse_whole
from cxcli.scoring.question_rows import cells_of
from cxcli.scoring.questions_definition import QuestionsDefinition
from cxcli.scoring.together import Gathered, account

QUESTIONS_METRIC = "response_rate:questions"
"""The metric whose rows are the respondents."""


class DropOffFound(Struct, frozen=True):
    """The drop-off of all respondents of a run and of each group, the account of all rows, and what must be said."""

    run: Run
    table: DropOffTable
    account: RowAccount
    notices: Sequence[Notice]
    groups: Sequence["DropOffGroup"] = ()

    @property
    def not_shown(self) -> Sequence[str]:
        """The words that say that a question was not shown."""
        return _definition(self.run).not_shown


class DropOffGroup(Struct, frozen=True):
    """The drop-off of a group; none where it has fewer respondents than so many, `hidden_below`."""

    group: Group
    table: DropOffTable | None
    hidden_below: int = 0


def refuse_mixed(steps: object, questions: Sequence[str], not_shown: Sequence[str], *, strict: bool) -> None:
    """Refuse what is about a funnel of users and about a survey at once.

    Raises:
        UsageError: steps and questions are named, or words of questions without any.
    """
    if questions and (steps is not None or strict):
        message = "a survey has questions, and a funnel of users has steps"
        raise UsageError(Problem(code="steps", message=message, help="leave --steps and --strict away, or --questions"))
    if not_shown and not questions:
        message = "--not-shown is about questions, and none are named"
        raise UsageError(Problem(code="steps", message=message, help='name them: --questions "Q1,Q2,Q3"'))


def drop_off_found(run: Run) -> DropOffFound:
    """Return where the respondents of a run of `QUESTIONS_METRIC` stop.

    Raises:
        DataError: nobody answered any of the questions.
    """
    rows = run.partial.gathered.get(QUESTIONS_METRIC, Gathered()).rows()
    fates = on_days_that_count(rows, run.plan.cut) if len(rows) else rows.fates
    if not len(rows) or not (fates == 0).any():
        message = "no row has an answer to any of the questions"
        raise DataError(Problem(code="no-answers", message=message, help="see what was found: cx check FILE"))
    cells = cells_of(rows, len(_definition(run).steps))
    table = _table(run, cells[fates == 0])
    rows_of = {
        CellKey(number, group, None): here[fates[here] == 0]
        for number, group, here in rows.breakdowns(run.plan.cut.by)
        if number
    }
    people = {OVERALL: table.respondents, **{key: len(here) for key, here in rows_of.items()}}
    least = run.settings.privacy_min
    hidden = hidden_in_any([people], least)
    refuse_whole(hidden, least, "the survey")
    groups = [
        DropOffGroup(key.group, None) if key in hidden else _group(run, key.group, cells, here)
        for key, here in rows_of.items()
    ]
    return DropOffFound(run, table, account(fates) + _malformed(run), run.notices, groups)


def _definition(run: Run) -> QuestionsDefinition:
    found = run.settings.definitions[0]
    assert isinstance(found, QuestionsDefinition)  # noqa: S101 - it is the one metric of the run
    return found


def _table(run: Run, cells: CellArray) -> DropOffTable:
    names, plan = _definition(run).steps, run.plan
    return drop_off_table(names, drop_off(cells), len(cells), plan.confidence, plan.interval)


def _group(run: Run, group: Group, cells: CellArray, here: IntArray) -> DropOffGroup:
    few = max(run.settings.min_n, 1)
    return DropOffGroup(group, None, few) if len(here) < few else DropOffGroup(group, _table(run, cells[here]))


def _malformed(run: Run) -> RowAccount:
    """Return the records that are no rows."""
    broken = sum(source.facts.account.read - source.facts.account.accepted for source in run.sources)
    return RowAccount(broken, {Disposition.MALFORMED: broken})
