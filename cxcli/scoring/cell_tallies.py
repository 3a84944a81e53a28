"""The tallies of cells: what the rows of each say, and what became of them."""

from typing import Any

import numpy as np

from cxcli.mapping.records import FateArray, Records
from cxcli.rows import FATES, RowAccount
from cxcli.scoring.answer_counts import amounts
from cxcli.scoring.cells import CellKey, Placement
from cxcli.scoring.metric import Metric
from cxcli.scoring.partial import Tally


def tallies(
    metric: Metric[Any], records: Records, fates: FateArray, placement: Placement
) -> dict[tuple[str, CellKey], Tally]:
    """Return the tally of every cell of one placement."""
    here = fates[placement.rows]
    table = np.bincount(placement.cells * len(FATES) + here, minlength=len(placement.keys) * len(FATES))
    statistics = metric.summarise(records, placement.only(here == 0))
    answers = _answers(records, here, placement)
    return {
        (metric.id, key): Tally(statistics.get(cell, metric.empty()), _account(counts), {}, answers[cell])
        for cell, (key, counts) in enumerate(zip(placement.keys, table.reshape(-1, len(FATES)).tolist(), strict=True))
    }


def _answers(records: Records, fates: FateArray, placement: Placement) -> list[RowAccount]:
    """Return the account of each cell in answers; empty ones where a row is one answer."""
    answers = amounts(records).answers
    if answers is None:
        return [RowAccount()] * len(placement.keys)
    table = np.zeros((len(placement.keys), len(FATES)), np.int64)
    np.add.at(table, (placement.cells, fates), answers[placement.rows])
    return [_account(counts) for counts in table.tolist()]


def _account(counts: list[int]) -> RowAccount:
    return RowAccount(sum(counts), {FATES[code]: count for code, count in enumerate(counts) if code})
