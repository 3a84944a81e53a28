"""The doubt whether the ends of spans are those of customers, or of paid terms that may go on."""

from collections.abc import Sequence

import numpy as np

from cxcli.errors import Notice
from cxcli.mapping.records import IntArray
from cxcli.scoring.customer_rows import SPANS
from cxcli.scoring.retention_span import DAY
from cxcli.scoring.together import NEVER, Gathered, GatheredPart

_FEW = 3
"""So few rows must be of one length before that says something."""
_APART = 3 * DAY
"""Months, quarters and years differ by no more days than that."""


def term_ends(metric: str, gathered: Gathered) -> Sequence[Notice]:
    """Return the notice of spans that all have an end, although some are active, or all of one length.

    Among customers some are still there, and those who left stayed for different times.
    """
    parts = [part for part in gathered.parts if (part.columns["kind"] == SPANS).all()]
    begun, ended, active = (_scored(parts, name) for name in ("begun", "ended", "active"))
    if not len(ended) or (ended == NEVER).any():
        return ()
    lengths, running = ended - begun, int(active.sum())
    alike = len(lengths) >= _FEW and lengths.max() - lengths.min() <= _APART
    if not running and not alike:
        return ()
    says = f"and {running:,} of them are active by their status" if running else "all of them after the same time"
    message = (
        f"{metric}: all {len(ended):,} scored rows have an end, {says}: if these are terms that may be renewed, no "
        "customer left at their end; name the date on which one left: --map ended_at=COLUMN"
    )
    return [Notice(code="term-ends", message=message)]


def _scored(parts: Sequence[GatheredPart], name: str) -> IntArray:
    return np.concatenate([np.zeros(0, np.int64), *(part.columns[name][part.fates == 0] for part in parts)])
