"""What values are to reach, and what happened meanwhile, as a config says it."""

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from cxcli.config.load import LoadedConfig
from cxcli.config.reporting import BoundsConfig
from cxcli.errors import ConfigError, Problem
from cxcli.mapping.groups import group_key
from cxcli.scoring.catalogue import with_own
from cxcli.scoring.composite_definition import level
from cxcli.scoring.periods import Periods
from cxcli.scoring.stretches import stretch
from cxcli.settings.named_metrics import known, placed

Group = tuple[tuple[str, str], ...]
"""Columns with their values; empty for all rows."""


class Bounds(Struct, frozen=True, kw_only=True):
    """What a value is to reach (`target`), and from where on it is a warning or a failure, in the metric's unit.

    With `certain`, warning and failure count only where the better limit of the value is worse, too.
    """

    target: float | None
    warn: float | None
    fail: float | None
    certain: bool


class Event(Struct, frozen=True):
    """Something that happened on a day; without `metrics` it is marked in the charts of all."""

    on: date
    title: str
    metrics: tuple[str, ...]


def targets_of(loaded: LoadedConfig) -> Iterator[tuple[tuple[str, Group], Bounds]]:
    """Yield the bounds of each metric that has some, overall and by group.

    Raises:
        ConfigError: a metric is not there, or a group is none.
    """
    catalogue = with_own(loaded.config.metrics, loaded.document)
    named = list(known(catalogue, list(loaded.config.targets), loaded, None))
    for definition, said in zip(named, loaded.config.targets.values(), strict=True):
        yield (definition.id, ()), _bounds(said)
        for name, bounds in said.groups.items():
            yield (definition.id, _group(name, definition.id, loaded)), _bounds(bounds)


def _bounds(said: BoundsConfig) -> Bounds:
    values = {name: getattr(said, name) for name in ("target", "warn", "fail")}
    found = {name: None if value is None else level(value) for name, value in values.items()}
    return Bounds(**found, certain=said.certain)


def _group(name: str, metric: str, loaded: LoadedConfig) -> Group:
    """Return a group by its name: "plan=pro", "plan=pro+region=EMEA"."""
    pairs = [part.partition("=") for part in name.split("+")]
    if not all(column.strip() and between for column, between, _ in pairs):
        message = f"'{name[:40]}' is no group"
        problem = Problem(code="target", message=message, help="write column=value: plan=pro")
        raise ConfigError(placed(loaded, ("targets", metric, "groups", name), problem))
    return tuple((column.strip(), group_key(value)) for column, _, value in pairs)


def events_of(loaded: LoadedConfig, periods: Periods, as_of: datetime) -> Iterator[Event]:
    """Yield what happened, as the config says it.

    Raises:
        ConfigError: a day is none, or a metric is not there.
    """
    catalogue = with_own(loaded.config.metrics, loaded.document)
    for place, said in enumerate(loaded.config.events):
        days = stretch(said.on, periods.calendar, as_of.date())
        if isinstance(days, Problem):
            raise ConfigError(placed(loaded, ("events", place, "on"), days))
        metrics = [each.id for each in known(catalogue, said.metrics, loaded, ("events", place, "metrics"))]
        yield Event(days.first, said.title, tuple(metrics))
