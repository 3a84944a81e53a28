"""Purchases as they are gathered, from plain lists."""

import numpy as np

from cxcli.scoring.purchases import purchases_of
from cxcli.scoring.together import Rows

DAY = 86_400_000_000
MONEY = ("revenue", "refund", "cost", "acquisition_cost")


def buy(customer, day, revenue=1, **more):
    """One purchase on a day; money is in millionths."""
    plain = {**dict.fromkeys(MONEY, 0), "customer": customer, "order": "", "at": day * DAY}
    return {**plain, "revenue": revenue, "fate": 0, **more}


def gathered(rows, *, orders=True):
    """Rows as they are gathered."""
    columns = {name: np.array([each[name] for each in rows], np.int64) for name in ("at", *MONEY)}
    texts = {name: _text([each[name] for each in rows]) for name in ("customer", *(["order"] if orders else []))}
    return Rows(np.array([each["fate"] for each in rows], np.int8), columns, texts)


def bought(rows, end=9, **options):
    """What was bought, watched as far as a day."""
    made = gathered(rows, **options)
    return purchases_of(made, made.fates, end)


def _text(values):
    names = sorted(set(values))
    return np.array([names.index(value) for value in values], np.int64), names
