"""Whether customers can be listed as they were asked for."""

from cxcli.errors import Problem, UsageError
from cxcli.settings import Asked


def refuse_limit_alone(limit: int | None, per: str | None) -> None:
    """Refuse the length of a list that nobody asked for.

    Raises:
        UsageError: there is one.
    """
    if limit is not None and per is None:
        help_text = "add it: --per customer --limit N"
        raise UsageError(Problem(code="usage", message="--limit needs --per customer", help=help_text))


def refuse_cuts(asked: Asked, per: str) -> None:
    """Refuse a list that is of others than customers, or cut into groups and periods.

    Raises:
        UsageError: it is.
    """
    if per != "customer":
        message = f"--per {per} is for composites that are scored per {per}"
        raise UsageError(Problem(code="per-customer", message=message, help="--per customer"))
    if asked.by or asked.period or asked.rolling:
        message = "customers are listed over all groups and periods"
        help_text = "leave --by and --period away; say which rows count: --where, --during"
        raise UsageError(Problem(code="per-customer", message=message, help=help_text))
