"""What rates, ratios and durations mean, as data: conditions and fields of tickets, calls and other rows."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final, TypeGuard

from msgspec import Struct

from cxcli.config.metric import ValueConfig
from cxcli.errors import ConfigError
from cxcli.mapping.expression import Expression
from cxcli.mapping.expression import columns as columns_of
from cxcli.mapping.expression_parse import parse
from cxcli.mapping.vocabulary import vocabulary
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.definition import Definition

WITHIN: Final = "{within}"
"""In a condition: the length of time that the metric has as `within`."""

TICKET: Final = "ticket"
"""The field with the id of a ticket: metrics of tickets look whether one stands in several rows."""

_WITH_IDS = ("tickets", "calls")
_LENGTH = re.compile(r"([0-9.]+) ?(s|min|h|d)")
_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86_400}


class RowRules(Struct, frozen=True, kw_only=True):
    """Which rows a metric is about. Conditions are over fields; `{within}` in them is the length of time `within`.

    `dates` are the dates that put a row into a period, of which the first that there is is taken; of the dates
    `in_order`, as far as there are columns for them, none can be before the first; `schedule` are the business hours in
    which durations are counted. `once` is the field of the ids that stand in one row each, as a rule.
    """

    among: str | None = None
    within: str | None = None
    dates: tuple[str, ...] = ()
    in_order: tuple[str, ...] = ()
    schedule: str | None = None
    once: str | None = None

    def condition(self, text: str | None) -> Expression | None:
        """Return what a condition says, None where there is none.

        Raises:
            ConfigError: it cannot be read.
        """
        return None if text is None else self.read(text)

    def read(self, text: str) -> Expression:
        """Return what a condition says.

        Raises:
            ConfigError: as `condition`.
        """
        return parse(text.replace(WITHIN, seconds_text(self.within)) if self.within else text, ConfigError)

    @property
    def parameters(self) -> dict[str, object]:
        """The choices that belong to what a number means."""
        said = {"within": self.within, "schedule": self.schedule}
        return {key: text for key, text in said.items() if text}

    def shown(self, text: str) -> str:
        """Return a condition as it is printed."""
        return text.replace(WITHIN, self.within or "")


class RateDefinition(BoxDefinition, frozen=True, kw_only=True):
    """A rate: of the rows `among` those that it `counts`; rows that `wait` cannot be told yet.

    Its answers are 0 and 1; of its two boxes one holds the 1.
    """

    rules: RowRules
    counts: str
    waits: str | None = None

    @property
    def conditions(self) -> Mapping[str, str]:
        """The conditions that it has, by their keys."""
        return _there(among=self.rules.among, counts=self.counts, waits=self.waits)

    @property
    def measured(self) -> tuple[str, ...]:
        """The fields that are summed or measured: none."""
        return ()


class RatioDefinition(Definition, frozen=True, kw_only=True):
    """A ratio of sums: of the `sums` of some fields, row by row, and of the field `per`, or the number of rows.

    Where it says what `counts`, the other rows add nothing to the sum that is divided. `margin` is the part that is
    kept of what it is divided by. `no_interval` says why there is none: rows of spending are no sample of anything.
    """

    rules: RowRules
    sums: tuple[str, ...]
    per: str | None = None
    counts: str | None = None
    margin: float | None = None
    no_interval: str | None = None

    @property
    def conditions(self) -> Mapping[str, str]:
        """The conditions that it has, by their keys."""
        return _there(among=self.rules.among, counts=self.counts)

    @property
    def measured(self) -> tuple[str, ...]:
        """The fields that are summed, above the line and below it."""
        return (*self.sums, *([self.per] if self.per else []))

    @property
    def money(self) -> bool:
        """Whether amounts of money are summed, which have a currency."""
        return any(vocabulary()[name].type == "money" for name in self.measured if name in vocabulary())


class DurationDefinition(Definition, frozen=True, kw_only=True):
    """A duration: the field `measure`, and for rows that are `running` the time since `start`.

    Such a row was watched until the first of the dates `until` that it has, else until now. Where they are `censored`,
    rows that have not ended are part of the value, as long as they were watched.
    """

    rules: RowRules
    measure: str
    value: ValueConfig
    running: str | None = None
    start: str | None = None
    until: tuple[str, ...] = ()
    censored: bool = False

    @property
    def conditions(self) -> Mapping[str, str]:
        """The conditions that it has, by their keys."""
        return _there(among=self.rules.among, running=self.running)

    @property
    def measured(self) -> tuple[str, ...]:
        """The field that is measured."""
        return (self.measure,)


class EligibilityDefinition(Definition, frozen=True, kw_only=True):
    """A rate of which some rows may not belong to the base: of the eligible ones, those that it `counts`.

    Rows `outside` are known not to be eligible; of those `unknown` the part `eligible` is taken to be, which is
    estimated where nobody says it.
    """

    rules: RowRules
    counts: str
    unknown: str
    outside: str
    eligible: float | None = None

    @property
    def conditions(self) -> Mapping[str, str]:
        """The conditions that it has, by their keys."""
        return _there(among=self.rules.among, counts=self.counts, unknown=self.unknown, outside=self.outside)

    @property
    def measured(self) -> tuple[str, ...]:
        """The fields that are summed or measured: none."""
        return ()


RowDefinition = RateDefinition | RatioDefinition | DurationDefinition | EligibilityDefinition


def fields_beside(definition: RowDefinition) -> tuple[str, ...]:
    """Return the fields that a metric reads where there are columns for them.

    Dates of a row that still runs and such whose order must be right, the currency of money, and the id of a ticket or
    call.
    """
    found = list(definition.rules.in_order)
    if isinstance(definition, DurationDefinition):
        found += [*([definition.start] if definition.start else []), *definition.until]
    if isinstance(definition, RatioDefinition) and definition.money:
        found.append("currency")
    of_rows = id_of_rows(definition)
    return tuple(dict.fromkeys([*found, *([of_rows] if of_rows else [])]))


def id_of_rows(definition: RowDefinition) -> str | None:
    """Return the field whose ids are to stand in one row each: the one that is said, or that of tickets and calls."""
    return definition.rules.once or (TICKET if definition.source in _WITH_IDS else None)


def has_answers(definition: Definition) -> TypeGuard[BoxDefinition]:
    """Whether a metric is scored from a column of answers."""
    return isinstance(definition, BoxDefinition) and not isinstance(definition, RateDefinition)


def seconds_text(length: str) -> str:
    """Return a length of time such as `8 h` as a plain number of seconds."""
    found = _LENGTH.fullmatch(length)
    if found is None:
        raise ValueError("a length of time is a number with s, min, h or d")
    seconds = Fraction(found[1]) * _SECONDS[found[2]]
    return str(seconds.numerator) if seconds.denominator == 1 else f"{float(seconds):.6f}".rstrip("0")


def fields_of(definition: RowDefinition) -> tuple[str, ...]:
    """Return the fields, and columns, that a metric cannot do without."""
    read = [definition.rules.read(text) for text in definition.conditions.values()]
    named = [name for condition in read for name in columns_of(condition)]
    return tuple(dict.fromkeys([*named, *definition.measured]))


def _there(**conditions: str | None) -> dict[str, str]:
    return {key: text for key, text in conditions.items() if text is not None}
