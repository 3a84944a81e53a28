"""The value of a box score and its limits, from answers counted by value."""

from collections.abc import Mapping
from math import isinf, sqrt

from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.metric import ValueConfig
from cxcli.scoring.box_definition import BoxDefinition, Boxes, Scale
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.intervals import (
    DEFAULT_DIFFERENCE_METHOD,
    DEFAULT_MEAN_METHOD,
    DEFAULT_SHARE_METHOD,
    DIFFERENCE_METHODS,
    MEAN_METHODS,
    SHARE_METHODS,
)
from cxcli.scoring.metric import Estimate
from cxcli.scoring.population import effective_n


def methods(value: ValueConfig) -> tuple[str, ...]:
    """Return the names of the intervals that a value of this form can have, the default first."""
    if value.plus is not None:
        return _first(DEFAULT_DIFFERENCE_METHOD, DIFFERENCE_METHODS)
    if value.share is not None:
        return _first(DEFAULT_SHARE_METHOD, SHARE_METHODS)
    return _first(DEFAULT_MEAN_METHOD, MEAN_METHODS)


class Form(Struct, frozen=True):
    """What a value is made of: the definition, and its scale and boxes as they were settled."""

    source: BoxDefinition
    scale: Scale
    boxes: Boxes


def estimate(
    statistic: CountsByValue, form: Form, *, confidence: float, interval: str | None, population: int | None = None
) -> Estimate:
    """Return value and limits in the metric's unit, with the shares of all boxes in percent beside them.

    Shares and means are exact until the last step; the statistic must hold at least one answer. The limits always hold
    the value: those of a method that, with a handful of like answers, misses it are widened to it.

    Raises:
        ValueError: more answered than the `population` has.
    """
    method = interval or methods(form.source.value)[0]
    n = statistic.effective_n
    if population is not None:
        n = effective_n(n, population, rows=statistic.n)
    found = _found(statistic, form, method, n, confidence)
    estimated = Estimate(
        found.value,
        interval=method,
        parts=_parts(statistic, form),
        effective_n=n if n != statistic.n else None,
        base=float(statistic.base) if statistic.weights is not None else None,
    )
    if isinf(n):
        # Nothing is uncertain where everybody answered: the limits are the value, to the last bit.
        return replace(estimated, low=found.value, high=found.value)
    if isinstance(found.limits, Undefined):
        return replace(estimated, reason=found.limits.reason)
    low, high = found.limits.low * found.factor + found.shift, found.limits.high * found.factor + found.shift
    return replace(estimated, low=min(low, found.value), high=max(high, found.value))


class _Found(Struct, frozen=True):
    """A value in the metric's unit, and limits that get there by `factor` and `shift`."""

    value: float
    limits: Interval | Undefined
    factor: float
    shift: float = 0.0


def _found(statistic: CountsByValue, form: Form, method: str, n: float, confidence: float) -> _Found:
    value, scale, boxes = form.source.value, form.scale, form.boxes
    if value.plus is not None and value.minus is not None:
        plus, minus = statistic.share(boxes[value.plus]), statistic.share(boxes[value.minus])
        difference = DIFFERENCE_METHODS[method](float(plus), float(minus), n, confidence)
        return _Found(float(100 * (plus - minus)), difference, 100)
    if value.share is not None:
        share = statistic.share(boxes[value.share])
        return _Found(float(100 * share), SHARE_METHODS[method](float(share), n, confidence), 100)
    mean, kish = statistic.mean(), statistic.effective_n
    # A known population takes from the variance of a mean; how well the spread is known stays with the answers.
    left = float(statistic.variance()) * min(kish / n, 1.0)
    limits = _within(MEAN_METHODS[method](float(mean), left, kish, confidence), scale)
    if value.mean:
        return _Found(float(mean), limits, 1)
    length = scale.high - scale.low
    return _Found(float(100 * (mean - scale.low) / length), limits, 100 / length, -100 * scale.low / length)


def _within(limits: Interval | Undefined, scale: Scale) -> Interval | Undefined:
    """A mean cannot leave its scale, and neither do its limits."""
    if isinstance(limits, Undefined):
        return limits
    return Interval(max(limits.low, scale.low), min(limits.high, scale.high), limits.method)


def _parts(statistic: CountsByValue, form: Form) -> dict[str, float]:
    beside, scale = form.source.beside, form.scale
    parts = {name: float(100 * statistic.share(points)) for name, points in form.boxes.items()}
    if "distribution" in beside:
        parts |= {str(point): float(100 * statistic.share([point])) for point in range(scale.low, scale.high + 1)}
    if "mean" in beside:
        parts["mean"] = float(statistic.mean())
    if "spread" in beside:
        parts["standard deviation"] = _standard_deviation(statistic)
    return parts


def _standard_deviation(statistic: CountsByValue) -> float:
    """Return the standard deviation of the answers, with n - 1; 0 for a single one."""
    n = statistic.effective_n
    return sqrt(float(statistic.variance()) * n / (n - 1)) if n > 1 else 0.0


def _first(default: str, known: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((default, *known)))
