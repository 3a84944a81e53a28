"""Which answers are in which box, once the scale is known."""

from types import MappingProxyType

from cxcli.config.phrases import as_yaml
from cxcli.errors import Problem, UsageError
from cxcli.scoring.box_definition import BoxDefinition, Boxes, Polarity, Scale, SizedBoxes, turned
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.polarity import PolarityScore
from cxcli.scoring.sentiment import Sentiment
from cxcli.scoring.sentiment_definition import PolarityDefinition, SentimentDefinition


def settle(definition: BoxDefinition, *, scale: Scale | None = None, polarity: Polarity | None = None) -> BoxScore:
    """Return the metric with its scale and boxes settled; `scale` and `polarity` are the user's own word.

    A metric that knows no polarity stays as it is: in a run of several, the word is meant for the others.

    Raises:
        UsageError: the metric has no boxes for this scale.
    """
    if polarity is not None and definition.polarity is not None:
        definition = turned(definition, polarity)
    used = scale or definition.scale
    boxes = fitted(definition, used)
    if isinstance(boxes, Problem):
        raise UsageError(boxes)
    return _made(definition)(definition, used, boxes, declared=scale is not None)


def _made(definition: BoxDefinition) -> type[BoxScore]:
    if isinstance(definition, SentimentDefinition):
        return Sentiment
    return PolarityScore if isinstance(definition, PolarityDefinition) else BoxScore


def fitted(definition: BoxDefinition, scale: Scale) -> Boxes | Problem:
    """Return the boxes on `scale`, or the problem that the metric has none there.

    Sized boxes go with the number of points. Fixed ones stay what they are: a scale may lack some of their answers
    (0 of NPS), but neither all answers of a box nor have any that the metric's own scale has not. A mean needs
    no boxes: where there are none for the scale, it goes without.
    """
    boxes = _clipped(definition, scale) if definition.sized is None else _sized(definition, definition.sized, scale)
    value = definition.value
    needed = [name for name in (value.plus, value.minus, value.share) if name is not None]
    if boxes is None and not needed:
        return MappingProxyType({})
    if boxes is None or not boxes.keys() >= set(needed):
        return _no_boxes(definition, scale)
    return MappingProxyType(boxes)


def box_names(definition: BoxDefinition) -> tuple[str, ...]:
    """Return the names of all boxes that the metric can have."""
    sized = definition.sized
    return tuple(definition.boxes) if sized is None else (sized.top, sized.middle, sized.bottom)


def _clipped(definition: BoxDefinition, scale: Scale) -> dict[str, tuple[int, ...]] | None:
    boxes = {name: tuple(point for point in box if point in scale) for name, box in definition.boxes.items()}
    wider = scale.low not in definition.scale or scale.high not in definition.scale
    return None if boxes and (wider or not all(boxes.values())) else boxes


def _sized(definition: BoxDefinition, sized: SizedBoxes, scale: Scale) -> dict[str, tuple[int, ...]] | None:
    size = sized.points.get(scale.points)
    if size is None:
        return None
    answers = tuple(range(scale.low, scale.high + 1))
    low, middle, high = answers[:size], answers[size:-size], answers[-size:]
    top, bottom = (low, high) if definition.polarity == "effort" else (high, low)
    boxes = {sized.top: top, sized.middle: middle, sized.bottom: bottom}
    return {name: points for name, points in boxes.items() if points}


def _no_boxes(definition: BoxDefinition, scale: Scale) -> Problem:
    sized = definition.sized
    known = f"on {definition.scale}" if sized is None else f"for {', '.join(str(size) for size in sized.points)} points"
    name = f"{definition.id.replace(':', '_')}_{scale.points}"
    own = f"{{extends: {as_yaml(definition.id)}, scale: {{low: {scale.low}, high: {scale.high}}}"
    boxes = ", ".join(f"{box}: …" for box in box_names(definition))
    return Problem(
        code="scale",
        message=f"{definition.id} has no boxes for answers of {scale} (it has them {known})",
        help=f"say in cx.yaml which answers are in which box, such as {scale.high - 1}-{scale.high}: "
        f"metrics: {{{name}: {own}, boxes: {{{boxes}}}}}}}",
    )
