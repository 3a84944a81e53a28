"""Members: who could have been active in a span, from a list of them or, without one, from the events so far."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.records import IntArray
from cxcli.scoring.retention_span import DAY, Span
from cxcli.scoring.together import NEVER, Rows

BoolArray = npt.NDArray[np.bool_]
_FOREVER = int(np.iinfo(np.int64).max)


class Members(Struct, frozen=True, eq=False):
    """From when (`joined`) until when (`left`) each user is a member, in microseconds since 1970, by user code.

    Who never was one has joined at the end of time. `listed` is whether that comes from a list. Of a user who is listed
    several times, the first beginning and the last end count.
    """

    joined: IntArray
    left: IntArray
    listed: bool

    def within(self, span: Span) -> BoolArray:
        """Return who is a member on some day of a span."""
        return np.asarray((self.joined < span.end) & (self.left > span.start))

    def early(self, users: IntArray, at: IntArray) -> BoolArray:
        """Return which events are of a day before the user, who is a member later, has joined."""
        joined = self.joined[users]
        return np.asarray((joined != _FOREVER) & (at // DAY < joined // DAY))


def members(rows: Rows) -> Members:
    """Return the members that some rows tell of: those of a list where there is one, else all users of events."""
    users, texts = rows.texts["user"]
    scored = rows.fates == 0
    in_list = scored & (rows.columns["at"] == NEVER)
    listed = bool(in_list.any())
    joined, left = np.full(len(texts), _FOREVER), np.full(len(texts), NEVER)
    if not listed:
        np.minimum.at(joined, users[scored], rows.columns["at"][scored])
        return Members(joined, np.full(len(texts), _FOREVER), listed=False)
    ended = rows.columns["ended"][in_list]
    np.minimum.at(joined, users[in_list], rows.columns["joined"][in_list])
    np.maximum.at(left, users[in_list], np.where(ended == NEVER, _FOREVER, ended))
    return Members(joined, left, listed=True)
