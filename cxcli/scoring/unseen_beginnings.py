"""Doubts about movements: whether they are all there, and whether they are taken for something else."""

from collections.abc import Sequence

import numpy as np

from cxcli.errors import Notice
from cxcli.scoring.customer_rows import MOVES, SNAPSHOTS, scored_of_kind
from cxcli.scoring.together import Gathered


def unseen_beginnings(metric: str, gathered: Gathered) -> Sequence[Notice]:
    """Return the notice of customers whose first movement says in words that it is not their first one."""
    rows = gathered.rows()
    scored = scored_of_kind(rows, MOVES)
    if not len(scored):
        return ()
    who, begun, goes_on = (
        column[scored] for column in (rows.texts["customer"][0], rows.columns["begun"], rows.columns["goes_on"])
    )
    # Of movements at one moment, one that begins comes first.
    order = np.lexsort((goes_on, begun, who))
    firsts = order[np.unique(who[order], return_index=True)[1]]
    customers = int(np.count_nonzero(goes_on[firsts]))
    if not customers:
        return ()
    many = "1 customer is" if customers == 1 else f"{customers:,} customers are"
    message = (
        f"{metric}: {many} not new at the first movement in the file, so what was paid before is not in it; they count "
        "as if they began then: give all movements from the beginning, or a list with starts"
    )
    return [Notice(code="unseen-beginnings", message=message)]


def movements_as_snapshots(metric: str, gathered: Gathered) -> Sequence[Notice]:
    """Return the notice of snapshots of which rows say in words that a customer moved: they may be movements."""
    moved = sum(
        int(np.count_nonzero((part.columns["kind"] == SNAPSHOTS) & (part.columns["goes_on"] == 1)))
        for part in gathered.parts
    )
    if not moved:
        return ()
    rows = f"{moved:,} row{' says' if moved == 1 else 's say'}"
    message = (
        f"{metric}: {rows} in words that a customer paid more or less, left or came back, but each date is taken for a "
        "list of all customers: if the rows are movements, name by how much: --map mrr=COLUMN"
    )
    return [Notice(code="movements-as-snapshots", message=message)]
