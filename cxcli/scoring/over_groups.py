"""What the rows of all groups say, added up: as each row is in one group of a breakdown, nothing is counted again."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.cells import CellKey
from cxcli.scoring.partial import Partial, Tally
from cxcli.scoring.statistics import Statistic


def over_groups(partial: Partial) -> Partial:
    """Return a partial with the cells over all groups, those of the first breakdown added up."""
    parts: defaultdict[tuple[str, CellKey], list[Tally]] = defaultdict(list)
    for (metric, key), tally in partial.tallies.items():
        if key.breakdown == 1:
            parts[metric, CellKey(0, (), key.period)].append(tally)
    return partial + Partial({cell: _added(tallies) for cell, tallies in parts.items()})


def _added(tallies: Sequence[Tally]) -> Tally:
    offenders: Counter[tuple[Disposition, str]] = Counter()
    for tally in tallies:
        offenders.update(tally.offenders)
    accounts, answers = ([getattr(tally, name) for tally in tallies] for name in ("account", "answers"))
    return Tally(_sum([tally.statistic for tally in tallies]), _account(accounts), offenders, _account(answers))


def _sum(statistics: Sequence[Statistic]) -> Statistic:
    """Return the sum, by pairs of pairs: what is sorted is merged with what is about as long."""
    while len(statistics) > 1:
        odd = statistics[len(statistics) - len(statistics) % 2 :]
        statistics = [*(one + other for one, other in list(pairwise(statistics))[::2]), *odd]
    return statistics[0]


def _account(accounts: Sequence[RowAccount]) -> RowAccount:
    """Return the sum, made once: there may be very many groups."""
    skipped: Counter[Disposition] = Counter()
    for account in accounts:
        skipped.update(account.skipped)
    return RowAccount(sum(account.read for account in accounts), skipped)
