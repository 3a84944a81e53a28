"""The kind `rate`: of the rows that it is about, the share that a condition holds for."""

from collections.abc import Mapping
from typing import cast

import numpy as np

from cxcli.mapping.records import FateArray, Field, Records
from cxcli.rows import FATE_CODE, FATES, Disposition
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.cells import distinct_codes
from cxcli.scoring.conditions import Truth, first_of
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.metric import Doubts
from cxcli.scoring.partial import Offenders
from cxcli.scoring.row_definitions import RateDefinition
from cxcli.scoring.row_doubts import left_out, unreadable
from cxcli.scoring.row_metric import among_fates
from cxcli.scoring.worked_out import Circumstances, MetricFields

_TOO_RECENT = FATE_CODE[Disposition.TOO_RECENT]


class Rate(BoxScore, frozen=True):
    """A rate: a box score of which the answers, 1 or 0, are worked out from the fields of a row."""

    @property
    def rate(self) -> RateDefinition:
        """The definition as that of a rate."""
        return cast("RateDefinition", self.source)

    @property
    def definition(self) -> str:
        """For example `% transferred == 'yes' among answered == 'yes'`."""
        rules = self.rate.rules
        among = f" among {rules.shown(rules.among)}" if rules.among else " of all rows"
        return f"% {rules.shown(self.rate.counts)}{among}"

    @property
    def parameters(self) -> Mapping[str, object]:
        """The conditions, and the filter where there is one."""
        rules, where = self.rate.rules, {"where": self.source.where} if self.source.where else {}
        return {key: rules.shown(text) for key, text in self.rate.conditions.items()} | where | rules.parameters

    @property
    def date_field(self) -> str:
        """The date that puts a row into a period."""
        return f"{self.id}.at"

    @property
    def sides(self) -> tuple[str, str]:
        """The names of the two boxes, that of the rows that count first."""
        (one,) = (name for name, points in self.boxes.items() if points == (1,))
        (other,) = (name for name in self.boxes if name != one)
        return one, other

    def completed(self, records: Records, circumstances: Circumstances) -> Mapping[str, Field]:
        """Return the answers: 1 for a row that counts, 0 for another one that the rate is about.

        A row of which it is not known whether it belongs to the rate, waits or counts has no answer.
        """
        rules = self.rate.rules
        fields = MetricFields(records, self.id, circumstances, rules.schedule)
        fates = among_fates(fields, rules)
        waits = rules.condition(self.rate.waits)
        if waits is not None:
            waiting = fields.truth(waits)
            fates = first_of(fates, np.where(waiting.true, _TOO_RECENT, waiting.fates))
        counted = fields.truth(rules.read(self.rate.counts))
        return {self.fields[0]: self._answers_of(counted, first_of(fates, counted.fates))}

    def doubts(self, statistic: CountsByValue, offenders: Offenders) -> Doubts:
        """Return what refuses the number, rows that cannot be read, and what the blank ones may do to it."""
        refusals = unreadable(self.id, statistic.rows, offenders)
        return Doubts(refusals, left_out(self.id, self.sides, statistic, offenders))

    def _answers_of(self, counted: Truth, fates: FateArray) -> Field:
        """Return 1 and 0, and as a text the box, which may be known of a row that is not scored, too."""
        sides = counted.true + 2 * counted.false
        kinds, codes = distinct_codes(3 * fates.astype(np.int64) + sides, 3 * len(FATES))
        found = [divmod(kind, 3) for kind in kinds]
        values: list[object] = [None if fate else side % 2 for fate, side in found]
        texts = [("", *self.sides)[side] for _, side in found]
        return Field(codes, values, np.array([fate for fate, _ in found], np.int8), texts)
