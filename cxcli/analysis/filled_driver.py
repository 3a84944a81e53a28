"""How far a driver is filled."""

from msgspec import Struct


class Filled(Struct, frozen=True, kw_only=True):
    """How far a driver is filled in the scored rows: `n` with a number, the others by what lacks.

    `alone` are the rows that fell away because of this driver only. `mean` is that of the rows that are used.
    """

    name: str
    kind: str
    n: int
    blank: int
    missing: int
    unreadable: int
    alone: int
    mean: float
    joined: bool = False
