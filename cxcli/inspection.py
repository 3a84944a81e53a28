"""What a file is and what can be scored in it, found out by looking at all of it."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np

from cxcli.config.load import LoadedConfig
from cxcli.errors import DataError, Notice, Problem, UsageError
from cxcli.mapping.column_words import normal
from cxcli.mapping.columns import option
from cxcli.mapping.readings import UNREADABLE
from cxcli.mapping.scores import read_scores
from cxcli.mapping.wants import AnswerWant
from cxcli.pipeline import opened, run
from cxcli.rows import Disposition
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.definition import Definition
from cxcli.scoring.score import Score
from cxcli.settings import Asked, Settings, settle
from cxcli.sources import containers
from cxcli.sources.chunk import Column
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source, SourceFacts


@dataclass(frozen=True, slots=True)
class Scorable:
    """A metric that a file can be scored for: its column, why that one, the overall score, and the command to paste."""

    column: str
    evidence: str
    score: Score
    command: str


@dataclass(slots=True)
class Inspection:
    """What was found in one file.

    `unclear` are metrics that need a word of the user, `problems` what is wrong with the file itself.
    """

    facts: SourceFacts
    columns: tuple[Column, ...]
    scorable: list[Scorable] = field(default_factory=list)
    unclear: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def settings_to_try(asked: Asked, loaded: LoadedConfig | None, clock: datetime) -> Settings:
    """Return the settings under which all metrics are tried: each shipped one once, and the user's own.

    Raises:
        ConfigError, UsageError: what is wrong in the config, or was asked for.
    """
    own = [name for name in (loaded.config.metrics if loaded else {}) if name not in shipped()]
    tried = [name for name, definition in shipped().items() if definition.family == name or definition.labels]
    return settle(replace(asked, metrics=[*tried, *own]), loaded, clock)


def inspect(given: InputFile | Source, settings: Settings, options: Sequence[str] = ()) -> Inspection:
    """Return what is `given`, a file or a source; `options` are those to repeat in the commands to paste.

    Answers that cannot be read count as rejected in the account of the file.

    Raises:
        CxError: the file is refused.
    """
    source = opened(given, settings)
    for _ in source.chunks([]):
        pass  # a pass over the whole file makes its account
    facts = source.facts
    if isinstance(given, InputFile):
        facts.sha256 = containers.sha256(given)
    found = Inspection(facts, source.columns, notices=list(facts.notices))
    for want, definition in zip(settings.wants.answers, settings.definitions, strict=True):
        wants = replace(settings.wants, answers=[want])
        _try(given, replace(settings, definitions=[definition], wants=wants), options, found)
    unreadable = max((_unreadable(each.score) for each in found.scorable), default=0)
    if not found.scorable:
        unreadable = _unread_answers(source, settings.wants.answers)
    if unreadable:
        facts.account.rejected[Disposition.UNREADABLE] = unreadable
    return found


def _file_away(problem: Problem, found: Inspection) -> None:
    """Keep what the user can do something about; that a file has no answers to a metric is no problem."""
    if problem.code == "repeated-column":
        found.problems.extend([] if problem in found.problems else [problem])
    elif problem.code != "no-column":
        found.unclear.append(problem)


def _try(given: InputFile | Source, settings: Settings, options: Sequence[str], found: Inspection) -> None:
    """Score the metric; what goes wrong with it says that it cannot be scored here, or not without help."""
    try:
        made = run(settings, [given])
    except (DataError, UsageError) as error:
        if any(problem.code == "no-such-column" for problem in error.problems):
            raise  # the user has named it: that is wrong for every metric
        if not _reads_its_own_words(settings.definitions[0]):
            for problem in error.problems:
                _file_away(problem, found)
        return
    score, answers = made.scores[0], made.sources[0].bindings.fields[0]
    said = option(answers.column, found.columns)
    command = " ".join(["cx", "score", score.metric, shlex.quote(found.facts.file), *options, said])
    found.scorable.append(Scorable(answers.column.label or answers.column.name, answers.evidence, score, command))


def _reads_its_own_words(definition: Definition) -> bool:
    """Whether it is a shipped variant for the words of one tool: where those do not occur, there is nothing to say."""
    return bool(definition.labels) and definition.id in shipped()


def _unreadable(score: Score) -> int:
    return score.account.skipped.get(Disposition.UNREADABLE, 0)


def _unread_answers(source: Source, wants: Sequence[AnswerWant]) -> int:
    """Return how many rows of a column that is plainly named for answers hold none that can be read."""
    names = {"score", *(name for want in wants for name in want.wanted.names)}
    named = [column.position for column in source.columns if normal(column.name) in names]
    if len(named) != 1:
        return 0
    wanted, rows = wants[0].wanted, 0
    for chunk in source.chunks(named):
        texts = chunk.columns[named[0]]
        fates = read_scores(texts.texts, labels=wanted.labels, missing=wanted.missing).fates
        rows += int(np.count_nonzero(fates[texts.codes] == UNREADABLE))
    return rows
