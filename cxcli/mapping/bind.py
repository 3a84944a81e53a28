"""Decides, for one source, which column feeds which field and how it is read, from all the evidence that it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cxcli.errors import DataError, Problem
from cxcli.mapping.candidates import Choice, Wanted, find_answers
from cxcli.mapping.columns import resolve
from cxcli.mapping.date_candidates import find_dates
from cxcli.mapping.date_evidence import DateEvidence
from cxcli.mapping.dates import DateFormat, decide
from cxcli.mapping.expression import columns as columns_of
from cxcli.mapping.groups import GroupFormat
from cxcli.mapping.labels import AmbiguousLabels, Vocabulary, vocabulary_for
from cxcli.mapping.polarity import Polarity, polarity_of
from cxcli.mapping.readers import MOST_WORDS, Binding, DateReader, GroupReader, ScoreReader, unread_words, used
from cxcli.mapping.wants import AnswerWant, Wants
from cxcli.sources.chunk import Column, TextColumn
from cxcli.sources.source import Source

SAMPLE_ROWS = 10_000


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


@dataclass(slots=True)
class _Known:
    """What is known of a column's texts: unread words of answers, the answers themselves, the shapes of dates."""

    words: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    dates: DateEvidence = field(default_factory=DateEvidence.empty)


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
    known = _known(source, chosen, dates, whole=whole)
    bound = [_bind_answers(wanted, choice, known, problems, source.facts.file) for wanted, choice in chosen]
    fields = [binding for binding, _ in bound]
    if dates is not None:
        fields.append(_bind_dates(dates, known[dates.column.position], wants, problems, source.facts.file))
    if problems:
        raise DataError(problems)
    fields += [Binding(f"by:{name}", column, GroupReader(GroupFormat(name))) for name, column in groups.items()]
    facts = {wanted.metric: found for (wanted, _), (_, found) in zip(chosen, bound, strict=True)}
    return Bindings(tuple(fields), filter_columns, facts)


def sample(source: Source, columns: Sequence[Column]) -> Mapping[int, TextColumn]:
    """Return the texts of some columns in the first records, by position; nothing for a file without records."""
    positions = [column.position for column in columns]
    for chunk in source.chunks(positions, rows=SAMPLE_ROWS):
        if len(chunk):
            return {position: used(texts) for position, texts in chunk.columns.items()}
    empty = TextColumn(_NO_ROWS, [])
    return dict.fromkeys(positions, empty)


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


def _known(
    source: Source, answers: Sequence[tuple[Wanted, Choice]], dates: Choice | None, *, whole: bool
) -> dict[int, _Known]:
    """Look at the first records; where they leave something open, at all."""
    at = {dates.column.position} if dates else set()
    wanted = {choice.column.position: wanted for wanted, choice in answers}
    columns = [choice.column for _, choice in answers] + ([dates.column] if dates else [])
    known = {column.position: _Known() for column in columns}
    _look(known, sample(source, columns), wanted, at)
    open_questions = any(found.words for found in known.values()) or any(
        not _is_plain(known[position].dates) for position in at
    )
    if whole or open_questions:
        for chunk in source.chunks(list(known)):
            _look(known, {position: used(texts) for position, texts in chunk.columns.items()}, wanted, at)
    return known


def _look(known: Mapping[int, _Known], texts: Mapping[int, TextColumn], wanted: Mapping[int, Wanted], at: set[int]) -> None:
    for position, column in texts.items():
        if position in at:
            known[position].dates += DateEvidence.of(column.texts)
        if position in wanted and len(known[position].words) <= MOST_WORDS:
            known[position].words |= unread_words(column.texts, wanted[position].labels, wanted[position].missing)
            known[position].texts.update(column.texts)


def _is_plain(evidence: DateEvidence) -> bool:
    from cxcli.mapping.date_choices import DateChoices

    found = decide(evidence, DateChoices())
    return isinstance(found, DateFormat) and found.plain


def _bind_answers(
    wanted: Wanted, choice: Choice, known: Mapping[int, _Known], problems: list[Problem], file: str
) -> tuple[Binding, AnswerFacts]:
    found = known[choice.column.position]
    vocabulary = _vocabulary(wanted, found)
    if isinstance(vocabulary, AmbiguousLabels):
        problems.append(_ambiguous_labels(wanted, vocabulary, file))
        vocabulary = None
    labels = dict(wanted.labels)
    low, high = wanted.low, wanted.high
    evidence = choice.evidence
    if vocabulary is not None:
        labels |= dict(vocabulary.labels)
        low, high = vocabulary.scale
        evidence = f"{evidence}; words of {vocabulary.name}: {vocabulary.evidence}"
    reader = ScoreReader(labels, tuple(wanted.missing), frozenset(found.words))
    polarity = polarity_of(choice.column, sorted(found.texts), low=low, high=high)
    if vocabulary is not None and vocabulary.polarity is not None:
        polarity = (vocabulary.polarity, "the answer words")
    facts = AnswerFacts(vocabulary.scale if vocabulary else None, polarity)
    return Binding(f"{wanted.metric}.score", choice.column, reader, evidence), facts


def _vocabulary(wanted: Wanted, found: _Known) -> Vocabulary | AmbiguousLabels | None:
    """Look for a vocabulary only where all answers are words and the user has not said what they mean."""
    if not found.words or wanted.labels or len(found.words) > MOST_WORDS:
        return None
    answers = found.texts - found.words
    if answers and unread_answers_are_numbers(answers, wanted):
        return None
    return vocabulary_for(sorted(found.words), missing=wanted.missing)
