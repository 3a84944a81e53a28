"""What metrics of customers mean, as data: contacts, retention and revenue, lifetime value."""

from typing import TypeVar

from msgspec import field
from msgspec.structs import replace

from cxcli.config.metric import MetricConfig
from cxcli.scoring.definition import Definition, begun, renamed, said_of_all
from cxcli.scoring.row_definitions import RowRules
from cxcli.scoring.value_terms import Terms

FORMS: tuple[tuple[str, ...], ...] = (
    ("customer", "started_at", "ended_at"),
    ("customer", "moved_at", "mrr", "movement"),
    ("customer", "month", "mrr"),
    ("customer", "month"),
    ("customer", "moved_at", "mrr"),
)
"""What a list of customers can be: spans with a start and an end, movements, snapshots, which the second field tells.

The first that a file can be is taken. A list of months is one of snapshots unless it says in words what moved.
"""


class ContactDefinition(Definition, frozen=True, kw_only=True):
    """First contacts: resolved issues that the customer did not come back for `within` some time."""

    rules: RowRules


class FigureDefinition(Definition, frozen=True, kw_only=True):
    """A `figure` of customers; `terms` are those of a value to come."""

    figure: str
    terms: Terms = field(default_factory=Terms)


_Figure = TypeVar("_Figure", bound=FigureDefinition)


class RetentionDefinition(FigureDefinition, frozen=True, kw_only=True):
    """A figure of the customers of a period: churn, net revenue retention and the like."""


class ValueDefinition(FigureDefinition, frozen=True, kw_only=True):
    """A figure of what customers buy."""


class DeclineDefinition(Definition, frozen=True, kw_only=True):
    """Customers whose use fell by half against their own past."""


def started_decline(name: str, said: MetricConfig) -> DeclineDefinition:
    """Return the decline that `said` makes without extending another metric."""
    return extended_decline(DeclineDefinition(**begun(name, said, "percent")), name, said)


def extended_decline(base: DeclineDefinition, name: str, said: MetricConfig) -> DeclineDefinition:
    """Return `base` under a new name, with what the config says in place of its own."""
    return replace(base, **renamed(base, name), **said_of_all(said))


def extended_contacts(base: ContactDefinition, name: str, said: MetricConfig) -> ContactDefinition:
    """Return `base` under a new name, with what the config says in place of its own."""
    plain = ("within", "dates")
    rules = replace(base.rules, **{key: getattr(said, key) for key in plain if getattr(said, key)})
    return replace(base, **renamed(base, name), **said_of_all(said), rules=rules)


def started_contacts(name: str, said: MetricConfig) -> ContactDefinition:
    """Return the first contacts that `said` makes without extending another metric.

    Raises:
        ValueError: it lacks the time within which nobody may come back.
    """
    if said.within is None:
        raise ValueError("first contacts say within which time nobody may come back")
    return extended_contacts(ContactDefinition(**begun(name, said, "percent"), rules=RowRules()), name, said)


def started_retention(name: str, said: MetricConfig) -> RetentionDefinition:
    """Return the retention figure that `said` makes without extending another metric.

    Raises:
        ValueError: it lacks its figure, unit or direction.
    """
    return _started_figure(RetentionDefinition, name, said)


def started_value(name: str, said: MetricConfig) -> ValueDefinition:
    """Return the value figure that `said` makes without extending another metric.

    Raises:
        ValueError: as for a retention figure.
    """
    return _started_figure(ValueDefinition, name, said)


def extended_figure(base: _Figure, name: str, said: MetricConfig) -> _Figure:
    """Return `base` under a new name, with what the config says in place of its own."""
    given = {key: getattr(said, key) for key in ("figure", "unit") if getattr(said, key)}
    return replace(base, **renamed(base, name), **said_of_all(said), **given, terms=_terms(base.terms, said))


def _started_figure(kind: type[_Figure], name: str, said: MetricConfig) -> _Figure:
    if said.figure is None or said.unit is None:
        raise ValueError(f"a {said.kind} says its figure, its unit and its direction")
    return extended_figure(kind(**begun(name, said, said.unit), figure=said.figure), name, said)


def _terms(base: Terms, said: MetricConfig) -> Terms:
    keys = ("margin", "discount", "horizon")
    return replace(base, **{key: getattr(said, key) for key in keys if getattr(said, key) is not None})
