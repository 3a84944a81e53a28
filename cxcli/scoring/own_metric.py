"""A metric of the user's own: what it becomes, and all that is wrong with it."""

from collections.abc import Iterator, Sequence

from cxcli.config.metric import MetricConfig
from cxcli.config.refusal import nearest
from cxcli.scoring.activity_definition import ActivityDefinition
from cxcli.scoring.activity_faults import activity_faults
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.box_faults import box_faults
from cxcli.scoring.composite_definition import CompositeDefinition
from cxcli.scoring.composite_faults import composite_faults
from cxcli.scoring.customer_definitions import ContactDefinition, RetentionDefinition, ValueDefinition
from cxcli.scoring.definition import Definition
from cxcli.scoring.fault import Fault, among
from cxcli.scoring.kinds import KINDS, Kind
from cxcli.scoring.points_definition import PointsDefinition
from cxcli.scoring.points_faults import points_faults
from cxcli.scoring.questions_definition import QuestionsDefinition, questions_faults
from cxcli.scoring.retention_figures import FIGURES
from cxcli.scoring.row_definitions import (
    DurationDefinition,
    EligibilityDefinition,
    RateDefinition,
    RatioDefinition,
    has_answers,
)
from cxcli.scoring.row_faults import columns_of_fields, dates_faults, rate_boxes, row_faults
from cxcli.scoring.value_figures import VALUE_FIGURES


def own_metric(name: str, said: MetricConfig, base: Definition | None) -> tuple[Definition | None, list[Fault]]:
    """Return the metric that `said` makes, from `base` if it has one, and everything that is wrong with it.

    There is no metric where too much is missing or wrong to make one.
    """
    wanted = base.kind if base is not None else said.kind or ""
    wrong = list(_kind(said, base))
    # A kind that is misspelt is told together with what it lacks.
    kind = KINDS.get(wanted) or KINDS.get(nearest(wanted, KINDS) or "")
    if kind is None:
        return None, wrong or [_lacking(("kind",))]
    wrong += _keys(kind, said, wanted)
    missing = [] if base is not None else [key for key in kind.needed if not getattr(said, key)]
    if missing:
        return None, [*wrong, _lacking(missing, kind)]
    unmade = [*rate_boxes(said)] if kind is KINDS["rate"] else []
    if unmade or (base is not None and any(fault.loc == ("kind",) and fault.key for fault in wrong)):
        return None, [*wrong, *unmade]
    definition = kind.started(name, said) if base is None else kind.extended(base, name, said)
    return definition, [*wrong, *_faults(definition, said, base)]


def _kind(said: MetricConfig, base: Definition | None) -> Iterator[Fault]:
    if said.kind is not None and said.kind not in KINDS:
        yield Fault(("kind",), f"there is no kind '{said.kind}'", among(said.kind, KINDS, "kinds"))
    elif base is not None and said.kind not in (None, base.kind):
        message = f"it extends {base.id}, which is a {base.kind}"
        yield Fault(("kind",), message, "leave the kind out, or extend nothing", key=True)


def _keys(kind: Kind, said: MetricConfig, name: str) -> Iterator[Fault]:
    """Yield the keys that say nothing to the kind, and a unit that it cannot be counted in."""
    for key in kind.strange(said):
        known = ", ".join(sorted(kind.keys))
        advice = f"leave it out; a {name} has: {known}" if known else "leave it out"
        yield Fault((key,), f"a {name} has no '{key}'", advice, key=True)
    if said.unit is not None and said.unit not in kind.units:
        message = f"a {name} is not counted in '{said.unit}'"
        yield Fault(("unit",), message, f"write unit: {' or '.join(kind.units)}")


def _lacking(missing: Sequence[str], kind: Kind = KINDS["box_score"]) -> Fault:
    advice = f"add what is missing, or start from a metric that is there: extends: {kind.example}"
    return Fault((), f"it lacks {', '.join(missing)}", advice, key=True)


def _faults(definition: Definition, said: MetricConfig, base: Definition | None) -> Iterator[Fault]:
    """Yield what is wrong with a metric that could be made."""
    if isinstance(definition, CompositeDefinition):
        yield from composite_faults(definition, said)
        return
    if not has_answers(definition):
        yield from columns_of_fields(said)
    match definition:
        case RateDefinition() | RatioDefinition() | DurationDefinition() | EligibilityDefinition():
            yield from row_faults(definition, said)
        case BoxDefinition():
            yield from box_faults(definition, said, base)
        case ContactDefinition(rules=rules):
            yield from dates_faults(rules)
        case ActivityDefinition() | PointsDefinition() | QuestionsDefinition():
            yield from _of_events(definition)
        case RetentionDefinition(figure=figure) if figure not in FIGURES:
            yield Fault(("figure",), f"there is no figure '{figure}'", among(figure, FIGURES, "figures"))
        case ValueDefinition(figure=figure) if figure not in VALUE_FIGURES:
            yield Fault(("figure",), f"there is no figure '{figure}'", among(figure, VALUE_FIGURES, "figures"))


def _of_events(definition: ActivityDefinition | PointsDefinition | QuestionsDefinition) -> Iterator[Fault]:
    match definition:
        case PointsDefinition():
            yield from points_faults(definition)
        case QuestionsDefinition():
            yield from questions_faults(definition)
        case _:
            yield from activity_faults(definition)
