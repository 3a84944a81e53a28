"""How customers pass through the stages of a journey: who is new in a stage, and who is seen in no later one."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from cxcli.scoring.interval import Interval
from cxcli.scoring.proportion import wilson


class StagePassage(Struct, frozen=True):
    """The `customers` of a stage: how many were `gained`, seen in no stage before, and `lost`, seen in none after it.

    `went_on` is the share of them, in percent, that was seen in a later stage, with its limits; None for the last
    stage, where nobody is lost, and where there are no customers.
    """

    customers: int
    gained: int
    lost: int
    went_on: float | None
    limits: Interval | None


def passage(stages: Sequence[AbstractSet[str]], *, confidence: float) -> list[StagePassage]:
    """Return how customers pass, from the customers seen in each stage, in the order of the stages.

    Limits are those of Wilson (1927), of customers who are independent of each other.
    """
    found = []
    for place, here in enumerate(stages):
        before, after = set[str]().union(*stages[:place]), set[str]().union(*stages[place + 1 :])
        on, last = len(here & after), place == len(stages) - 1
        share = None if last or not here else on / len(here)
        limits = None if share is None else _percent(wilson(share, len(here), confidence))
        lost = 0 if last else len(here) - on
        found.append(StagePassage(len(here), len(here - before), lost, None if share is None else 100 * share, limits))
    return found


def _percent(limits: Interval) -> Interval:
    return Interval(100 * limits.low, 100 * limits.high, limits.method)
