"""What the rows of all groups say, added up: as each row is in one group of a breakdown, nothing is counted again."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from cxcli.scoring.cells import CellKey
from cxcli.scoring.partial import Partial, Tally


def over_groups(partial: Partial) -> Partial:
    """Return a partial with the cells over all groups, those of the first breakdown added up."""
    parts: defaultdict[tuple[str, CellKey], list[Tally]] = defaultdict(list)
    for (metric, key), tally in partial.tallies.items():
        if key.breakdown == 1:
            parts[metric, CellKey(0, (), key.period)].append(tally)
    return partial + Partial({cell: _added(tallies) for cell, tallies in parts.items()})


def _added(tallies: Sequence[Tally]) -> Tally:
    """Return the sum, by pairs of pairs: what is sorted is merged with what is about as long."""
    while len(tallies) > 1:
        odd = tallies[len(tallies) - len(tallies) % 2 :]
        tallies = [*(one + other for one, other in list(pairwise(tallies))[::2]), *odd]
    return tallies[0]
