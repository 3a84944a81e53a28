"""Decides, for one source, which column feeds which field and how it is read, from all the evidence that it takes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cxcli.errors import DataError, Problem
from cxcli.mapping.candidates import Choice, Wanted, find_answers
from cxcli.mapping.columns import resolve, shown
from cxcli.mapping.date_candidates import find_dates
from cxcli.mapping.dates import DateFormat, decide
from cxcli.mapping.evidence import Known, look, sample
from cxcli.mapping.expression import columns as columns_of
from cxcli.mapping.groups import GroupFormat
from cxcli.mapping.labels import AmbiguousLabels, Vocabulary, vocabulary_for
from cxcli.mapping.polarity import Polarity, polarity_of
from cxcli.mapping.readers import MOST_WORDS, Binding, DateReader, GroupReader, ScoreReader
from cxcli.mapping.scores import read_scores
from cxcli.mapping.wants import AnswerWant, Wants
from cxcli.sources.chunk import Column
from cxcli.sources.source import Source


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What the answers of a metric say of their scale: its ends if words decide them, and the polarity if known."""

    scale: tuple[int, int] | None = None
    polarity: tuple[Polarity, str] | None = None


@dataclass(frozen=True, slots=True)
class Bindings:
    """The fields of one source: how each is fed and read, the columns of the filters, and what the answers say."""

    fields: tuple[Binding, ...]
    filter_columns: Mapping[str, Column]
    answers: Mapping[str, AnswerFacts]

    @property
    def positions(self) -> list[int]:
        """The positions of all columns that a pass needs, each once."""
        columns = [binding.column for binding in self.fields] + list(self.filter_columns.values())
        return sorted({column.position for column in columns})


def bind(source: Source, wants: Wants, *, whole: bool = False) -> Bindings:
    """Return the bindings for `source`. With `whole`, or where the first records leave something open, every record
    of the columns in question is looked at first.

    Raises:
        CxError: columns that do not exist, are ambiguous, or cannot be read in one way; all at once.
    """
    problems: list[Problem] = []
    answers = [(want.wanted, _answers_column(source, want, problems)) for want in wants.answers]
    dates = _dates_column(source, wants, problems) if wants.dated else None
    groups = {name: resolve(name, source.columns) for name in dict.fromkeys(wants.by)}
    names = dict.fromkeys(name for filters in wants.filters.values() for each in filters for name in columns_of(each))
    filter_columns = {name: resolve(name, source.columns) for name in names}
    if problems:
        raise DataError(problems)
    chosen = [(wanted, choice) for wanted, choice in answers if choice is not None]
    known = look(source, chosen, dates.column if dates else None, whole=whole)
    file = source.facts.file
    bound = [_bind_answers(wanted, choice, known[choice.column.position], problems, file) for wanted, choice in chosen]
    fields = [binding for binding, _ in bound]
    if dates is not None:
        fields.append(_bind_dates(dates, known[dates.column.position], wants, problems, file))
    if problems:
        raise DataError(problems)
    fields += [Binding(f"by:{name}", column, GroupReader(GroupFormat(name))) for name, column in groups.items()]
    facts = {wanted.metric: found for (wanted, _), (_, found) in zip(chosen, bound, strict=True)}
    return Bindings(tuple(fields), filter_columns, facts)


def _answers_column(source: Source, want: AnswerWant, problems: list[Problem]) -> Choice | None:
    if want.reference is not None:
        return Choice(resolve(want.reference, source.columns), "named")
    found = find_answers(want.wanted, source.columns, lambda columns: sample(source, columns), source.facts.file)
    if isinstance(found, Problem):
        problems.append(found)
        return None
    return found


def _dates_column(source: Source, wants: Wants, problems: list[Problem]) -> Choice | None:
    if wants.date_reference is not None:
        return Choice(resolve(wants.date_reference, source.columns), "named")
    found = find_dates(source.columns, source.facts.file)
    if isinstance(found, Problem):
        problems.append(found)
        return None
    return found


def _bind_answers(
    wanted: Wanted, choice: Choice, found: Known, problems: list[Problem], file: str
) -> tuple[Binding, AnswerFacts]:
    vocabulary = _vocabulary(wanted, found)
    if isinstance(vocabulary, AmbiguousLabels):
        problems.append(_ambiguous_labels(wanted, vocabulary, file))
        vocabulary = None
    labels, scale, evidence = dict(wanted.labels), (wanted.low, wanted.high), choice.evidence
    polarity = polarity_of(choice.column, sorted(found.texts), low=wanted.low, high=wanted.high)
    if vocabulary is not None:
        labels |= vocabulary.labels
        scale = vocabulary.scale
        evidence = f"{evidence}; answer words: {vocabulary.name}"
        polarity = (vocabulary.polarity, "the answer words") if vocabulary.polarity else polarity
    reader = ScoreReader(labels, tuple(wanted.missing), frozenset(found.words), complete=found.complete)
    facts = AnswerFacts(scale if vocabulary else None, polarity)
    return Binding(f"{wanted.metric}.score", choice.column, reader, evidence), facts


def _vocabulary(wanted: Wanted, found: Known) -> Vocabulary | AmbiguousLabels | None:
    """Look for a vocabulary only where all answers are words and nobody has said what they mean."""
    if not found.words or wanted.labels or len(found.words) > MOST_WORDS:
        return None
    others = read_scores(sorted(found.texts - found.words), labels={}, missing=wanted.missing)
    if any(value is not None for value in others.values):
        return None
    return vocabulary_for(sorted(found.words), missing=wanted.missing)


def _ambiguous_labels(wanted: Wanted, labels: AmbiguousLabels, file: str) -> Problem:
    names = " or ".join(vocabulary.name for vocabulary in labels.candidates)
    return Problem(
        code="ambiguous-labels",
        message=f"the answers to {wanted.metric} are words of several scales: {names}",
        file=file,
        help="say in cx.yaml what each stands for: labels: {word: number, …}",
    )


def _bind_dates(choice: Choice, found: Known, wants: Wants, problems: list[Problem], file: str) -> Binding:
    format_ = decide(found.dates, wants.dates)
    if isinstance(format_, Problem):
        problems.append(replace(format_, file=file, message=f"column '{shown(choice.column)}': {format_.message}"))
        format_ = DateFormat(choices=wants.dates)
    return Binding("at", choice.column, DateReader(format_), f"{choice.evidence}; {format_.basis}")
