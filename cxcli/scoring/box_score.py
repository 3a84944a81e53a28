"""The kind `box_score`: answers on a scale of whole numbers, counted into boxes. NPS, CSAT, CES and their like."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from cxcli.errors import Notice, Problem
from cxcli.mapping.records import FateArray, Field, Records
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring import box_estimate
from cxcli.scoring.cells import Layer, Placement
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.definition import Definition, Scale
from cxcli.scoring.metric import Doubts, Estimate

Boxes = Mapping[str, tuple[int, ...]]

_LARGE_SAMPLE = 100


@dataclass(frozen=True, slots=True)
class BoxScore:
    """A box score with its scale and boxes settled. `declared` says that the user declared the scale."""

    source: Definition
    scale: Scale
    boxes: Boxes
    declared: bool = False

    @property
    def id(self) -> str:
        """The definition's id."""
        return self.source.id

    @property
    def title(self) -> str:
        """The name that is shown."""
        return self.source.title

    @property
    def unit(self) -> str:
        """Percent, points or score."""
        return self.source.unit

    @property
    def definition(self) -> str:
        """For example `% 9-10 minus % 0-6`."""
        value = self.source.value
        if value.plus is not None and value.minus is not None:
            return f"% {_span(self.boxes[value.plus])} minus % {_span(self.boxes[value.minus])}"
        if value.share is not None:
            return f"% {_span(self.boxes[value.share])} of {self.scale}"
        if value.mean:
            return f"mean of {self.scale}"
        return f"mean of {self.scale}, {self.scale.low} as 0 and {self.scale.high} as 100"

    @property
    def parameters(self) -> Mapping[str, object]:
        """Scale and boxes, and the polarity where the metric has one."""
        said: dict[str, object] = {
            "scale": str(self.scale),
            "boxes": {name: _span(box) for name, box in self.boxes.items()},
        }
        if self.source.polarity is not None:
            said["polarity"] = self.source.polarity
        if self.source.where is not None:
            said["where"] = self.source.where
        return said

    @property
    def fields(self) -> tuple[str, ...]:
        """The answers."""
        return ("score",)

    def judge(self, records: Records) -> FateArray:
        """Return each row's fate: as its text was read, and off scale where the answer is no point of the scale."""
        field = self._answers(records)
        fates = field.fates.copy()
        for number, value in enumerate(field.values):
            if fates[number] == 0 and not self._on_scale(value):
                fates[number] = FATE_CODE[Disposition.OFF_SCALE]
        return fates[field.codes]

    def place(self, records: Records, layer: Layer, placement: Placement) -> Placement:  # noqa: ARG002 - the protocol's
        """Return the placement as it is: an answer belongs to one group and one period."""
        return placement

    def summarise(self, records: Records, placement: Placement) -> Mapping[int, CountsByValue]:
        """Return the answers of each cell, counted by value."""
        field = self._answers(records)
        size = len(field.values)
        if size == 0:
            return {}
        table = np.bincount(
            placement.cells * size + field.codes[placement.rows], minlength=len(placement.keys) * size
        ).reshape(-1, size)
        return {cell: self._counts(field, row.tolist()) for cell, row in enumerate(table) if row.any()}

    def empty(self) -> CountsByValue:
        """Return the statistic of no answers."""
        return CountsByValue.empty()

    def estimate(self, statistic: CountsByValue, *, confidence: float, interval: str | None) -> Estimate:
        """Return value, limits and parts."""
        return box_estimate.estimate(
            statistic, self.source, self.scale, self.boxes, confidence=confidence, interval=interval
        )

    def doubts(self, statistic: CountsByValue, skipped: Mapping[str, int]) -> Doubts:
        """Return what the answers say against the scale: none of them reaches its upper part, or most are off it."""
        return Doubts(self._refusals(statistic, skipped), self._notices(statistic))

    def _answers(self, records: Records) -> Field:
        return records.fields[f"{self.id}.score"]

    def _on_scale(self, value: object) -> bool:
        return isinstance(value, int | Fraction) and value == int(value) and self.scale.low <= value <= self.scale.high

    def _counts(self, field: Field, rows: list[int]) -> CountsByValue:
        counts: dict[int, int] = {}
        for value, count in zip(field.values, rows, strict=True):
            if count:
                counts[int(value)] = counts.get(int(value), 0) + count  # type: ignore[call-overload]
        return CountsByValue.of(counts)

    def _refusals(self, statistic: CountsByValue, skipped: Mapping[str, int]) -> list[Problem]:
        if self.declared:
            return []
        off, n, reach = skipped.get(Disposition.OFF_SCALE, 0), statistic.n, self.source.reach
        if off > n:
            return [self._doubt("off-scale", f"{off:,} of {off + n:,} answers are not on the scale {self.scale}")]
        if reach is not None and n >= reach.start and max(statistic.counts) < reach.answer:
            return [self._doubt("scale", f"no answer is above {max(statistic.counts)}, on a scale of {self.scale}")]
        return []

    def _doubt(self, code: str, message: str) -> Problem:
        return Problem(
            code=code,
            message=f"{self.id}: {message}: this column may be on another scale, or about something else",
            help=f"if it is right, say so: --scale {self.scale}; else give the scale or the column it has: --column NAME",
        )

    def _notices(self, statistic: CountsByValue) -> list[Notice]:
        if (
            self.source.zero_expected
            and not self.declared
            and statistic.n >= _LARGE_SAMPLE
            and 0 not in statistic.counts
        ):
            message = f"{self.id}: no 0 among {statistic.n:,} answers: was the question asked on a scale of 1-10?"
            return [Notice(code="no-zero", message=message)]
        return []


def _span(points: tuple[int, ...]) -> str:
    """Return `9-10`, `5` or `1, 3-4` for the points of a box."""
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and point == runs[-1][-1] + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
