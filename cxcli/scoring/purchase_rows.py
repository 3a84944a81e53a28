"""Rows of purchases: what each says by itself, and which are of days that count."""

from typing import Final

import numpy as np

from cxcli.errors import DataError, Problem
from cxcli.mapping.records import FateArray, IntArray
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.cells import Window
from cxcli.scoring.conditions import first_of
from cxcli.scoring.kept_fields import fate, kept_text, said, there, unread
from cxcli.scoring.together import Rows, Texts
from cxcli.scoring.together_metric import BLANK, CONTRADICTORY, NOT_APPLICABLE, Judged
from cxcli.scoring.worked_out import MetricFields, times

CONTRACT: Final = ("mrr", "interval", "trial", "renewal_due_at")
"""Fields that only rows of subscriptions have."""

_MONEY: Final = ("revenue", "refund", "cost", "acquisition_cost")
_OUT_OF_PERIOD: Final = FATE_CODE[Disposition.OUT_OF_PERIOD]


def judged_purchases(fields: MetricFields, *, money: bool) -> Judged:
    """Return the fate of each row, and what is kept of it: when it was, and if `money` is of interest, how much.

    A row without customer is blank, one without date undated, one with an amount below 0 contradictory; a state that
    nobody knows is unreadable. What was never paid is no purchase, nor is what was given back: fewer than no units.
    Where no amount says how much was paid back, a payment that was refunded was so as a whole; of one refunded in part
    it is blank.
    """
    customer, date = fields.field("customer"), fields.field("ordered_at")
    fates = first_of(np.where(there(customer), 0, BLANK), fate(date))
    columns = {"at": times(date).astype(np.int64)}
    texts: dict[str, Texts] = {"customer": kept_text(customer)}
    if fields.has("payment_status"):
        fates = first_of(fates, unread(fields.field("payment_status")))
        fates[(fates == 0) & said(fields.field("payment_status"), "failed", "voided", "pending")] = NOT_APPLICABLE
    if fields.has("quantity"):
        fates[(fates == 0) & (fields.amounts("quantity")[0] < 0)] = NOT_APPLICABLE
    for name in _MONEY:
        columns[name] = np.zeros(len(fates), np.int64)
        if money and fields.has(name):
            columns[name], fates = _amounts(fields, name, fates)
    if money and fields.has("payment_status"):
        status, untold = fields.field("payment_status"), columns["refund"] == 0
        columns["refund"] = np.where(untold & said(status, "refunded"), columns["revenue"], columns["refund"])
        fates[(fates == 0) & untold & said(status, "partially_refunded")] = BLANK
    for name in ("order", *(("currency",) if money else ())):
        if fields.has(name):
            texts[name] = kept_text(fields.field(name))
    return fates, columns, texts


def refuse_contracts(fields: MetricFields) -> None:
    """Refuse rows of subscriptions for a model of customers who come and go as they like.

    Raises:
        DataError: the file has a field that only subscriptions have.
    """
    found = [name for name in CONTRACT if fields.has(name)]
    if found:
        message = f"{fields.metric} is for customers who come and go without a contract, but the file has {found[0]}"
        advice = "for subscriptions: clv:sbg or clv:simple"
        raise DataError(Problem(code="contract", message=message, file=fields.records.file, help=advice))


def within_days(rows: Rows, window: Window) -> FateArray:
    """Return the fates of rows with a moment of their own, out of period where their day does not count."""
    outside = window.leaves_out(rows.columns["at"].view("datetime64[us]"))
    return np.where((rows.fates == 0) & outside, _OUT_OF_PERIOD, rows.fates).astype(np.int8)


def _amounts(fields: MetricFields, name: str, fates: FateArray) -> tuple[IntArray, FateArray]:
    """Return an amount of each row, and the fates with what is wrong with it."""
    amounts, found = fields.amounts(name)
    # Only revenue must be there: a blank refund or cost is none.
    fates = first_of(fates, found if name == "revenue" else np.where(found == BLANK, 0, found))
    fates[(fates == 0) & (amounts < 0)] = CONTRADICTORY
    return amounts, fates
