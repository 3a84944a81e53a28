"""Experiences as plain tuples, and the rows that they are."""

import numpy as np

from cxcli.scoring.bad_experiences import AT, CUSTOMER, ID, REASONS, SOURCE
from cxcli.scoring.experience_rows import FOLLOWED_UP, LINE, answer_column
from cxcli.scoring.together import NEVER, Gathered, GatheredPart

DAY = 86_400_000_000
NPS = answer_column("nps")


def part(experiences, file="a.csv", answers=()):
    """Return one part of rows: (customer, day since 1970, reasons, source, id), each with an nps answer or none."""
    customers, days, reasons, sources, ids = zip(*experiences, strict=True) if experiences else ((),) * 5
    size = len(customers)
    columns = {
        AT: np.array([NEVER if day is None else round(day * DAY) for day in days], np.int64),
        LINE: np.arange(2, size + 2),
        FOLLOWED_UP: np.full(size, NEVER),
        NPS: np.array([NEVER if each is None else each for each in answers or [None] * size], np.int64),
    }
    texts = {
        name: (np.arange(size), list(said))
        for name, said in ((CUSTOMER, customers), (REASONS, reasons), (SOURCE, sources), (ID, ids))
    }
    fates = np.zeros(size, np.int8)
    return GatheredPart(file, np.arange(size), fates, columns, texts, {})


def rows(experiences, **more):
    """Return the rows of some experiences."""
    return Gathered((part(experiences, **more),)).rows()
