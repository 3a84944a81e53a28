"""Which rows hang on now: with another moment for now, something else would be made of them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from cxcli.mapping.records import FateArray, Field, IntArray, Records
from cxcli.mapping.typed_fields import fed_fields, record_field
from cxcli.mapping.vocabulary import vocabulary
from cxcli.mapping.ways import NOW
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.due_days import DUE
from cxcli.scoring.duration import Duration
from cxcli.scoring.eligibility_rate import EligibilityRate
from cxcli.scoring.metric import Metric
from cxcli.scoring.rate import Rate
from cxcli.scoring.ratio import Ratio
from cxcli.scoring.reach import Reach
from cxcli.scoring.together import NEVER
from cxcli.scoring.worked_out import Circumstances

BoolArray = npt.NDArray[np.bool_]

_TOO_RECENT = FATE_CODE[Disposition.TOO_RECENT]
_PLANNED = DUE | {"renewal_due_at"}
"""Dates of what is to be done, which say nothing of how far a file reaches where there are others."""


def reach_of(metric: Metric[Any], records: Records, fates: FateArray, circumstances: Circumstances) -> Reach:
    """Return how far the dates of some rows reach, all of them, and how many of those that count hang on now."""
    hanging = _hanging(metric, records, fates, circumstances)
    return Reach(_latest(fed_fields(records, metric.id), circumstances.as_of), int(np.count_nonzero(hanging)))


def _hanging(metric: Metric[Any], records: Records, fates: FateArray, circumstances: Circumstances) -> BoolArray:
    """Return which rows are scored, or too recent, by what time it is.

    Of a duration these are the rows that still run; of a rate or a ratio those of which nothing could be said if
    nobody knew what time it is.
    """
    match metric:
        case Duration():
            return np.asarray((fates == 0) & metric.runs(records))
        case Rate() | Ratio() | EligibilityRate() if _knows_now(metric.id, records):
            timeless = replace(circumstances, as_of=np.datetime64("NaT", "us"))
            (name,) = metric.fields
            found = metric.completed(records, timeless)[name]
            return np.asarray(((fates == 0) | (fates == _TOO_RECENT)) & (found.row_fates != fates))
    return np.zeros(len(records), np.bool_)


def _knows_now(metric: str, records: Records) -> bool:
    prefix = record_field(metric, "")
    ways = [way for name, way in records.ways.items() if name.startswith(prefix)]
    return any(way.between is not None and NOW in way.between for way in ways)


def _latest(fields: Mapping[str, Field], now: np.datetime64) -> int:
    """Return the latest date that is not after now, of what happened, or if no field says that, of what was planned."""
    known = vocabulary()
    dates = {name: field for name, field in fields.items() if name in known and known[name].type == "date"}
    happened = {name: field for name, field in dates.items() if name not in _PLANNED}
    moments = [np.asarray(field.values, "datetime64[us]") for field in (happened or dates).values()]
    return max((_latest_of(each.astype(np.int64), int(now.astype(np.int64))) for each in moments), default=NEVER)


def _latest_of(moments: IntArray, now: int) -> int:
    """Return the latest of some moments that is not after now. What is not there is before all others."""
    latest = int(moments.max(initial=NEVER))
    return latest if latest <= now else int(moments[moments <= now].max(initial=NEVER))
