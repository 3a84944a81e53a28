"""What is known of a column before it is read: from the first records, or where they leave something open, from all."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct, field

from cxcli.mapping.answer_values import MOST_WORDS
from cxcli.mapping.columns import FILE_COLUMN
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.date_evidence import DateEvidence
from cxcli.mapping.dates import DateFormat, decide
from cxcli.mapping.field_learner import FieldLearner
from cxcli.mapping.number_evidence import NumberEvidence
from cxcli.mapping.numbers import NumberFormat
from cxcli.mapping.numbers import decide as decide_numbers
from cxcli.mapping.readers import has_words
from cxcli.mapping.readings import READ, UNREADABLE
from cxcli.mapping.scores import read_scores
from cxcli.mapping.text_counts import TextCounts, used
from cxcli.mapping.typed_fields import TypedColumn
from cxcli.mapping.wanted import Choice, Wanted
from cxcli.mapping.wants import Amount
from cxcli.sources.chunk import Column, TextColumn
from cxcli.sources.source import Source

SAMPLE_ROWS = 10_000


class FewTexts(Struct):
    """Distinct texts as long as they are few. Once they were too many, none is kept, in whatever order they came."""

    texts: set[str] = field(default_factory=set)
    many: bool = False

    def add(self, more: Iterable[str]) -> None:
        """Take in more texts."""
        if not self.many:
            self.texts.update(more)
        if len(self.texts) > MOST_WORDS:
            self.many = True
            self.texts.clear()


class KnownAnswers(Struct):
    """What the answers of a metric are: `words` that are no numbers, numbers with words beside (`labelled`).

    `numbers` says whether any answer is a number, or a word that was declared to be one.
    """

    words: FewTexts = field(default_factory=FewTexts)
    labelled: FewTexts = field(default_factory=FewTexts)
    numbers: bool = False

    def learn(self, column: TextColumn, wanted: Wanted) -> None:
        """Take in the answers of a chunk."""
        texts = used(column).texts
        fates = read_scores(texts, labels=wanted.labels, missing=wanted.missing).fates.tolist()
        read = [text for text, fate in zip(texts, fates, strict=True) if fate == READ]
        self.words.add(text for text, fate in zip(texts, fates, strict=True) if fate == UNREADABLE)
        self.labelled.add(text for text in read if has_words(text))
        self.numbers = self.numbers or bool(read)

    @property
    def open(self) -> bool:
        """Whether there are words, whose meaning must not depend on where in the file they stand."""
        return self.words.many or bool(self.words.texts)


class Known(Struct):
    """What is known of the `answers` of each metric, the `dates`, the `amounts`, and of columns of typed fields.

    `complete`: from all records.
    """

    answers: Mapping[str, KnownAnswers]
    dates: DateEvidence = field(default_factory=DateEvidence.empty)
    amounts: dict[Amount, NumberEvidence] = field(default_factory=dict)
    typed: Sequence[FieldLearner] = ()
    complete: bool = False

    @property
    def open(self) -> bool:
        """Whether records that were not looked at may decide how the others are read."""
        found = decide(self.dates, DateChoices())
        plain = isinstance(found, DateFormat) and found.plain
        amounts = [decide_numbers(evidence, decimal=None) for evidence in self.amounts.values()]
        clear = plain and all(isinstance(each, NumberFormat) for each in amounts)
        clear = clear and not any(each.open for each in self.typed)
        return not self.complete and (not clear or any(answers.open for answers in self.answers.values()))


def sample(source: Source, columns: Sequence[Column], *, whole: bool = False) -> Mapping[int, TextCounts]:
    """Return the texts of some columns in the first records, or in all, counted, by position."""
    counts = {column.position: TextCounts() for column in columns}
    seen_all = _look_at(source, list(counts), lambda position, texts: counts[position].add(texts), whole=whole)
    for found in counts.values():
        found.whole = seen_all
    return counts


def look(
    source: Source,
    answers: Sequence[tuple[Wanted, Choice]],
    dates: Column | None,
    amounts: Mapping[Amount, Column],
    typed: Sequence[TypedColumn] = (),
    *,
    whole: bool,
) -> Known:
    """Return what is known of the columns of answers, of dates, of amounts, and of typed fields.

    All records are looked at where `whole` asks for it, and where the first ones show words for answers, dates that
    are not ISO, or no clear decimal sign: what those mean must not depend on where in the file they stand.
    """
    known = _learn(source, answers, dates, amounts, typed, whole=whole)
    return _learn(source, answers, dates, amounts, typed, whole=True) if known.open else known


def _learn(
    source: Source,
    answers: Sequence[tuple[Wanted, Choice]],
    dates: Column | None,
    amounts: Mapping[Amount, Column],
    typed: Sequence[TypedColumn],
    *,
    whole: bool,
) -> Known:
    known = Known({wanted.metric: KnownAnswers() for wanted, _ in answers})
    known.amounts = dict.fromkeys(amounts, NumberEvidence.empty())
    known.typed = [each.learner() for each in typed]

    def see(position: int, texts: TextColumn) -> None:
        seen = used(texts).texts
        for wanted, choice in answers:
            if choice.column.position == position:
                known.answers[wanted.metric].learn(texts, wanted)
        if dates is not None and dates.position == position:
            known.dates += DateEvidence.of(seen)
        for amount, column in amounts.items():
            if column.position == position:
                known.amounts[amount] += NumberEvidence.of(seen)
        for learner in known.typed:
            if learner.column.position == position:
                learner.learn(seen)

    columns = [choice.column for _, choice in answers] + ([dates] if dates else []) + list(amounts.values())
    columns += [each.column for each in typed if each.column != FILE_COLUMN]
    known.complete = _look_at(source, [column.position for column in columns], see, whole=whole)
    return known


def _look_at(source: Source, positions: Iterable[int], see: Callable[[int, TextColumn], None], *, whole: bool) -> bool:
    """Show the first records, or all, to `see`, column by column; return whether they were all.

    The first records are the same ones however the source cuts them into chunks.
    """
    wanted = sorted(set(positions))
    left = SAMPLE_ROWS
    for chunk in source.chunks(wanted, None if whole else SAMPLE_ROWS) if wanted else ():
        if left > 0 or whole:
            for position, texts in chunk.columns.items():
                see(position, texts if whole else texts.at(slice(left)))
        left -= len(chunk)
        if left < 0 and not whole:
            return False
    return True
