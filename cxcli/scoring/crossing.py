"""Where a condition that holds at one point stops holding on the way to another."""

from collections.abc import Callable

_WIDTH = 1e-15


def crossing(holds: Callable[[float], bool], inside: float, outside: float, *, width: float = _WIDTH) -> float:
    """The point, to `width`, up to which `holds` is true on the way from `inside` to `outside`, by bisection.

    The condition changes at most once on the way; it is never asked at the two ends themselves. What comes back is
    never on the inner side of the change, so an interval made of such points is not too short.
    """
    while abs(outside - inside) > width:
        middle = (inside + outside) / 2
        if holds(middle):
            inside = middle
        else:
            outside = middle
    return outside
