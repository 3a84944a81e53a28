"""Rows of customers: spans with a start and an end, movements, or snapshots, and what each says by itself."""

from typing import Final

import numpy as np
import numpy.typing as npt

from cxcli.mapping.records import FateArray, IntArray
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.conditions import first_of
from cxcli.scoring.customer_definitions import FORMS
from cxcli.scoring.customer_standing import active, standing
from cxcli.scoring.kept_fields import fate, kept_text, said, there, unread
from cxcli.scoring.together import NEVER, Rows, Texts
from cxcli.scoring.together_metric import BLANK, CONTRADICTORY, NOT_APPLICABLE, Judged
from cxcli.scoring.worked_out import MILLION, MetricFields, times

_UNDATED: Final = FATE_CODE[Disposition.UNDATED]
KINDS: Final = ("started_at", "moved_at", "month")
"""The second fields of the forms of lists; a kind of lists is an index into this tuple."""

SPANS, MOVES, SNAPSHOTS = range(3)

_UP, _DOWN = ("new", "expansion", "reactivation"), ("churn", "contraction")


def judged_customers(fields: MetricFields, *, paying: bool) -> Judged:
    """Return the fate of each row, and what is kept of it: when it begins and ends, how much it is, and of whom.

    Where it is not of interest what customers are `paying`, each row counts one. A row without customer is blank, one
    without a date undated; one that ends before it begins, or has an amount below 0 though it is no movement, is
    contradictory.
    """
    form = next(each for each in FORMS if all(fields.has(name) for name in each))
    kind = KINDS.index(form[1])
    customer, date = fields.field("customer"), fields.field(form[1])
    known, dated, begun = there(customer), fate(date), times(date).astype(np.int64)
    fates = first_of(np.where(known, 0, BLANK), dated)
    ended, trial = np.full(len(fates), NEVER), np.zeros(len(fates), np.int64)
    if kind == SPANS:
        ended, fates = _ended(fields, begun, fates)
    if kind != MOVES:
        fates, trial = standing(fields, fates, ended == NEVER, CONTRADICTORY if kind == SPANS else NOT_APPLICABLE)
    amounts, fates = _amounts(fields, fates, kind, paying=paying)
    columns = {"begun": begun, "ended": ended, "amount": amounts, "trial": trial}
    columns["kind"] = np.full(len(fates), kind)
    columns["placed"] = (known & (dated == 0)).astype(np.int64)
    columns["active"] = active(fields).astype(np.int64)
    columns["goes_past"] = columns["active"] * (ended != NEVER) * (ended < _now(fields))
    columns["goes_on"] = _goes_on(fields).astype(np.int64)
    texts: dict[str, Texts] = {"customer": kept_text(customer)}
    more = ("currency", "subscription") if paying else ()
    texts |= {name: kept_text(fields.field(name)) for name in more if fields.has(name)}
    return fates, columns, texts


def scored_of_kind(rows: Rows, kind: int) -> IntArray:
    """Return the numbers of the rows of lists of a kind that count so far."""
    scored = rows.scored()
    return scored[rows.columns["kind"][scored] == kind] if len(scored) else scored


def _now(fields: MetricFields) -> int:
    """Return the moment of the report; `NEVER` where nobody is to know it, which is before all others."""
    return int(fields.circumstances.as_of.astype("datetime64[us]").astype(np.int64))


def _ended(fields: MetricFields, begun: IntArray, fates: FateArray) -> tuple[IntArray, FateArray]:
    """Return the end of each span, `NEVER` where it has none, and the fates with what is wrong with it."""
    end = fields.field("ended_at")
    ended, found = times(end).astype(np.int64), fate(end)
    fates = first_of(fates, np.where(found == _UNDATED, 0, found))
    fates[(fates == 0) & (ended != NEVER) & (ended < begun)] = CONTRADICTORY
    return ended, fates


def _amounts(fields: MetricFields, fates: FateArray, kind: int, *, paying: bool) -> tuple[IntArray, FateArray]:
    """Return what each row is worth, in millionths, and the fates with what is wrong with it."""
    if not fields.has("mrr"):
        return np.full(len(fates), MILLION), fates
    amounts, found = fields.amounts("mrr")
    fates = first_of(fates, found)
    if kind == MOVES:
        return _signed(fields, amounts, fates)
    fates[(fates == 0) & (amounts < 0)] = CONTRADICTORY
    if paying:
        return amounts, fates
    # Who stands in a snapshot and pays nothing is no customer then.
    fates[(fates == 0) & (amounts == 0)] = NOT_APPLICABLE
    return np.full(len(fates), MILLION), fates


def _goes_on(fields: MetricFields) -> npt.NDArray[np.bool_]:
    """Return which movements say in words that there was one before them."""
    if not fields.has("movement"):
        return np.zeros(len(fields.records), np.bool_)
    return said(fields.field("movement"), "expansion", "reactivation", *_DOWN)


def _signed(fields: MetricFields, amounts: IntArray, fates: FateArray) -> tuple[IntArray, FateArray]:
    """Return movements with their signs: by the word of each, where it has one, else as they are."""
    if not fields.has("movement"):
        return amounts, fates
    word = fields.field("movement")
    fates = first_of(fates, unread(word))
    fates[(fates == 0) & said(word, *_UP) & (amounts < 0)] = CONTRADICTORY
    return np.where(said(word, *_DOWN), -np.abs(amounts), amounts), fates
