"""The kind `sentiment`: comments, each judged positive, neutral or negative by what it says."""

from collections import Counter
from collections.abc import Mapping
from typing import cast

import numpy as np
from msgspec.structs import replace

from cxcli.errors import Notice
from cxcli.mapping.records import FateArray, Field, Records
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.metric import Doubts
from cxcli.scoring.partial import Offenders
from cxcli.scoring.polarity import PolarityScore
from cxcli.scoring.sentiment_definition import JudgedBy, SentimentDefinition
from cxcli.scoring.worked_out import Circumstances

_NOT_JUDGED = Disposition.NOT_APPLICABLE
_TOLD = (Disposition.SCORED, _NOT_JUDGED)
"""Fates of which it is told in which languages the comments are."""


class Sentiment(PolarityScore, frozen=True):
    """A box score of which the answers are what comments were judged to be."""

    @property
    def judged_by(self) -> JudgedBy:
        """How comments are judged."""
        return cast("SentimentDefinition", self.source).judged_by

    @property
    def definition(self) -> str:
        """For example `% positive minus % negative of comments, by VADER 3.3.2`."""
        by = f", by {self.judged_by.method}" if self.judged_by.method else ""
        return f"{super().definition} of comments{by}"

    @property
    def parameters(self) -> Mapping[str, object]:
        """Those of a box score, and how comments are judged."""
        return {**super().parameters, **self.judged_by.parameters}

    @property
    def language_field(self) -> str:
        """The name under which the records hold the languages of the comments."""
        return f"{self.id}.language"

    def completed(self, records: Records, circumstances: Circumstances) -> Mapping[str, Field]:
        """Return the classes; of comments that are left out for their class, it stands in place of the language."""
        made = super().completed(records, circumstances)
        classes, language = made[self.fields[0]], records.fields[self.language_field]
        left_out = ((classes.fates != 0) & (self._answers(records).fates == 0)).tolist()
        values = [self.left_out if left else code for code, left in zip(language.values, left_out, strict=True)]
        return {**made, self.language_field: replace(language, values=values)}

    def said(self, records: Records, fates: FateArray) -> Counter[tuple[Disposition, str]]:
        """Return in which languages the judged comments are, and why others were not judged."""
        field = records.fields[self.language_field]
        found: Counter[tuple[Disposition, str]] = Counter()
        for fate in _TOLD:
            counts = np.bincount(field.codes[fates == FATE_CODE[fate]], minlength=len(field.values)).tolist()
            for language, rows in zip(field.values, counts, strict=True):
                found[fate, str(language)] += rows
        return +found

    def doubts(self, statistic: CountsByValue, offenders: Offenders) -> Doubts:
        """Return what is to be said where most comments could not be judged."""
        apart = sum(rows for (fate, why), rows in offenders.items() if fate is _NOT_JUDGED and why != self.left_out)
        if apart <= statistic.n:
            return Doubts()
        message = (
            f"{self.id}: {statistic.n:,} comments were judged and {apart:,} could not be: say of which languages they "
            "are, or train a model for them (cx sentiment train)"
        )
        return Doubts(notices=[Notice(code="few-judged", message=message)])
