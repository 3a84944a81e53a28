"""Whether the answers fit the definition: one scale in all files, and the polarity that the words speak of."""

from collections.abc import Sequence

from msgspec.structs import replace

from cxcli.errors import DataError, Notice, Problem
from cxcli.mapping.bind import AnswerFacts
from cxcli.scoring.box_definition import BoxDefinition, Polarity, Scale
from cxcli.scoring.boxes import fitted


def scale_found(definition: BoxDefinition, facts: Sequence[AnswerFacts]) -> Scale | None:
    """Return the scale that answer words decide in all files, or None where the answers are numbers.

    Raises:
        DataError: the files have answers on different scales, which are not one source; or the words are on a scale
            that the metric has no boxes for.
    """
    scales = {Scale(*found.scale) if found.scale else definition.scale for found in facts}
    if len(scales) > 1:
        raise DataError(_different(definition))
    if not facts or not all(found.scale for found in facts):
        return None
    scale = scales.pop()
    boxes = fitted(definition, scale)
    if isinstance(boxes, Problem):
        message = f"the answers are words for the numbers {scale}: {boxes.message}"
        raise DataError(replace(boxes, message=message))
    return scale


def polarity_doubts(definition: BoxDefinition, declared: Polarity | None, facts: Sequence[AnswerFacts]) -> list[Notice]:
    """Return a notice where nothing says which end of the scale is the good one.

    Raises:
        DataError: the words of a question or its answers contradict the definition.
    """
    if definition.polarity is None or declared is not None:
        return []
    found = [each.polarity for each in facts if each.polarity is not None]
    for polarity, evidence in found:
        if polarity != definition.polarity:
            raise DataError(_contradiction(definition, polarity, evidence))
    return [_assumed(definition)] if definition.polarity_assumed and not found else []


def _different(definition: BoxDefinition) -> Problem:
    return Problem(
        code="scales",
        message=f"the files have answers to {definition.id} on different scales",
        help="score them one by one: answers on 5 and on 7 points are not pooled",
    )


def _contradiction(definition: BoxDefinition, polarity: Polarity, evidence: str) -> Problem:
    return Problem(
        code="polarity",
        message=f"{definition.id} takes a high answer for {definition.polarity}, {evidence} speak of {polarity}",
        help=f"say which it is: --polarity {polarity} or --polarity {definition.polarity}",
    )


def _assumed(definition: BoxDefinition) -> Notice:
    other = "effort" if definition.polarity == "ease" else "ease"
    message = (
        f"{definition.id}: nothing in the file says that a high answer means {definition.polarity}; "
        f"it was taken so (else: --polarity {other})"
    )
    return Notice(code="polarity", message=message)
