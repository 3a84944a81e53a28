"""Something that is waited for no longer than so many seconds, and whose failure says nothing but our own words."""

from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread

from cxcli.errors import DeliveryError, Problem

SECONDS = 30.0
"""How long an answer of a server is waited for."""

_FAILED = "it could not be sent"


def bounded(action: Callable[[], None], seconds: float) -> None:
    """Do something that talks to a server.

    It runs in a thread of its own, which the program does not wait for: a look-up of a name, or a server that sends a
    byte now and then, knows no limit. What a library says is not handed on, since it may hold a password or a URL.

    Raises:
        DeliveryError: it failed, or took too long.
    """
    ended: SimpleQueue[DeliveryError | None] = SimpleQueue()
    Thread(target=lambda: ended.put(_outcome(action)), daemon=True).start()
    try:
        outcome = ended.get(timeout=seconds)
    except Empty:
        outcome = not_sent(f"there was no answer within {seconds:.0f} seconds")
    if outcome is not None:
        raise outcome


def not_sent(message: str, advice: str | None = None) -> DeliveryError:
    """Return a failure to send in our own words."""
    return DeliveryError(Problem(code="notify-send", message=message, help=advice))


def _outcome(action: Callable[[], None]) -> DeliveryError | None:
    with suppress(Exception):  # whatever else goes wrong: its text may hold a secret
        try:
            action()
        except DeliveryError as error:
            return error
        return None
    return not_sent(_FAILED)
