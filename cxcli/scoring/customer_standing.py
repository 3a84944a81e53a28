"""Whether the customer of a row is there: by a flag, by the state of the subscription, or since it is a trial."""

import numpy as np
import numpy.typing as npt

from cxcli.mapping.records import FateArray, IntArray
from cxcli.scoring.conditions import first_of
from cxcli.scoring.kept_fields import said, unread
from cxcli.scoring.together_metric import NOT_APPLICABLE
from cxcli.scoring.worked_out import MetricFields

BoolArray = npt.NDArray[np.bool_]


def standing(fields: MetricFields, fates: FateArray, running: BoolArray, gone: int) -> tuple[FateArray, IntArray]:
    """Return the fates with what flag, state and trial say against rows, and which rows are trials, as 1.

    Of `running` rows, those without an end, a customer who is said to be gone gets the fate `gone`, and a word that
    nobody knows is unreadable; of the others the end says all. A trial is no customer, nor is one who never began.
    """
    fates = first_of(fates, _unread(fields, "trial"))
    for name in ("churned", "subscription_status"):
        fates = first_of(fates, np.where(running, _unread(fields, name), 0))
    left = _says(fields, "churned", "yes") | _says(fields, "subscription_status", "cancelled", "ended")
    fates[(fates == 0) & running & left] = gone
    trial = (fates == 0) & (_says(fields, "trial", "yes") | _says(fields, "subscription_status", "trialing"))
    fates[trial | ((fates == 0) & _says(fields, "subscription_status", "incomplete"))] = NOT_APPLICABLE
    return fates, trial.astype(np.int64)


def active(fields: MetricFields) -> BoolArray:
    """Return which rows are of subscriptions that run, by their state, whatever their dates say."""
    return _says(fields, "subscription_status", "active", "past_due")


def _unread(fields: MetricFields, name: str) -> FateArray:
    return unread(fields.field(name)) if fields.has(name) else np.zeros(len(fields.records), np.int8)


def _says(fields: MetricFields, name: str, *words: str) -> BoolArray:
    return said(fields.field(name), *words) if fields.has(name) else np.zeros(len(fields.records), np.bool_)
