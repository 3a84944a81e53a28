"""What a file is and what can be scored in it, found out by looking at all of it."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from cxcli.errors import DataError, Notice, Problem
from cxcli.mapping.candidates import Choice, Wanted, find_answers, normal
from cxcli.mapping.columns import option, resolve
from cxcli.mapping.evidence import sample
from cxcli.mapping.readings import UNREADABLE
from cxcli.mapping.scores import read_scores
from cxcli.mapping.wants import AnswerWant
from cxcli.pipeline import run
from cxcli.rows import Disposition
from cxcli.settings import Settings
from cxcli.sources.chunk import Column
from cxcli.sources.open_source import open_source
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source, SourceFacts


@dataclass(frozen=True, slots=True)
class Scorable:
    """A metric that a file can be scored for: its column, why that one, how many answers, and the command to paste."""

    metric: str
    column: str
    evidence: str
    answers: int
    command: str


@dataclass(slots=True)
class Inspection:
    """What was found in one file. `unclear` are metrics whose column only the user can name."""

    facts: SourceFacts
    columns: tuple[Column, ...]
    scorable: list[Scorable] = field(default_factory=list)
    unclear: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def inspect(file: InputFile, settings: Settings, options: Sequence[str] = ()) -> Inspection:
    """Return what `file` is; `options` are those to repeat in the commands to paste.

    Raises:
        CxError: the file is refused.
    """
    source = open_source(file, settings.read)
    for _ in source.chunks([]):
        pass
    found = Inspection(source.facts, source.columns, notices=list(source.facts.notices))
    rejected = found.facts.account.rejected
    for want, definition in zip(settings.wants.answers, settings.definitions, strict=True):
        choice = _column(source, want)
        if isinstance(choice, Problem):
            _file_away(choice, found)
            continue
        alone = replace(settings, definitions=[definition], wants=replace(settings.wants, answers=[want]))
        _try(file, alone, choice, want, options, found)
    if not found.scorable:
        unread = _unread_answers(source, settings.wants.answers)
        if unread:
            rejected[Disposition.UNREADABLE] = unread
    return found


def _column(source: Source, want: AnswerWant) -> Choice | Problem:
    if want.reference is not None:
        return Choice(resolve(want.reference, source.columns), "named")
    return find_answers(want.wanted, source.columns, lambda columns: sample(source, columns), source.facts.file)


def _file_away(problem: Problem, found: Inspection) -> None:
    if problem.code == "repeated-column":
        found.problems.append(problem)
    elif problem.code == "ambiguous-column":
        found.unclear.append(problem)


def _try(
    file: InputFile, settings: Settings, choice: Choice, want: AnswerWant, options: Sequence[str], found: Inspection
) -> None:
    """Score the metric; what goes wrong with it says that it cannot be scored here, or not without help."""
    metric = want.wanted.metric
    try:
        score = run(settings, [file]).scores[0]
    except DataError as error:
        found.unclear += error.problems
        return
    unreadable = score.account.skipped.get(Disposition.UNREADABLE, 0)
    rejected = found.facts.account.rejected
    rejected[Disposition.UNREADABLE] = max(unreadable, rejected.get(Disposition.UNREADABLE, 0))
    if not rejected[Disposition.UNREADABLE]:
        del rejected[Disposition.UNREADABLE]
    pasted = ["cx", "score", metric, shlex.quote(file.name), *options, option(choice.column)]
    found.scorable.append(
        Scorable(metric, choice.column.label or choice.column.name, choice.evidence, score.n, " ".join(pasted))
    )


def _unread_answers(source: Source, wants: Sequence[AnswerWant]) -> int:
    """Return how many rows of a column that is plainly named for answers hold none that can be read."""
    names = {"score", *(name for want in wants for name in want.wanted.names)}
    named = [column for column in source.columns if normal(column.name) in names]
    if len(named) != 1:
        return 0
    wanted: Wanted = wants[0].wanted
    rows = 0
    for chunk in source.chunks([named[0].position]):
        texts = chunk.columns[named[0].position]
        fates = read_scores(texts.texts, labels=wanted.labels, missing=wanted.missing).fates
        rows += int(np.count_nonzero(fates[texts.codes] == UNREADABLE))
    return rows
