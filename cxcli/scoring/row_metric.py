"""What metrics of tickets, calls and other rows have in common, whatever is made of a row."""

from collections.abc import Mapping

import numpy as np

from cxcli.mapping.records import FateArray, Field, IntArray, Records
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.answer_counts import Answers
from cxcli.scoring.cells import Layer, Placement, Window, rows_by_code
from cxcli.scoring.conditions import first_of
from cxcli.scoring.definition import Defined
from cxcli.scoring.due_days import until_the_end
from cxcli.scoring.row_definitions import DurationDefinition, EligibilityDefinition, RatioDefinition, RowRules
from cxcli.scoring.worked_out import MetricFields, times

_CONTRADICTORY = FATE_CODE[Disposition.CONTRADICTORY]
_NOT_APPLICABLE = FATE_CODE[Disposition.NOT_APPLICABLE]


class RowMetric(Defined, frozen=True):
    """A metric that makes one quantity of each row that it is about."""

    source: DurationDefinition | RatioDefinition | EligibilityDefinition

    @property
    def parameters(self) -> Mapping[str, object]:
        """The conditions, and the filter where there is one."""
        rules = self.source.rules
        where = {"where": self.source.where} if self.source.where else {}
        return {key: rules.shown(text) for key, text in self.source.conditions.items()} | where | rules.parameters

    @property
    def fields(self) -> tuple[str, ...]:
        """The quantity of each row."""
        return (f"{self.id}.:quantity",)

    @property
    def date_field(self) -> str:
        """The date that puts a row into a period."""
        return f"{self.id}.at"

    @property
    def among(self) -> str:
        """The rows that it is about, in words."""
        rules = self.source.rules
        return f" among {rules.shown(rules.among)}" if rules.among else ""

    def dates(self, records: Records, window: Window) -> FateArray:
        """Return each row's fate by its one date."""
        return window.fates(records.fields[self.date_field])

    def judge(self, records: Records) -> FateArray:
        """Return each row's fate as its quantity has it."""
        quantity = self.quantity(records)
        return quantity.row_fates

    def place(self, records: Records, layer: Layer, placement: Placement) -> Placement:  # noqa: ARG002 - the protocol's
        """Return the placement as it is: a row belongs to one group and one period."""
        return placement

    def answers(self, records: Records) -> Answers:
        """Refuse: there are no votes among such rows.

        Raises:
            NotImplementedError: always; a plan with such a metric has no votes.
        """
        del records
        raise NotImplementedError(f"{self.id}: only answers are votes")

    def quantity(self, records: Records) -> Field:
        """Return the quantity of each row."""
        return records.fields[self.fields[0]]


def among_fates(fields: MetricFields, rules: RowRules) -> FateArray:
    """Return the fate of each row as far as the rows that a metric is about, and the order of its dates, decide it."""
    found = np.zeros(len(fields.records), np.int8)
    among = rules.condition(rules.among)
    if among is not None:
        said = fields.truth(among)
        found = np.where(said.false, _NOT_APPLICABLE, said.fates).astype(np.int8)
    return first_of(found, _out_of_order(fields, rules))


def _out_of_order(fields: MetricFields, rules: RowRules) -> FateArray:
    """Return which rows contradict themselves: one of their dates is before the first, which nothing can be before.

    A day without a clock goes on until its end.
    """
    found = np.zeros(len(fields.records), np.int8)
    if not rules.in_order or not fields.has(rules.in_order[0]):
        return found
    first = times(fields.field(rules.in_order[0]))
    for field in (fields.field(name) for name in rules.in_order[1:] if fields.has(name)):
        if np.any(times(field) < first):
            found[times(until_the_end(field)) < first] = _CONTRADICTORY
    return found


def by_cell(placement: Placement) -> list[tuple[int, IntArray]]:
    """Return the rows of each cell that has any, by the number of the cell."""
    of_cells = rows_by_code(placement.cells, len(placement.keys))
    return [(cell, placement.rows[entries]) for cell, entries in enumerate(of_cells) if len(entries)]
