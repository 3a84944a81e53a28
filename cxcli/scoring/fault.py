"""One thing that is wrong with a metric of the user's own."""

from collections.abc import Iterable

from msgspec import Struct

from cxcli.config.refusal import nearest

_MOST_LISTED = 16


class Fault(Struct, frozen=True):
    """One thing that is wrong with a metric: where in it (`loc`; its key or its value), what, and what to do."""

    loc: tuple[str, ...]
    message: str
    advice: str
    key: bool = False


def among(name: str, known: Iterable[str], what: str) -> str:
    """Return the advice to take one of the `known` names: the nearest one, if any is near, then the first of them."""
    names = list(known)
    near = nearest(name, names)
    hint = f"did you mean '{near}'? " if near else ""
    more = ", …" if len(names) > _MOST_LISTED else ""
    return f"{hint}{what}: {', '.join(names[:_MOST_LISTED])}{more}"
