from datetime import date

import pytest

from cxcli.scoring.public_holidays import public_holidays


def days(year, *written):
    return {date.fromisoformat(f"{year}-{day}") for day in written}


GERMANY_2025 = days(2025, "01-01", "04-18", "04-21", "05-01", "05-29", "06-09", "10-03", "12-25", "12-26")


def test_holidays_of_a_country():
    """The nine days of all Germany, those that hang on Easter too (20 April 2025)."""
    assert public_holidays("DE", None, [2025]) == GERMANY_2025


def test_holidays_of_a_part_of_a_country():
    """Bavaria adds Epiphany, Corpus Christi and All Saints' Day (Art. 1 of its law on holidays)."""
    assert public_holidays("DE", "BY", [2025]) == GERMANY_2025 | days(2025, "01-06", "06-19", "11-01")


def test_days_off_in_place_of_a_weekend():
    """4 July 2026 is a Saturday, so the Friday is off in the United States (5 U.S.C. 6103)."""
    assert days(2026, "07-03") <= public_holidays("US", None, [2026])


def test_only_the_years_asked_for():
    """Years are taken one by one, and no year has no holidays."""
    assert {day.year for day in public_holidays("DE", None, [2021, 2023])} == {2021, 2023}
    assert public_holidays("DE", None, []) == frozenset()


@pytest.mark.parametrize(
    ("country", "subdivision", "said"),
    [
        ("de", None, r"country 'de'; did you mean DE \(Germany\)\?"),
        ("Untied Kingdom", None, r"country 'Untied Kingdom'; did you mean GB \(United Kingdom\)\?"),
        ("XX", None, "country 'XX'; a country is written as two letters"),
        ("DE", "Bayer", r"'Bayer' in DE; did you mean BY\?"),
        ("DE", "XX", "'XX' in DE; known are BB, BE, BW, BY"),
        ("MC", "XX", "'XX' in MC; its parts have no calendars of their own"),
    ],
)
def test_unknown_countries_and_parts_name_the_nearest(country, subdivision, said):
    """A country or part without a calendar is an error that says what to write."""
    with pytest.raises(ValueError, match=said):
        public_holidays(country, subdivision, [2025])


def test_a_year_that_no_calendar_covers_is_an_error():
    """Holidays of a year that the calendar does not know are never taken for none."""
    with pytest.raises(ValueError, match=r"public holidays of DE are known for the years 1991 to 2100, not for 1980"):
        public_holidays("DE", None, [2025, 1980])
