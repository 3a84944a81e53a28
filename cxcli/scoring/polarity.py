"""The kind `polarity`: answers that are positive, neutral or negative already, as words or as numbers from -1 to 1."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np

from cxcli.errors import Problem
from cxcli.mapping.records import FateArray, Field, Records
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.metric import Doubts
from cxcli.scoring.partial import DATE, Offenders
from cxcli.scoring.worked_out import Circumstances
from cxcli.sentiment.thresholds import THRESHOLD, class_of

_NOT_APPLICABLE = FATE_CODE[Disposition.NOT_APPLICABLE]
_NAMES: Mapping[object, str] = {1: "positive", 0: "neutral", -1: "negative"}


class PolarityScore(BoxScore, frozen=True):
    """A box score of the classes 1, 0 and -1; what is in none of its boxes is left out."""

    @property
    def definition(self) -> str:
        """For example `% positive minus % negative`."""
        value = self.source.value
        if value.plus is not None and value.minus is not None:
            return f"% {value.plus} minus % {value.minus}"
        if value.share is not None:
            return f"% {value.share} of {' and '.join(self.boxes)}"
        return super().definition

    @property
    def parameters(self) -> Mapping[str, object]:
        """Those of a box score, and from where on a number is positive or negative."""
        return {**super().parameters, "threshold": THRESHOLD}

    def completed(self, records: Records, circumstances: Circumstances) -> Mapping[str, Field]:  # noqa: ARG002 - the protocol's
        """Return the answers as classes. A number beyond -1 and 1 stays what it is, and is off scale."""
        field = self._answers(records)
        boxed = {point for points in self.boxes.values() for point in points} or _NAMES.keys()
        classes = [_class(value) for value in field.values]
        left_out = [value in _NAMES and value not in boxed for value in classes]
        fates = np.where(np.array(left_out, np.bool_) & (field.fates == 0), _NOT_APPLICABLE, field.fates)
        values = [None if left else value for value, left in zip(classes, left_out, strict=True)]
        return {self.fields[0]: Field(field.codes, values, fates.astype(np.int8), field.texts)}

    def doubts(self, statistic: CountsByValue, offenders: Offenders) -> Doubts:
        """Return what refuses the number: values of which most are no polarity."""
        wrong = (Disposition.UNREADABLE, Disposition.OFF_SCALE)
        strange = sum(rows for (fate, said), rows in offenders.items() if fate in wrong and said != DATE)
        return Doubts([_no_polarity(self.id, strange, statistic.n)] if strange > statistic.n else ())

    @property
    def left_out(self) -> str:
        """The class that is in no box, an empty text where each is in one."""
        boxed = {point for points in self.boxes.values() for point in points}
        return next((name for point, name in _NAMES.items() if point not in boxed), "") if boxed else ""

    def said(self, records: Records, fates: FateArray) -> Counter[tuple[Disposition, str]]:  # noqa: ARG002 - of comments more can be said
        """Return how many rows are left out for their class; `fates` has the fate of each row."""
        left_out = int(np.count_nonzero(fates == _NOT_APPLICABLE))
        return +Counter({(Disposition.NOT_APPLICABLE, self.left_out): left_out})


def _no_polarity(metric: str, strange: int, there: int) -> Problem:
    return Problem(
        code="unreadable",
        message=f"{metric}: {strange:,} values are neither words for positive, neutral and negative nor numbers from "
        f"-1 to 1; {there:,} can be read",
        help="say in cx.yaml what the words stand for, labels: {word: 1, word: 0, word: -1}; or name another column: "
        "--column NAME",
    )


def _class(value: object) -> int | Fraction | Decimal | None:
    """Return the class of a polarity from -1 to 1; another number as it is."""
    if not isinstance(value, int | Fraction | Decimal):
        return None
    return class_of(float(value)) if -1 <= value <= 1 else value
