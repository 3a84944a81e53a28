"""The kinds of values that config keys take, each with its check in plain words."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    WithJsonSchema,
)

from cxcli.config.refusal import refusal

_FIELD = re.compile(r"[a-z][a-z0-9_]*")
_METRIC = re.compile(r"[a-z][a-z0-9_-]*(?::[a-z0-9][a-z0-9_-]*)?")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*%")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PART = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])|-Q[1-4]|-W(?:0[1-9]|[1-4][0-9]|5[0-3]))?")
_FISCAL = re.compile(r"FY[0-9]{4}/[0-9]{2}(?:-Q[1-4])?", re.IGNORECASE)
_WORDS = re.compile(
    r"today|yesterday|week of [0-9]{4}-[0-9]{2}-[0-9]{2}|this (?:day|week|month|quarter|year)"
    r"|last (?:[1-9][0-9]{0,8} )?(?:day|week|month|quarter|year)s?",
    re.IGNORECASE,
)
_ROLLING = re.compile(r"([0-9]{1,3}) (?:day|week|month|quarter|year)s?")
_SPAN = re.compile(r"(-?[0-9]{1,4})\s*-\s*(-?[0-9]{1,4})")
_LENGTH = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,3})? ?(?:s|min|h|d)")
_DIRECTIVE = re.compile(r"%.?", re.DOTALL)
_DIRECTIVES = frozenset(f"%{letter}" for letter in "YymbBdjHIMSfpzZaA%")
_NEEDED = (frozenset({"%Y", "%y"}), frozenset({"%m", "%b", "%B", "%j"}), frozenset({"%d", "%j"}))
_MAX_PERCENT = 100
_MAX_POINTS = 1001
_MAX_ROLLING = 400
_PAIR = 2


def _not_blank(text: str) -> str:
    if not text.strip():
        raise refusal("config-blank", "the text is blank", "write a text, or remove the line")
    return text


def _only_true(flag: bool) -> bool:  # noqa: FBT001 - the library hands it over by position
    if not flag:
        raise refusal("config-flag", "this can only be true", "write true, or remove the line")
    return flag


def _span_of_time(text: str) -> str:
    if not _LENGTH.fullmatch(text.strip()):
        raise refusal(
            "config-span", f"'{text[:20]}' is no length of time", "write a number and s, min, h or d: 20 s, 8 h, 7 d"
        )
    return text.strip()


def _field_name(name: str) -> str:
    if not _FIELD.fullmatch(name):
        raise refusal(
            "config-name", "a name here is written in small letters, digits and '_'", "for example: score, first_order"
        )
    return name


def _amount_name(name: str) -> str:
    if not _FIELD.fullmatch(name):
        raise refusal(
            "config-name",
            "this is no field, which is written in small letters, digits and '_'",
            'write a field, such as cost, and name its column: columns: {cost: "Parts cost"}',
        )
    return name


def _metric_name(name: str) -> str:
    if not _METRIC.fullmatch(name):
        raise refusal(
            "config-name",
            "a metric's name is made of small letters, digits, '_' and '-', with ':' before a variant",
            "for example: nps_pro, csat:net",
        )
    return name


def _share_of_rows(limit: int | str) -> int | str:
    found = _PERCENT.fullmatch(limit.strip()) if isinstance(limit, str) else None
    if isinstance(limit, int) or (found and float(found[1]) <= _MAX_PERCENT):
        return limit
    raise refusal("config-limit", "this is neither a number of rows nor a percentage up to 100 %", 'write 20 or "1%"')


def _year_as_text(bound: object) -> object:
    """A bare year is a whole number in YAML; a bool is one in Python only."""
    return (
        f"{bound:04}"
        if isinstance(bound, int) and not isinstance(bound, bool) and 0 < bound <= date.max.year
        else bound
    )


def _day_or_period(bound: str) -> str:
    if any(form.fullmatch(bound) for form in (_PART, _FISCAL, _WORDS)) or (_DAY.fullmatch(bound) and _is_day(bound)):
        return bound
    raise refusal(
        "config-date",
        "this is neither a day nor a period",
        "write 2025-01-31, 2025-01, 2025-Q1, 2025-W05, 2025 or last month",
    )


def _one_or_two_bounds(days: str) -> str:
    first, _, last = days.partition(" to ")
    for bound in (first, last) if last else (days,):
        _day_or_period(bound)
    return days


def _window(length: str) -> str:
    found = _ROLLING.fullmatch(length)
    if found and 1 < int(found[1]) <= _MAX_ROLLING:
        return length
    raise refusal(
        "config-rolling",
        f"a window is 2 to {_MAX_ROLLING} of day, week, month, quarter or year",
        "for example: rolling: 3 month",
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _date_format(text: str) -> str:
    found = set(_DIRECTIVE.findall(text))
    strange = sorted(found - _DIRECTIVES)
    if strange:
        raise refusal(
            "config-date-format", f"'{strange[0]}' is no part of a date", f"known: {' '.join(sorted(_DIRECTIVES))}"
        )
    if not all(found & group for group in _NEEDED):
        raise refusal("config-date-format", "the format names no day, month or year", 'for example: "%d/%m/%Y %H:%M"')
    return text


def _points(box: object) -> object:
    """Spell a box out: `9-10`, `[9, 10]` and `[0-3, 5]` become every point they name."""
    items = box if isinstance(box, list) else [box]
    points = [point for item in items for point in _item_points(item)]
    if isinstance(box, list) and len(box) == _PAIR and all(isinstance(item, int) for item in box):
        _check_pair(min(points), max(points))
    if not points or len(points) > _MAX_POINTS:
        raise refusal("config-box", f"a box holds 1 to {_MAX_POINTS} points", "for example: promoters: 9-10")
    return sorted(set(points))


def _item_points(item: object) -> list[int]:
    if isinstance(item, int) and not isinstance(item, bool):
        return [item]
    span = _SPAN.fullmatch(item.strip()) if isinstance(item, str) else None
    if span and int(span[1]) <= int(span[2]):
        return list(range(int(span[1]), int(span[2]) + 1))
    raise refusal(
        "config-box", "a box is made of whole numbers and spans of them, low to high", "for example: 9-10 or [9, 10]"
    )


def _check_pair(low: int, high: int) -> None:
    if high - low > 1:
        raise refusal(
            "config-box",
            f"[{low}, {high}] could mean two points or all from {low} to {high}",
            f"write {low}-{high} for all of them, or [{low}-{low}, {high}-{high}] for the two",
        )


Text = Annotated[StrictStr, Field(max_length=500), AfterValidator(_not_blank)]
DateFormat = Annotated[Text, AfterValidator(_date_format)]
Yes = Annotated[StrictBool, AfterValidator(_only_true), WithJsonSchema({"const": True})]
LongText = Annotated[StrictStr, Field(max_length=2000), AfterValidator(_not_blank)]
Count = Annotated[StrictInt, Field(ge=0, le=1_000_000)]
ScalePoint = Annotated[StrictInt, Field(ge=-1000, le=1000)]
Number = Annotated[StrictInt | StrictFloat, Field(allow_inf_nan=False)]

Span = Annotated[Text, AfterValidator(_span_of_time)]
FieldName = Annotated[StrictStr, AfterValidator(_field_name)]
AmountName = Annotated[StrictStr, AfterValidator(_amount_name)]
MetricName = Annotated[StrictStr, AfterValidator(_metric_name)]
ColumnRef = Annotated[StrictInt, Field(ge=1, le=10_000)] | Text
Code = StrictInt | StrictFloat | Text
RejectLimit = Annotated[Annotated[StrictInt, Field(ge=0)] | StrictStr, AfterValidator(_share_of_rows)]

Bound = Annotated[
    StrictStr,
    BeforeValidator(_year_as_text),
    AfterValidator(_day_or_period),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 1, "maximum": 9999}]}),
]
Days = Annotated[
    StrictStr,
    BeforeValidator(_year_as_text),
    AfterValidator(_one_or_two_bounds),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 1, "maximum": 9999}]}),
]
Rolling = Annotated[StrictStr, AfterValidator(_window)]
Box = Annotated[
    tuple[int, ...],
    BeforeValidator(_points),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer"},
                {"type": "string", "pattern": f"^{_SPAN.pattern}$"},
                {"type": "array", "minItems": 1, "items": {"anyOf": [{"type": "integer"}, {"type": "string"}]}},
            ]
        }
    ),
]

Delimiter = Literal[",", ";", "tab", "|", "spaces"]
Quote = Literal['"', "'", "none"]
DayOrder = Literal["day-first", "month-first", "iso"]
DurationUnit = Literal["milliseconds", "seconds", "minutes", "hours", "days", "hh:mm:ss", "hh:mm", "mm:ss"]
ScheduleChange = Literal["at-event", "while-held"]
EpochUnit = Literal["seconds", "milliseconds", "microseconds", "excel"]
Decimal = Literal["comma", "point"]
Keep = Literal["latest", "first"]
FlagName = Literal["test", "speeder", "straight-liner"]
Grain = Literal["day", "week", "month", "quarter", "year"]
WeekStart = Literal["monday", "sunday", "saturday"]
Month = Literal[
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
IntervalName = Literal[
    "score", "adjusted-wald", "wald", "wilson", "agresti-coull", "clopper-pearson", "mid-p", "jeffreys", "t",
    "order-statistics", "log-log", "linearised", "bootstrap", "delta",
]  # fmt: skip
