"""The numbers that a column of ratings, answer words, flags, amounts or durations stands for, to a millionth."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import numpy as np
from msgspec import Struct

from cxcli.errors import Problem
from cxcli.mapping.columns import shown
from cxcli.mapping.gathered_texts import rows_of_texts
from cxcli.mapping.labels import AmbiguousLabels, vocabulary_for
from cxcli.mapping.learners import DurationLearner
from cxcli.mapping.number_learners import NumberLearner
from cxcli.mapping.readers import Read
from cxcli.mapping.readings import BLANK, MISSING, READ, UNREADABLE, Number
from cxcli.mapping.records import FateArray, IntArray
from cxcli.mapping.scores import read_scores
from cxcli.mapping.texts import Code
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.mapping.typed_readers import FLAG_WORDS, NO, YES, WordReader
from cxcli.sources.chunk import Column, TextColumn

MILLION = 1_000_000
LARGEST = 9 * 10**12
"""A larger number is unreadable: in millionths it would not fit 64 bits."""

ENOUGH = 0.9
"""The share of the answered rows that must be read for a column to be one of numbers."""


class DriverChoices(Struct, frozen=True):
    """What was said about how columns are written: words that stand for numbers, codes for no answer, and the rest."""

    labels: Mapping[str, Number]
    missing: Sequence[Code]
    typed: TypedChoices


class DriverValues(Struct, frozen=True):
    """A column read: each row's number in millionths, and its fate, 0 where there is a number.

    `kind` says what the texts were taken for, with the scale of answer words.
    """

    kind: str
    millionths: IntArray
    fates: FateArray


def driver_values(
    column: Column, texts: TextColumn, choices: DriverChoices, counts: IntArray | None = None
) -> DriverValues | Problem:
    """Return the numbers of a column: of all ways to read it, the one that reads the most rows, the first of equals.

    Each row stands `counts` times, or once. All its texts are known, so that a reading does not depend on the order of
    rows. Where one reads all that is not blank, no later one can read more.
    """
    rows = np.array(rows_of_texts(texts, counts), np.int64)
    filled = np.array([bool(text.strip()) for text in texts.texts], np.bool_)
    problems: list[Problem] = []
    best: tuple[int, str, Read] | None = None
    for kind, read in _readings(column, texts.texts, choices):
        if isinstance(read, Problem):
            problems.append(read)
            continue
        count = int(rows[read.fates == READ].sum())
        if best is None or count > best[0]:
            best = count, kind, read
        if count and (read.fates == READ)[filled].all():
            return _said(kind, read, texts)
    answered = _answered(texts.texts, rows, choices)
    if best is None or not best[0] or best[0] < ENOUGH * answered:
        return problems[0] if problems and answered else _no_numbers(column, answered, best[0] if best else 0)
    return _said(*best[1:], texts)


def _said(kind: str, read: Read, texts: TextColumn) -> DriverValues:
    """Return what each row says."""
    values, fates = _millionths(read)
    return DriverValues(kind, values[texts.codes], fates[texts.codes])


def _readings(column: Column, texts: Sequence[str], choices: DriverChoices) -> Iterator[tuple[str, Read | Problem]]:
    numbers = NumberLearner(choices.typed)
    numbers.learn(texts)
    if numbers.fits:
        found = numbers.reader()
        yield "numbers", _named(found, column) if isinstance(found, Problem) else found[0].read(texts)
    words = vocabulary_for(texts, missing=choices.missing)
    if isinstance(words, AmbiguousLabels):
        yield "answer words", _ambiguous(column, words)
    else:
        labels = {**(words.labels if words else {}), **choices.labels}
        scores = read_scores(texts, labels=labels, missing=choices.missing)
        kind = f"answer words: {words.name}" if words else "answers"
        yield kind, Read(scores.values, scores.fates, scores.notices)
    flags = WordReader(FLAG_WORDS, choices.typed.missing).read(texts)
    yield "yes or no", Read([{YES: 1, NO: 0}.get(str(word)) for word in flags.values], flags.fates)
    durations = DurationLearner(column.label or column.name, choices.typed.unit, choices.typed)
    durations.learn(texts)
    if durations.fits:
        length = durations.reader()
        if not isinstance(length, Problem):
            yield "durations in seconds", _seconds(length[0].read(texts))


def _seconds(read: Read) -> Read:
    """Return durations, which are whole microseconds, in seconds."""
    values = [None if value is None else Fraction(str(value)) / MILLION for value in read.values]
    return Read(values, read.fates)


def _answered(texts: Sequence[str], rows: IntArray, choices: DriverChoices) -> int:
    """Return how many rows say anything."""
    fates = read_scores(texts, labels={}, missing=choices.missing).fates
    return int(rows[(fates != BLANK) & (fates != MISSING)].sum())


def _millionths(read: Read) -> tuple[IntArray, FateArray]:
    """Return the values in millionths, ties to even, with their fates: one too large is unreadable."""
    fates = read.fates.copy()
    found = np.zeros(len(fates), np.int64)
    with localcontext() as context:
        context.prec = 60
        for place, value in enumerate(read.values):
            if fates[place] != READ:
                continue
            if not isinstance(value, int | Decimal | Fraction) or not -LARGEST <= value <= LARGEST:
                fates[place] = UNREADABLE
            else:
                found[place] = _whole(value)
    return found, fates


def _whole(value: Number) -> int:
    match value:
        case int():
            return value * MILLION
        case Decimal():
            return int(value.scaleb(6).to_integral_value(ROUND_HALF_EVEN))
        case _:
            return round(value * MILLION)


def _named(problem: Problem, column: Column) -> Problem:
    help_text = "say which sign stands before decimals: --decimal comma or --decimal point"
    return Problem(code=problem.code, message=f"column '{shown(column)}': {problem.message}", help=help_text)


def _ambiguous(column: Column, labels: AmbiguousLabels) -> Problem:
    names = " or ".join(vocabulary.name for vocabulary in labels.candidates)
    return Problem(
        code="ambiguous-labels",
        message=f"column '{shown(column)}': its answers are words of several scales: {names}",
        help="say in cx.yaml what each stands for: labels: {word: number, …}",
    )


def _no_numbers(column: Column, answered: int, read: int) -> Problem:
    if not answered:
        message = f"column '{shown(column)}' is blank in all of these rows"
        return Problem(code="driver-blank", message=message, help="leave it away")
    message = f"column '{shown(column)}' is no driver: of {answered:,} filled rows {read:,} hold a number"
    help_text = "take columns of ratings, answer words, yes and no, amounts or durations"
    return Problem(code="driver-text", message=message, help=help_text)
