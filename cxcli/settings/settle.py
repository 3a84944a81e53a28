"""From what was asked for to the settings of a run."""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.config.models import Config
from cxcli.errors import ConfigError, Problem, UsageError
from cxcli.mapping.wants import Wants
from cxcli.scoring.ballot import Ballot
from cxcli.scoring.box_definition import Polarity, Scale
from cxcli.scoring.calendar import Calendar
from cxcli.scoring.catalogue import find, with_own
from cxcli.scoring.composite_definition import refuse_composites
from cxcli.scoring.definition import Definition
from cxcli.scoring.periods import Periods
from cxcli.scoring.worked_out import Hours
from cxcli.settings.answers_alone import answers_alone
from cxcli.settings.asked import Asked
from cxcli.settings.cuts import breakdowns
from cxcli.settings.fields import named_columns
from cxcli.settings.judging import judging
from cxcli.settings.periods import calendar_of, days_of, periods_of, rows_at_once
from cxcli.settings.questions import with_questions
from cxcli.settings.reading import first, read_options, zone_of
from cxcli.settings.reject_limit import RejectLimit, reject_limit
from cxcli.settings.row_flags import dropped
from cxcli.settings.schedules import business_hours
from cxcli.settings.voting import voting
from cxcli.settings.wanted_columns import wants_of
from cxcli.sources.options import ReadOptions

_SCALE = re.compile(r"(-?[0-9]{1,3})\s*-\s*(-?[0-9]{1,3})")
_CONFIDENCE = 0.95


class Settings(Struct, frozen=True, kw_only=True):
    """Everything that a run needs to know before it sees a file."""

    definitions: Sequence[Definition]
    read: ReadOptions
    wants: Wants
    by: Sequence[tuple[str, ...]]
    periods: Periods | None
    since: date | None
    until: date | None
    scale: Scale | None
    polarity: Polarity | None
    confidence: float
    interval: str | None
    min_n: int
    privacy_min: int = 0
    max_rejects: RejectLimit
    decimals: int | None
    drop: Sequence[str] = ()
    ballot: Ballot | None = None
    raw: bool = False
    change: bool = False
    population: int | None = None
    hours: Hours | None = None
    as_of: datetime
    by_clock: bool = False
    values_alone: bool = False
    chunk_rows: int | None = None
    mask: bool = True
    config: LoadedConfig | None = None


def settle(asked: Asked, loaded: LoadedConfig | None, clock: datetime) -> Settings:
    """Return the settings of a run; `clock` is the moment taken for now where nothing else is said.

    Raises:
        ConfigError, UsageError: what is wrong in the config, or on the command line.
    """
    comments = judging(asked, loaded)
    definitions = [with_questions(comments.judged(each), asked) for each in _definitions(asked, loaded)]
    loaded = answers_alone(asked, loaded, definitions)
    config = loaded.config if loaded else Config()
    columns = named_columns(asked, loaded, definitions)
    votes = voting(asked, loaded, columns)
    as_of = moment_of(asked.now, clock, zone_of(config.report.zone or "UTC"))
    calendar = calendar_of(asked, loaded)
    periods = _periods(asked, loaded, calendar)
    by = (breakdowns(asked.by) or breakdowns(config.report.by, ConfigError)) if asked.cut else []
    days = days_of(asked, loaded, calendar, as_of.date())
    of_columns = wants_of(asked, loaded, definitions, columns, comments, _scale(asked.scale))
    wants = replace(
        of_columns,
        dated=periods is not None or days.bounded or (votes.ballot is not None and votes.ballot.person),
        dates_if_any=votes.ballot is not None,
        voters=votes.columns,
        by=list(dict.fromkeys(name for crossed in by for name in crossed)),
        people=columns.people(by),
    )
    return Settings(
        **_plain(asked, loaded),
        definitions=definitions,
        read=read_options(asked, loaded),
        wants=wants,
        by=by,
        periods=periods,
        since=days.since,
        until=days.until,
        ballot=votes.ballot,
        as_of=as_of,
        chunk_rows=rows_at_once(periods),
        config=loaded,
    )


def _plain(asked: Asked, loaded: LoadedConfig | None) -> dict[str, Any]:
    """Return the settings that depend on nothing but their own option and key."""
    config = loaded.config if loaded else Config()
    report = config.report
    return {
        "drop": dropped(asked, loaded),
        "hours": business_hours(loaded),
        "scale": _scale(asked.scale),
        "polarity": asked.polarity,
        "confidence": _confidence(first(asked.confidence, report.confidence)),
        "interval": first(asked.interval, report.interval),
        "privacy_min": first(asked.privacy_min, report.privacy_min) or 0,
        "min_n": first(asked.min_n, report.min_n) or 0,
        "max_rejects": reject_limit(config.source.max_rejects if asked.max_rejects is None else asked.max_rejects),
        "decimals": first(asked.decimals, report.decimals),
        "by_clock": asked.now is None,
        "values_alone": asked.values_alone,
        "raw": asked.raw,
        "change": asked.change,
        "mask": first(asked.mask, report.mask) is not False,
        "population": first(asked.population, report.population),
    }


def _periods(asked: Asked, loaded: LoadedConfig | None, calendar: Calendar) -> Periods | None:
    periods = periods_of(asked, loaded, calendar) if asked.cut else None
    if asked.change and periods is None:
        raise _usage("change", "--change needs periods", "for example: --period month --change")
    least = first(asked.privacy_min, loaded.config.report.privacy_min if loaded else None)
    if periods is not None and periods.rolling > 1 and least:
        message = "windows that roll over each other would give away the few people that privacy_min hides"
        raise _usage("privacy", message, "take periods alone: --period month; or --privacy-min 0")
    return periods


def _definitions(asked: Asked, loaded: LoadedConfig | None) -> list[Definition]:
    catalogue = with_own(loaded.config.metrics if loaded else {}, loaded.document if loaded else None)
    names = [name for each in asked.metrics for name in each.split(",") if name.strip()]
    if not names:
        raise UsageError(Problem(code="metric", message="no metric is named", help="for example: cx score nps FILE"))
    definitions = list({found.id: found for found in (find(catalogue, name) for name in names)}.values())
    refuse_composites(definitions)
    return definitions


def _scale(text: str | None) -> Scale | None:
    if text is None:
        return None
    found = _SCALE.fullmatch(text.strip())
    if found is None or int(found[1]) >= int(found[2]):
        raise _usage("scale", f"'{text[:20]}' is no scale", "give the lowest and the highest answer: --scale 1-5")
    return Scale(int(found[1]), int(found[2]))


def _confidence(said: float | None) -> float:
    confidence = _CONFIDENCE if said is None else said
    if math.isfinite(confidence) and 1 < confidence < 100:  # noqa: PLR2004 - percent
        help_text = f"give a share of 1: --confidence {confidence / 100:g}"
        raise _usage("confidence", f"a confidence of {confidence:g} is not between 0 and 1", help_text)
    if not 0 < confidence < 1:
        raise _usage(
            "confidence", f"a confidence of {confidence:g} is not between 0 and 1", "for example: --confidence 0.95"
        )
    return confidence


def moment_of(text: str | None, clock: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment taken for now, in the zone of the report: the one typed, else the clock.

    Raises:
        UsageError: what was typed is no moment.
    """
    try:
        moment = clock if text is None else datetime.fromisoformat(text)
        return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    except (ValueError, OverflowError) as error:
        help_text = "for example: --now 2025-10-01T08:00"
        raise _usage("now", f"'{(text or '')[:40]}' is no moment of the calendar", help_text) from error


def _usage(code: str, message: str, help_text: str) -> UsageError:
    return UsageError(Problem(code=code, message=message, help=help_text))
