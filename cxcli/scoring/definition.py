"""What any metric means, as data: the same for a shipped metric and for one of the user's own."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from cxcli.config.metric import MetricConfig

COMMON = ("title", "description", "where", "level", "direction", "columns", "missing", "source")
"""The keys of a metric's config that are taken over as they are, whatever its kind."""


class Definition(Struct, frozen=True, kw_only=True):
    """One metric. `family` is the shipped metric that it comes from.

    `source` says which of the sources of a config it is scored on, `aliases` are other names that it is found by.
    `columns` name the column of a field for this metric alone, `missing` are its own codes for no answer.
    """

    id: str
    family: str
    kind: str
    title: str
    description: str
    unit: str
    direction: str
    level: str = ""
    source: str = "responses"
    bad: str | None = None
    where: str | None = None
    columns: Mapping[str, int | str] = field(default_factory=dict)
    missing: tuple[int | float | str, ...] = ()
    aliases: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Defined(Struct, frozen=True):
    """What a definition, the `source`, says of a metric that is made of it, whatever its kind."""

    source: Definition

    @property
    def id(self) -> str:
        """The definition's id."""
        return self.source.id

    @property
    def title(self) -> str:
        """The name that is shown."""
        return self.source.title

    @property
    def unit(self) -> str:
        """What the value is counted in."""
        return self.source.unit

    @property
    def direction(self) -> str:
        """Whether a higher or a lower value is better."""
        return self.source.direction


def begun(name: str, said: MetricConfig, unit: str) -> dict[str, Any]:
    """Return what any metric has that extends no other one, before the rest of its config is taken over."""
    return {
        "id": name,
        "family": name,
        "kind": str(said.kind),
        "title": name,
        "description": "",
        "unit": unit,
        "direction": str(said.direction),
    }


def renamed(base: Definition, name: str) -> dict[str, Any]:
    """Return what changes where `base` goes by a new name: its aliases are not those of the new one."""
    return {} if name == base.id else {"id": name, "aliases": ()}


def said_of_all(said: MetricConfig) -> dict[str, Any]:
    """Return what a config says of a metric of any kind."""
    return {key: getattr(said, key) for key in COMMON if getattr(said, key)}
