"""What the durations of a column prove about how they are written."""

from collections.abc import Sequence

from msgspec import Struct, field

from cxcli.mapping.duration_forms import Form
from cxcli.mapping.duration_texts import Written, read_written
from cxcli.mapping.number_evidence import Clue, NumberEvidence


class DurationEvidence(Struct, frozen=True):
    """The forms that occur in a column, and what its numbers say of the decimal sign.

    Evidence adds in any order, `DurationEvidence.empty()` is neutral.
    """

    forms: frozenset[Form] = frozenset()
    numbers: NumberEvidence = field(default_factory=NumberEvidence)

    @classmethod
    def empty(cls) -> "DurationEvidence":
        """No evidence."""
        return cls()

    @classmethod
    def of(cls, texts: Sequence[str]) -> "DurationEvidence":
        """The evidence of some texts; blanks and words for "no answer" say nothing."""
        return cls.of_written(read_written(texts))

    @classmethod
    def of_written(cls, written: Written) -> "DurationEvidence":
        """The evidence of texts whose forms are read."""
        numbers = NumberEvidence.of(written.numbers)
        clues = [clue for form, clue in _CLUES if form in written.forms]
        return cls(written.forms, numbers + NumberEvidence(frozenset(clues)))

    def __add__(self, other: "DurationEvidence") -> "DurationEvidence":
        return DurationEvidence(self.forms | other.forms, self.numbers + other.numbers)

    @property
    def dated(self) -> bool:
        """Whether every filled text is a date from 1970 to 1999, and so counts from the first day of 1970."""
        return self.forms == {Form.DATE}

    @property
    def remaining(self) -> bool:
        """Whether all durations have two parts and some are below zero: time that remains, in hours and minutes.

        So Jira Service Management writes how far a service level is from being broken.
        """
        return Form.REMAINING in self.forms and self.forms <= {Form.PAIR, Form.REMAINING, Form.GARBAGE}


_CLUES = (
    (Form.WHOLE, Clue.BARE),
    (Form.DECIMAL, Clue.BARE),
    (Form.DECIMAL, Clue.PROVES_POINT),
)
