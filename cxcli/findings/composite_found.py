"""From a run of the parts of a composite, by customer, to its score: overall and period by period."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.composite_cells import INDEX, CompositeCell, PartFound
from cxcli.analysis.composite_change import change, index_change
from cxcli.mapping.voters import voter_key
from cxcli.pipeline import Run
from cxcli.rows import RowAccount
from cxcli.scoring.cells import BLANK_KEY
from cxcli.scoring.composite import Health, beyond, health, index_limits, mean_of
from cxcli.scoring.composite_definition import CompositeDefinition, CompositeMetric, Part
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.score import PeriodSpan, Score, Status


class CompositeFound(Struct, frozen=True):
    """A composite of a run of its parts: overall first, then the periods. `left_out` are parts without a source."""

    run: Run
    definition: CompositeDefinition
    cells: Sequence[CompositeCell]
    left_out: Sequence[Part] = ()

    @property
    def latest(self) -> CompositeCell:
        """The last period that is over, else the last one, else all time."""
        whole = [cell for cell in self.cells if cell.score.period is not None and cell.score.period.complete]
        return whole[-1] if whole else self.cells[-1]


class _Scores(Struct, frozen=True):
    """The scores of the parts by metric and period: overall, and by the keys of customers."""

    overall: Mapping[tuple[str, str | None], Score]
    keyed: Mapping[tuple[str, str | None], Sequence[tuple[str, Score]]]


def composite_found(run: Run, definition: CompositeDefinition, metrics: Mapping[str, str]) -> CompositeFound:
    """Return a composite from the run of its parts; `metrics` are the ids of those that were run, by part."""
    scores = _by_period(run, definition.per)
    spans = {label: score.period for (_, label), score in scores.overall.items()}
    order = sorted((span for span in spans.values() if span is not None), key=lambda span: (span.start, span.end))
    cells = [_cell(run, definition, metrics, scores, span) for span in (None, *order)]
    left_out = [part for part in definition.parts if part.name not in metrics]
    return CompositeFound(run, definition, _changed(cells, run.plan.confidence), left_out)


def _by_period(run: Run, per: str | None) -> _Scores:
    overall: dict[tuple[str, str | None], Score] = {}
    keyed: dict[tuple[str, str | None], list[tuple[str, Score]]] = {}
    for score in run.scores:
        place = score.metric, score.period.label if score.period else None
        if not score.group:
            overall[place] = score
        elif list(score.group) == [per]:
            keyed.setdefault(place, []).append((score.group[str(per)], score))
    return _Scores(overall, keyed)


def _cell(
    run: Run, definition: CompositeDefinition, metrics: Mapping[str, str], scores: _Scores, span: PeriodSpan | None
) -> CompositeCell:
    label = span.label if span else None
    values: dict[str, dict[str, float]] = {}
    parts = []
    total = sum(part.weight for part in definition.parts)
    for part in (part for part in definition.parts if part.name in metrics):
        place = metrics[part.name], label
        found = scores.overall.get(place)
        listed = scores.keyed.get(place, ()) if definition.per else [(INDEX, found)] if found else []
        known = {key: score.value for key, score in listed if _names(key, definition) and score.value is not None}
        for key, score in listed:
            if _names(key, definition):
                values.setdefault(key, {}).update({part.name: score.value} if score.value is not None else {})
        unnamed = sum(score.account.read for key, score in listed if not _names(key, definition))
        parts.append(_part(part, float(part.weight / total), found, known, unnamed))
    members = {key: health(definition.parts, values[key], definition.coverage) for key in sorted(values)}
    return CompositeCell(score=_score(run, definition, members, parts, span), members=members, parts=parts)


def _names(key: str, definition: CompositeDefinition) -> bool:
    """Whether a key names a customer: a blank does not, nor does a word for somebody whom nobody knows."""
    return definition.per is None or (key != BLANK_KEY and bool(voter_key(key)))


def _part(part: Part, share: float, score: Score | None, known: Mapping[str, float], unnamed: int) -> PartFound:
    points = [health([part], {part.name: value}, 0).points[part.name] for value in known.values()]
    return PartFound(
        part=part,
        share=share,
        score=score,
        points=fsum(points) / len(points) if points else None,
        customers=len(known),
        clipped=sum(beyond(part, value) for value in known.values()),
        unnamed=unnamed,
    )


def _score(
    run: Run,
    definition: CompositeDefinition,
    members: Mapping[str, Health],
    parts: Sequence[PartFound],
    span: PeriodSpan | None,
) -> Score:
    """Return the score of a cell: of customers their mean, of an index the one that there is."""
    scored = [each.score for each in members.values() if each.score is not None]
    status, reason = _status(run, definition, members, len(scored))
    value, limits = (
        _estimate(run, definition, members, parts, scored) if status == "ok" else (None, Undefined(reason or ""))
    )
    sure = limits if isinstance(limits, Interval) else None
    return Score(
        metric=definition.id,
        title=definition.title,
        definition=CompositeMetric(definition).definition,
        parameters=CompositeMetric(definition).parameters,
        group={},
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
        account=sum((each.score.account for each in parts if each.score), RowAccount()),
    )


_NOTHING = Health(None, 0.0, {}, {}, {})


def _status(
    run: Run, definition: CompositeDefinition, members: Mapping[str, Health], scored: int
) -> tuple[Status, str | None]:
    who = definition.per or "index"
    if not any(each.points for each in members.values()):
        return "no_data", f"no part has a value for any {who}" if definition.per else "no part has a value"
    if not scored:
        least = f"{100 * definition.coverage:g} % of the weight"
        return "undefined", f"no {who} has {least}" if definition.per else f"less than {least} is there"
    if definition.per and scored < run.plan.min_n:
        return "suppressed", f"fewer than {run.plan.min_n:,} {who}s"
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


def _changed(cells: Sequence[CompositeCell], confidence: float) -> list[CompositeCell]:
    """Return the cells with what changed since the one that ends the day before each begins."""
    ends = {cell.score.period.end: cell for cell in cells if cell.score.period is not None}
    made = []
    for cell in cells:
        period = cell.score.period
        before = None if period is None or period.start == date.min else ends.get(period.start - timedelta(days=1))
        if before is not None and before.score.value is not None and cell.score.value is not None:
            found = (
                index_change(before.score, cell.score, before.members[INDEX], cell.members[INDEX])
                if INDEX in cell.members
                else change(before.scored, cell.scored, confidence)
            )
            made.append(replace(cell, since=before.score.period, change=found))
        else:
            made.append(cell)
    return made
