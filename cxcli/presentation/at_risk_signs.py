"""What is said of the health and the silence of customers: notes for people, JSON for programs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from cxcli.analysis.composite_cells import CompositeCell
from cxcli.analysis.silent_customers import Silence
from cxcli.at_risk.health_read import HealthRead, Months
from cxcli.at_risk.other_signs import OtherSigns
from cxcli.reporting.number_format import count
from cxcli.reporting.score_json import score_json
from cxcli.reporting.score_words import account_text
from cxcli.rows import RowAccount

_DAY = 86_400_000_000


def health_notes(health: HealthRead, *, falling: bool) -> Iterator[str]:
    """Yield of which months the health is, from which fall on it is `falling` if asked, and the rows of each part."""
    few = f"; no score for {count(health.unscored)}" if health.unscored else ""
    yield f"health: {health.metric} in {health.latest} of {count(len(health.lines))} customers{few}"
    if falling:
        yield _limit_text(health)
    for months, cell in zip((health.latest, health.before), health.cells, strict=True):
        for each in cell.parts:
            rows = account_text(each.score.account, {}) if each.score else "no rows"
            unnamed = f"; {count(each.unnamed)} of them name no customer" if each.unnamed else ""
            yield f"{each.part.name} ({each.part.metric}), {months}: {rows}{unnamed}"


def silence_notes(silence: Silence, others: Sequence[OtherSigns]) -> Iterator[str]:
    """Yield how long a silence is, the last sign of each source, and the rows of further sources."""
    days = f"{silence.within / _DAY:g} d"
    last = ", ".join(f"{name} {_day(at)}" for name, at in silence.sources.items())
    yield f"silent: no sign for {days}, of {count(silence.seen)} customers; last signs: {last or 'none'}"
    for each in others:
        yield f"{each.source}: {account_text(each.account, {})}"


def health_json(health: HealthRead) -> Mapping[str, object]:
    """Return the health in both stretches of months, and the limit of falls."""
    return {
        "metric": health.metric,
        "latest": _cell_json(health.latest, health.cells[0]),
        "before": _cell_json(health.before, health.cells[1]),
        "scored": len(health.lines),
        "unscored": health.unscored,
        "red": health.red,
        "falling": health.falling,
        "compared": health.limit.compared,
        "fall_limit": health.limit.limit,
        "by_chance": health.limit.by_chance,
    }


def silence_json(silence: Silence, others: Sequence[OtherSigns]) -> Mapping[str, object]:
    """Return how long a silence is, who was seen, and what told of it."""
    return {
        "within_days": silence.within / _DAY,
        "seen": silence.seen,
        "silent": len(silence.why),
        "last_signs": {name: _moment(at).isoformat() for name, at in silence.sources.items()},
        "left_out": list(silence.left_out),
        "sources": [{"source": each.source, "rows": _rows(each.account)} for each in others],
    }


def _limit_text(health: HealthRead) -> str:
    limit = health.limit
    if limit.limit is None:
        return f"nobody is falling: customers with a score in both times, {count(limit.compared)}, are too few to tell"
    chance = f"at most {count(limit.by_chance)} of {count(limit.compared)}"
    return f"falling: more than {limit.limit:.1f} below {health.before}; by chance {chance} customers are"


def _cell_json(months: Months, cell: CompositeCell) -> Mapping[str, object]:
    return {
        "first": f"{months.first}",
        "last": f"{months.last}",
        "score": score_json(cell.score),
        "parts": [
            {
                "part": each.part.name,
                "metric": each.part.metric,
                "customers": each.customers,
                "unnamed_rows": each.unnamed,
                "rows": _rows(each.score.account if each.score else RowAccount()),
            }
            for each in cell.parts
        ],
    }


def _rows(account: RowAccount) -> Mapping[str, object]:
    skipped = {str(reason): rows for reason, rows in account.skipped.items()}
    return {"read": account.read, "scored": account.scored, "skipped": skipped}


def _day(microseconds: int) -> date:
    return _moment(microseconds).date()


def _moment(microseconds: int) -> datetime:
    return datetime(1970, 1, 1) + timedelta(microseconds=microseconds)  # noqa: DTZ001 - clocks of the report
