"""How many bad rows are put up with."""

import re
from fractions import Fraction

from msgspec import Struct

from cxcli.errors import Problem, UsageError

_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*%")
_ROWS = re.compile(r"[0-9]{1,12}")
_HUNDRED = 100


class RejectLimit(Struct, frozen=True):
    """A `share` of the rows read, or where that is None, a number of `rows`."""

    share: Fraction | None = Fraction(1, 100)
    rows: int = 0

    def exceeded(self, *, bad: int, read: int) -> bool:
        """Whether so many bad rows are too many."""
        return bad > (self.share * read if self.share is not None else self.rows)


def reject_limit(said: int | str | None) -> RejectLimit:
    """Return the limit that `1%` or `20` means; 1 % where nothing is said.

    Raises:
        UsageError: it is neither a number of rows nor a percentage up to 100.
    """
    if said is None:
        return RejectLimit()
    text = str(said).strip()
    share = _SHARE.fullmatch(text)
    if share and Fraction(share[1]) <= _HUNDRED:
        return RejectLimit(Fraction(share[1]) / _HUNDRED)
    if _ROWS.fullmatch(text):
        return RejectLimit(None, int(text))
    message = f"--max-rejects '{text[:20]}' is neither a number of rows nor a percentage"
    raise UsageError(
        Problem(code="max-rejects", message=message, help="for example: --max-rejects 20, --max-rejects 1%")
    )
