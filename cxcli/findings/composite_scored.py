"""A composite in one cell of a run of its parts: its score, its customers, its parts."""

from collections.abc import Mapping, Sequence
from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.composite_cells import INDEX, CompositeCell, PartFound
from cxcli.mapping.voters import voter_key
from cxcli.pipeline import Run
from cxcli.reporting.number_format import count
from cxcli.rows import RowAccount
from cxcli.scoring.cells import BLANK_KEY, Group
from cxcli.scoring.composite import Health, beyond, health, index_limits, mean_of
from cxcli.scoring.composite_definition import CompositeDefinition, CompositeMetric, Part
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.score import PeriodSpan, Score, Status
from cxcli.settings.composites import AskedComposite

Place = tuple[str, str | None, Group]
"""A metric, the label of a period, and a group that is not one of customers."""


class PartScores(Struct, frozen=True):
    """The scores of the parts by their place: `overall`, and by the keys of customers (`keyed`)."""

    overall: Mapping[Place, Score]
    keyed: Mapping[Place, Sequence[tuple[str, Score]]]


def part_scores(run: Run, per: str | None) -> PartScores:
    """Return the scores of a run of parts, those of customers by their keys."""
    overall: dict[Place, Score] = {}
    keyed: dict[Place, list[tuple[str, Score]]] = {}
    for score in run.scores:
        group = tuple(pair for pair in score.group.items() if pair[0] != per)
        place = score.metric, score.period.label if score.period else None, group
        if per is not None and per in score.group:
            keyed.setdefault(place, []).append((score.group[per], score))
        else:
            overall[place] = score
    return PartScores(overall, keyed)


def cell_of(
    run: Run, asked: AskedComposite, scores: PartScores, group: Group, span: PeriodSpan | None
) -> CompositeCell:
    """Return the cell of a group of rows in a period."""
    definition, label = asked.definition, span.label if span else None
    values: dict[str, dict[str, float]] = {}
    parts = []
    for part in (part for part in definition.parts if part.name in asked.metrics):
        place = asked.metrics[part.name], label, group
        found = scores.overall.get(place)
        listed = scores.keyed.get(place, ()) if definition.per else [(INDEX, found)] if found else []
        known = {key: score.value for key, score in listed if _names(key, definition) and score.value is not None}
        for key, score in listed:
            if _names(key, definition):
                values.setdefault(key, {}).update({part.name: score.value} if score.value is not None else {})
        unnamed = sum(score.account.read for key, score in listed if not _names(key, definition))
        parts.append(_part(definition, part, found, known, unnamed))
    members = {key: health(definition.parts, values[key], definition.coverage) for key in sorted(values)}
    return _cell(run, asked, members, parts, group, span)


def cell_of_members(
    run: Run, asked: AskedComposite, cell: CompositeCell, group: Group, keys: frozenset[str]
) -> CompositeCell:
    """Return what a cell says of some of its customers, who are a group."""
    definition = asked.definition
    members = {key: each for key, each in cell.members.items() if key in keys}
    parts = [
        _part(
            definition,
            each.part,
            None,
            {key: member.values[each.part.name] for key, member in members.items() if each.part.name in member.values},
            0,
        )
        for each in cell.parts
    ]
    return _cell(run, asked, members, parts, group, cell.score.period)


def _cell(
    run: Run,
    asked: AskedComposite,
    members: Mapping[str, Health],
    parts: Sequence[PartFound],
    group: Group,
    span: PeriodSpan | None,
) -> CompositeCell:
    score = _score(run, asked, members, parts, group, span)
    parts = [_hidden(each, score, asked) for each in parts] if asked.definition.per else parts
    return CompositeCell(score=score, members=members, parts=parts)


def _hidden(each: PartFound, score: Score, asked: AskedComposite) -> PartFound:
    """Return a part without its points where too few customers have a score, without its value where few have that."""
    few = each.score is not None and 0 < each.score.n < asked.min_n
    if few and each.score is not None:
        reason = f"fewer than {count(asked.min_n)}"
        own = replace(each.score, status="suppressed", reason=reason, value=None, low=None, high=None, parts={})
        each = replace(each, score=own)
    few = score.status == "suppressed" or each.customers < asked.min_n
    return replace(each, points=None, clipped=0) if few else each


def _names(key: str, definition: CompositeDefinition) -> bool:
    """Whether a key names a customer: a blank does not, nor does a word for somebody whom nobody knows."""
    return definition.per is None or (key != BLANK_KEY and bool(voter_key(key)))


def _part(
    definition: CompositeDefinition, part: Part, score: Score | None, known: Mapping[str, float], unnamed: int
) -> PartFound:
    points = [health([part], {part.name: value}, 0).points[part.name] for value in known.values()]
    return PartFound(
        part=part,
        share=float(part.weight / sum(each.weight for each in definition.parts)),
        score=score,
        points=fsum(points) / len(points) if points else None,
        customers=len(known),
        clipped=sum(beyond(part, value) for value in known.values()),
        unnamed=unnamed,
    )


def _score(
    run: Run,
    asked: AskedComposite,
    members: Mapping[str, Health],
    parts: Sequence[PartFound],
    group: Group,
    span: PeriodSpan | None,
) -> Score:
    """Return the score of a cell: of customers their mean, of an index the one that there is."""
    definition = asked.definition
    scored = [each.score for each in members.values() if each.score is not None]
    status, reason = _status(asked, members, len(scored))
    value, limits = (
        _estimate(run, definition, members, parts, scored) if status == "ok" else (None, Undefined(reason or ""))
    )
    sure = limits if isinstance(limits, Interval) else None
    return Score(
        metric=definition.id,
        title=definition.title,
        definition=CompositeMetric(definition).definition,
        parameters=CompositeMetric(definition).parameters,
        group=dict(group),
        period=span,
        status=status,
        reason=limits.reason if isinstance(limits, Undefined) else None,
        value=value,
        low=sure.low if sure else None,
        high=sure.high if sure else None,
        unit=definition.unit,
        confidence=run.plan.confidence,
        interval=sure.method if sure else None,
        n=len(scored) if definition.per else len(members.get(INDEX, _NOTHING).points),
        parts=_bands(definition, scored) if definition.per and status == "ok" else {},
        account=sum((each.score.account for each in parts if each.score and not each.score.private), RowAccount()),
    )


_NOTHING = Health(None, 0.0, {}, {}, {})


def _status(asked: AskedComposite, members: Mapping[str, Health], scored: int) -> tuple[Status, str | None]:
    definition = asked.definition
    who = definition.per or "index"
    if not any(each.points for each in members.values()):
        return "no_data", f"no part has a value for any {who}" if definition.per else "no part has a value"
    if not scored:
        least = f"{100 * definition.coverage:g} % of the weight"
        return "undefined", f"no {who} has {least}" if definition.per else f"less than {least} is there"
    if definition.per and scored < asked.min_n:
        return "suppressed", f"fewer than {count(asked.min_n)} {who}s"
    return "ok", None


def _estimate(
    run: Run,
    definition: CompositeDefinition,
    members: Mapping[str, Health],
    parts: Sequence[PartFound],
    scored: Sequence[float],
) -> tuple[float, Interval | Undefined]:
    if definition.per:
        return mean_of(scored, run.plan.confidence)
    known = {each.part.name: each.score for each in parts if each.score is not None}
    limits = {
        name: None if score.low is None or score.high is None else (score.low, score.high)
        for name, score in known.items()
    }
    return scored[0], index_limits([each.part for each in parts], members[INDEX], limits)


def _bands(definition: CompositeDefinition, scored: Sequence[float]) -> dict[str, float]:
    """Return the share of the customers in each band, in percent."""
    found = [definition.band(score) for score in scored]
    return {band.name: 100 * found.count(band.name) / len(found) for band in definition.bands}
