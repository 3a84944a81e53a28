"""What each customer pays, as changes, from rows of customers that are spans, movements or snapshots."""

from typing import cast

import numpy as np

from cxcli.errors import DataError, Problem
from cxcli.mapping.records import FateArray, IntArray
from cxcli.scoring.customer_events import CustomerEvents
from cxcli.scoring.customer_rows import MOVES, SNAPSHOTS
from cxcli.scoring.customer_sums import refuse_vast
from cxcli.scoring.snapshot_rows import changes_of_snapshots
from cxcli.scoring.together import NEVER, Rows
from cxcli.scoring.votes import KeyArray


def kind_of(rows: Rows) -> int:
    """Return what the rows are; there is one or more.

    Raises:
        DataError: some are another thing than others.
    """
    kinds = np.unique(rows.columns["kind"]).tolist()
    if len(kinds) > 1:
        message = "some files hold spans, movements or snapshots of customers, and others another of these"
        raise DataError(Problem(code="mixed-files", message=message, help="score files of one kind at a time"))
    return int(kinds[0])


def changes_of(rows: Rows, dates: IntArray, *, paying: bool) -> tuple[CustomerEvents, FateArray]:
    """Return what changes when for each customer, by the code of the customer's text, and the fates of the rows.

    `dates` are those of all snapshots; it is of interest what customers are `paying`, or only who they are.

    Raises:
        DataError: as in `kind_of`, or the amounts of a customer are too large to be added up.
    """
    scored = rows.scored()
    columns = (rows.texts["customer"][0], *(rows.columns[name] for name in ("begun", "ended", "amount")))
    customers, begun, ended, amounts = (column[scored] for column in columns)
    refuse_vast(customers, amounts)
    kind = kind_of(rows)
    if kind == SNAPSHOTS:
        return changes_of_snapshots(rows, dates, paying=paying)
    # Numbers in the place of the texts that they stand for sort and differ like these.
    keys = cast("KeyArray", customers)
    if kind == MOVES:
        return CustomerEvents.of_movements(keys, begun, amounts), rows.fates
    # Who ends at the moment of the start was there, if only for that moment.
    ended = np.where(ended == NEVER, NEVER, np.maximum(ended, begun + 1))
    return CustomerEvents.of_spans(keys, begun, ended, amounts), rows.fates
