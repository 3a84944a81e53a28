"""Groups made of counts, for the tests of how they are written."""

from msgspec.structs import replace

from cxcli.analysis.groups_finding import groups_finding
from cxcli.analysis.score_of_counts import Counted, score_of_counts
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue

CSAT = settle(shipped()["csat"])
GROUPS = {
    "Ann": {5: 90, 1: 10},
    "Bob": {5: 50, 1: 50},
    "Cy": {5: 210, 1: 90},
    "Dee": {5: 3, 1: 1},
    "Answer Bot": {5: 9, 1: 1},
}


def score(name, counts, **more):
    """The score of a group with so many answers of each value."""
    made = Counted({}, CountsByValue.of(counts), by_answer=True)
    found = score_of_counts(CSAT, made, confidence=0.95, interval=None, population=None)
    return replace(found, group={"agent": name} if name else {}, **more)


def hidden(each, min_n):
    """A score as a run gives it: hidden where it has too few answers."""
    if each.n >= min_n:
        return each
    return replace(each, value=None, low=None, high=None, status="suppressed", reason=f"fewer than {min_n} answers")


def finding(groups=None, strata=None, *, mix=(), apart=(), min_n=10, column="agent"):
    """The finding of groups by their counts; `strata` has the counts of (group, stratum)."""
    scores = [hidden(score(name, counts), min_n) for name, counts in (GROUPS if groups is None else groups).items()]
    return groups_finding(
        score("", {5: 1}),
        [replace(each, group={column: each.group["agent"]}) for each in scores],
        {place: CountsByValue.of(counts) for place, counts in (strata or {}).items()},
        CSAT,
        column=column,
        mix=mix,
        apart=apart,
        interval=None,
        min_n=min_n,
        level=0.05,
    )


def mixed():
    """Three groups that are adjusted for two cases; nobody but Cy has the case `b`."""
    groups = {"Ann": {5: 90, 1: 10}, "Bob": {5: 50, 1: 50}, "Cy": {5: 30, 1: 30}}
    strata = {("Ann", ("a",)): {5: 90, 1: 10}, ("Bob", ("a",)): {5: 50, 1: 50}, ("Cy", ("b",)): {5: 30, 1: 30}}
    return finding(groups, strata, mix=("channel",))


def spread():
    """Twenty groups of 1,000 that differ far beyond chance, and one far from all of them."""
    shares = [*range(550, 740, 10), 50]
    return finding({f"g{place:02}": {5: share, 1: 1000 - share} for place, share in enumerate(shares)})
