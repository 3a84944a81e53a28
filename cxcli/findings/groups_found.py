"""From settings to the groups of a column, judged metric by metric."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.case_mix import Stratum
from cxcli.analysis.group_value import refuse_unjudged
from cxcli.analysis.groups_finding import GroupsFinding, estimated, groups_finding
from cxcli.errors import Problem, UsageError
from cxcli.findings.private_groups import groups_told
from cxcli.mapping.columns import reference_to
from cxcli.mapping.field_names import names_of_columns
from cxcli.mapping.vocabulary import vocabulary
from cxcli.pipeline import Run, opened, run
from cxcli.reporting.number_format import count
from cxcli.scoring.metric import Metric, of_answers
from cxcli.scoring.score import Score
from cxcli.scoring.together import Gathered
from cxcli.scoring.together_metric import TogetherMetric
from cxcli.settings import Settings
from cxcli.settings.grouping import Grouping, cut_by
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

MOST_GROUPS = 1_000
"""More groups than this are ids of something, and no list that anybody reads."""

MOST_STRATA = 200
"""More strata than this hardly hold two groups each."""

_AGENT = "agent"
_LISTED = 3
_SHOWN = 40
_MANY, _EACH = 20, 2
"""So many groups with fewer than two answers each are ids, too."""


class GroupsFound(Struct, frozen=True):
    """What was found: the run, how groups were judged, and for each metric where they stand."""

    run: Run
    grouping: Grouping
    found: Sequence[GroupsFinding]


def groups_found(settings: Settings, grouping: Grouping, inputs: Sequence[InputFile | Source]) -> GroupsFound:
    """Return where each group stands. Without a column it is the one that says who answers.

    Raises:
        UsageError: groups are not judged by a metric, there is no column of them, or they are too many.
        CxError: the run fails.
    """
    refuse_unjudged(settings.definitions)
    column = grouping.column or _agents(opened(inputs[0], settings))
    made = run(cut_by(settings, grouping, column), inputs)
    found = replace(grouping, column=column)
    least = settings.privacy_min
    return GroupsFound(made, found, [_finding(made, metric, column, found, least) for metric in made.plan.metrics])


def _agents(source: Source) -> str:
    """Return the column that says who answers."""
    columns = tuple(source.columns)
    found = names_of_columns(columns).called(vocabulary()[_AGENT])
    references = [reference_to(column, columns) for column in found]
    if len(references) == 1:
        return references[0]
    what = "no column is called like one of agents" if not found else "several columns could be that of the agents"
    examples = references[:_LISTED] or ["team", "agent_name"]
    advice = f"say which groups are meant: {', '.join(f'--group {name}' for name in examples)}"
    raise UsageError(Problem(code="group", message=what, file=source.facts.file, help=advice))


def _finding(made: Run, metric: Metric[Any], column: str, grouping: Grouping, least: int) -> GroupsFinding:
    everything, *cells = (score for score in made.scores if score.metric == metric.id)
    cells = _with_statistics(made, metric, cells)
    interval, min_n = made.plan.interval, grouping.min_n
    groups = [_valued(score, metric, interval, min_n) for score in cells if len(score.group) == 1 and score.n]
    groups = groups_told(everything, groups, least, made.notices)
    strata = {_place(score): score.statistic for score in cells if len(score.group) > 1 and score.statistic is not None}
    _refuse_ids(groups, column)
    _refuse_many_strata(len({stratum for _, stratum in strata}), grouping.adjust)
    return groups_finding(
        everything,
        groups,
        strata,
        metric,
        column=column,
        mix=grouping.adjust,
        apart=grouping.apart,
        interval=interval,
        min_n=min_n,
        level=grouping.level,
    )


def _with_statistics(made: Run, metric: Metric[Any], cells: Sequence[Score]) -> list[Score]:
    """Return the scores with what they were estimated from, which is not kept of rows that are judged together."""
    if not isinstance(metric, TogetherMetric):
        return list(cells)
    rows = made.partial.gathered.get(metric.id, Gathered()).rows()
    statistics = {key.group: statistic for key, _, statistic in metric.cells(rows, made.plan.cut)}
    return [replace(score, statistic=statistics[tuple(score.group.items())]) for score in cells]


def _valued(score: Score, metric: Metric[Any], interval: str | None, min_n: int) -> Score:
    """Return a score with its value, or why it is not shown."""
    if score.n >= min_n:
        return estimated(score, metric, interval)
    return replace(score, reason=f"fewer than {min_n:,} {'answers' if of_answers(metric) else 'counted'}")


def _place(score: Score) -> tuple[str, Stratum]:
    name, *stratum = score.group.values()
    return name, tuple(stratum)


def _refuse_ids(groups: Sequence[Score], column: str) -> None:
    answers = sum(score.n for score in groups)
    if len(groups) <= MOST_GROUPS and (len(groups) <= _MANY or answers >= _EACH * len(groups)):
        return
    message = f"{count(len(groups))} groups of {column[:_SHOWN]} with {count(answers)} answers are too many to judge"
    advice = "that looks like a column of ids; name one of agents, teams or branches: --group team"
    raise UsageError(Problem(code="group", message=message, help=advice))


def _refuse_many_strata(strata: int, columns: Sequence[str]) -> None:
    if strata > MOST_STRATA:
        names = ",".join(columns)[:_SHOWN]
        message = f"{names} cuts the cases into {count(strata)} strata, and {count(MOST_STRATA)} are the most"
        raise UsageError(Problem(code="adjust", message=message, help="name fewer columns, or coarser ones"))
