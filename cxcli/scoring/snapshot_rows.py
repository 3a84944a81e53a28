"""Snapshots of customers: which rows are of one date, whose payments they are, and what changes from date to date."""

from typing import cast

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from cxcli.mapping.records import FateArray, IntArray
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.customer_events import CustomerEvents, Entries
from cxcli.scoring.snapshots import Snapshots
from cxcli.scoring.together import Rows
from cxcli.scoring.together_metric import CONTRADICTORY
from cxcli.scoring.votes import KeyArray
from cxcli.scoring.worked_out import MILLION

_UNKNOWN = (CONTRADICTORY, FATE_CODE[Disposition.UNREADABLE], FATE_CODE[Disposition.MISSING])
"""The fates of rows in a snapshot of which nobody knows what they say; the customer stands there all the same."""

_HARDLY_ANY = 10
"""One in so many at most."""


def snapshot_dates(rows: Rows) -> IntArray:
    """Return the dates of all snapshots, in microseconds since 1970, whatever the fates of the rows."""
    return np.unique(rows.columns["begun"][_placed(rows)])


def comparable(rows: Rows) -> Rows:
    """Return all rows of snapshots in a form in which those of one date are those of one snapshot.

    Ids of subscriptions of which none is in two snapshots are ids of rows, and are left out. Where hardly any customer,
    one in ten at most, stands on more than one day of a month, the month is one snapshot, of its last day with rows:
    days that differ from customer to customer are those of bills, and who misses the day of another has not left.
    """
    return _by_month(_with_subscriptions(rows))


def changes_of_snapshots(rows: Rows, dates: IntArray, *, paying: bool) -> tuple[CustomerEvents, FateArray]:
    """Return what changes for each customer between snapshots at these `dates`, and the fates of the rows.

    A customer who is missing in one pays nothing then. Rows of one customer at one date are added up where they are of
    different subscriptions; otherwise they contradict each other if it is of interest what is paid (`paying`), and what
    was known before goes on. So it does where a row cannot be read.
    """
    standing = np.flatnonzero(_placed(rows) & np.isin(rows.fates, (0, *_UNKNOWN)))
    who, of_customer = _payers(rows)
    # One entry for each payer at each date: known where one row says it, or where it is enough that any does.
    places = who[standing] * len(dates) + np.searchsorted(dates, rows.columns["begun"][standing])
    entries, first, entry, count = np.unique(places, return_index=True, return_inverse=True, return_counts=True)
    scored = rows.fates[standing] == 0
    fates = rows.fates.copy()
    if paying:
        fates[standing[scored & (count[entry] > 1)]] = CONTRADICTORY
        known, amounts = (count == 1) & scored[first], rows.columns["amount"][standing][first]
    else:
        known = np.bincount(entry[scored], minlength=len(entries)) > 0
        amounts = np.full(len(entries), MILLION)
    # Two rows that contradict each other stand for one that nobody can tell.
    twice = np.repeat(np.arange(len(entries)), np.where(known, 1, 2))
    payers, at = np.divmod(entries[twice], max(len(dates), 1))
    found = Snapshots.of(cast("KeyArray", payers), dates[at], amounts[twice]).events(dates)
    return _by_customer(found, of_customer, int(np.count_nonzero(fates == 0))), fates


def _placed(rows: Rows) -> npt.NDArray[np.bool_]:
    return np.asarray(rows.columns["placed"] == 1)


def _with_subscriptions(rows: Rows) -> Rows:
    if "subscription" not in rows.texts:
        return rows
    ids, names = rows.texts["subscription"]
    named = np.array([bool(name) for name in names], np.bool_)[ids] & _placed(rows)
    times = np.unique(np.stack([ids[named], rows.columns["begun"][named]]), axis=1).shape[1]
    if times > len(np.unique(ids[named])):
        return rows
    return replace(rows, texts={name: text for name, text in rows.texts.items() if name != "subscription"})


def _by_month(rows: Rows) -> Rows:
    begun = rows.columns["begun"]
    here = np.flatnonzero(_placed(rows))
    months, month = np.unique(begun[here].astype("datetime64[us]").astype("datetime64[M]"), return_inverse=True)
    days = np.unique(np.stack([_payers(rows)[0][here], month, begun[here]]), axis=1)
    _, times = np.unique(days[:2], axis=1, return_counts=True)
    if _HARDLY_ANY * np.count_nonzero(times > 1) > len(times):
        return rows
    last = np.zeros(len(months), np.int64)
    last[month] = begun[here]
    np.maximum.at(last, month, begun[here])
    moved = begun.copy()
    moved[here] = last[month]
    return replace(rows, columns={**rows.columns, "begun": moved})


def _payers(rows: Rows) -> tuple[IntArray, IntArray]:
    """Return who pays in each row, a customer or one of a customer's subscriptions, and the customer of each payer."""
    customers, names = rows.texts["customer"]
    if "subscription" not in rows.texts:
        return customers, np.arange(len(names))
    subscriptions, ids = rows.texts["subscription"]
    pairs, who = np.unique(customers * len(ids) + subscriptions, return_inverse=True)
    return who, pairs // len(ids)


def _by_customer(found: CustomerEvents, of_customer: IntArray, rows: int) -> CustomerEvents:
    """Return the events of payers as those of their customers."""
    entries = found.changes()
    payers = entries.pool.astype(np.int64)[entries.customers]
    merged = Entries.of(cast("KeyArray", of_customer[payers]), entries.times, *entries.numbers)
    return CustomerEvents((merged,), rows)
