"""Decides, for one source, which column feeds which field and how it is read, from all the evidence that it takes."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from cxcli.errors import DataError, Notice, Problem, UsageError
from cxcli.mapping.amounts import AmountReader
from cxcli.mapping.candidates import find_answers, find_comments
from cxcli.mapping.columns import FILE_COLUMN, shown
from cxcli.mapping.comment_fields import comment_fields, on_scales
from cxcli.mapping.date_candidates import find_dates
from cxcli.mapping.dates import decide
from cxcli.mapping.evidence import Known, KnownAnswers, look, sample
from cxcli.mapping.expression import columns as columns_of
from cxcli.mapping.file_zone import zoned
from cxcli.mapping.fitting import Feeding, feeding, fitted
from cxcli.mapping.labels import AmbiguousLabels, Vocabulary, vocabulary_for
from cxcli.mapping.mixed_surveys import mixed_surveys
from cxcli.mapping.numbers import decide as decide_numbers
from cxcli.mapping.people import find_column, taken_for
from cxcli.mapping.polarity import Polarity, asks_for_ease, polarity_of
from cxcli.mapping.readers import Binding, DateReader, GroupReader, ScoreReader
from cxcli.mapping.response_ids import response_column
from cxcli.mapping.reversed_labels import reversed_labels, run_backwards
from cxcli.mapping.row_flags import Flag
from cxcli.mapping.tallies import tallies, unused_counts
from cxcli.mapping.typed_fields import bind_typed
from cxcli.mapping.voters import VoterReader
from cxcli.mapping.wanted import Choice, Wanted
from cxcli.mapping.wants import Amount, AnswerWant, Reference, Wants
from cxcli.mapping.ways import Way
from cxcli.sources.chunk import Column
from cxcli.sources.source import Source, SourceFacts


class AnswerFacts(Struct, frozen=True):
    """What the answers of a metric say of their scale: its ends if words decide them, and the polarity if known."""

    scale: tuple[int, int] | None = None
    polarity: tuple[Polarity, str] | None = None


class Bindings(Struct, frozen=True):
    """The fields of one source: how each is fed and read, the columns of filters and flags, what the answers say.

    `ways` say how fields are worked out that no column feeds, by the name under which the records would hold them.
    `extra` are the columns that are only shown, by what they were called when they were asked for, `response` the one
    in which responses are watched that may stand in other files, too. `notices` are of columns that were passed over.
    """

    fields: tuple[Binding, ...]
    filter_columns: Mapping[str, Column]
    answers: Mapping[str, AnswerFacts]
    flags: Sequence[Flag] = ()
    extra: Mapping[str, Column] = field(default_factory=dict)
    response: Column | None = None
    ways: Mapping[str, Way] = field(default_factory=dict)
    notices: Sequence[Notice] = ()

    @property
    def positions(self) -> list[int]:
        """The positions of all columns that a pass needs, each once."""
        columns = [binding.column for binding in self.fields]
        columns += [*self.filter_columns.values(), *self.extra.values(), *([self.response] if self.response else [])]
        return sorted({column.position for column in columns if column != FILE_COLUMN})


def bind(source: Source, wants: Wants, *, whole: bool = False) -> Bindings:
    """Return the bindings for `source`.

    With `whole`, every record of the columns in question is looked at first, and how they are read does not depend on
    the order of the records. Otherwise the first ones decide, or where those leave something open, all of them.

    Raises:
        UsageError: columns named by the user that are not there or not clear, all at once.
        DataError: columns to be found that are not there or not clear, or cannot be read in one way, all at once.
    """
    named = _named_columns(source, wants)
    without = _feeding(source, wants)
    answers, dates = _chosen(source, wants, named, whole=whole)
    amounts = {amount: named[reference] for amount, reference in wants.amounts.items()}
    at = dates.column if dates else None
    on_scale = on_scales(answers)
    typed, known = fitted(without, lambda columns: look(source, on_scale, at, amounts, columns, whole=whole))
    read = [_bind_answers(wanted, choice, known, source.facts.file) for wanted, choice in on_scale]
    beside = [_bind_dates(dates, known, wants, source.facts)] if dates else []
    beside += [_bind_amount(amount, column, known, wants, source) for amount, column in amounts.items()]
    beside += bind_typed(typed.columns, known.typed, source.facts.file)
    _sound([*read, *beside])
    bound = _sound(read)
    voters = [Binding(field, named[reference], VoterReader()) for field, reference in wants.voters.items()]
    groups = [Binding(f"by:{name}", named[name], GroupReader()) for name in dict.fromkeys(wants.by)]
    return Bindings(
        fields=(*comment_fields(answers), *(binding for binding, _ in bound), *_sound(beside), *voters, *groups),
        filter_columns={name: named[name] for name in _filter_names(wants)},
        flags=wants.flags,
        extra={name: named[name] for name in wants.extra},
        response=response_column(source.columns) if wants.watch_responses else None,
        ways=typed.ways,
        notices=[*typed.notices, *unused_counts(source, answers, wants.amounts), *taken_for(groups, wants)],
        answers={wanted.metric: facts for (wanted, _), (_, facts) in zip(on_scale, bound, strict=True)},
    )


_Bound = tuple[Binding, AnswerFacts]
_Sound = TypeVar("_Sound")


def _sound(found: Sequence[_Sound | Problem]) -> list[_Sound]:
    problems = [each for each in found if isinstance(each, Problem)]
    if problems:
        raise DataError(list(dict.fromkeys(problems)))
    return [each for each in found if not isinstance(each, Problem)]


def _named_columns(source: Source, wants: Wants) -> dict[Reference, Column]:
    """Return the columns that the user has named, by the reference."""
    references = [want.reference for want in wants.answers]
    dated = wants.dated or wants.dates_if_any
    references += [wants.date_reference if dated else None, *wants.by, *_filter_names(wants)]
    references += [*wants.amounts.values(), *wants.voters.values(), *wants.extra]
    columns: dict[Reference, Column] = {}
    problems: list[Problem] = []
    for reference in dict.fromkeys(references):
        try:
            columns |= {} if reference is None else {reference: find_column(reference, wants, source.columns)}
        except UsageError as error:
            problems += [replace(problem, file=source.facts.file) for problem in error.problems]
    if problems:
        raise UsageError(problems)
    return columns


def _feeding(source: Source, wants: Wants) -> Feeding:
    found = zoned(wants, source.facts) if wants.needs else (wants.dates, "")
    if isinstance(found, Problem):
        raise DataError(found)
    choices = replace(wants.typed, dates=found[0], zone_basis=found[1])
    return feeding(source, wants, choices)


def _chosen(
    source: Source, wants: Wants, named: Mapping[Reference, Column], *, whole: bool
) -> tuple[list[tuple[Wanted, Choice]], Choice | None]:
    """Return the columns of the answers, and the one of their dates where it is needed."""
    looked_for = [_answers_column(source, want, wants, named, whole=whole) for want in wants.answers]
    choices = _sound([*looked_for, *_dates_columns(source, wants, named)])
    answers = [(want.wanted, choice) for want, choice in zip(wants.answers, choices, strict=False)]
    mixed = mixed_surveys(source, on_scales(answers), _filtered(wants, named))
    _sound([*mixed, *([] if "count" in wants.amounts else tallies(source, on_scales(answers)))])
    return answers, next(iter(choices[len(answers) :]), None)


def _filter_names(wants: Wants) -> list[str]:
    """Return the columns that filters and flags look at."""
    filters = dict.fromkeys(each for several in wants.filters.values() for each in several)
    names = [name for each in filters for name in columns_of(each)]
    return list(dict.fromkeys([*names, *(name for flag in wants.flags for name in flag.columns)]))


def _filtered(wants: Wants, named: Mapping[Reference, Column]) -> dict[str, list[Column]]:
    """Return the columns of the filters by metric."""
    return {
        metric: [named[name] for each in filters for name in columns_of(each) if named[name] != FILE_COLUMN]
        for metric, filters in wants.filters.items()
    }


def _answers_column(
    source: Source, want: AnswerWant, wants: Wants, named: Mapping[Reference, Column], *, whole: bool
) -> Choice | Problem:
    if want.reference is not None:
        return Choice(named[want.reference], "named")
    find = find_comments if want.wanted.readers else find_answers
    return find(
        want.wanted,
        source.columns,
        lambda columns: sample(source, columns, whole=whole),
        source.facts.file,
        count_all=lambda columns: sample(source, columns, whole=True),
        field=f"{want.wanted.metric}.score" if len(wants.answers) > 1 else None,
    )


def _dates_columns(source: Source, wants: Wants, named: Mapping[Reference, Column]) -> list[Choice | Problem]:
    """Return the column of dates of answers, where one is needed, or read if there is one."""
    if not (wants.dated or wants.dates_if_any) or (wants.needs and not wants.answers):
        return []
    if wants.date_reference is not None:
        return [Choice(named[wants.date_reference], "named")]
    found = find_dates(source.columns, source.facts.file, lambda columns: sample(source, columns))
    missing = isinstance(found, Problem) and found.code == "no-column"
    return [] if missing and not wants.dated else [found]


def _bind_answers(wanted: Wanted, choice: Choice, known: Known, file: str) -> _Bound | Problem:
    answers = known.answers[wanted.metric]
    vocabulary = _vocabulary(wanted, answers)
    if isinstance(vocabulary, AmbiguousLabels):
        return _ambiguous_labels(wanted, vocabulary, choice, file)
    labelled = sorted(answers.labelled.texts)
    if not asks_for_ease(wanted) and run_backwards(labelled, wanted):
        return reversed_labels(labelled, wanted, choice.column, file)
    beside = polarity_of(choice.column, labelled, wanted)
    facts, labels, evidence = AnswerFacts(None, beside), wanted.labels, choice.evidence
    if vocabulary is not None:
        spoken = (vocabulary.polarity, "the answer words") if vocabulary.polarity else beside
        facts, labels = AnswerFacts(vocabulary.scale, spoken), vocabulary.labels
        evidence = f"{evidence}; answer words: {vocabulary.name}"
    reader = ScoreReader(labels, tuple(wanted.missing), frozenset(answers.labelled.texts), complete=known.complete)
    return Binding(f"{wanted.metric}.score", choice.column, reader, evidence), facts


def _vocabulary(wanted: Wanted, answers: KnownAnswers) -> Vocabulary | AmbiguousLabels | None:
    """Look for a vocabulary only where all answers are words and nobody has said what any of them means."""
    if wanted.labels or answers.numbers:
        return None
    return vocabulary_for(sorted(answers.words.texts), missing=wanted.missing)


def _ambiguous_labels(wanted: Wanted, labels: AmbiguousLabels, choice: Choice, file: str) -> Problem:
    names = " or ".join(vocabulary.name for vocabulary in labels.candidates)
    return Problem(
        code="ambiguous-labels",
        message=f"column '{shown(choice.column)}': the answers to {wanted.metric} are words of several scales: {names}",
        file=file,
        help="say in cx.yaml what each stands for: labels: {word: number, …}",
    )


def _bind_dates(choice: Choice, known: Known, wants: Wants, facts: SourceFacts) -> Binding | Problem:
    found = zoned(wants, facts)
    if isinstance(found, Problem):
        return found
    choices, basis = found
    format_ = decide(known.dates, choices)
    if isinstance(format_, Problem):
        return replace(format_, file=facts.file, message=f"column '{shown(choice.column)}': {format_.message}")
    evidence = "; ".join(filter(None, (choice.evidence, basis, format_.basis)))
    return Binding("at", choice.column, DateReader(format_), evidence)


def _bind_amount(amount: Amount, column: Column, known: Known, wants: Wants, source: Source) -> Binding | Problem:
    format_ = decide_numbers(known.amounts[amount], decimal=wants.decimal)
    if isinstance(format_, Problem):
        return replace(format_, file=source.facts.file, message=f"column '{shown(column)}': {format_.message}")
    return Binding(amount, column, AmountReader(format_, amount), f"named; {format_.basis}")
