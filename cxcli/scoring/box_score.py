"""The kind `box_score`: answers on a scale of whole numbers, counted into boxes. NPS, CSAT, CES and their like."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from cxcli.mapping.records import FateArray, Field, Records
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring import box_doubts, box_estimate
from cxcli.scoring.answer_counts import Answers, amounts, counted
from cxcli.scoring.box_definition import BoxDefinition, Boxes, Scale
from cxcli.scoring.cells import DATE_FIELD, Layer, Placement, Window
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.definition import Defined
from cxcli.scoring.metric import Doubts, Estimate
from cxcli.scoring.partial import Offenders
from cxcli.scoring.worked_out import Circumstances


class BoxScore(Defined, frozen=True):
    """A box score with its scale and boxes settled. `declared` says that the user declared the scale."""

    source: BoxDefinition
    scale: Scale
    boxes: Boxes
    declared: bool = False

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
        """Scale and boxes, polarity and filter where the metric has them."""
        boxes = {name: _span(box) for name, box in self.boxes.items()}
        said = {"polarity": self.source.polarity, "where": self.source.where}
        return {"scale": str(self.scale), "boxes": boxes} | {key: word for key, word in said.items() if word}

    @property
    def fields(self) -> tuple[str, ...]:
        """The answers."""
        return (f"{self.id}.score",)

    @property
    def intervals(self) -> tuple[str, ...]:
        """The names of the intervals that the form of the value can have, the default first."""
        return box_estimate.methods(self.source.value)

    @property
    def date_field(self) -> str:
        """The one date of an answer."""
        return DATE_FIELD

    def completed(self, records: Records, circumstances: Circumstances) -> Mapping[str, Field]:  # noqa: ARG002 - the protocol's
        """Return nothing: the answers are there as they were given."""
        return {}

    def dates(self, records: Records, window: Window) -> FateArray:
        """Return each row's fate by its one date."""
        return window.fates(records.fields[self.date_field])

    def judge(self, records: Records) -> FateArray:
        """Return each row's fate: as its text was read, and off scale where the answer is no point of the scale."""
        field = self._answers(records)
        off = np.array([self._point(value) is None for value in field.values], np.bool_)
        return np.where(off & (field.fates == 0), FATE_CODE[Disposition.OFF_SCALE], field.fates)[field.codes]

    def place(self, records: Records, layer: Layer, placement: Placement) -> Placement:  # noqa: ARG002 - the protocol's
        """Return the placement as it is: an answer belongs to one group and one period."""
        return placement

    def answers(self, records: Records) -> Answers:
        """Return each row's answer; what stands for a row off the scale is never used."""
        field = self._answers(records)
        found = [self._point(value) for value in field.values]
        points = sorted({answer for answer in found if answer is not None}) or [self.scale.low]
        number = {point: index for index, point in enumerate(points)}
        codes = np.array([0 if answer is None else number[answer] for answer in found], np.int64)
        return Answers(codes[field.codes], points)

    def summarise(self, records: Records, placement: Placement) -> Mapping[int, CountsByValue]:
        """Return the answers of each cell, counted by value."""
        answers = self.answers(records)
        here = Answers(answers.codes[placement.rows], answers.values)
        return counted(placement.cells, here, amounts(records).of(placement.rows))

    def empty(self) -> CountsByValue:
        """Return the statistic of no answers."""
        return CountsByValue.empty()

    def estimate(
        self, statistic: CountsByValue, *, confidence: float, interval: str | None, population: int | None = None
    ) -> Estimate:
        """Return value, limits and parts."""
        form = box_estimate.Form(self.source, self.scale, self.boxes)
        return box_estimate.estimate(statistic, form, confidence=confidence, interval=interval, population=population)

    def doubts(self, statistic: CountsByValue, offenders: Offenders) -> Doubts:
        """Return what the answers say against the column and the scale."""
        return box_doubts.doubts(statistic, offenders, self.source, self.scale, declared=self.declared)

    def _answers(self, records: Records) -> Field:
        return records.fields[self.fields[0]]

    def _point(self, value: object) -> int | None:
        """Return the point of the scale that an answer is, None where it is none."""
        if isinstance(value, int | Fraction) and value == int(value) and int(value) in self.scale:
            return int(value)
        return None


def _span(points: tuple[int, ...]) -> str:
    """Return `9-10`, `5` or `1, 3-4` for the points of a box, `-2 to -1` where some are below 0."""
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and point == runs[-1][-1] + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    to = " to " if min(points) < 0 else "-"
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}{to}{run[-1]}" for run in runs)
