"""Secrets, from environment variables alone."""

from collections.abc import Mapping

from cxcli.errors import DeliveryError, Problem


def secret(name: str, environment: Mapping[str, str]) -> str:
    """Return what an environment variable holds.

    Raises:
        DeliveryError: it is not set, or empty.
    """
    value = environment.get(name, "").strip()
    if not value:
        message, advice = f"the environment variable {name} is not set", f"set it where the report is made: {name}=…"
        raise DeliveryError(Problem(code="notify-variable", message=message, help=advice))
    return value
