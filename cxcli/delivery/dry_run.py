"""What a run would send, in words."""

from collections.abc import Iterator, Mapping

from cxcli.config.notify import SmtpConfig
from cxcli.delivery.deliveries import Delivery
from cxcli.delivery.sending import obstacle
from cxcli.reporting.number_format import count
from cxcli.reporting.safe import safe

_WIDE = 2000


def would_send(delivery: Delivery, smtp: SmtpConfig | None, environment: Mapping[str, str]) -> str:
    """Return the lines about one message: to whom, the subject, what goes with it, and the text; no secret."""
    return "".join(f"{safe(line, limit=_WIDE)}\n" for line in _lines(delivery, smtp, environment))


def _lines(delivery: Delivery, smtp: SmtpConfig | None, environment: Mapping[str, str]) -> Iterator[str]:
    recipient = delivery.recipient
    to = f"{recipient.name}, to {recipient.shown}, on {recipient.on}"
    if delivery.withheld is not None:
        yield f"would not send {to}: {delivery.withheld}"
        return
    yield f"would send {to}"
    hindered = obstacle(delivery, smtp, environment)
    if hindered is not None:
        yield f"  it would fail: {hindered}"
    is_chat = recipient.variable is not None
    if not is_chat:
        yield f"  subject: {delivery.message.subject}"
    for each in delivery.files.files:
        yield f"  attached: {each.name} ({count(len(each.content))} bytes)"
    body = delivery.message.chat if is_chat else delivery.message.text
    yield from (f"  | {line}".rstrip() for line in body.splitlines())
