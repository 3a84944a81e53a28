"""Metrics of answers tried on a file, one after the other."""

import shlex
from collections.abc import Sequence

from cxcli.errors import DataError, Problem, UsageError
from cxcli.inspection.findings import Inspection, Scorable
from cxcli.mapping.column_words import normal
from cxcli.mapping.columns import option
from cxcli.mapping.readings import UNREADABLE
from cxcli.mapping.scores import read_scores
from cxcli.mapping.wants import AnswerWant
from cxcli.pipeline import run
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.definition import Definition
from cxcli.scoring.row_definitions import has_answers
from cxcli.settings import Settings
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source


def try_answers(given: InputFile | Source, settings: Settings, options: Sequence[str], found: Inspection) -> None:
    """Score the one metric; what goes wrong with it says that it cannot be scored here, or not without help.

    Raises:
        UsageError: a column that was named is not there: that is wrong for every metric.
    """
    try:
        made = run(settings, [given])
    except (DataError, UsageError) as error:
        if any(problem.code == "no-such-column" for problem in error.problems):
            raise
        if not _reads_its_own_words(settings.definitions[0]):
            for problem in error.problems:
                _file_away(problem, found)
        return
    score, answers = made.scores[0], made.sources[0].bindings.fields[0]
    said = option(answers.column, found.columns)
    command = " ".join(["cx", "score", score.metric, shlex.quote(found.facts.file), *options, said])
    found.scorable.append(Scorable(answers.column.label or answers.column.name, answers.evidence, score, command))


def unread_answers(source: Source, wants: Sequence[AnswerWant]) -> int:
    """Return how many rows of a column that is plainly named for answers hold none that can be read."""
    names = {"score", *(name for want in wants for name in want.wanted.names)}
    named = [column.position for column in source.columns if normal(column.name) in names]
    if len(named) != 1:
        return 0
    wanted, rows = wants[0].wanted, 0
    for chunk in source.chunks(named):
        texts = chunk.columns[named[0]]
        fates = read_scores(texts.texts, labels=wanted.labels, missing=wanted.missing).fates
        rows += int((fates[texts.codes] == UNREADABLE).sum())
    return rows


def _reads_its_own_words(definition: Definition) -> bool:
    """Whether it is a shipped variant for the words of one tool: where those do not occur, there is nothing to say."""
    return has_answers(definition) and bool(definition.labels) and definition.id in shipped()


def _file_away(problem: Problem, found: Inspection) -> None:
    """Keep what the user can do something about; that a file has no answers to a metric is no problem."""
    if problem.code == "repeated-column":
        found.problems.extend([] if problem in found.problems else [problem])
    elif problem.code != "no-column":
        found.ask([problem])
