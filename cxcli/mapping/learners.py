"""What is learned of a column of some type from its texts, until it is clear how to read it."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

import numpy as np
from msgspec import Struct, field

from cxcli.errors import Problem
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.date_evidence import DateEvidence
from cxcli.mapping.date_forms import Shape
from cxcli.mapping.date_patterns import read_pattern
from cxcli.mapping.dates import DateFormat
from cxcli.mapping.dates import decide as decide_dates
from cxcli.mapping.duration_evidence import DurationEvidence
from cxcli.mapping.duration_forms import Form
from cxcli.mapping.duration_units import Unit
from cxcli.mapping.durations import DurationFormat
from cxcli.mapping.durations import decide as decide_durations
from cxcli.mapping.number_learners import MoneyLearner, NumberLearner
from cxcli.mapping.readers import Reader
from cxcli.mapping.readings import READ
from cxcli.mapping.texts import fold
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.mapping.typed_readers import (
    FLAG_WORDS,
    MomentReader,
    QuantityReader,
    TextReader,
    WordReader,
    first_days,
)
from cxcli.mapping.vocabulary import FieldSpec, FieldType
from cxcli.mapping.voters import VoterReader
from cxcli.sources.chunk import Column

_SERIAL = re.compile(r"\s*-?[0-9]{5}")
"""A spreadsheet counts the days of our time in five digits; shorter numbers are no dates."""


class Learner(Protocol):
    """Learns how a column is written."""

    def learn(self, texts: Sequence[str]) -> None:
        """Take in some distinct texts of the column."""

    @property
    def fits(self) -> bool:
        """Whether any text so far is of the type that the column is taken for."""

    @property
    def open(self) -> bool:
        """Whether texts that were not seen may decide how the others are read."""

    def reader(self) -> tuple[Reader, str] | Problem:
        """Return how the column is read and on what that rests, or the problem that it is not clear."""


class DateLearner(Struct):
    """Learns how dates are written."""

    choices: TypedChoices
    monthly: bool = False
    evidence: DateEvidence = field(default_factory=DateEvidence.empty)
    fits: bool = False

    def learn(self, texts: Sequence[str]) -> None:
        """Take in some dates; where they are `monthly`, a month may stand for its first day."""
        texts = first_days(texts) if self.monthly else texts
        self.evidence += DateEvidence.of(texts)
        self.fits = self.fits or self._any(texts)

    @property
    def open(self) -> bool:
        """Whether any date is not ISO."""
        found = decide_dates(self.evidence, DateChoices())
        return not (isinstance(found, DateFormat) and found.plain)

    def reader(self) -> tuple[Reader, str] | Problem:
        """Return a reader of the one form of dates."""
        found = decide_dates(self.evidence, self.choices.dates)
        if isinstance(found, Problem):
            return found
        basis = "; ".join(filter(None, (self.choices.zone_basis, found.basis)))
        return MomentReader(found, self.choices.missing, self.monthly), basis

    def _any(self, texts: Sequence[str]) -> bool:
        pattern, unit = self.choices.dates.pattern, self.choices.dates.unit
        if pattern is not None:
            return not np.isnat(read_pattern(texts, pattern)[0]).all()
        numbers = self.evidence.shapes == {Shape.NUMBER} and unit is None
        return any(map(_SERIAL.match, texts)) if numbers else bool(self.evidence.shapes)


class DurationLearner(Struct):
    """Learns in which unit and form durations are written; the `header` may say it."""

    header: str
    unit: Unit | None
    choices: TypedChoices
    evidence: DurationEvidence = field(default_factory=DurationEvidence.empty)

    def learn(self, texts: Sequence[str]) -> None:
        """Take in some durations."""
        self.evidence += DurationEvidence.of(texts)

    @property
    def fits(self) -> bool:
        """Whether any text is a duration."""
        return self.evidence.dated or bool(self.evidence.forms - {Form.GARBAGE, Form.DATE})

    @property
    def open(self) -> bool:
        """Whether texts to come may be read in another way than those seen."""
        found = self._decided()
        return not (isinstance(found, DurationFormat) and found.plain)

    def reader(self) -> tuple[Reader, str] | Problem:
        """Return a reader of durations."""
        found = self._decided()
        return found if isinstance(found, Problem) else (QuantityReader(found, self.choices.missing), found.basis)

    def _decided(self) -> DurationFormat | Problem:
        return decide_durations(self.evidence, self.header, self.unit, self.choices.decimal)


class WordLearner(Struct):
    """Learns whether there are any of the words that are known; how they are read is clear."""

    of: WordReader
    fits: bool = False

    def learn(self, texts: Sequence[str]) -> None:
        """Take in some words."""
        self.fits = self.fits or bool((self.of.read(texts).fates == READ).any())

    @property
    def open(self) -> bool:
        """Return False: what a word means does not depend on others."""
        return False

    def reader(self) -> tuple[Reader, str] | Problem:
        """Return the reader of the words."""
        return self.of, ""


class Settled(Struct, frozen=True):
    """A column of which nothing is to be learned, since every text fits."""

    of: Reader

    def learn(self, texts: Sequence[str]) -> None:
        """Do nothing."""

    @property
    def fits(self) -> bool:
        """Return True."""
        return True

    @property
    def open(self) -> bool:
        """Return False: it is clear already."""
        return False

    def reader(self) -> tuple[Reader, str] | Problem:
        """Return the reader."""
        return self.of, ""


def learner(spec: FieldSpec, column: Column, choices: TypedChoices) -> Learner:
    """Return what learns a column that feeds the field."""
    return _LEARNERS[spec.type](spec, column, choices)


def opposite(spec: FieldSpec, column: Column, choices: TypedChoices) -> Learner | None:
    """Return what learns whether a column is yes or no where a field is a date, or the other way round.

    Dates and flags have names in common, such as `Resolved`; of a field of another type it is None.
    """
    types: Mapping[FieldType, FieldType] = {"date": "flag", "flag": "date"}
    other = types.get(spec.type)
    return None if other is None else learner(FieldSpec(name=spec.name, type=other, says=""), column, choices)


def _duration(spec: FieldSpec, column: Column, choices: TypedChoices) -> Learner:
    return DurationLearner(column.label or column.name, choices.units.get(spec.name, choices.unit), choices)


def _words(spec: FieldSpec, _: Column, choices: TypedChoices) -> Learner:
    usual = FLAG_WORDS if spec.type == "flag" else {}
    said = {fold(text): word for text, word in choices.words.get(spec.name, {}).items()}
    return WordLearner(WordReader({**usual, **spec.words, **said}, choices.missing))


_MONTHLY = frozenset({"month", "used_at", "moved_at"})
"""Dates of which the month is enough: in a report by the month, its first day says as much."""

_LEARNERS: Mapping[FieldType, Callable[[FieldSpec, Column, TypedChoices], Learner]] = MappingProxyType(
    {
        "date": lambda spec, _, choices: DateLearner(choices, spec.name in _MONTHLY),
        "duration": _duration,
        "number": lambda _, __, choices: NumberLearner(choices),
        "money": lambda _, __, choices: MoneyLearner(NumberLearner(choices)),
        "flag": _words,
        "state": _words,
        "key": lambda _, __, ___: Settled(VoterReader()),
        "text": lambda _, __, choices: Settled(TextReader(choices.missing)),
    }
)
