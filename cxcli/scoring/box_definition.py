"""What a box score means: a scale, its boxes, and how the value comes from them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from cxcli.config.metric import MetricConfig, ScaleConfig, ValueConfig
from cxcli.scoring.definition import Definition, renamed, said_of_all

Polarity = Literal["ease", "effort"]
Beside = Literal["mean", "spread", "distribution"]
Boxes = Mapping[str, tuple[int, ...]]
"""The answers in each box, by the name of the box."""


class Scale(Struct, frozen=True):
    """The whole numbers from `low` to `high`."""

    low: int
    high: int

    @property
    def points(self) -> int:
        """How many answers there are to choose from."""
        return self.high - self.low + 1

    def __contains__(self, answer: int) -> bool:
        return self.low <= answer <= self.high

    def __str__(self) -> str:
        return f"{self.low} to {self.high}" if self.low < 0 else f"{self.low}-{self.high}"

    @property
    def option(self) -> str:
        """The option that declares it, to be typed."""
        return f"--scale {self.low}-{self.high}"


class SizedBoxes(Struct, frozen=True):
    """Boxes that go with the scale: the names of the `top`, `middle` and `bottom` box, and their size by points."""

    top: str
    middle: str
    bottom: str
    points: Mapping[int, int]


class Reach(Struct, frozen=True):
    """An answer that some row must reach once there are `start` answers; else the column is on another scale."""

    answer: int
    start: int


class FoundBy(Struct, frozen=True):
    """Which columns are taken for the answers: exact `names`, patterns in `questions`, `general` names."""

    names: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    general: tuple[str, ...] = ()


class BoxDefinition(Definition, frozen=True, kw_only=True):
    """A box score. `family` is the shipped metric in whose words its column of answers is looked for.

    `boxes` are fixed, or `sized` says how they go with the scale. `polarity_assumed`: nobody has said the polarity, it
    is the usual one.
    """

    scale: Scale
    value: ValueConfig
    boxes: Boxes = field(default_factory=dict)
    sized: SizedBoxes | None = None
    polarity: Polarity | None = None
    polarity_assumed: bool = False
    beside: tuple[Beside, ...] = ()
    reach: Reach | None = None
    zero_expected: bool = False
    labels: Mapping[str, float] = field(default_factory=dict)
    found_by: FoundBy = field(default_factory=FoundBy)


def started(name: str, said: MetricConfig) -> BoxDefinition:
    """Return the metric that `said` makes without extending another one.

    Raises:
        ValueError: it lacks its kind, level, direction, scale or value.
    """
    match said:
        case MetricConfig(
            kind=str(kind),
            level=str(level),
            direction=str(direction),
            scale=ScaleConfig(low=low, high=high),
            value=ValueConfig() as value,
        ):
            base = BoxDefinition(
                id=name,
                family=name,
                kind=kind,
                title=name,
                description="",
                level=level,
                unit=unit_of(value),
                direction=direction,
                scale=Scale(low, high),
                value=value,
            )
            return extended(base, name, said)
    raise ValueError("a metric that extends none says its kind, level, direction, scale and value")


def extended(base: BoxDefinition, name: str, said: MetricConfig) -> BoxDefinition:
    """Return `base` under a new name, with what the user's config says in place of its own.

    The unit goes with the form of the value. Whoever gives a scale has looked at it, so it is not doubted any more.
    """
    definition = base if said.polarity is None else replace(turned(base, said.polarity), polarity_assumed=False)
    given = renamed(base, name)
    if said.value is not None:
        given |= {"value": said.value, "unit": unit_of(said.value), "direction": _direction(definition, said.value)}
    if said.scale is not None:
        given |= {"scale": Scale(said.scale.low, said.scale.high), "reach": None, "zero_expected": False}
    if said.boxes:
        bad = definition.bad if definition.bad in said.boxes else None
        given |= {"boxes": MappingProxyType(dict(said.boxes)), "sized": None, "bad": bad}
    given |= said_of_all(said) | {key: getattr(said, key) for key in ("bad", "labels") if getattr(said, key)}
    return replace(definition, **given)


def turned(definition: BoxDefinition, polarity: Polarity) -> BoxDefinition:
    """Return the definition for answers of this polarity; a metric that knows none takes a high answer for a good one.

    Where the polarity is another one, fixed boxes are mirrored, and a higher mean becomes a worse one.
    """
    if polarity == (definition.polarity or "ease"):
        return replace(definition, polarity=polarity)
    ends = definition.scale.low + definition.scale.high
    boxes = {name: tuple(sorted(ends - point for point in points)) for name, points in definition.boxes.items()}
    turns = _of_mean(definition.value)
    direction = {"higher": "lower", "lower": "higher"}[definition.direction] if turns else definition.direction
    return replace(definition, polarity=polarity, boxes=MappingProxyType(boxes), direction=direction)


def unit_of(value: ValueConfig) -> str:
    """Return what a value of this form is counted in."""
    if value.plus is not None:
        return "points"
    return "score" if value.mean else "percent"


def _direction(definition: BoxDefinition, value: ValueConfig) -> str:
    """A mean is better where its answers are; the share of a box as the metric has it."""
    if definition.polarity is None or _of_mean(value) == _of_mean(definition.value):
        return definition.direction
    return "lower" if _of_mean(value) and definition.polarity == "effort" else "higher"


def _of_mean(value: ValueConfig) -> bool:
    return bool(value.mean or value.index)
