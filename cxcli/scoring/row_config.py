"""How rates, ratios and durations come from a config: from it alone, or from a metric that it extends."""

from msgspec.structs import replace

from cxcli.config.metric import MetricConfig, ValueConfig
from cxcli.scoring.box_definition import Scale
from cxcli.scoring.definition import begun, renamed, said_of_all
from cxcli.scoring.row_definitions import (
    DurationDefinition,
    EligibilityDefinition,
    RateDefinition,
    RatioDefinition,
    RowRules,
)

_NO_OR_YES = Scale(0, 1)
_OF_RATIOS = ("per", "unit", "counts", "margin", "no_interval")


def started_rate(name: str, said: MetricConfig) -> RateDefinition:
    """Return the rate that `said` makes without extending another one.

    Raises:
        ValueError: it lacks what it counts or which direction is better.
    """
    if said.counts is None or said.direction is None:
        raise ValueError("a rate says what it counts, and its direction")
    base = RateDefinition(
        **begun(name, said, "percent"),
        rules=RowRules(),
        counts=said.counts,
        scale=_NO_OR_YES,
        boxes={"counted": (1,), "other": (0,)},
        value=ValueConfig(share="counted"),
    )
    return extended_rate(base, name, said)


def extended_rate(base: RateDefinition, name: str, said: MetricConfig) -> RateDefinition:
    """Return `base` under a new name, with what the config says in place of its own."""
    given = renamed(base, name) | said_of_all(said) | {"rules": _rules(base.rules, said)}
    given |= {key: getattr(said, key) for key in ("counts", "waits", "bad") if getattr(said, key)}
    if said.boxes:
        counted = next(box for box, points in said.boxes.items() if points == (1,))
        given |= {"boxes": dict(said.boxes), "value": ValueConfig(share=counted), "bad": said.bad}
    return replace(base, **given)


def started_ratio(name: str, said: MetricConfig) -> RatioDefinition:
    """Return the ratio that `said` makes without extending another one.

    Raises:
        ValueError: it lacks the fields that are summed, its unit or its direction.
    """
    if not said.sum or said.direction is None or said.unit is None:
        raise ValueError("a ratio says the sum, its unit, and its direction")
    base = RatioDefinition(**begun(name, said, said.unit), rules=RowRules(), sums=said.sum, per=said.per)
    return extended_ratio(base, name, said)


def extended_ratio(base: RatioDefinition, name: str, said: MetricConfig) -> RatioDefinition:
    """Return `base` under a new name, with what the config says in place of its own."""
    given = renamed(base, name) | said_of_all(said) | {"rules": _rules(base.rules, said)}
    given |= {"sums": said.sum} if said.sum else {}
    given |= {key: getattr(said, key) for key in _OF_RATIOS if getattr(said, key)}
    return replace(base, **given)


def started_duration(name: str, said: MetricConfig) -> DurationDefinition:
    """Return the duration that `said` makes without extending another one.

    Raises:
        ValueError: it lacks what it measures, its value or its direction.
    """
    if said.measure is None or said.value is None or said.direction is None:
        raise ValueError("a duration says what it measures, its value, and its direction")
    plain = begun(name, said, "seconds")
    base = DurationDefinition(**plain, rules=RowRules(), measure=said.measure, value=said.value)
    return extended_duration(base, name, said)


def extended_duration(base: DurationDefinition, name: str, said: MetricConfig) -> DurationDefinition:
    """Return `base` under a new name, with what the config says in place of its own."""
    given = renamed(base, name) | said_of_all(said) | {"rules": _rules(base.rules, said)}
    plain = ("measure", "value", "running", "start", "until", "censored")
    given |= {key: getattr(said, key) for key in plain if getattr(said, key)}
    return replace(base, **given)


def started_eligibility(name: str, said: MetricConfig) -> EligibilityDefinition:
    """Return the rate of the eligible that `said` makes without extending another one.

    Raises:
        ValueError: it lacks what it counts, which rows are unknown or outside, or its direction.
    """
    if said.counts is None or said.unknown is None or said.outside is None or said.direction is None:
        raise ValueError("such a rate says what it counts, what is unknown and outside, and its direction")
    base = EligibilityDefinition(
        **begun(name, said, "percent"),
        rules=RowRules(),
        counts=said.counts,
        unknown=said.unknown,
        outside=said.outside,
    )
    return extended_eligibility(base, name, said)


def extended_eligibility(base: EligibilityDefinition, name: str, said: MetricConfig) -> EligibilityDefinition:
    """Return `base` under a new name, with what the config says in place of its own."""
    given = renamed(base, name) | said_of_all(said) | {"rules": _rules(base.rules, said)}
    plain = ("counts", "unknown", "outside", "eligible")
    return replace(base, **given, **{key: getattr(said, key) for key in plain if getattr(said, key) is not None})


def _rules(base: RowRules, said: MetricConfig) -> RowRules:
    plain = ("among", "within", "dates", "in_order", "schedule", "once")
    return replace(base, **{key: getattr(said, key) for key in plain if getattr(said, key)})
