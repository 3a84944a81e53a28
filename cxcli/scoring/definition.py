"""What a metric means, as data: the same for a shipped metric and for one of the user's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from cxcli.config.metric import MetricConfig, ValueConfig

Polarity = Literal["ease", "effort"]
Beside = Literal["mean", "spread", "distribution"]

_EMPTY: Mapping[str, tuple[int, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole numbers from `low` to `high`."""

    low: int
    high: int

    @property
    def points(self) -> int:
        """How many answers there are to choose from."""
        return self.high - self.low + 1

    def __str__(self) -> str:
        return f"{self.low}-{self.high}"


@dataclass(frozen=True, slots=True)
class SizedBoxes:
    """Boxes that go with the scale: the names of the `top`, `middle` and `bottom` box, and their size by points."""

    top: str
    middle: str
    bottom: str
    points: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Reach:
    """An answer that some row must reach once there are `start` answers; else the column is on another scale."""

    answer: int
    start: int


@dataclass(frozen=True, slots=True)
class FoundBy:
    """Which columns are taken for the answers: exact `names`, patterns in `questions`, `general` names."""

    names: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    general: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One metric. `family` is the shipped metric that it comes from, in which its column is looked for."""

    id: str
    family: str
    kind: str
    title: str
    description: str
    level: str
    unit: str
    direction: str
    scale: Scale
    value: ValueConfig
    boxes: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: _EMPTY)
    sized: SizedBoxes | None = None
    polarity: Polarity | None = None
    bad: str | None = None
    beside: tuple[Beside, ...] = ()
    reach: Reach | None = None
    zero_expected: bool = False
    where: str | None = None
    columns: Mapping[str, int | str] = field(default_factory=dict)
    labels: Mapping[str, float] = field(default_factory=dict)
    missing: tuple[int | float | str, ...] = ()
    traps: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    found_by: FoundBy = field(default_factory=FoundBy)


def extended(base: Definition, name: str, said: MetricConfig) -> Definition:
    """Return `base` under a new name, with what the user's config says in place of its own."""
    given = {
        key: getattr(said, key)
        for key in ("title", "description", "where", "value", "polarity", "level", "unit", "direction", "bad")
        if getattr(said, key) is not None
    }
    given |= {key: getattr(said, key) for key in ("columns", "labels", "missing") if getattr(said, key)}
    if said.scale is not None:
        given |= {"scale": Scale(said.scale.low, said.scale.high), "reach": None, "zero_expected": False}
    if said.boxes:
        given |= {"boxes": dict(said.boxes), "sized": None}
    return replace(base, id=name, **given)
