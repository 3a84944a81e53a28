"""The doubt whether movements are all there: whoever moves first by paying more, or less, was there before."""

from collections.abc import Sequence

import numpy as np

from cxcli.errors import Notice
from cxcli.scoring.customer_rows import MOVES
from cxcli.scoring.together import Gathered


def unseen_beginnings(metric: str, gathered: Gathered) -> Sequence[Notice]:
    """Return the notice of customers whose first movement says in words that it is not their first one."""
    parts = [part for part in gathered.parts if (part.columns["kind"] == MOVES).any()]
    rows = Gathered(tuple(parts)).rows()
    scored = rows.scored()
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
