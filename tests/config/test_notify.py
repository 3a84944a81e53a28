"""Who is told, as a config says it: secrets are refused, and not repeated."""

import pytest

from cxcli.config import strict_yaml
from cxcli.config.check import validated
from cxcli.config.models import Config
from cxcli.errors import ConfigError

CANARY = "CANARY7f3a"
SMTP = "smtp: {host: smtp.example.com, from: cx@example.com"


def checked(text):
    return validated(strict_yaml.load(text, name="cx.yaml"), Config)


def refused(text):
    with pytest.raises(ConfigError) as failure:
        checked(text)
    (problem,) = failure.value.problems
    return problem


def test_what_is_not_said_is_usual():
    """On a change, by STARTTLS, without a login."""
    config = checked(f"notify: {{board: {{to: [a@example.com]}}}}\n{SMTP}}}")
    board = config.notify["board"]
    assert (board.on, board.env, board.audience, board.attach) == ("change", None, None, ())
    assert (config.smtp.security, config.smtp.port, config.smtp.user_env) == ("starttls", None, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"notify: {{x: {{env: 'slack://{CANARY}/b'}}}}", "config-secret"),
        (f"notify: {{x: {{env: {CANARY.lower()}}}}}", "config-secret"),
        (f"notify: {{x: {{to: [a@example.com], token: {CANARY}}}}}", "config-secret"),
        (f"{SMTP}, password: {CANARY}}}", "config-secret"),
        (f"{SMTP}, Password: {CANARY}}}", "config-secret"),
        (f"{SMTP}, password_env: {CANARY}!}}", "config-secret"),
        (f"{SMTP}, pwd: {CANARY}}}", "config-unknown-key"),
        (f"{SMTP}, port: {CANARY}}}", "config-value"),
        (f"smtp: {{host: 'u:{CANARY}@example.com', from: cx@example.com}}", "config-host"),
        (f"smtp: {{host: {CANARY}}}", "config-missing-key"),
        (f"notify: {{x: {{to: ['{CANARY}']}}}}", "config-address"),
        (f"notify: {{x: {{to: [a@example.com], on: {CANARY}}}}}", "config-value"),
        (f"notify: {{'slack://{CANARY}': {{to: [a@example.com]}}}}", "config-name"),
        (f"notify: {{x: 'slack://{CANARY}'}}", "config-value"),
        (f"notify: {{'slack://{CANARY}': }}", "config-empty"),
        (f"notify: {{x: {{env: 'slack://{CANARY}'", "yaml-syntax"),
    ],
)
def test_a_secret_in_a_config_is_refused_and_not_repeated(text, code):
    """Neither the value, nor the line, nor the key that holds it stands in the error."""
    problem = refused(text)
    assert problem.code == code
    assert CANARY.lower() not in repr(problem).lower()


@pytest.mark.parametrize(
    "address", ["a", "a@", "a b@c.d", "a@b.c\\r\\nBcc: x@y.z", "A <a@b.c>", "a@b.c,d@e.f", "ü@b.c"]
)
def test_an_address_is_one_plain_address(address):
    """Nothing that a header could be made of is an address."""
    assert refused(f'notify: {{x: {{to: ["{address}"]}}}}').code in ("config-address", "yaml-character", "yaml-syntax")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("notify: {x: {on: change}}", "config-notify"),
        ("notify: {x: {to: [a@b.c], env: CX_URL}}", "config-notify"),
        (f"{SMTP}, user_env: CX_USER}}", "config-smtp"),
        (f"{SMTP}, user_env: CX_USER, password_env: CX_PASSWORD, security: none}}", "config-smtp"),
    ],
)
def test_what_does_not_go_together_is_refused(text, code):
    """One way to each; a login has two parts, and does not cross a network in the open."""
    assert refused(text).code == code
