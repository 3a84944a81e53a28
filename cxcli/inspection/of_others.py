"""Metrics of tickets, calls and customers tried on a file: those for which its names speak, all in one pass."""

import shlex
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from cxcli.errors import DataError, UsageError
from cxcli.inspection.findings import Inspection, Scorable
from cxcli.inspection.tries import only
from cxcli.mapping.columns import option
from cxcli.mapping.feeding import feed
from cxcli.mapping.needs import Fed, Need
from cxcli.mapping.unclear_fields import unclear_fields
from cxcli.pipeline import Run, opened, run
from cxcli.scoring.activity_definition import ActivityDefinition
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.customer_definitions import DeclineDefinition, RetentionDefinition
from cxcli.scoring.definition import Definition
from cxcli.scoring.score import Score
from cxcli.settings import Settings
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

_OF_ANOTHER_FILE = frozenset({"no-column", "no-such-column", "unreadable"})
"""What goes wrong where a file is just not one for a metric: a column has the name of a field by chance."""


def try_others(given: InputFile | Source, settings: Settings, options: Sequence[str], found: Inspection) -> None:
    """Score the metrics whose fields are all fed by columns, by their names alone; no row is read for the others.

    Raises:
        UsageError: a column that was typed is not there.
    """
    asked = {need.metric: need.asked for need in settings.wants.needs}
    source = opened(given, settings)
    for made in _runs(given, _clear(source, settings, _fed(settings, found), found), found):
        passed = [notice for notice in made.notices if notice.code == "passed-over"]
        found.notices += [notice for notice in passed if notice not in found.notices]
        for score in made.overall:
            if score.n:
                found.scorable.append(_scorable(score, made, asked[score.metric], options, found))


def _fed(settings: Settings, found: Inspection) -> list[Definition]:
    """Return the metrics for which there are columns. Of a shipped metric and its variants it is the first."""
    needs = {need.metric: need for need in settings.wants.needs}
    answered: dict[str, Definition] = {}
    for definition in (each for each in settings.definitions if each.id in needs):
        own, need = definition.id not in shipped(), needs[definition.id]
        name = definition.id if own else definition.id.partition(":")[0]
        fed = _columns(need, found, dated=settings.wants.dated)
        lacks = any(problem.code == "no-column" for problem in fed.problems)
        if name in answered or lacks or not (own or need.asked or fed.told):
            continue
        if fed.problems:
            found.ask(fed.problems)
        else:
            answered[name] = definition
    return list(answered.values())


def _columns(need: Need, found: Inspection, *, dated: bool) -> Fed:
    """Return what feeds a metric; a column that a config names may be that of another file.

    Raises:
        UsageError: a column that was typed is not there.
    """
    try:
        return feed(need, found.columns, found.facts.file, dated=dated)
    except UsageError as error:
        if need.asked:
            raise
        return Fed(problems=tuple(replace(problem, code="no-column") for problem in error.problems))


def _clear(source: Source, settings: Settings, definitions: Sequence[Definition], found: Inspection) -> Settings:
    """Return the settings for those of the metrics of whose columns it is clear how they are read."""
    problems = unclear_fields(source, only(settings, definitions).wants)
    found.ask(each for several in problems.values() for each in several if each.code not in _OF_ANOTHER_FILE)
    return only(settings, [each for each in definitions if not problems[each.id]])


def _runs(given: InputFile | Source, settings: Settings, found: Inspection) -> Sequence[Run]:
    """Return the run over some metrics; where one of them cannot be scored, the runs over each of them that can."""
    definitions = settings.definitions
    if not definitions:
        return []
    try:
        return [run(settings, [given])]
    except (DataError, UsageError) as error:
        if len(definitions) == 1:
            found.ask(problem for problem in error.problems if problem.code not in _OF_ANOTHER_FILE)
            return []
    return [made for each in definitions for made in _runs(given, only(settings, [each]), found)]


def _scorable(score: Score, made: Run, asked: AbstractSet[str], options: Sequence[str], found: Inspection) -> Scorable:
    prefix = f"{score.metric}."
    bindings = [each for each in made.sources[0].bindings.fields if each.name.startswith(prefix)]
    fields = {each.name.removeprefix(prefix): each for each in bindings}
    maps = [option(fields[name].column, found.columns, field=name) for name in sorted(asked & fields.keys())]
    columns = dict.fromkeys(each.column.label or each.column.name for each in bindings)
    evidence = dict.fromkeys(part for each in bindings for part in each.evidence.split("; "))
    # A figure of a period has no number over all time.
    cut = ["--period=month"] if score.value is None and score.metric in _of_periods(made) else []
    command = " ".join(["cx", "score", score.metric, shlex.quote(found.facts.file), *options, *maps, *cut])
    return Scorable(", ".join(columns), "; ".join(evidence), score, command, answers=False)


def _of_periods(made: Run) -> set[str]:
    periodic = (RetentionDefinition, DeclineDefinition, ActivityDefinition)
    return {each.id for each in made.settings.definitions if isinstance(each, periodic)}
