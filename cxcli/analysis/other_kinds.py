"""Metrics of which differences and series are not judged: those that do not count answers or rows into boxes."""

from collections.abc import Iterable

from cxcli.errors import Problem, UsageError
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.definition import Definition


def refuse_other_kinds(definitions: Iterable[Definition], what: str, instead: str) -> None:
    """Refuse metrics that are neither box scores nor rates; `what` is not made of them, `instead` gives their limits.

    Raises:
        UsageError: with one problem for each of them.
    """
    others = [each for each in definitions if not isinstance(each, BoxDefinition)]
    if others:
        raise UsageError(_problem(each, what, instead) for each in others)


def _problem(definition: Definition, what: str, instead: str) -> Problem:
    message = f"{definition.id} is of the kind {definition.kind}, and {what} is made of box scores and rates"
    return Problem(
        code="kind",
        message=message,
        help=f"see it with its limits: cx score {definition.id}{_file(definition)} {instead}",
    )


def _file(definition: Definition) -> str:
    """Return the place of the files in a command; what is over the sources of a config names none."""
    return "" if definition.kind in ("at_risk", "composite") else " FILE"
