"""How a text is read where a filter compares it as a number or as a date."""

import re
from datetime import date
from decimal import Decimal

NUMBER = r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++)"
"""A plain number as a pattern: an optional sign, digits, at most one point."""

_NUMBER = re.compile(rf"{NUMBER}|(?P<sign>-?)PT(?P<seconds>[0-9]++(?:(?=\.[0-9])\.[0-9]++)?+)S")
_MOMENT = re.compile(
    r"(?P<month>[0-9]{4}-[0-9]{2})(?:(?P<day>-[0-9]{2})"
    r"(?:[Tt ](?P<minute>(?:[01][0-9]|2[0-3]):[0-5][0-9])"
    r"(?:(?P<second>:[0-5][0-9])(?:(?=[.,][0-9])[.,][0-9]++)?+)?"
    r"(?: ?(?:[Zz]|UTC|[+-][0-9]{2}(?::?[0-9]{2})?))?)?)?"
)


def number(text: str) -> Decimal | None:
    """The exact number that a stripped text is, or None: no exponent, no thousands sign, no decimal comma.

    A duration of seconds in ISO 8601 (`PT90S`), as a data frame has them, is the number of its seconds.
    """
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    return Decimal(f"{found['sign']}{found['seconds']}" if found["seconds"] else text)


def moment(text: str) -> str | None:
    """`YYYY-MM-DD HH:MM:SS` of a stripped text in ISO form, or None if it is not a date of the calendar.

    What the text leaves out is its beginning (`2025-09` is the first of September, 0:00). Fractions of a second are
    cut; a time zone is allowed and not applied: the clock time is taken as written.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    day = found["month"] + (found["day"] or "-01")
    return f"{day} {found['minute'] or '00:00'}{found['second'] or ':00'}" if _exists(day) else None


def date_prefix(text: str) -> str | None:
    """The text in the spelling of `moment`, as far as it goes: month, day, minute or second; None if it is neither.

    A zone or a fraction makes it neither, since they would not be compared.
    """
    whole = moment(text)
    prefix = text.upper().replace("T", " ")
    return prefix if whole is not None and whole.startswith(prefix) else None


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
