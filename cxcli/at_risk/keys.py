"""How far the sources know the same customers: keys are joined as written, e-mail addresses in small letters."""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from cxcli.errors import Notice
from cxcli.mapping.records import FateArray
from cxcli.scoring.bad_experiences import CUSTOMER, SOURCE
from cxcli.scoring.together import Rows


class KeysShared(Struct, frozen=True):
    """One source: how many customers its rows have, and how many of those are in another source, too."""

    source: str
    customers: int
    elsewhere: int


def keys_shared(rows: Rows, fates: FateArray, sources: Sequence[str]) -> list[KeysShared]:
    """Return how many customers each source has in the rows that count, and how many of them others have."""
    if not len(rows):
        return [KeysShared(name, 0, 0) for name in sources]
    scored = np.flatnonzero(fates == 0)
    codes, names = rows.texts[SOURCE]
    pairs = np.unique(np.stack([rows.texts[CUSTOMER][0][scored], codes[scored]]), axis=1)
    several = np.bincount(pairs[0], minlength=1)[pairs[0]] > 1
    number = {name: code for code, name in enumerate(names)}
    of = {name: pairs[1] == number[name] for name in sources if name in number}
    return [
        KeysShared(name, int(of[name].sum()), int((of[name] & several).sum())) if name in of else KeysShared(name, 0, 0)
        for name in sources
    ]


def keys_apart(shared: Sequence[KeysShared]) -> Iterator[Notice]:
    """Yield a notice for each source of which no customer is found in another one."""
    there = [each for each in shared if each.customers]
    for each in there if len(there) > 1 else ():
        if not each.elsewhere:
            advice = f"sources: {{{each.source}: {{columns: {{customer: COLUMN}}}}}}"
            message = (
                f"no customer of {each.source} is found in another source; if they go by other keys there: {advice}"
            )
            yield Notice(code="keys-apart", message=message)
