"""What a run was asked for: the command line over the config over the defaults, checked and typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from cxcli.config.load import LoadedConfig
from cxcli.config.models import Config
from cxcli.errors import ConfigError, CxError, Problem, UsageError
from cxcli.mapping.candidates import Wanted
from cxcli.mapping.date_choices import DateChoices, Order
from cxcli.mapping.expression import Expression
from cxcli.mapping.expression_parse import parse
from cxcli.mapping.wants import AnswerWant, Reference, Wants
from cxcli.mapping.zones import zone_named
from cxcli.scoring.catalogue import find, with_own
from cxcli.scoring.definition import Definition, Polarity, Scale
from cxcli.scoring.periods import Grain, parse_bound
from cxcli.sources.options import Delimiter, ReadOptions

_SCALE = re.compile(r"(-?\d{1,4})\s*-\s*(-?\d{1,4})")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%")
_DELIMITERS: Mapping[str, Delimiter] = {",": ",", ";": ";", "tab": "\t", "\t": "\t", "\\t": "\t", "|": "|"}
_HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line said, as it was typed; None and empty: nothing. Without `cut`, the groups and periods that
    the config asks for are left out.
    """

    metrics: Sequence[str] = ()
    columns: Sequence[str] = ()
    maps: Sequence[str] = ()
    by: Sequence[str] = ()
    period: str | None = None
    since: str | None = None
    until: str | None = None
    where: str | None = None
    cut: bool = True
    scale: str | None = None
    polarity: Polarity | None = None
    confidence: float | None = None
    interval: str | None = None
    min_n: int | None = None
    max_rejects: str | None = None
    missing: Sequence[str] = ()
    encoding: str | None = None
    delimiter: str | None = None
    quotes: bool = True
    header_rows: int | None = None
    skip_before: int | None = None
    footer: int | None = None
    records: str | None = None
    dates: Order | None = None
    zone: str | None = None
    now: str | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class RejectLimit:
    """How many bad rows are put up with: a `share` of the rows read, or a number of `rows`."""

    share: Fraction | None = Fraction(1, 100)
    rows: int = 0

    def exceeded(self, *, bad: int, read: int) -> bool:
        """Whether so many bad rows are too many."""
        return bad > (self.share * read if self.share is not None else self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that a run needs to know before it sees a file."""

    definitions: Sequence[Definition]
    read: ReadOptions
    wants: Wants
    by: Sequence[tuple[str, ...]]
    grain: Grain | None
    since: date | None
    until: date | None
    scale: Scale | None
    polarity: Polarity | None
    confidence: float
    interval: str | None
    min_n: int
    max_rejects: RejectLimit
    decimals: int | None
    as_of: datetime
    chunk_rows: int | None = None
    config: LoadedConfig | None = field(default=None, compare=False)


def settle(asked: Asked, loaded: LoadedConfig | None, clock: datetime) -> Settings:
    """Return the settings of a run; `clock` is the moment taken for now where nothing else is said.

    Raises:
        ConfigError, UsageError: what is wrong in the config, or on the command line.
    """
    config = loaded.config if loaded else Config()
    catalogue = with_own(config.metrics, str(loaded.path) if loaded else None)
    definitions = [find(catalogue, name) for name in dict.fromkeys(_listed(asked.metrics))]
    report = config.report
    zone = _zone(report.zone)
    by = [_crossed(each) for each in (asked.by or report.by)] if asked.cut else []
    period = (asked.period or report.period) if asked.cut else None
    since, until = _bounds(asked.since or report.since, asked.until or report.until)
    dated = period is not None or since is not None or until is not None
    mapped = _mapped(asked, config)
    filters = _filters(asked, config, definitions)
    return Settings(
        definitions=definitions,
        read=_read_options(asked, config),
        wants=Wants(
            answers=[_answers(definition, config, asked, mapped) for definition in definitions],
            dated=dated,
            dates=_date_choices(asked, config, zone),
            date_reference=mapped.get("at"),
            by=[name for columns in by for name in columns],
            filters=filters,
        ),
        by=by,
        grain=Grain(period) if period else None,
        since=since,
        until=until,
        scale=_scale(asked.scale),
        polarity=asked.polarity,
        confidence=_confidence(asked.confidence if asked.confidence is not None else report.confidence),
        interval=asked.interval or report.interval,
        min_n=asked.min_n if asked.min_n is not None else report.min_n or 0,
        max_rejects=reject_limit(asked.max_rejects if asked.max_rejects is not None else config.source.max_rejects),
        decimals=asked.decimals if asked.decimals is not None else report.decimals,
        as_of=_as_of(asked.now, clock, zone),
        config=loaded,
    )


def reject_limit(said: int | str | None) -> RejectLimit:
    """Return the limit that `1%` or `20` means; 1 % where nothing is said.

    Raises:
        UsageError: it is neither.
    """
    if said is None:
        return RejectLimit()
    text = str(said).strip()
    share = _SHARE.fullmatch(text)
    if share and Fraction(share[1]) <= _HUNDRED:
        return RejectLimit(Fraction(share[1]) / 100)
    if text.isdecimal() and text.isascii():
        return RejectLimit(None, int(text))
    raise _usage(
        "max-rejects", f"'{text}' is neither a number of rows nor a percentage", "--max-rejects 20 or --max-rejects 1%"
    )


def _listed(names: Sequence[str]) -> list[str]:
    return [name for each in names for name in each.split(",") if name.strip()]


def _crossed(by: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in by.split("+") if name.strip())


def _bounds(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    first = parse_bound(since, end=False) if since else None
    last = parse_bound(until, end=True) if until else None
    if first is not None and last is not None and first > last:
        raise _usage("period-bound", f"--since {since} is after --until {until}", "exchange them")
    return first, last


def _mapped(asked: Asked, config: Config) -> dict[str, Reference]:
    """Return the columns named by the user, by field (`score`, `at`) or by metric and field (`csat.score`)."""
    mapped: dict[str, Reference] = dict(config.columns)
    problems = []
    for text in asked.maps:
        name, equals, column = text.partition("=")
        if not equals or not name.strip() or not column.strip():
            problems.append(
                Problem(
                    code="map",
                    message=f"'{text}' is not field=column",
                    help="for example: --map score=Q1 or --map at=submitted_at",
                )
            )
        else:
            mapped[name.strip()] = column.strip()
    for column in asked.columns:
        mapped["score"] = column
    problems += [_unknown_field(name) for name in mapped if name.rpartition(".")[2] not in ("score", "at")]
    if problems:
        raise UsageError(problems)
    return mapped


def _unknown_field(name: str) -> Problem:
    return Problem(code="field", message=f"there is no field '{name}'", help="fields: score (or METRIC.score), at")


def _answers(definition: Definition, config: Config, asked: Asked, mapped: Mapping[str, Reference]) -> AnswerWant:
    scale = _scale(asked.scale) or definition.scale
    labels = {**config.labels, **definition.labels}
    return AnswerWant(
        Wanted(
            metric=definition.id,
            names=definition.found_by.names,
            questions=definition.found_by.questions,
            general=definition.found_by.general,
            low=scale.low,
            high=scale.high,
            labels={label: Fraction(str(value)) for label, value in labels.items()},
            missing=(*config.missing, *definition.missing, *asked.missing),
        ),
        mapped.get(f"{definition.id}.score", definition.columns.get("score", mapped.get("score"))),
    )


def _filters(asked: Asked, config: Config, definitions: Sequence[Definition]) -> dict[str, list[Expression]]:
    typed = [parse(asked.where)] if asked.where else []
    if not typed and config.report.where:
        typed = [parse(config.report.where, ConfigError)]
    return {
        definition.id: typed + ([parse(definition.where, ConfigError)] if definition.where else [])
        for definition in definitions
    }


def _read_options(asked: Asked, config: Config) -> ReadOptions:
    source, header = config.source, config.source.header
    delimiter = asked.delimiter or source.delimiter
    if delimiter is not None and delimiter not in _DELIMITERS:
        raise _usage("delimiter", f"'{delimiter}' is no delimiter that is read", "one of: , ; tab |")
    return ReadOptions(
        encoding=asked.encoding or source.encoding,
        delimiter=_DELIMITERS[delimiter] if delimiter else None,
        quoted=asked.quotes and source.quote != "none",
        header_rows=asked.header_rows if asked.header_rows is not None else header.rows,
        names=header.names or None,
        skip_before=asked.skip_before if asked.skip_before is not None else header.skip_before,
        footer=asked.footer if asked.footer is not None else header.footer or 0,
        records=asked.records or source.records,
    )


def _date_choices(asked: Asked, config: Config, report_zone: ZoneInfo) -> DateChoices:
    order = asked.dates or config.dates.order
    zone = asked.zone or config.dates.zone
    return DateChoices(
        order=order,
        unit=config.dates.unit,
        pattern=config.dates.format,
        zone=_zone(zone) if zone else report_zone,
        report_zone=report_zone,
    )


def _zone(name: str | None) -> ZoneInfo:
    found = zone_named(name or "UTC")
    if isinstance(found, Problem):
        raise UsageError(found)
    return found


def _scale(text: str | None) -> Scale | None:
    if text is None:
        return None
    found = _SCALE.fullmatch(text.strip())
    if found is None or int(found[1]) >= int(found[2]):
        raise _usage("scale", f"'{text}' is no scale", "lowest and highest answer: --scale 1-5")
    return Scale(int(found[1]), int(found[2]))


def _confidence(value: float | None) -> float:
    confidence = 0.95 if value is None else value
    if not 0 < confidence < 1:
        raise _usage(
            "confidence", f"a confidence of {confidence:g} is not between 0 and 1", "as a share: --confidence 0.95"
        )
    return confidence


def _as_of(text: str | None, clock: datetime, zone: ZoneInfo) -> datetime:
    if text is None:
        return clock.astimezone(zone)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _usage("now", f"'{text}' is no moment", "for example: --now 2025-10-01T08:00") from error
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _usage(code: str, message: str, help_text: str) -> CxError:
    return UsageError(Problem(code=code, message=message, help=help_text))
