"""All that is wrong with a box score of the user's own."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cxcli.config.metric import MetricConfig
from cxcli.errors import Problem
from cxcli.scoring.box_definition import BoxDefinition, Scale, unit_of
from cxcli.scoring.boxes import box_names, fitted
from cxcli.scoring.definition import Definition
from cxcli.scoring.fault import Fault, among

_ANSWERS = "score"


def box_faults(definition: BoxDefinition, said: MetricConfig, base: Definition | None) -> Iterator[Fault]:
    """Yield what is wrong with a box score; `said` is what the user wrote of it, `base` what it extends."""
    yield from _answers_column(said)
    if definition.value.median or definition.value.percentile:
        message = "answers are few whole numbers: they have no median and no percentiles"
        yield Fault(("value",), message, "write {mean: true}, {share: NAME} or {plus: NAME, minus: NAME}")
    named = list(_named_boxes(definition, said))
    yield from named
    if not named and isinstance(base, BoxDefinition):
        yield from _scale(definition, said, base.scale)
    yield from (*_points(definition, said), *_unit(definition, said))


def _answers_column(said: MetricConfig) -> Iterator[Fault]:
    for field in said.columns:
        if field != _ANSWERS:
            message = f"a metric has no column of its own for '{field}'"
            advice = f"columns of a metric: {_ANSWERS}; the others are one for all: columns: at the top level"
            yield Fault(("columns", field), message, advice, key=True)


def _named_boxes(definition: BoxDefinition, said: MetricConfig) -> Iterator[Fault]:
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
    return among(name, boxes, "boxes") if boxes else f"add it: boxes: {{{name}: …}}"


def _scale(definition: BoxDefinition, said: MetricConfig, before: Scale) -> Iterator[Fault]:
    """Boxes that come from another metric fit the scale that the user gives."""
    if said.scale is None or said.boxes:
        return
    misfit = fitted(replace(definition, scale=before), definition.scale)
    if isinstance(misfit, Problem):
        boxes = ", ".join(f"{box}: …" for box in box_names(definition))
        yield Fault(("scale",), misfit.message, f"say which answers are in which: boxes: {{{boxes}}}", key=True)


def _points(definition: BoxDefinition, said: MetricConfig) -> Iterator[Fault]:
    """Boxes that the user writes lie on the scale, and no answer is in two of them."""
    scale = definition.scale
    box_of: dict[int, str] = {}
    for name, points in said.boxes.items():
        outside = [point for point in points if point not in scale]
        if outside:
            message = f"{outside[0]} is not on the scale {scale}"
            yield Fault(("boxes", name), message, f"write answers of {scale.low} to {scale.high}")
        twice = [point for point in points if point in box_of]
        if twice:
            message = f"{twice[0]} is in '{box_of[twice[0]]}' already"
            yield Fault(("boxes", name), message, "put each answer in one box")
        box_of |= dict.fromkeys(points, name)


def _unit(definition: BoxDefinition, said: MetricConfig) -> Iterator[Fault]:
    unit = unit_of(definition.value)
    if said.unit is not None and said.unit != unit:
        message = f"a value of this form is counted in '{unit}', not in '{said.unit}'"
        yield Fault(("unit",), message, f"write unit: {unit}, or leave it out")
