"""The way out: each message is sent by itself, in bounded time, and remembered once it has gone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from time import monotonic

from msgspec.structs import replace

from cxcli.config.notify import SmtpConfig
from cxcli.delivery.bounded import bounded, not_sent
from cxcli.delivery.chat import send_chat
from cxcli.delivery.deliveries import Delivery
from cxcli.delivery.environment import secret
from cxcli.delivery.mail import e_mail, login_of, send_mail
from cxcli.delivery.sent import remember
from cxcli.errors import CxError, DeliveryError, Problem

_ONE = 60.0
_ALL = 180.0
"""How many seconds one message and all of them may take."""

Way = Callable[[], None]


def send_all(due: Iterable[Delivery], smtp: SmtpConfig | None, environment: Mapping[str, str]) -> list[Problem]:
    """Send what is not withheld, and return what went wrong; what is not sent now is tried again by the next run."""
    deadline = monotonic() + _ALL
    problems: list[Problem] = []
    for delivery in due:
        if delivery.withheld is None:
            problems += _sent(delivery, smtp, environment, deadline - monotonic())
    return problems


def obstacle(delivery: Delivery, smtp: SmtpConfig | None, environment: Mapping[str, str]) -> str | None:
    """Return what would keep a message from being sent, as far as that is known without sending it."""
    if delivery.recipient.variable is not None and find_spec("apprise") is None:
        return "a chat needs apprise: pip install 'cx-score[notify]'"
    try:
        _way(delivery, smtp, environment)
    except DeliveryError as error:
        return error.problems[0].message
    return None


def _sent(
    delivery: Delivery, smtp: SmtpConfig | None, environment: Mapping[str, str], seconds: float
) -> Iterator[Problem]:
    """Send a message; yield what went wrong."""
    where = f"notify {delivery.recipient.name} ({delivery.recipient.shown})"
    try:
        if seconds <= 0:
            raise not_sent("there was no time left for it")
        bounded(_way(delivery, smtp, environment), min(_ONE, seconds))
    except DeliveryError as error:
        yield from (replace(each, message=f"{where}: {each.message}") for each in error.problems)
        return
    try:
        _remember(delivery)
    except CxError as error:
        message = f"{where}: it was sent, which cannot be remembered; the next run sends it again"
        yield from (
            replace(each, code="notify-remember", message=f"{message}: {each.message}") for each in error.problems
        )


def _way(delivery: Delivery, smtp: SmtpConfig | None, environment: Mapping[str, str]) -> Way:
    """Return what sends a message, with all that it needs.

    Raises:
        DeliveryError: a variable is not set.
    """
    recipient = delivery.recipient
    if recipient.variable is not None:
        url = secret(recipient.variable, environment)
        return partial(send_chat, url, delivery.message, delivery.files, failure=delivery.failure)
    if smtp is None or recipient.address is None:
        raise ValueError("a config without a mail server has no recipients of e-mail")
    mail = e_mail(delivery.message, delivery.files, sender=smtp.sender, to=recipient.address)
    return partial(send_mail, smtp, login_of(smtp, environment), mail)


def _remember(delivery: Delivery) -> None:
    kept = delivery.remembered
    if kept is not None:
        remember(kept.path, delivery.recipient.name, delivery.recipient.shown, kept.period, kept.mark)
