"""What would go to whom, or why nothing goes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from cxcli.delivery.attachments import Attached, attached
from cxcli.delivery.conditions import findings, mark
from cxcli.delivery.message import Message, failure_message, report_message
from cxcli.delivery.recipients import Recipient
from cxcli.delivery.sent import sent_path, was_sent
from cxcli.errors import CxError
from cxcli.report.content import Report

_NOTHING = {"change": "nothing changed", "failure": "nothing failed"}


class Made(Struct, frozen=True):
    """The report of some readers, and its files."""

    report: Report
    files: tuple[Path, ...]


class Remembered(Struct, frozen=True):
    """What is kept once a message is sent: its mark, in a file, under a period."""

    path: Path
    period: str
    mark: str


class Delivery(Struct, frozen=True, kw_only=True):
    """A message to a recipient with what goes with it; `withheld` says why it is not sent, where it is not."""

    recipient: Recipient
    message: Message
    files: Attached = Attached()
    failure: bool = False
    remembered: Remembered | None = None
    withheld: str | None = None


def deliveries(recipients: Sequence[Recipient], made: Sequence[Made], bad: Sequence[str]) -> Iterator[Delivery]:
    """Yield what goes to the recipients whose readers' reports were made; `bad` are sentences about bad rows."""
    by_audience = {each.report.audience.name: each for each in made}
    for recipient in recipients:
        mine = by_audience.get(recipient.audience)
        if mine is not None:
            yield _delivery(recipient, mine, bad)


def failure_deliveries(recipients: Sequence[Recipient], name: str, error: CxError) -> Iterator[Delivery]:
    """Yield what goes to those who want to know that a run made no report; `name` is that of its config."""
    for recipient in recipients:
        if recipient.on != "change":
            yield Delivery(recipient=recipient, message=failure_message(name, error), failure=True)


def _delivery(recipient: Recipient, made: Made, bad: Sequence[str]) -> Delivery:
    report = made.report
    failed = bool(findings("failure", report, bad))
    remembered = _remembered(recipient, made, bad)
    withheld = None
    if recipient.on != "always":
        withheld = _NOTHING[recipient.on] if remembered is None else _told_already(recipient, remembered)
    files = Attached() if withheld else attached(report, recipient.attach, made.files[0].stem)
    message = report_message(report, [str(path) for path in made.files], bad, files.left_out)
    return Delivery(
        recipient=recipient,
        message=message,
        files=files,
        failure=failed,
        remembered=remembered,
        withheld=withheld,
    )


def _remembered(recipient: Recipient, made: Made, bad: Sequence[str]) -> Remembered | None:
    """Return what is to be kept of a message; None where there is nothing to tell, or where all runs are told of."""
    found = [] if recipient.on == "always" else findings(recipient.on, made.report, bad)
    if not found:
        return None
    return Remembered(sent_path(made.files[0]), made.report.period.label, mark(made.report, found))


def _told_already(recipient: Recipient, remembered: Remembered) -> str | None:
    told = was_sent(remembered.path, recipient.name, recipient.shown, remembered.period)
    return "this was sent already" if told == remembered.mark else None
