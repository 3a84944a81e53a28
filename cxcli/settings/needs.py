"""Which fields the metrics of a run need beside answers, and how those are written."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from cxcli.config.models import Config
from cxcli.errors import Problem, UsageError
from cxcli.mapping.needs import Form, Need
from cxcli.mapping.texts import MissingCodes
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.scoring.activity_definition import ActivityDefinition
from cxcli.scoring.activity_figures import ACTIVITY_FIGURES
from cxcli.scoring.at_risk_definition import AtRiskDefinition
from cxcli.scoring.customer_definitions import (
    FORMS,
    ContactDefinition,
    DeclineDefinition,
    RetentionDefinition,
    ValueDefinition,
)
from cxcli.scoring.definition import Definition
from cxcli.scoring.points_definition import PointsDefinition
from cxcli.scoring.purchase_rows import CONTRACT
from cxcli.scoring.questions_definition import QuestionsDefinition, question_field
from cxcli.scoring.retention_figures import FIGURES
from cxcli.scoring.row_definitions import (
    DurationDefinition,
    EligibilityDefinition,
    RateDefinition,
    RatioDefinition,
    fields_beside,
    fields_of,
)
from cxcli.scoring.value_figures import VALUE_FIGURES
from cxcli.settings.asked import Asked
from cxcli.settings.reading import date_choices, first

_TICKET = ("customer", "created_at", "solved_at", "solved", "live")
_BESIDE_AN_ORDER = ("refund", "cost", "acquisition_cost", "currency", "payment_status")
_POINTS = ("customer", "points_at", "points", "points_kind")
_STANDING = ("churned", "subscription_status", "trial")

_SURE = frozenset({"ended_at", "movement"})
"""Fields that only one form of lists of customers has."""

_WORDS: Mapping[str, frozenset[str]] = {
    "started_at": frozenset(),
    "moved_at": frozenset({"movement", "movements", "moved", "change", "changes", "changed"}),
    "month": frozenset({"month", "snapshot"}),
}
"""Words in the names of columns that tell the form of a list, by its date."""

_BESIDE: Mapping[str, tuple[str, ...]] = {
    "started_at": _STANDING,
    "moved_at": (),
    "month": (*_STANDING, "movement"),
}
"""What is read beside the fields of a list, by its date."""

_FORMS = tuple(
    Form(fields[1], fields, sure=bool(_SURE & set(fields)), words=_WORDS[fields[1]], optional=_BESIDE[fields[1]])
    for fields in FORMS
)


def need_of(definition: Definition) -> Need:
    """Return what a metric needs that is not scored from a column of answers.

    Raises:
        UsageError: it is made of other metrics, over the sources of a config.
        NotImplementedError: nobody has said what metrics of this kind need: a fault in cx.
    """
    need = Need(metric=definition.id)
    match definition:
        case (
            RateDefinition(rules=rules)
            | RatioDefinition(rules=rules)
            | DurationDefinition(rules=rules)
            | EligibilityDefinition(rules=rules)
        ):
            optional = fields_beside(definition)
            return replace(need, fields=fields_of(definition), optional=optional, dates=rules.dates, placed=True)
        case ContactDefinition(rules=rules):
            return replace(need, fields=_TICKET, optional=("topic", "reopened", "ticket"), dates=rules.dates)
        case RetentionDefinition(figure=figure):
            paid, beside = (("mrr",), ("currency", "subscription")) if FIGURES[figure].paying else ((), ())
            return replace(need, fields=paid, forms=_FORMS, optional=beside, zoned=True)
        case DeclineDefinition():
            return replace(need, fields=("customer", "used_at", "usage"), zoned=True)
        case ValueDefinition(figure=figure):
            # Without amounts, the units tell what was bought from what was given back.
            paid, units = (("revenue",), ()) if VALUE_FIGURES[figure].money else ((), ("quantity",))
            # What is to come is told from the days of purchases, of which orders are only parts.
            beside = (*_BESIDE_AN_ORDER, *units, *(CONTRACT if VALUE_FIGURES[figure].expects else ("order",)))
            return replace(need, fields=("customer", "ordered_at", *paid), optional=beside, zoned=True)
        case ActivityDefinition() | PointsDefinition() | QuestionsDefinition():
            return replace(need, **_of_events(definition), zoned=True)
        case AtRiskDefinition():
            message = f"{definition.id} is over the sources of a config, and not of single files"
            advice = f"say in cx.yaml where those are, under sources, and name no file: cx score {definition.id}"
            raise UsageError(Problem(code="several-sources", message=message, help=advice))
    raise NotImplementedError(definition.kind)


def _of_events(definition: ActivityDefinition | PointsDefinition | QuestionsDefinition) -> dict[str, Any]:
    """Return what a metric needs of a log, a ledger of points, or a survey with a column for each question."""
    match definition:
        case PointsDefinition():
            return {"fields": _POINTS, "optional": ("joined_at",)}
        case QuestionsDefinition(steps=steps):
            asked = {question_field(number): column for number, column in enumerate(steps)}
            return {"fields": tuple(asked), "references": asked, "placed": True}
    return _of_users(definition)


def _of_users(definition: ActivityDefinition) -> dict[str, Any]:
    """Return what a figure of active users needs: of events, and where members are listed, of such a list instead."""
    events, figure = ("user", "used_at", *definition.named), ACTIVITY_FIGURES[definition.figure]
    if definition.figure == "funnel":
        return {"fields": ("user", "step") if definition.steps else ("user",), "optional": ("used_at", "step")}
    if figure.listed:
        listed = Form("started_at", ("user", "started_at"), optional=("ended_at",))
        return {"forms": (Form("used_at", events, sure=True), listed)}
    named = ("feature",) if figure.features and definition.counts is None else ()
    return {"fields": (*events, *named)}


def typed_choices(asked: Asked, config: Config, zone: ZoneInfo) -> TypedChoices:
    """Return what was said about the form of dates, numbers, durations and words."""
    return TypedChoices(
        dates=date_choices(asked, config, zone),
        decimal=first(asked.decimal, config.numbers.decimal),
        unit=first(asked.unit, config.durations.unit),
        units=config.durations.units,
        missing=MissingCodes.of((*config.missing, *asked.missing)),
        words=config.words,
    )
