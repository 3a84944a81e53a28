"""What is learned of columns of numbers and of money: the decimal sign, and the currency beside the amounts."""

from collections.abc import Sequence

from msgspec import Struct, field

from cxcli.errors import Problem
from cxcli.mapping.money import Currencies
from cxcli.mapping.number_evidence import NumberEvidence
from cxcli.mapping.numbers import decide as decide_numbers
from cxcli.mapping.readers import Reader
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.mapping.typed_readers import QuantityReader


class NumberLearner(Struct):
    """Learns what the decimal sign is."""

    choices: TypedChoices
    evidence: NumberEvidence = field(default_factory=NumberEvidence.empty)

    def learn(self, texts: Sequence[str]) -> None:
        """Take in some numbers."""
        self.evidence += NumberEvidence.of(texts)

    @property
    def fits(self) -> bool:
        """Whether any text is a number."""
        return bool(self.evidence.clues)

    @property
    def open(self) -> bool:
        """Whether the decimal sign is not clear yet."""
        return isinstance(decide_numbers(self.evidence, decimal=None), Problem)

    def reader(self) -> tuple[Reader, str] | Problem:
        """Return a reader of numbers with the one decimal sign."""
        found = decide_numbers(self.evidence, decimal=self.choices.decimal)
        return found if isinstance(found, Problem) else (QuantityReader(found, self.choices.missing), found.basis)


class MoneyLearner(Struct):
    """Learns what the decimal sign of amounts is, and beside which currency they stand."""

    of: NumberLearner
    currencies: Currencies = field(default_factory=Currencies)

    def learn(self, texts: Sequence[str]) -> None:
        """Take in some amounts."""
        self.of.learn(self.currencies.bare(texts))

    @property
    def fits(self) -> bool:
        """Whether any text is a number."""
        return self.of.fits

    @property
    def open(self) -> bool:
        """Whether the decimal sign is not clear yet."""
        return self.of.open

    def reader(self) -> tuple[Reader, str] | Problem:
        """Return a reader of amounts of one currency, with one decimal sign."""
        found = self.of.reader()
        if isinstance(found, Problem):
            return found
        made = self.currencies.reader(found[0])
        return made if isinstance(made, Problem) else (made, found[1])
