"""Tickets as contacts of customers: what each says by itself, and for which of them the customer came back."""

import numpy as np
import numpy.typing as npt

from cxcli.mapping.records import FateArray, IntArray
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.cells import Window
from cxcli.scoring.conditions import first_of
from cxcli.scoring.kept_fields import fate, filled, kept_text, said, there, unread
from cxcli.scoring.together import NEVER, Rows, Texts
from cxcli.scoring.together_metric import BLANK, CONTRADICTORY, NOT_APPLICABLE, Judged
from cxcli.scoring.worked_out import MetricFields, times

BoolArray = npt.NDArray[np.bool_]

_DUPLICATE = FATE_CODE[Disposition.DUPLICATE]
_OUT_OF_PERIOD = FATE_CODE[Disposition.OUT_OF_PERIOD]
_FILTERED = FATE_CODE[Disposition.FILTERED]
_TOO_RECENT = FATE_CODE[Disposition.TOO_RECENT]
_MOST = 2**62
_NEEDED = ("customer", "created_at", "solved_at", "solved", "live")


def judged_contacts(fields: MetricFields, at: IntArray) -> Judged:
    """Return what can be said of each ticket by itself; `at` is the moment that puts it into a period.

    A ticket that is not solved, or was deleted, is not what the metric is about. A solved one without customer is
    blank, one that was solved before it was created contradictory. Every ticket of a customer is a contact, but for
    deleted ones.
    """
    customer, created, solved_at, solved, live = (fields.field(name) for name in _NEEDED)
    deleted, known = said(live, "no"), there(customer)
    begun, ended = (times(each).astype(np.int64) for each in (created, solved_at))
    fates = first_of(unread(live), fate(solved))
    fates[(fates == 0) & (deleted | ~said(solved, "yes"))] = NOT_APPLICABLE
    fates = first_of(fates, fate(created), fate(solved_at), np.where(known, 0, BLANK))
    fates[(fates == 0) & (ended < begun)] = CONTRADICTORY
    again = np.zeros(len(fates), np.bool_)
    if fields.has("reopened"):
        again = said(fields.field("reopened"), "yes")
        fates = first_of(fates, unread(fields.field("reopened")))
    columns = {"created": begun, "solved": ended, "at": at}
    columns |= {"reopened": again.astype(np.int64), "contact": (known & ~deleted).astype(np.int64)}
    texts: dict[str, Texts] = {"customer": kept_text(customer)}
    texts |= {name: kept_text(fields.field(name)) for name in ("topic", "ticket") if fields.has(name)}
    return fates, columns, texts


def settled_contacts(rows: Rows, within: int, now: int, window: Window) -> tuple[FateArray, BoolArray]:
    """Return the final fate of each ticket, and which of the scored ones are first contacts.

    Of several rows of one ticket the one that was solved last counts, whatever days are asked for. A ticket is too
    recent as long as the time `within` which the customer may come back, in microseconds, is not over, whether or not
    that happened. Contacts count after the solution, as far as the end of that time, that end included.
    """
    fates = settled_fates(rows, within, now, window)
    scored = fates == 0
    return fates, scored & (rows.columns["reopened"] == 0) & ~_came_back(rows, scored, within)


def settled_fates(rows: Rows, within: int, now: int, window: Window) -> FateArray:
    """Return the final fate of each ticket, as `settled_contacts` does."""
    fates = rows.fates.copy()
    fates[_repeated(rows)] = _DUPLICATE
    fates[(fates == 0) & window.leaves_out(rows.columns["at"].view("datetime64[us]"))] = _OUT_OF_PERIOD
    fates[(fates == 0) & (rows.columns["solved"] + within > now)] = _TOO_RECENT
    return fates


def _repeated(rows: Rows) -> IntArray:
    """Return the scored rows of tickets that have another one, all but the one that was solved last."""
    if "ticket" not in rows.texts:
        return np.zeros(0, np.int64)
    tickets, names = rows.texts["ticket"]
    named = filled(names)[tickets]
    mine = rows.scored()[named[rows.scored()]]
    # Most tickets have one row: only the others are put in order.
    mine = mine[np.bincount(tickets[mine], minlength=1)[tickets[mine]] > 1]
    # All that is known of a row decides which one is last, so that the order of the rows does not.
    said_of_it = [codes for codes, _ in (*rows.groups.values(), *rows.texts.values())]
    order = mine[
        np.lexsort([each[mine] for each in (*said_of_it, *rows.columns.values(), rows.columns["solved"], tickets)])
    ]
    return np.asarray(order[:-1][np.diff(tickets[order]) == 0])


def _came_back(rows: Rows, scored: BoolArray, within: int) -> BoolArray:
    """Return after which solutions the customer made another contact in time, where topics are known, on that topic.

    Of a contact without topic nobody can say that it was about something else.
    """
    customers, _ = rows.texts["customer"]
    created = rows.columns["created"]
    contacts = np.flatnonzero((rows.columns["contact"] == 1) & (rows.fates != _FILTERED) & (created != NEVER))
    tickets = np.flatnonzero(scored)
    back = np.zeros(len(rows), np.bool_)
    back[tickets] = _followed(rows, tickets, contacts, customers, within)
    if "topic" not in rows.texts:
        return back
    topics, names = rows.texts["topic"]
    without = ~filled(names)[topics]
    of_topic = tickets[~without[tickets]]
    alike = _followed(rows, of_topic, contacts, customers * len(names) + topics, within)
    back[of_topic] = alike | _followed(rows, of_topic, contacts[without[contacts]], customers, within)
    return back


def _followed(rows: Rows, tickets: IntArray, contacts: IntArray, keys: IntArray, within: int) -> BoolArray:
    """Return after which tickets there was one of the contacts with the same key in time. Keys are 0 or more."""
    if not len(contacts):
        return np.zeros(len(tickets), np.bool_)
    created, solved = rows.columns["created"][contacts], rows.columns["solved"][tickets]
    moments = np.sort(created)
    moments = moments[np.diff(moments, prepend=moments[:1] - 1) > 0]
    # A contact as one whole number: who, and the place of its moment among all moments.
    size = len(moments) + 1
    who = keys if int(keys.max(initial=0)) < _MOST // size else np.unique(keys, return_inverse=True)[1]
    places = np.sort(who[contacts] * size + np.searchsorted(moments, created))
    following = _counts_up_to(places, who[tickets] * size + np.searchsorted(moments, solved, side="right"))
    next_who, moment = np.divmod(places[np.minimum(following, len(places) - 1)], size)
    soon = moments[moment] <= solved + within
    return np.asarray((following < len(places)) & (next_who == who[tickets]) & soon)


def _counts_up_to(places: IntArray, wanted: IntArray) -> IntArray:
    """Return how many of the sorted places are below each wanted one; looked up in order, which is much quicker."""
    order = np.argsort(wanted)
    found = np.empty(len(wanted), np.int64)
    found[order] = np.searchsorted(places, wanted[order])
    return found
