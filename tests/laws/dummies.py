"""Metrics of kinds that cx does not have, to prove that the machinery carries them.

Several periods for one row, a ledger whose fates are known only at the end; and some that lie about rows.
"""

from collections import defaultdict

import numpy as np
from msgspec.structs import replace

from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.boxes import settle
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import Placement
from cxcli.scoring.metric import Estimate
from cxcli.scoring.periods import Periods
from tests.laws.latest_vote import LatestVote, Vote

_OUT = FATE_CODE[Disposition.OUT_OF_PERIOD]


def dummy(kind, metric="nps", **options):
    """A metric of a dummy kind, with id and answers of its own and everything else from a shipped one."""
    name = kind.__name__.lower()
    made = settle(replace(shipped()[metric], id=name), **options)
    return kind(made.source, made.scale, made.boxes, made.declared)


class TwoPeriods(BoxScore):
    """A row counts in its own month and in the next one, as a customer who is active in both."""

    def dates(self, records, window):
        """Return out of period for a row of which both months are."""
        field = records.fields["at"]
        periods = Periods(Grain.MONTH)
        months = periods.bucket(np.asarray(field.values, "datetime64[us]")).tolist()
        fates = [
            fate or (0 if any(window.meets(each, periods) for each in (month, month + 1)) else _OUT)
            for month, fate in zip(months, field.fates.tolist(), strict=True)
        ]
        return np.array(fates, np.int8)[field.codes]

    def place(self, records, layer, placement):  # noqa: ARG002 - the protocol's
        """Two cells for each row where cells are months, one elsewhere."""
        if layer.periods is None:
            return placement
        later = [replace(key, period=key.period + 1) for key in placement.keys]
        keys = list(dict.fromkeys([*placement.keys, *later]))
        own, following = (np.array([keys.index(key) for key in each], np.int64) for each in (placement.keys, later))
        rows = np.concatenate([placement.rows, placement.rows])
        cells = np.concatenate([own[placement.cells], following[placement.cells]])
        entries = np.unique(np.stack([rows, cells]), axis=1)
        return Placement(rows=entries[0], cells=entries[1], keys=keys)


class LatestVotes(BoxScore):
    """One vote for each respondent: the latest. Which rows are superseded is known when all rows have been seen."""

    @property
    def fields(self):
        """Answers, respondents, and the time of the vote."""
        return (f"{self.id}.score", "respondent", "at")

    def judge(self, records):
        """After what the answer says: a row without respondent is nobody's vote, one without time cannot be ranked."""
        who, at = records.fields["respondent"], records.fields["at"]
        nobody = np.array([not name for name in who.values], np.bool_)[who.codes]
        fates = super().judge(records)
        fates = np.where((fates == 0) & nobody, FATE_CODE[Disposition.NOT_APPLICABLE], fates)
        return np.where(fates == 0, at.fates[at.codes], fates)

    def summarise(self, records, placement):
        """The ledger of each cell."""
        answer, who, at = (records.fields[name] for name in self.fields)
        votes = defaultdict(list)
        for row, cell in zip(placement.rows.tolist(), placement.cells.tolist(), strict=True):
            time = int(np.datetime64(at.values[at.codes[row]], "us").astype(np.int64))
            vote = Vote.of(time, records.file, int(records.lines[row]), answer.values[answer.codes[row]])
            votes[cell].append((who.values[who.codes[row]], vote))
        return {cell: LatestVote.of(found) for cell, found in votes.items()}

    def empty(self):
        """The ledger of nobody."""
        return LatestVote.empty()


class Forgetful(BoxScore):
    """It loses the first row that it should count."""

    def summarise(self, records, placement):
        """All but the first entry."""
        entries = np.arange(len(placement.rows)) > 0
        return super().summarise(records, placement.only(entries))


class Retracting(LatestVotes):
    """It says of rows that they were superseded, and counts them nevertheless."""

    def summarise(self, records, placement):
        """Ledgers that lie when they are settled."""
        return {cell: _Lie(found.votes, found.rows) for cell, found in super().summarise(records, placement).items()}


class _Lie(LatestVote):
    def settled(self):
        """The standing votes, and more rows superseded than there were."""
        return super().settled()[0], {Disposition.SUPERSEDED: 1000}


class Undefined(BoxScore):
    """A ratio whose denominator is always 0."""

    def estimate(self, statistic, *, confidence, interval, population=None):  # noqa: ARG002 - the protocol's
        """No value, and why."""
        return Estimate(reason="nothing to divide by")
