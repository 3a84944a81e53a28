"""The value in a cell of a data frame, as the text that a file would hold."""

import math
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import numpy as np
import pandas as pd

_Text = Callable[..., str | None]

_LARGEST = 10**308
_DIGITS = 40
_SECONDS_A_DAY = 86_400


def cell_texts(values: Iterable[object]) -> list[str | None]:
    """Return the text of each value: "" for a missing one, None for what no cell of a file could hold.

    Texts are as they are, whole numbers are without a point (`9.0` is "9"), other numbers have as many digits as
    tell them from their neighbours, times are ISO 8601 with the offset if they have one. Durations are seconds in ISO
    8601 (`PT90S`): they have a unit of their own, whatever the name of the column says.
    """
    texts: dict[type, _Text] = {}
    found = []
    for value in values:
        kind = type(value)
        text = texts.get(kind) or texts.setdefault(kind, _text_of(kind))
        found.append(text(value))
    return found


def _text_of(kind: type) -> _Text:
    return next((text for kinds, text in _TEXTS if issubclass(kind, kinds)), _refused)


def _of_text(value: str) -> str:
    return str.__str__(value)


def _of_flag(value: object) -> str:
    return "true" if value else "false"


def _of_integer(value: int) -> str:
    """Return the digits; of what no number of a computer comes near, what an infinite one is called."""
    whole = int(value)
    return str(whole) if abs(whole) < _LARGEST else _infinite(negative=whole < 0)


def _of_float(value: float) -> str:
    if not math.isfinite(value):
        return "" if math.isnan(value) else _infinite(negative=value < 0)
    # numpy knows the shortest digits of its narrower kinds.
    text = float.__repr__(value) if isinstance(value, float) else str(value)
    whole = text.removesuffix(".0")
    return "0" if whole == "-0" else whole


def _of_decimal(value: Decimal) -> str:
    if not value.is_finite():
        return "" if value.is_nan() else _infinite(negative=value < 0)
    plain = abs(value.adjusted()) < _DIGITS
    text = f"{value:f}" if plain else str(value)
    return _of_integer(int(value)) if plain and value == value.to_integral_value() else text


def _of_fraction(value: Fraction) -> str:
    """Return the decimal digits where there are not many of them, else numerator and denominator."""
    if value.denominator == 1:
        return _of_integer(value.numerator)
    if abs(value) < _LARGEST:
        text = _of_float(float(value))
        if Fraction(text) == value:
            return text
    return str(value) if max(abs(value.numerator), value.denominator) < _LARGEST else _infinite(negative=value < 0)


def _infinite(*, negative: bool) -> str:
    return "-inf" if negative else "inf"


def _of_moment(value: date | time) -> str:
    return value.isoformat()


def _of_numpy_moment(value: np.datetime64) -> str:
    return "" if np.isnat(value) else str(value)


def _of_duration(value: timedelta) -> str:
    whole = value.days * _SECONDS_A_DAY + value.seconds
    nanoseconds = value.microseconds * 1000 + getattr(value, "nanoseconds", 0)  # which only those of pandas have
    seconds = Decimal(f"{whole * 10**9 + nanoseconds}E-9")
    text = f"{abs(seconds):f}".rstrip("0").rstrip(".")
    return f"{'-' if seconds < 0 else ''}PT{text}S"


def _nothing(_value: object) -> str:
    return ""


def _refused(_value: object) -> None:
    return None


_TEXTS: tuple[tuple[type | tuple[type, ...], _Text], ...] = (
    (str, _of_text),
    # Before times: the missing time calls itself one.
    ((type(None), type(pd.NA), type(pd.NaT)), _nothing),
    ((bool, np.bool_), _of_flag),
    # Before integers, which numpy's durations are counted among; their units may be months.
    (np.timedelta64, _refused),
    ((int, np.integer), _of_integer),
    ((float, np.floating), _of_float),
    (Decimal, _of_decimal),
    (Fraction, _of_fraction),
    ((datetime, date, time), _of_moment),
    (np.datetime64, _of_numpy_moment),
    (timedelta, _of_duration),
    ((pd.Period, pd.Interval, UUID), str),
)
