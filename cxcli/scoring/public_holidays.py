"""Public holidays of a country or of a part of it, from the calendars of the `holidays` package."""

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches

_ALIKE = 0.7


def public_holidays(country: str, subdivision: str | None, years: Iterable[int]) -> frozenset[date]:
    """The public holidays of a country (ISO 3166-1, such as DE) or of its `subdivision` (ISO 3166-2, such as BY).

    Days off in place of a holiday at a weekend are among them; half holidays and those of banks or schools are not.

    Raises:
        ValueError: there is no calendar of the country or subdivision (with the nearest names), or not of a year.
    """
    from holidays import country_holidays  # noqa: PLC0415 - the package costs time that other metrics do not need

    wanted = frozenset(years)
    try:
        calendar = country_holidays(country, subdivision, years=wanted, expand=False)
    except NotImplementedError as error:
        raise ValueError(_unknown(country, subdivision)) from error
    first, last = calendar.start_year, calendar.end_year
    missing = sorted(year for year in wanted if not first <= year <= last)
    if missing:
        raise ValueError(
            f"public holidays of {country} are known for the years {first} to {last}, not for {missing[0]}"
        )
    return frozenset(calendar)


def _unknown(country: str, subdivision: str | None) -> str:
    from holidays import country_holidays, list_supported_countries  # noqa: PLC0415 - as above

    if country not in list_supported_countries():
        nearest = _nearest(country, _countries()) or "a country is written as two letters, such as DE, FR or US"
        return f"no public holidays are known for the country {country!r}; {nearest}"
    parts = country_holidays(country)
    named = {code: code for code in parts.subdivisions} | parts.subdivisions_aliases
    known = f"known are {', '.join(parts.subdivisions)}" if named else "its parts have no calendars of their own"
    return (
        f"no public holidays are known for {subdivision!r} in {country}; {_nearest(str(subdivision), named) or known}"
    )


def _countries() -> Mapping[str, str]:
    """What to write for each country, by its two-letter code and by its name."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - as above

    named = {name.replace("_", " ").title(): codes[1] for name, codes in COUNTRIES.items()}
    written = {name: f"{code} ({name})" for name, code in named.items()}
    return written | {code: written[name] for name, code in named.items()}


def _nearest(name: str, known: Mapping[str, str]) -> str:
    folded = {word.casefold(): written for word, written in known.items()}
    close = get_close_matches(name.strip().casefold(), folded, n=3, cutoff=_ALIKE)
    return f"did you mean {' or '.join(dict.fromkeys(folded[match] for match in close))}?" if close else ""
