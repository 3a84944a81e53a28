"""The kinds of metrics, by name: what a config must and may say of each, and how a definition comes from that."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from cxcli.config.metric import MetricConfig
from cxcli.scoring import (
    activity_definition,
    at_risk_definition,
    box_definition,
    composite_definition,
    customer_definitions,
    points_definition,
    questions_definition,
    row_config,
    sentiment_definition,
)
from cxcli.scoring.definition import COMMON, Definition

_ALWAYS = frozenset({*COMMON, "extends", "kind", "unit"}) - {"missing"}
"""Codes for no answer are those of one column; other metrics have them from the top level of a config."""
_FIGURES = frozenset({"figure", "margin", "discount", "horizon"})
_ROWS = frozenset({"among", "within", "dates", "in_order", "schedule", "once"})


class Kind(Struct, frozen=True):
    """A kind: how a definition is `started` from a config alone and `extended` from another one of the kind.

    `needed` are the keys that a metric without a base must have, `keys` all that it can have beside those of all kinds,
    `units` what it can be counted in. `example` is a shipped metric of the kind.
    """

    started: Callable[[str, MetricConfig], Definition]
    extended: Callable[[Any, str, MetricConfig], Definition]
    needed: tuple[str, ...]
    keys: frozenset[str]
    units: tuple[str, ...]
    example: str

    def strange(self, said: MetricConfig) -> list[str]:
        """Return the keys of a config that say nothing to this kind."""
        return sorted(said.model_fields_set - self.keys - _ALWAYS)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "box_score": Kind(
            box_definition.started,
            box_definition.extended,
            ("level", "direction", "scale", "value"),
            frozenset({"scale", "boxes", "value", "polarity", "labels", "missing", "bad"}),
            ("percent", "points", "score"),
            "nps",
        ),
        "sentiment": Kind(
            sentiment_definition.started_sentiment,
            box_definition.extended,
            ("level", "direction", "scale", "value"),
            frozenset({"scale", "boxes", "value", "missing", "bad"}),
            ("percent", "points", "score"),
            "sentiment",
        ),
        "polarity": Kind(
            sentiment_definition.started_polarity,
            box_definition.extended,
            ("level", "direction", "scale", "value"),
            frozenset({"scale", "boxes", "value", "labels", "missing", "bad"}),
            ("percent", "points", "score"),
            "sentiment:polarity",
        ),
        "rate": Kind(
            row_config.started_rate,
            row_config.extended_rate,
            ("direction", "counts"),
            _ROWS | {"counts", "waits", "boxes", "bad"},
            ("percent",),
            "transfer_rate",
        ),
        "ratio": Kind(
            row_config.started_ratio,
            row_config.extended_ratio,
            ("direction", "unit", "sum"),
            _ROWS | {"sum", "per", "counts", "margin", "no_interval"},
            ("seconds", "percent", "currency", "ratio", "score"),
            "aht",
        ),
        "duration": Kind(
            row_config.started_duration,
            row_config.extended_duration,
            ("direction", "measure", "value"),
            _ROWS | {"measure", "value", "running", "start", "until", "censored"},
            ("seconds",),
            "resolution_time",
        ),
        "eligibility_rate": Kind(
            row_config.started_eligibility,
            row_config.extended_eligibility,
            ("direction", "counts", "unknown", "outside"),
            _ROWS | {"counts", "unknown", "outside", "eligible"},
            ("percent",),
            "response_rate:aapor-rr3",
        ),
        "first_contact": Kind(
            customer_definitions.started_contacts,
            customer_definitions.extended_contacts,
            ("direction", "within"),
            frozenset({"within", "dates"}),
            ("percent",),
            "fcr",
        ),
        "retention": Kind(
            customer_definitions.started_retention,
            customer_definitions.extended_figure,
            ("direction", "unit", "figure"),
            _FIGURES,
            ("percent", "currency", "ratio"),
            "churn_rate",
        ),
        "decline": Kind(
            customer_definitions.started_decline,
            customer_definitions.extended_decline,
            ("direction",),
            frozenset(),
            ("percent",),
            "usage_decline",
        ),
        "value": Kind(
            customer_definitions.started_value,
            customer_definitions.extended_figure,
            ("direction", "unit", "figure"),
            _FIGURES,
            ("currency", "percent"),
            "clv",
        ),
        "activity": Kind(
            activity_definition.started_activity,
            activity_definition.extended_activity,
            ("direction", "figure"),
            frozenset({"figure", "counts", "steps"}),
            ("percent",),
            "stickiness",
        ),
        "points": Kind(
            points_definition.started_points,
            points_definition.extended_points,
            ("direction", "figure"),
            frozenset({"figure", "within"}),
            ("percent",),
            "redemption_rate:ledger",
        ),
        "questions": Kind(
            questions_definition.started_questions,
            questions_definition.extended_questions,
            ("direction",),
            frozenset({"steps", "not_shown"}),
            ("percent",),
            "response_rate:questions",
        ),
        "at_risk": Kind(
            at_risk_definition.started_at_risk,
            at_risk_definition.extended_at_risk,
            ("direction",),
            frozenset({"within"}),
            ("percent",),
            "at_risk",
        ),
        "composite": Kind(
            composite_definition.started,
            composite_definition.extended,
            ("parts",),
            frozenset({"parts", "per", "bands", "coverage"}),
            ("points",),
            "health_score",
        ),
    }
)
"""Each kind is one line here and one in `cxcli.scoring.ready`."""
