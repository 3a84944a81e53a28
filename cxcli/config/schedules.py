"""Schedules of a config: the hours of a week in a zone, with holidays, one version after another."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    StrictStr,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)
from pydantic_core import CoreSchema

from cxcli.config.field_types import Text
from cxcli.config.known_names import Zone
from cxcli.config.refusal import refusal
from cxcli.config.section import Section

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENDS = 2
_LETTERS = 3
_TIME = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
_STRETCH = re.compile(rf"\s*({_TIME})\s*-\s*({_TIME}|24:00)\s*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STRETCH_SCHEMA = {"type": "string", "pattern": f"^{_STRETCH.pattern}$"}
_YEARS = range(1900, 2200)
_COUNTRY = re.compile(r"[A-Z]{2}")


def _week_days(written: str) -> str:
    days = written.split("-")
    if set(days) <= set(_DAYS) and len(set(days)) == len(days) <= _ENDS:
        return written
    near = list(dict.fromkeys(day.strip().casefold()[:_LETTERS] for day in re.split(r"[-–]", written)))
    known = set(near) <= set(_DAYS) and len(near) <= _ENDS
    advice = f"write {'-'.join(near)}" if known else "for example: mon, mon-fri, sun-thu"
    raise refusal("config-week-days", f"this is neither a day ({', '.join(_DAYS)}) nor a span of two days", advice)


def _stretch(written: object) -> tuple[int, int]:
    found = _STRETCH.fullmatch(written) if isinstance(written, str) else None
    if not found:
        raise refusal("config-hours", "this is no stretch of hours", 'write "09:00-17:00"; a day ends at 24:00')
    opens, closes = _minutes(found[1]), _minutes(found[2])
    if opens < closes:
        return opens, closes
    evening = f'write "{found[1]}-24:00"'
    advice = f'{evening}, and "00:00-{found[2]}" on the day after' if closes else evening
    raise refusal("config-hours", "the end is not after the start, within one day", advice)


def _minutes(time: str) -> int:
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def _apart(stretches: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    if not stretches:
        raise refusal("config-hours", "there are no hours", "remove the line: a day that is not named is closed")
    if any(later[0] < earlier[1] for earlier, later in pairwise(sorted(stretches))):
        raise refusal("config-hours", "two stretches of hours overlap", "write each hour of a day once")
    return stretches


def _each_day_once(hours: Mapping[str, Any]) -> Mapping[str, Any]:
    if not hours:
        raise refusal("config-hours", "there are no hours", 'for example: hours: {mon-fri: "09:00-17:00"}')
    named: dict[int, str] = {}
    for days in hours:
        for day in week_days(days):
            if day in named:
                message = f"'{named[day]}' and '{days}' both name {_DAYS[day]}"
                raise refusal("config-hours", message, "name each day once; a day may have a list of hours")
            named[day] = days
    return hours


def _day(written: object) -> date:
    """A date of the calendar, in years that a working life may touch: others are slips of the pen."""
    try:
        day = written if type(written) is date else _from_iso(written)
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        message = f"this is no day of the years {_YEARS[0]} to {_YEARS[-1]}"
        raise refusal("config-date", message, "write year, month and day: 2025-12-25")
    return day


def _from_iso(written: object) -> date | None:
    return date.fromisoformat(written) if isinstance(written, str) and _DATE.fullmatch(written) else None


def _country(written: str) -> str:
    if not _COUNTRY.fullmatch(written):
        raise refusal("config-country", "a country is written as two capital letters", "for example: DE, FR, US")
    return written


def week_days(days: str) -> tuple[int, ...]:
    """The days that `mon` or `mon-fri` names, 0 for Monday; `sat-mon` goes over the end of the week."""
    first, _, last = days.partition("-")
    begin, end = _DAYS.index(first), _DAYS.index(last or first)
    return tuple((begin + ahead) % len(_DAYS) for ahead in range((end - begin) % len(_DAYS) + 1))


Day = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "pattern": f"^{_DATE.pattern}$"})]
WeekDays = Annotated[StrictStr, AfterValidator(_week_days)]
Stretch = Annotated[tuple[int, int], PlainValidator(_stretch)]
"""The minutes of a day, 0 to 1440: the first one and the one after the last."""
DayHours = Annotated[
    tuple[Stretch, ...],
    BeforeValidator(lambda written: written if isinstance(written, list) else [written]),
    AfterValidator(_apart),
    WithJsonSchema({"anyOf": [_STRETCH_SCHEMA, {"type": "array", "minItems": 1, "items": _STRETCH_SCHEMA}]}),
]
WeekHours = Annotated[Mapping[WeekDays, DayHours], AfterValidator(_each_day_once)]
Country = Annotated[
    StrictStr, AfterValidator(_country), WithJsonSchema({"type": "string", "pattern": f"^{_COUNTRY.pattern}$"})
]


class ScheduleConfig(Section):
    """The hours of work of a week, in the wall time of a zone."""

    zone: Zone = Field(description="The time zone of the hours and holidays.", examples=["Europe/Berlin"])
    hours: WeekHours = Field(
        description="The hours of each day; a day that is not named is closed.",
        examples=[{"mon-fri": "09:00-17:00", "sat": ["10:00-12:00", "13:00-15:00"]}],
    )
    holidays: tuple[Day, ...] = Field(
        default=(), description="Days that are closed whatever their weekday.", examples=[["2025-12-24", "2025-12-31"]]
    )
    country: Country | None = Field(
        default=None, description="The country whose public holidays are closed too.", examples=["DE"]
    )
    subdivision: Text | None = Field(
        default=None, description="The part of the country whose public holidays count.", examples=["BY"]
    )
    since: Day | None = Field(
        default=None, alias="from", description="The day from which these hours hold.", examples=["2025-01-01"]
    )

    @model_validator(mode="after")
    def _part_of_a_country(self) -> Self:
        if self.subdivision is not None and self.country is None:
            raise refusal("config-country", "there is a part of a country and no country", "for example: country: DE")
        return self

    @property
    def openings(self) -> tuple[tuple[int, int, int], ...]:
        """The stretches of the week: weekday (0 for Monday), first minute of the day and the one after the last."""
        return tuple(
            (day, *stretch) for days, hours in self.hours.items() for day in week_days(days) for stretch in hours
        )


class _OneOrSeveral:
    """In the JSON Schema: what the list takes as an item may stand without the list."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        items = handler(core)["items"]
        one = handler.resolve_ref_schema(items)
        keys = {key: one[key] for key in ("properties", "required", "additionalProperties")}
        return {"anyOf": [{"type": "object"}, {"type": "array"}], **keys, "items": items, "minItems": 1}


def _versions(written: object, several: ValidatorFunctionWrapHandler) -> tuple[ScheduleConfig, ...]:
    versions = several(written) if isinstance(written, list) else (ScheduleConfig.model_validate(written),)
    if not versions:
        raise refusal("config-versions", "there is no schedule", "write one, or remove the line")
    if any(later <= earlier for earlier, later in pairwise(version.since or date.min for version in versions)):
        raise refusal(
            "config-versions",
            "versions stand in the order of their first days, and only the first may have none",
            "give each later version a later day: from: 2025-07-01",
        )
    return tuple(versions)


ScheduleVersions = Annotated[tuple[ScheduleConfig, ...], WrapValidator(_versions), _OneOrSeveral()]
"""A schedule, or a list of its versions, each of which holds until the next one."""

Schedules = Mapping[Text, ScheduleVersions]
"""Schedules by name."""
