"""What is wrong with a metric of active users of the user's own."""

from collections import Counter
from collections.abc import Iterator

from cxcli.mapping.texts import fold
from cxcli.scoring.activity_definition import ActivityDefinition
from cxcli.scoring.activity_figures import ACTIVITY_FIGURES
from cxcli.scoring.condition_faults import condition_faults
from cxcli.scoring.fault import Fault, among
from cxcli.scoring.row_definitions import RowRules


def activity_faults(definition: ActivityDefinition) -> Iterator[Fault]:
    """Yield what is wrong with it: its figure, its condition, its steps."""
    if definition.figure not in ACTIVITY_FIGURES:
        advice = among(definition.figure, ACTIVITY_FIGURES, "figures")
        yield Fault(("figure",), f"there is no figure '{definition.figure}'", advice)
        return
    if definition.counts is not None:
        for message, advice in condition_faults(definition.counts, RowRules()):
            yield Fault(("counts",), message, advice)
        if definition.figure == "funnel":
            message = "a funnel counts all events of its steps"
            yield Fault(("counts",), message, "say which rows count: where", key=True)
    yield from _steps(definition)


def _steps(definition: ActivityDefinition) -> Iterator[Fault]:
    if definition.steps and definition.figure != "funnel":
        yield Fault(("steps",), "only a funnel has steps", "leave them out, or write figure: funnel", key=True)
    twice = [step for step, times in Counter(map(fold, definition.steps)).items() if times > 1]
    if len(definition.steps) == 1 or twice:
        message = "a funnel has two steps or more, each once"
        yield Fault(("steps",), message, "for example: steps: [home, search, payment]", key=True)
