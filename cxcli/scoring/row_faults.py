"""All that is wrong with a rate, a ratio or a duration of the user's own."""

from collections.abc import Iterable, Iterator

from cxcli.config.metric import MetricConfig
from cxcli.mapping.vocabulary import counts_hours, vocabulary
from cxcli.scoring.condition_faults import condition_faults
from cxcli.scoring.fault import Fault, among
from cxcli.scoring.row_definitions import (
    WITHIN,
    DurationDefinition,
    RateDefinition,
    RatioDefinition,
    RowDefinition,
    RowRules,
    fields_of,
)

_AMOUNTS = ("duration", "number", "money")
_UNITS = {"duration": ("seconds",), "number": ("ratio", "score", "percent"), "money": ("currency",)}
"""The units of a sum by the number of rows, or of anything else that is only counted."""


def rate_boxes(said: MetricConfig) -> Iterator[Fault]:
    """Yield the fault of boxes that are not one with a 1 and one with a 0: a rate cannot be made of them."""
    if said.boxes and sorted(said.boxes.values()) != [(0,), (1,)]:
        message = "the boxes of a rate are one for 1, which counts, and one for 0"
        yield Fault(("boxes",), message, "for example: boxes: {transferred: 1, not_transferred: 0}", key=True)


def row_faults(definition: RowDefinition, said: MetricConfig) -> Iterator[Fault]:
    """Yield what is wrong with a metric of rows; `said` is what the user wrote of it."""
    wrong = list(_conditions(definition))
    yield from wrong
    yield from dates_faults(definition.rules)
    if definition.rules.once is not None:
        yield from _typed("once", definition.rules.once, ("key",), "key")
    if isinstance(definition, RateDefinition):
        yield from _bad(definition)
    elif isinstance(definition, RatioDefinition):
        yield from _sums(definition)
    elif isinstance(definition, DurationDefinition):
        yield from _duration(definition)
    if not wrong:
        yield from _unused(definition, said)


def columns_of_fields(said: MetricConfig) -> Iterator[Fault]:
    """Yield the columns that are named for something that is no field."""
    for name in said.columns:
        if name not in vocabulary():
            message = f"there is no field '{name}'"
            yield Fault(("columns", name), message, _field_like(name, vocabulary()), key=True)


def dates_faults(rules: RowRules) -> Iterator[Fault]:
    """Yield the dates that are no date fields."""
    for key, names in (("dates", rules.dates), ("in_order", rules.in_order)):
        for name in names:
            yield from _typed(key, name, ("date",), "date")


def _conditions(definition: RowDefinition) -> Iterator[Fault]:
    for key, text in definition.conditions.items():
        for message, advice in condition_faults(text, definition.rules):
            yield Fault((key,), message, advice)


def _typed(key: str, name: str, types: tuple[str, ...], what: str) -> Iterator[Fault]:
    """Yield the fault of a field that is not there, or of another type."""
    known = [field for field, spec in vocabulary().items() if spec.type in types]
    if name not in vocabulary():
        advice = f"{_field_like(name, known)}; a column is named for one of them: columns: {{FIELD: {name}}}"
        yield Fault((key,), f"there is no field '{name}'", advice)
    elif name not in known:
        message = f"{name} is a {vocabulary()[name].type}, not a {what}"
        yield Fault((key,), message, _field_like(name, known))


def _field_like(name: str, known: Iterable[str]) -> str:
    return among(name, known, "fields")


def _bad(definition: RateDefinition) -> Iterator[Fault]:
    if definition.bad not in (None, *definition.boxes):
        name = str(definition.bad)
        yield Fault(("bad",), f"there is no box '{name}'", among(name, definition.boxes, "boxes"))


def _sums(definition: RatioDefinition) -> Iterator[Fault]:
    """Yield what is wrong with what is summed, and with the unit of the ratio."""
    per = [definition.per] if definition.per else []
    keyed = [*(("sum", name) for name in definition.sums), *(("per", name) for name in per)]
    wrong = [fault for key, name in keyed for fault in _typed(key, name, _AMOUNTS, "number, an amount or a duration")]
    yield from wrong
    if wrong:
        return
    types = {vocabulary()[name].type for name in definition.sums}
    if len(types) > 1:
        message = f"a sum is of one kind of amounts, not of {' and '.join(sorted(types))}"
        yield Fault(("sum",), message, "sum durations, or numbers, or money")
        return
    units = _units(types.pop(), vocabulary()[per[0]].type if per else "rows")
    if definition.unit not in units:
        message = f"this ratio is not counted in '{definition.unit}'"
        yield Fault(("unit",), message, f"write unit: {' or '.join(units)}")


def _units(above: str, below: str) -> tuple[str, ...]:
    """Return what a ratio can be counted in, by the types of the fields above and below the line."""
    if above == below:
        return ("percent", "ratio", "score") if above == "number" else ("percent", "ratio")
    return _UNITS[above] if below in ("number", "rows") else ("ratio",)


def _duration(definition: DurationDefinition) -> Iterator[Fault]:
    yield from _typed("measure", definition.measure, ("duration",), "duration")
    value = definition.value
    if not (value.median or value.mean or value.percentile):
        advice = "write {median: true}, {mean: true} or {percentile: 90}"
        yield Fault(("value",), "the value of a duration is its median, its mean or a percentile", advice)
    elif definition.censored and value.mean:
        advice = "write value: {median: true}, or leave censored out"
        yield Fault(("censored",), "a mean cannot take in rows that still run", advice)
    start = (definition.start,) if definition.start else ()
    for key, what, names in (("start", "a start", start), ("until", "a date in until", definition.until)):
        for name in names:
            yield from _typed(key, name, ("date",), "date")
        if names and definition.running is None:
            message = f"{what} is for rows that still run, and nothing says which do"
            yield Fault((key,), message, "say it: running: \"solved == 'no'\"", key=True)


def _unused(definition: RowDefinition, said: MetricConfig) -> Iterator[Fault]:
    """Yield the keys that say nothing here: a length of time, or business hours, that nothing asks for."""
    if said.within is not None and not any(WITHIN in text for text in definition.conditions.values()):
        message = "no condition has {within}"
        yield Fault(("within",), message, "write it in one: wait_time <= {within}; or leave it out", key=True)
    if said.schedule is not None and not any(map(counts_hours, fields_of(definition))):
        hours = ", ".join(name for name in vocabulary() if counts_hours(name))
        yield Fault(
            ("schedule",), "nothing here is counted in business hours", f"durations that are: {hours}", key=True
        )
