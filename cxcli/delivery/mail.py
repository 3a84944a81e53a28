"""E-mail by SMTP: one message to one address."""

import smtplib
import ssl
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from email.message import EmailMessage
from email.utils import format_datetime, localtime, make_msgid
from types import MappingProxyType

from msgspec import Struct

from cxcli.config.notify import Security, SmtpConfig
from cxcli.delivery.attachments import Attached
from cxcli.delivery.bounded import SECONDS, not_sent
from cxcli.delivery.environment import secret
from cxcli.delivery.message import Message
from cxcli.errors import DeliveryError
from cxcli.reporting.safe import safe

_PORTS: Mapping[Security, int] = MappingProxyType({"starttls": 587, "tls": 465, "none": 25})
_ENCRYPTION = "check port and security: starttls or tls"
_REACHED = "check host, port and firewall"
_WORDS: Sequence[tuple[type[Exception], str, str]] = (
    (TimeoutError, f"did not answer within {SECONDS:.0f} seconds", _REACHED),
    (ssl.SSLCertVerificationError, "shows a certificate that is not valid", "check the name of the host"),
    (ssl.SSLError, "does not encrypt in this way", _ENCRYPTION),
    (smtplib.SMTPNotSupportedError, "offers no encryption or no login", _ENCRYPTION),
    (smtplib.SMTPRecipientsRefused, "refused the address", "check the address"),
    (smtplib.SMTPResponseException, "refused the message", "ask who runs the mail server"),
    (smtplib.SMTPServerDisconnected, "closed the connection, or did not answer", _ENCRYPTION),
    (Exception, "cannot be reached", _REACHED),
)
"""What went wrong by the kind of the failure, and what to do; the first that fits."""


class Login(Struct, frozen=True):
    """A user name and a password."""

    user: str
    password: str


def login_of(smtp: SmtpConfig, environment: Mapping[str, str]) -> Login | None:
    """Return the login of a mail server, None where it wants none.

    Raises:
        DeliveryError: a variable that holds a part of it is not set.
    """
    if smtp.user_env is None or smtp.password_env is None:
        return None
    return Login(secret(smtp.user_env, environment), secret(smtp.password_env, environment))


def e_mail(message: Message, files: Attached, *, sender: str, to: str) -> EmailMessage:
    """Return an e-mail. No text of it can begin a header of its own: addresses are checked, the subject is one line."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = safe(message.subject)
    mail["Date"] = format_datetime(localtime())
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    for each in files.files:
        maintype, _, subtype = each.type.partition("/")
        charset = {"charset": "utf-8"} if maintype == "text" else {}
        mail.add_attachment(each.content, maintype=maintype, subtype=subtype, filename=safe(each.name), params=charset)
    return mail


def send_mail(smtp: SmtpConfig, login: Login | None, mail: EmailMessage) -> None:
    """Send an e-mail. The server's certificate is checked; without the encryption that is asked for nothing is sent.

    Raises:
        DeliveryError: the server cannot be reached, or refuses.
    """
    try:
        with closing(_connected(smtp, mail["From"].rpartition("@")[2])) as server:
            if smtp.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if login is not None:
                server.login(login.user, login.password)
            server.send_message(mail)
            with suppress(smtplib.SMTPException, OSError):  # it has the message: how it says goodbye does not matter
                server.quit()
    except (smtplib.SMTPException, OSError) as error:
        raise _in_words(error, smtp) from None


def _connected(smtp: SmtpConfig, domain: str) -> smtplib.SMTP:
    """Return a connection. Our side is named by the domain of the sender: asking for its own name may take long."""
    port = smtp.port or _PORTS[smtp.security]
    if smtp.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(smtp.host, port, local_hostname=domain, timeout=SECONDS, context=context)
    return smtplib.SMTP(smtp.host, port, local_hostname=domain, timeout=SECONDS)


def _in_words(error: Exception, smtp: SmtpConfig) -> DeliveryError:
    """Return what went wrong in our own words: an answer of a server may repeat what was sent to it."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        advice = f"check {smtp.user_env} and {smtp.password_env}"
        return not_sent(f"{smtp.host} refused user name or password{_code(error)}", advice)
    said = next(each for each in _WORDS if isinstance(error, each[0]))
    return not_sent(f"{smtp.host} {said[1]}{_code(error)}", said[2])


def _code(error: Exception) -> str:
    """Return the code that a server answered with, where it answered."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f" with code {', '.join(sorted({str(int(code)) for code, _ in error.recipients.values()}))}"
    code = getattr(error, "smtp_code", None)
    return f" with code {code:d}" if isinstance(code, int) and code > 0 else ""
