"""Comparisons made of counts, for the tests of how they are written."""

from msgspec.structs import replace

from cxcli.analysis.comparison import Side, compare, same_respondents
from cxcli.analysis.groups_compared import groups_compared
from cxcli.analysis.score_of_counts import Counted, score_of_counts
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.paired_votes import PairedVotes

NPS, CSAT, MEAN = (settle(shipped()[name]) for name in ("nps", "csat", "csat:mean"))
BEFORE = {"pro": {10: 50, 8: 20, 0: 10}, "free": {10: 20, 8: 30, 0: 50}}
AFTER = {"pro": {10: 60, 8: 10, 0: 10}, "free": {10: 60, 8: 30, 0: 30}}
ELSEWHERE = RowAccount(40, {Disposition.UNDATED: 3, Disposition.MALFORMED: 1})
PAIRS = {(10, 10): 5, (10, 0): 1, (0, 10): 2}


def score(counts, metric=NPS, **more):
    """The score of so many answers of each value."""
    counted = Counted({}, CountsByValue.of(counts), by_answer=True)
    return replace(score_of_counts(metric, counted, confidence=0.95, interval=None, population=None), **more)


def side(label, segments, metric=NPS):
    """A side with the answers of each segment."""
    parts = {(key,): CountsByValue.of(counts) for key, counts in segments.items()}
    everything = sum(parts.values(), start=CountsByValue())
    return Side(label=label, score=score(everything.counts, metric), segments=parts)


def two(before=BEFORE, after=AFTER, metric=NPS, labels=("2025-Q1", "2025-Q2"), columns=("plan",), **more):
    """Two sides of a metric."""
    sides = side(labels[0], before, metric), side(labels[1], after, metric)
    options = {"elsewhere": ELSEWHERE, "power": 0.8, "columns": columns} | more
    return compare(*sides, metric, **options)


def paired(found, pairs=PAIRS, **more):
    """A comparison with the respondents of both sides."""
    votes = PairedVotes(pairs=pairs, only_before=3, only_after=4, without_key=more.pop("without_key", (1, 2)))
    return same_respondents(found, "email", votes, confidence=0.95, **more)


def many(counts, metric=NPS, **more):
    """Many groups by their counts."""
    scores = [score(each, metric, group={"region": key}) for key, each in counts.items()]
    options = {"column": "region", "interval": None, "power": 0.8, "min_n": 0, "elsewhere": RowAccount()} | more
    return groups_compared(scores, metric, **options)
