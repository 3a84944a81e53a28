"""Whether the answers fit the definition: one scale in all files, and the polarity that the words speak of."""

from collections.abc import Sequence

from cxcli.errors import DataError, Notice, Problem
from cxcli.mapping.bind import AnswerFacts
from cxcli.scoring.definition import Definition, Polarity, Scale


def scale_found(definition: Definition, facts: Sequence[AnswerFacts]) -> Scale | None:
    """Return the scale that answer words decide, or None where the answers are numbers.

    Raises:
        DataError: the files have answers on different scales; those are not one source.
    """
    scales = {found.scale for found in facts}
    if len(scales) > 1:
        raise DataError(
            Problem(
                code="scales",
                message=f"the files have answers to {definition.id} on different scales",
                help="score them one by one: answers on 5 and on 7 points are not pooled",
            )
        )
    scale = scales.pop() if scales else None
    return Scale(*scale) if scale else None


def polarity_doubts(definition: Definition, declared: Polarity | None, facts: Sequence[AnswerFacts]) -> list[Notice]:
    """Return a notice where nothing says which end of the scale is the good one.

    Raises:
        DataError: the words of question or answers contradict the definition.
    """
    if definition.polarity is None or declared is not None:
        return []
    found = next((each.polarity for each in facts if each.polarity is not None), None)
    if found is None:
        return [_assumed(definition)] if definition.id == definition.family else []
    polarity, evidence = found
    if polarity != definition.polarity:
        raise DataError(
            Problem(
                code="polarity",
                message=f"{definition.id} takes a high answer for {definition.polarity}, {evidence} speak of {polarity}",
                help=f"say which it is: --polarity {polarity} or --polarity {definition.polarity}",
            )
        )
    return []


def _assumed(definition: Definition) -> Notice:
    other = "effort" if definition.polarity == "ease" else "ease"
    message = (
        f"{definition.id}: nothing in the file says that a high answer means {definition.polarity}; "
        f"it was taken so (else: --polarity {other})"
    )
    return Notice(code="polarity", message=message)
