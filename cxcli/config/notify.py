"""What a config says of who is told of a report, and of the mail server; of secrets, only where they are kept."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StrictInt, StrictStr, WithJsonSchema, model_validator

from cxcli.config.field_types import FieldName
from cxcli.config.refusal import refusal
from cxcli.config.reporting import ReportFormat
from cxcli.config.section import Section

_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,99}")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,9}")
_HOST = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,9}|[0-9A-Fa-f:.]{2,45}")
_SECRET_KEYS = frozenset({"password", "passwd", "pass", "user", "username", "secret", "token", "key", "url", "webhook"})
_OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_KEPT_OUTSIDE = "put it into an environment variable, and name that here: CX_CHAT_URL, CX_SMTP_PASSWORD"


def _variable(name: str) -> str:
    if not _VARIABLE.fullmatch(name):
        message = (
            "this is no name of an environment variable (capitals, digits and '_'); a secret itself never stands here"
        )
        raise refusal("config-secret", message, _KEPT_OUTSIDE)
    return name


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise refusal("config-address", "this is no e-mail address", "for example: board@example.com")
    return text


def _host(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise refusal("config-host", "this is no name of a mail server", "for example: host: smtp.example.com")
    return text


def _without_secrets(said: object) -> object:
    """Let what is said of a recipient or a server pass, unless it holds a secret."""
    if isinstance(said, dict) and _SECRET_KEYS & {str(key).casefold() for key in said}:
        raise refusal("config-secret", "user names, passwords, tokens and URLs never stand in a config", _KEPT_OUTSIDE)
    return said


Variable = Annotated[
    StrictStr, AfterValidator(_variable), WithJsonSchema({"type": "string", "pattern": f"^{_VARIABLE.pattern}$"})
]
Address = Annotated[StrictStr, AfterValidator(_address)]
Host = Annotated[StrictStr, AfterValidator(_host)]
Occasion = Literal["always", "change", "failure"]
Security = Literal["starttls", "tls", "none"]


class NotifyConfig(Section):
    """Who is told of a report, when, and what they get with it: by e-mail (`to`), or in a chat (`env`)."""

    to: Annotated[tuple[Address, ...], Field(max_length=50)] = Field(
        default=(), description="The addresses to write to.", examples=[["board@example.com"]]
    )
    env: Variable | None = Field(
        default=None,
        description="The environment variable that holds the URL of a chat, as apprise takes it.",
        examples=["CX_CHAT_URL"],
    )
    on: Occasion = Field(
        default="change", description="On every run, on a change, or on a failure.", examples=["change"]
    )
    audience: FieldName | None = Field(
        default=None, description="The readers whose report it is about.", examples=["board"]
    )
    attach: tuple[ReportFormat, ...] = Field(
        default=(), description="The formats of the report that go with it.", examples=[["html", "xlsx"]]
    )

    @model_validator(mode="before")
    @classmethod
    def _no_secrets(cls, said: object) -> object:
        return _without_secrets(said)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.to) == (self.env is not None):
            message, advice = (
                "somebody is told in exactly one way",
                "write to: [board@example.com], or env: CX_CHAT_URL",
            )
            raise refusal("config-notify", message, advice)
        return self


class SmtpConfig(Section):
    """The mail server. User name and password stand in environment variables."""

    host: Host = Field(description="The name of the mail server.", examples=["smtp.example.com"])
    port: Annotated[StrictInt, Field(ge=1, le=65535)] | None = Field(
        default=None, description="Its port; 587, with tls 465, with none 25.", examples=[587]
    )
    security: Security = Field(default="starttls", description="How the way to it is encrypted.", examples=["starttls"])
    user_env: Variable | None = Field(
        default=None, description="The environment variable that holds the user name.", examples=["CX_SMTP_USER"]
    )
    password_env: Variable | None = Field(
        default=None, description="The environment variable that holds the password.", examples=["CX_SMTP_PASSWORD"]
    )
    sender: Address = Field(alias="from", description="The address that it comes from.", examples=["cx@example.com"])

    @model_validator(mode="before")
    @classmethod
    def _no_secrets(cls, said: object) -> object:
        return _without_secrets(said)

    @model_validator(mode="after")
    def _password_is_safe(self) -> Self:
        if (self.user_env is None) != (self.password_env is None):
            message, advice = "a user name and a password go together", "name both: user_env and password_env"
            raise refusal("config-smtp", message, advice)
        if self.user_env and self.security == "none" and self.host not in _OWN_MACHINE:
            message, advice = "the password would cross the network in the open", "write security: starttls, or tls"
            raise refusal("config-smtp", message, advice)
        return self


Notify = Annotated[Mapping[FieldName, NotifyConfig], Field(max_length=50)]
