"""Which answers are in which box, once the scale is known."""

from collections.abc import Mapping
from dataclasses import replace

from cxcli.errors import Problem, UsageError
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.definition import Definition, Polarity, Scale, SizedBoxes


def settle(definition: Definition, *, scale: Scale | None = None, polarity: Polarity | None = None) -> BoxScore:
    """Return the metric with its scale and boxes settled; a `scale` given is the user's own word.

    Raises:
        UsageError: the metric has no boxes for a scale of so many points.
    """
    if polarity is not None:
        definition = replace(definition, polarity=polarity)
    if definition.sized is None:
        return BoxScore(definition, scale or definition.scale, definition.boxes, declared=scale is not None)
    used = scale or definition.scale
    return BoxScore(definition, used, _sized(definition, definition.sized, used), declared=scale is not None)


def _sized(definition: Definition, sized: SizedBoxes, scale: Scale) -> Mapping[str, tuple[int, ...]]:
    size = sized.points.get(scale.points)
    if size is None:
        known = ", ".join(str(points) for points in sized.points)
        raise UsageError(
            Problem(
                code="scale",
                message=f"{definition.id} has no boxes for the {scale.points} points of {scale} (it has for {known})",
                help="say in cx.yaml which answers count: metrics: {mine: {extends: "
                f"{definition.id}, scale: {{low: {scale.low}, high: {scale.high}}}, boxes: {{{sized.top}: …}}}}}}",
            )
        )
    answers = tuple(range(scale.low, scale.high + 1))
    low, middle, high = answers[:size], answers[size:-size], answers[-size:]
    top, bottom = (low, high) if definition.polarity == "effort" else (high, low)
    boxes = {sized.top: top, sized.middle: middle, sized.bottom: bottom}
    return {name: points for name, points in boxes.items() if points}
