"""Doubts about spans with an end: whether their customers left then, and whether it is known what they had paid."""

from collections.abc import Sequence

import numpy as np

from cxcli.errors import Notice
from cxcli.scoring.customer_rows import SPANS, scored_of_kind
from cxcli.scoring.retention_span import DAY
from cxcli.scoring.together import NEVER, Gathered

_MOST = 2
"""What is so of one in so many is so of most."""


def ends_of_active(metric: str, gathered: Gathered) -> Sequence[Notice]:
    """Return the notice of spans whose end is over although they are active by their status.

    Some tools write when somebody gave notice, and the subscription goes on to the end of what is paid. Where all spans
    have an end, that is another doubt.
    """
    going = sum(int(part.columns["goes_past"][part.fates == 0].sum()) for part in gathered.parts)
    if not going or not any((part.columns["ended"][part.fates == 0] == NEVER).any() for part in gathered.parts):
        return ()
    one = going == 1
    rows = f"{going:,} scored row{' has' if one else 's have'} an end that is over, and {'is' if one else 'are'} active"
    message = (
        f"{metric}: {rows} by {'its' if one else 'their'} status; {'it counts' if one else 'they count'} as gone: if "
        "the date says when notice was given, name that of the end: --map ended_at=COLUMN"
    )
    return [Notice(code="active-ends", message=message)]


def ends_before_next_days(metric: str, gathered: Gathered) -> Sequence[Notice]:
    """Return the notice of spans that begin the day after the same customer's last one: ends may be last days.

    Days without a clock are told by their beginning, so that the last day of what is paid is not in the span.
    """
    rows = gathered.rows()
    scored = scored_of_kind(rows, SPANS)
    if not len(scored):
        return ()
    who, begun, ended = (
        column[scored] for column in (rows.texts["customer"][0], rows.columns["begun"], rows.columns["ended"])
    )
    order = np.lexsort((begun, who))
    who, begun, ended = who[order], begun[order], ended[order]
    closed = (who[1:] == who[:-1]) & (ended[:-1] != NEVER) & (begun[1:] - ended[:-1] == DAY)
    customers = len(np.unique(who[1:][closed]))
    if not customers:
        return ()
    many = "1 customer begins" if customers == 1 else f"{customers:,} customers begin"
    message = (
        f"{metric}: {many} again on the day after an end, and not on the day of it, which is an end and a return "
        "wherever a period ends between the two: if ends are last days, move them to the day after"
    )
    return [Notice(code="ends-before-next-days", message=message)]


def left_without_amount(metric: str, gathered: Gathered) -> Sequence[Notice]:
    """Return the notice that most of those who left have the amount 0: it is that of now, not what they had paid."""
    ended = nothing = 0
    for part in gathered.parts:
        left = (part.columns["kind"] == SPANS) & (part.fates == 0) & (part.columns["ended"] != NEVER)
        ended += int(np.count_nonzero(left))
        nothing += int(np.count_nonzero(left & (part.columns["amount"] == 0)))
    if not nothing or _MOST * nothing < ended:
        return ()
    message = (
        f"{metric}: {nothing:,} of the {ended:,} scored rows with an end have the amount 0: if it is what is paid now, "
        "what was lost is not in it; give what was paid before the end, or movements"
    )
    return [Notice(code="left-without-amount", message=message)]
