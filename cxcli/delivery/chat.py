"""Messages to chats, by apprise: Slack, Teams, Matrix, Telegram and a hundred others. It is an extra."""

import logging

from cxcli.delivery.attachments import Attached
from cxcli.delivery.bounded import SECONDS, not_sent
from cxcli.delivery.message import Message
from cxcli.errors import DeliveryError, Problem

_TALKERS = ("apprise", "urllib3", "requests")


def send_chat(url: str, message: Message, files: Attached, *, failure: bool) -> None:
    """Send a message to the chat behind an apprise URL, with its files where the chat takes files.

    Raises:
        DeliveryError: apprise is not installed, the URL is none, or the chat refuses. None of them says the URL.
    """
    try:
        from apprise import Apprise, AppriseAttachment, NotifyFormat, NotifyType  # noqa: PLC0415 - it loads slowly
        from apprise.attachment.memory import AttachMemory  # noqa: PLC0415 - as above
    except ImportError:
        advice = "pip install 'cx-score[notify]'"
        raise DeliveryError(Problem(code="notify-extra", message="a chat needs apprise", help=advice)) from None
    for name in _TALKERS:  # they log URLs, and URLs hold tokens
        logging.getLogger(name).disabled = True
    chat = Apprise()
    if not chat.add(url):
        raise not_sent("what the variable holds is no URL that apprise knows", "for example: slack://…, msteams://…")
    made = [
        AttachMemory(content=each.content, name=each.name, mimetype=each.type)  # type: ignore[no-untyped-call] # of apprise
        for each in files.files
    ]
    sent = chat.notify(
        body=message.chat,
        title="",
        notify_type=NotifyType.FAILURE if failure else NotifyType.INFO,
        body_format=NotifyFormat.MARKDOWN,
        attach=AppriseAttachment(made) if made else None,
        timeout=SECONDS,
    )
    if not sent:
        raise not_sent("the chat cannot be reached, or refused the message", "check the URL in the variable")
