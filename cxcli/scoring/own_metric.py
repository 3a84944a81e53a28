"""A metric of the user's own: what it becomes, and all that is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cxcli.config.metric import MetricConfig
from cxcli.config.refusal import nearest
from cxcli.errors import Problem
from cxcli.scoring.boxes import box_names, fitted
from cxcli.scoring.definition import Definition, Scale, extended, started, unit_of

KINDS = ("box_score",)
_COLUMNS = ("score",)
_NEEDED = ("kind", "level", "direction", "scale", "value")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a metric: where in it (`loc`; its key or its value), what, and what to do."""

    loc: tuple[str, ...]
    message: str
    advice: str
    key: bool = False


def own_metric(name: str, said: MetricConfig, base: Definition | None) -> tuple[Definition | None, list[Fault]]:
    """Return the metric that `said` makes, from `base` if it has one, and everything that is wrong with it.

    There is no metric where too much is missing to make one.
    """
    wrong = [*_kind(said, base), *_columns(said)]
    missing = [] if base is not None else [key for key in _NEEDED if getattr(said, key) is None]
    if missing:
        return None, [*wrong, _lacking(missing)]
    definition = started(name, said) if base is None else extended(base, name, said)
    named = list(_named_boxes(definition, said))
    scale = [] if named or base is None else list(_scale(definition, said, base.scale))
    return definition, [*wrong, *named, *scale, *_points(definition, said), *_unit(definition, said)]


def _kind(said: MetricConfig, base: Definition | None) -> Iterator[Fault]:
    if said.kind is not None and said.kind not in KINDS:
        near = nearest(said.kind, KINDS)
        hint = f"did you mean '{near}'? " if near else ""
        yield Fault(("kind",), f"there is no kind '{said.kind}'", f"{hint}kinds: {', '.join(KINDS)}")
    elif base is not None and said.kind not in (None, base.kind):
        message = f"it extends {base.id}, which is a {base.kind}"
        yield Fault(("kind",), message, "leave the kind out, or extend nothing", key=True)


def _columns(said: MetricConfig) -> Iterator[Fault]:
    for field in said.columns:
        if field not in _COLUMNS:
            message = f"a metric has no column of its own for '{field}'"
            advice = (
                f"columns of a metric: {', '.join(_COLUMNS)}; the others are one for all: columns: at the top level"
            )
            yield Fault(("columns", field), message, advice, key=True)


def _lacking(missing: Sequence[str]) -> Fault:
    message = f"it lacks {', '.join(missing)}"
    return Fault((), message, "add what is missing, or start from a metric that is there: extends: nps", key=True)


def _named_boxes(definition: Definition, said: MetricConfig) -> Iterator[Fault]:
    """Every box that is named is one of the metric's."""
    boxes, value = box_names(definition), definition.value
    for form, name in (("plus", value.plus), ("minus", value.minus), ("share", value.share)):
        if name is not None and name not in boxes:
            loc = ("value", form) if said.value is not None else ("boxes",)
            yield Fault(loc, f"the value needs a box '{name}', which is not there", _boxes_there(name, boxes))
    if value.plus is not None and value.plus == value.minus:
        yield Fault(("value",), f"a box minus itself is always 0: '{value.plus}'", "name two boxes")
    if said.bad is not None and said.bad not in boxes:
        yield Fault(("bad",), f"there is no box '{said.bad}'", _boxes_there(said.bad, boxes))


def _boxes_there(name: str, boxes: Sequence[str]) -> str:
    near = nearest(name, boxes)
    hint = f"did you mean '{near}'? " if near else ""
    return f"{hint}boxes: {', '.join(boxes)}" if boxes else f"add it: boxes: {{{name}: …}}"


def _scale(definition: Definition, said: MetricConfig, before: Scale) -> Iterator[Fault]:
    """Boxes that come from another metric fit the scale that the user gives."""
    if said.scale is None or said.boxes:
        return
    misfit = fitted(replace(definition, scale=before), definition.scale)
    if isinstance(misfit, Problem):
        boxes = ", ".join(f"{box}: …" for box in box_names(definition))
        yield Fault(("scale",), misfit.message, f"say which answers are in which: boxes: {{{boxes}}}", key=True)


def _points(definition: Definition, said: MetricConfig) -> Iterator[Fault]:
    """Boxes that the user writes lie on the scale, and no answer is in two of them."""
    scale = definition.scale
    box_of: dict[int, str] = {}
    for name, points in said.boxes.items():
        outside = [point for point in points if point not in scale]
        if outside:
            message, advice = (
                f"{outside[0]} is not on the scale {scale}",
                f"write answers of {scale.low} to {scale.high}",
            )
            yield Fault(("boxes", name), message, advice)
        twice = [point for point in points if point in box_of]
        if twice:
            message = f"{twice[0]} is in '{box_of[twice[0]]}' already"
            yield Fault(("boxes", name), message, "put each answer in one box")
        box_of |= dict.fromkeys(points, name)


def _unit(definition: Definition, said: MetricConfig) -> Iterator[Fault]:
    unit = unit_of(definition.value)
    if said.unit is not None and said.unit != unit:
        message = f"a value of this form is counted in '{unit}', not in '{said.unit}'"
        yield Fault(("unit",), message, f"write unit: {unit}, or leave it out")
