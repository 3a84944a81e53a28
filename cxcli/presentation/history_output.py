"""What a history holds, as tables and JSON."""

import json
from collections.abc import Sequence

from cxcli import __version__
from cxcli.history.fact import Fact
from cxcli.history.standing import Standing
from cxcli.reporting.number_format import count
from cxcli.reporting.quantities import limits, places, quantity
from cxcli.reporting.score_json import Json, dumps
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table

_STATUS = {"undefined": "undefined", "suppressed": "not shown"}
_NAMES = (
    *("metric", "definition", "words", "unit", "direction", "confidence", "interval", "group", "grain", "period"),
    *("start", "end", "status", "value", "low", "high", "n", "as_of", "was", "was_low", "was_high", "was_n"),
)


def history_table(found: Sequence[Standing], *, said: str = "") -> Table:
    """Return the numbers for people; a note names what else is to be known, such as `said`."""
    confidences = {each.fact.meaning.confidence for each in found}
    title = f"{100 * confidences.pop():g} %" if len(confidences) == 1 else "limits"
    columns = (
        ColumnSpec("metric", "metric"),
        ColumnSpec("group", "group"),
        ColumnSpec("period", "period"),
        ColumnSpec("value", "value", "right"),
        ColumnSpec("limits", title, "right"),
        ColumnSpec("n", "n", "right"),
        ColumnSpec("as_of", "as of"),
        ColumnSpec("was", "was", "right"),
    )
    several = _with_several_definitions(found)
    return Table(
        columns, tuple(_row(each, several) for each in found), (*_notes(found, several), *filter(None, [said]))
    )


def history_flat(found: Sequence[Standing]) -> Table:
    """Return the numbers for other programs: one row each, all of it in plain columns."""
    return Table(tuple(ColumnSpec(name, name) for name in _NAMES), tuple(map(_flat, found)))


def history_json(found: Sequence[Standing], path: str, *, compared: tuple[str, str] | None) -> str:
    """Return the numbers as JSON, by the contract of docs/cx.history.schema.json."""
    data: Json = {
        "schema": "cx.history/1",
        "cx": __version__,
        "history": path,
        "compared": None if compared is None else {"before": compared[0], "after": compared[1]},
        "scores": [_score(each) for each in found],
    }
    return dumps(data)


def _with_several_definitions(found: Sequence[Standing]) -> set[str]:
    """Return the metrics that the history has by more than one definition."""
    marks: dict[str, set[str]] = {}
    for each in found:
        marks.setdefault(each.fact.meaning.metric, set()).add(each.fact.meaning.mark)
    return {metric for metric, there in marks.items() if len(there) > 1}


def _row(each: Standing, several: set[str]) -> tuple[Cell, ...]:
    fact, former = each.fact, each.former
    metric = fact.meaning.metric
    return (
        f"{metric} ({_short(fact)})" if metric in several else metric,
        ", ".join(f"{name} {key}" for name, key in fact.group),
        fact.period.label,
        _value(fact, fact),
        _limits(fact),
        _n(fact),
        each.as_of.date().isoformat(),
        Figure("") if former is None else _value(former, fact),
    )


def _notes(found: Sequence[Standing], several: set[str]) -> list[str]:
    meanings = {each.fact.meaning.mark: each.fact for each in found if each.fact.meaning.metric in several}
    return [f"{each.meaning.metric} ({_short(each)}): {each.meaning.words}" for each in meanings.values()]


def _short(fact: Fact) -> str:
    return fact.meaning.mark[:8]


def _value(fact: Fact, beside: Fact) -> Figure:
    if fact.value is None:
        return Figure(_STATUS.get(fact.status, fact.status))
    unit = fact.meaning.unit
    return Figure(quantity(fact.value, unit, places(unit), beside=beside.value), fact.value)


def _limits(fact: Fact) -> Figure:
    if fact.value is None or fact.low is None or fact.high is None:
        return Figure("")
    unit = fact.meaning.unit
    return Figure(limits(fact.low, fact.high, unit, places(unit), beside=fact.value))


def _n(fact: Fact) -> Figure:
    return Figure("") if fact.status == "suppressed" else Figure(count(fact.n), fact.n)


def _flat(each: Standing) -> tuple[Cell, ...]:
    fact, meaning, period = each.fact, each.fact.meaning, each.fact.period
    group = "+".join(f"{name}={key}" for name, key in fact.group)
    return (
        *(meaning.metric, meaning.mark, meaning.words, meaning.unit, meaning.direction),
        *(Figure("", meaning.confidence), meaning.interval or "", group, fact.grain, period.label),
        *(str(period.start), str(period.end), fact.status),
        *_figures(fact),
        each.as_of.isoformat(),
        *([Figure("")] * 4 if each.former is None else _figures(each.former)),
    )


def _figures(fact: Fact) -> list[Figure]:
    numbers = (fact.value, fact.low, fact.high, None if fact.status == "suppressed" else fact.n)
    return [Figure("", number) for number in numbers]


def _score(each: Standing) -> Json:
    fact, meaning, period = each.fact, each.fact.meaning, each.fact.period
    return {
        "metric": meaning.metric,
        "definition": {
            "mark": meaning.mark,
            "words": meaning.words,
            "parameters": json.loads(meaning.parameters),
            "confidence": meaning.confidence,
            "interval": meaning.interval,
        },
        "unit": meaning.unit,
        "direction": meaning.direction,
        "group": dict(fact.group),
        "grain": fact.grain,
        "period": {"label": period.label, "start": str(period.start), "end": str(period.end)},
        **_numbers(fact),
        "as_of": each.as_of.isoformat(),
        "was": None if each.former is None else _numbers(each.former),
    }


def _numbers(fact: Fact) -> Json:
    n = None if fact.status == "suppressed" else fact.n
    return {"status": fact.status, "value": fact.value, "low": fact.low, "high": fact.high, "n": n}
