"""Who is to be told of a report, as the config says it."""

from collections.abc import Iterator

from msgspec import Struct

from cxcli.config.load import LoadedConfig
from cxcli.config.notify import NotifyConfig, Occasion
from cxcli.config.reporting import ReportFormat
from cxcli.errors import ConfigError, Problem
from cxcli.settings.named_metrics import placed


class Recipient(Struct, frozen=True, kw_only=True):
    """Somebody who is told: one e-mail address, or the chat behind an environment variable (`variable`).

    `name` is that of the entry in the config, `audience` that of the readers whose report it is about.
    """

    name: str
    address: str | None
    variable: str | None
    on: Occasion
    audience: str
    attach: tuple[ReportFormat, ...]

    @property
    def shown(self) -> str:
        """Where it goes, without any secret: "board@example.com", "$CX_CHAT_URL"."""
        return self.address or f"${self.variable}"


def recipients_of(loaded: LoadedConfig) -> list[Recipient]:
    """Return all who are to be told, each address by itself, so that each is told once whatever becomes of others.

    Raises:
        ConfigError: there is no mail server for e-mail, or there are no such readers.
    """
    problems = list(_problems(loaded))
    if problems:
        raise ConfigError(problems)
    return [each for name, said in loaded.config.notify.items() for each in _recipients(name, said, loaded)]


def _recipients(name: str, said: NotifyConfig, loaded: LoadedConfig) -> Iterator[Recipient]:
    audience = said.audience or next(iter(loaded.config.audiences), "")
    for address in dict.fromkeys(said.to) or (None,):
        yield Recipient(
            name=name, address=address, variable=said.env, on=said.on, audience=audience, attach=said.attach
        )


def _problems(loaded: LoadedConfig) -> Iterator[Problem]:
    known = list(loaded.config.audiences)
    for name, said in loaded.config.notify.items():
        if said.to and loaded.config.smtp is None:
            message, advice = "there is no mail server to send e-mail by", "smtp: {host: smtp.example.com, from: cx@…}"
            yield _placed(loaded, (name, "to"), message, advice)
        if said.audience is not None and said.audience not in known:
            message = f"the config has no audience '{said.audience[:40]}'"
            yield _placed(loaded, (name, "audience"), message, f"known are: {', '.join(known) or 'none'}")
        if said.audience is None and len(known) > 1:
            message, advice = "several reports are made, and none is named", f"audience: {known[0]}"
            yield _placed(loaded, (name,), message, advice)


def _placed(loaded: LoadedConfig, loc: tuple[str, ...], message: str, advice: str) -> Problem:
    where = f"notify {loc[0]}: {message}"
    return placed(loaded, ("notify", *loc), Problem(code="notify", message=where, help=advice))
