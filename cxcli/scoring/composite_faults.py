"""All that is wrong with a composite: in itself, and in what it says of the metrics that are its parts."""

from collections.abc import Callable, Iterator

from cxcli.config.composite import PartConfig
from cxcli.config.metric import MetricConfig
from cxcli.errors import UsageError
from cxcli.mapping.people import PEOPLE
from cxcli.scoring.composite_definition import CompositeDefinition, level
from cxcli.scoring.definition import Definition
from cxcli.scoring.fault import Fault, among

_OF_ROWS = ("where", "columns", "source", "level", "direction")
_TOP = 100
_ENDS = ("worst", "best")


def composite_faults(definition: CompositeDefinition, said: MetricConfig) -> Iterator[Fault]:
    """Yield what is wrong with a composite by itself; `said` is what the user wrote of it."""
    for key in _OF_ROWS:
        if key in said.model_fields_set:
            advice = f"leave it out; a metric of your own can say it, and be a part: {{extends: nps, {key}: …}}"
            yield Fault((key,), f"a composite has no '{key}': it has no rows of its own", advice, key=True)
    if said.per is not None and said.per not in PEOPLE:
        advice = f"{among(said.per, PEOPLE, 'one of')}; name its column by columns: in each source"
        yield Fault(("per",), f"'{said.per}' is nothing that parts are joined by", advice)
    if said.bands:
        yield from _bands(definition)


def part_faults(said: MetricConfig, find: Callable[[str], Definition | None]) -> Iterator[Fault]:
    """Yield what is wrong with the parts that a config names.

    `find` returns the metric of a name, None for one of which it is told elsewhere what is wrong with it.
    """
    seen: dict[str, str] = {}
    for name, part in said.parts.items():
        try:
            metric = find(part.metric)
        except UsageError as error:
            (problem,) = error.problems
            yield Fault(("parts", name, "metric"), problem.message, problem.help or "")
            continue
        if metric is None:
            continue
        if isinstance(metric, CompositeDefinition):
            message = f"{metric.id} is a composite, and no part of one"
            yield Fault(("parts", name, "metric"), message, "name the metrics that it is made of as parts")
        elif seen.setdefault(metric.id, name) != name:
            message = f"{metric.id} is the part '{seen[metric.id]}' already"
            advice = "give that one more weight; for other rows, write a metric of your own: {extends: …, where: …}"
            yield Fault(("parts", name, "metric"), message, advice)
        else:
            yield from _ends(name, part, metric)


def _bands(definition: CompositeDefinition) -> Iterator[Fault]:
    """Yield gaps and overlaps: the bands cut 0 to 100 without any."""
    reached, before = 0.0, ""
    advice = "bands cut all of 0 to 100, each from where the one below ends: {red: 0-50, yellow: 50-75, green: 75-100}"
    for band in definition.bands:
        if band.low < reached:
            yield Fault(("bands", band.name), f"it overlaps with '{before}'", advice)
        elif band.low > reached:
            yield Fault(("bands", band.name), f"there is a gap from {reached:g} to {band.low:g}", advice)
        reached, before = max(reached, band.high), band.name
    if reached < _TOP:
        yield Fault(("bands",), f"there is a gap from {reached:g} to {_TOP}", advice, key=True)


def _ends(name: str, part: PartConfig, metric: Definition) -> Iterator[Fault]:
    wrong = [fault for end in _ENDS for fault in _unit(name, end, part, metric)]
    yield from wrong
    worst, best = level(part.worst), level(part.best)
    if wrong:
        return
    if worst == best:
        message = "the worst and the best value are the same: nothing could be better than anything"
        yield Fault(("parts", name, "best"), message, "say from where to where the part counts")
    elif (worst < best) != (metric.direction == "higher"):
        message = f"of {metric.id} the {metric.direction} value is the better one, and here it is the worse one"
        yield Fault(("parts", name, "worst"), message, "write worst and best the other way round")


def _unit(name: str, end: str, part: PartConfig, metric: Definition) -> Iterator[Fault]:
    """Yield the fault of an end that is no value in the unit of the metric; 0 is 0 in any unit."""
    said, loc = getattr(part, end), ("parts", name, end)
    timed = metric.unit == "seconds"
    if timed and not isinstance(said, str) and said != 0:
        message = f"{metric.id} is a length of time, and {said:g} has no unit"
        yield Fault(loc, message, f"write {end}: {said:g} h; or s, min, d")
    elif isinstance(said, str) and not timed:
        yield Fault(loc, f"{metric.id} is counted in {metric.unit}, not in time", f"write a number: {end}: 50")
    elif metric.unit == "points" and not -_TOP <= said <= _TOP:
        yield Fault(loc, f"{metric.id} is never {said:g}", "write a number from -100 to 100")
