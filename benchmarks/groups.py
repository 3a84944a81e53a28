"""How often `cx compare --between COLUMN` calls a group higher or lower although all groups answer alike.

    python benchmarks/groups.py [FILES]

prints the Markdown table of docs/statistics.md: of simulated files with a fixed seed, the share in which any group is
called. 400 files take some five minutes.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import reduce
from operator import add

import numpy as np

from cxcli.analysis.groups_compared import groups_compared
from cxcli.rows import RowAccount
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import OVERALL, CellKey
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.partial import Partial, Tally
from cxcli.scoring.plan import Plan
from cxcli.scoring.scores import scores

SEED, FILES = 20251122, 400
ANSWERS = (0.05, 0.08, 0.15, 0.30, 0.42)
"""How likely the answers 1 to 5 are, in every group."""
SIZES = {
    "4, of 30 to 200 answers": (30, 60, 100, 200),
    "5 of 200": (200,) * 5,
    "20 of 100": (100,) * 20,
    "20 of 50": (50,) * 20,
    "20 of 20": (20,) * 20,
    "20 of 10": (10,) * 20,
    "20 of 5 and one of 400": (5,) * 20 + (400,),
    "20 of 3 and one of 400": (3,) * 20 + (400,),
}
KINDS = ("csat:mean", "csat", "csat:net")


def is_any_called(metric: BoxScore, groups: Sequence[Sequence[int]]) -> bool:
    """Whether any group is called higher or lower; `groups` hold how often each answer from 1 on was given."""
    tallies = {}
    for number, counts in enumerate(groups):
        statistic = CountsByValue.of(dict(enumerate(counts, start=metric.scale.low)))
        tally = Tally(statistic, RowAccount(statistic.n))
        tallies[metric.id, CellKey(1, (("group", f"g{number}"),), None)] = tally
    partial = Partial({**tallies, (metric.id, OVERALL): reduce(add, tallies.values())})
    _, *found = scores(Plan(metrics=[metric], by=(("group",),), as_of=datetime(2025, 1, 1, tzinfo=UTC)), partial)
    compared = groups_compared(found, metric, column="group", interval=None, power=0.8, min_n=0, elsewhere=RowAccount())
    return any(group.verdict != "unclear" for group in compared.groups)


def rate(metric: BoxScore, sizes: Sequence[int], files: int, answers: Sequence[float] = ANSWERS) -> float:
    """The share of simulated files in which any group is called."""
    chance = np.random.default_rng(SEED)
    called = (is_any_called(metric, [chance.multinomial(n, answers).tolist() for n in sizes]) for _ in range(files))
    return sum(called) / files


def row(name: str, files: int = FILES) -> str:
    """The line of the table about one entry of `SIZES`."""
    rates = (rate(settle(shipped()[kind]), SIZES[name], files) for kind in KINDS)
    return f"| {name} | {' | '.join(f'{100 * each:.0f} %' for each in rates)} |"


def main() -> None:
    """Print the table."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    print("| groups | mean | share | difference of two shares |")
    print("|---|---:|---:|---:|")
    for name in SIZES:
        print(row(name, files), flush=True)


if __name__ == "__main__":
    main()
