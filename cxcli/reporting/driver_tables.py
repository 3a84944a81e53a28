"""The tables of an analysis of drivers: shares of the explained variance, or what foretells a yes or no."""

from collections.abc import Mapping, Sequence

from cxcli.analysis.filled_driver import Filled
from cxcli.analysis.key_drivers import KeyDriver, KeyDrivers
from cxcli.analysis.prediction import Prediction, Predictor
from cxcli.reporting.number_format import count, number, rounded, share
from cxcli.reporting.table import Align, Cell, ColumnSpec, Figure, Table

_PERCENT = 100


def drivers_table(found: KeyDrivers, filled: Mapping[str, Filled], *, in_words: bool) -> Table:
    """Return a row for each driver; `in_words` puts limits into one cell, as a screen shows them."""
    if in_words:
        names = ("share", percent_text(found.confidence), "ranks", "direction", "mean", "n", "finding")
        columns = (ColumnSpec("driver", "driver"), *(ColumnSpec(name, name, _side(name)) for name in names))
        return Table(columns, tuple(_shown(each, filled[each.name]) for each in found.drivers))
    figures = (
        *("share", "share_low", "share_high", "percent", "percent_low", "percent_high", "rank_low", "rank_high"),
        *("correlation", "coefficient", "coefficient_low", "coefficient_high", "inflation", "mean", "n", "finding"),
    )
    columns = (ColumnSpec("driver", "driver"), *(ColumnSpec(name, name, "right") for name in figures))
    return Table(columns, tuple(_flat(each, filled[each.name]) for each in found.drivers))


def predictors_table(found: Prediction, filled: Mapping[str, Filled], *, in_words: bool) -> Table:
    """Return a row for each driver of a forecast: its area alone, what all lose without it, its direction, mean, n."""
    if in_words:
        limits = percent_text(found.confidence)
        titles = {"drop": "AUC lost without", "limits": limits, "alone": "AUC alone", "direction": "direction"}
        titles |= {"mean": "mean", "n": "n"}
        columns = (ColumnSpec("driver", "driver"), *(ColumnSpec(*each, _side(each[0])) for each in titles.items()))
        return Table(columns, tuple(_foretelling(each, filled[each.name]) for each in found.predictors))
    names = ("drop", "drop_low", "drop_high", "alone", "alone_low", "alone_high", "coefficient", "mean", "n")
    columns = (ColumnSpec("driver", "driver"), *(ColumnSpec(name, name, "right") for name in names))
    return Table(columns, tuple(_flat_predictor(each, filled[each.name]) for each in found.predictors))


def bins_table(found: Prediction) -> Table:
    """Return how often it happened where the forecasts were alike."""
    columns = tuple(ColumnSpec(name, name, "right") for name in ("forecast", "happened", "n"))
    rows = tuple(
        (Figure(share(_PERCENT * each.forecast)), Figure(share(_PERCENT * each.happened)), Figure(count(each.n)))
        for each in found.bins
    )
    return Table(columns, rows)


def percent_text(confidence: float) -> str:
    """Return "95 %"."""
    return f"{_PERCENT * confidence:g} %"


def direction(sign: float) -> str:
    """Return which way the outcome goes with more of a driver."""
    return "up" if sign > 0 else "down"


def area_text(value: float) -> str:
    """Return an area, or a difference of two, with three digits."""
    return f"{rounded(value, 3):f}"


def mean_text(value: float) -> str:
    """Return a mean: with two digits, or where it is large with one."""
    return number(value, "", 2 if abs(value) < 1000 else 1)  # noqa: PLR2004 - from a thousand on


def _side(name: str) -> Align:
    return "left" if name in ("direction", "finding") else "right"


def _shown(each: KeyDriver, filled: Filled) -> tuple[Cell, ...]:
    low, high = (number(limit, "", 1) for limit in each.percent_limits)
    first, last = each.ranks
    return (
        each.name,
        Figure(share(each.percent)),
        Figure(f"{low} to {high}"),
        Figure(str(first) if first == last else f"{first}-{last}"),
        Figure(direction(each.correlation)),
        Figure(mean_text(filled.mean)),
        Figure(count(filled.n)),
        Figure(each.found),
    )


def _flat(each: KeyDriver, filled: Filled) -> tuple[Cell, ...]:
    numbers: Sequence[float | None] = (
        *(each.share, *each.share_limits, each.percent, *each.percent_limits, *each.ranks),
        *(each.correlation, each.coefficient, *each.coefficient_limits, each.inflation, filled.mean, filled.n),
    )
    return (each.name, *map(_value, numbers), Figure(each.found))


def _foretelling(each: Predictor, filled: Filled) -> tuple[Cell, ...]:
    value, low, high = (area_text(number) for number in each.drop)
    return (
        each.name,
        Figure(value),
        Figure(f"{low} to {high}"),
        Figure(area_text(each.alone.value)),
        Figure(direction(each.coefficient)),
        Figure(mean_text(filled.mean)),
        Figure(count(filled.n)),
    )


def _flat_predictor(each: Predictor, filled: Filled) -> tuple[Cell, ...]:
    alone = each.alone
    return (
        each.name,
        *map(_value, (*each.drop, alone.value, alone.low, alone.high, each.coefficient, filled.mean, filled.n)),
    )


def _value(number: float | None) -> Figure:
    return Figure("", number)
