"""How Excel spells CSV here: the decimal sign and the sign between columns of the locale."""

import locale
import os
import re

from cxcli.mapping.numbers import DecimalSign
from cxcli.reporting.csv_table import CsvDialect

_COMMA_LANGUAGES = re.compile(
    "af|az|be|bg|bs|ca|cs|da|de|el|es|et|eu|fi|fo|fr|gl|hr|hu|hy|id|is|it|ka|kk|lb|lt|lv|mk|nb|nl|nn|no|pl|pt|ro|ru|sk|"
    "sl|sq|sr|sv|tr|uk|uz|vi"
)
_POINT_LOCALES = re.compile("(?:de_(?:CH|LI)|it_CH|es_(?:CU|DO|GT|HN|MX|NI|PA|PE|PR|SV|US))")
"""Where a language that has a decimal comma elsewhere has a decimal point. Source of both: Unicode CLDR."""

_SEMICOLON_TERRITORIES = ("CH", "LI")
"""Where columns are parted by semicolons although the decimal sign is a point."""


def excel_dialect(sign: DecimalSign | None) -> CsvDialect:
    """Return CSV as Excel takes it: UTF-8 with a BOM, CRLF, and semicolons where the decimal sign is a comma.

    Without a `sign`, the decimal sign is that of the locale of the environment (`LC_ALL`, `LC_NUMERIC`, `LANG`), and a
    point where that says nothing.
    """
    _, territory = _language_and_territory()
    comma = (sign or locale_decimal()) == "comma"
    delimiter = ";" if comma or territory in _SEMICOLON_TERRITORIES else ","
    return CsvDialect(delimiter=delimiter, decimal="," if comma else ".", line_end="\r\n", bom=True)


def locale_decimal() -> DecimalSign:
    """Return the decimal sign of the environment's locale: as the system knows it, else by language and country."""
    known = _of_the_system()
    if known is not None:
        return "comma" if known == "," else "point"
    language, territory = _language_and_territory()
    if _POINT_LOCALES.fullmatch(f"{language}_{territory}"):
        return "point"
    return "comma" if _COMMA_LANGUAGES.fullmatch(language) else "point"


def _of_the_system() -> str | None:
    """Return the decimal sign that the system has for the locale, or None where that locale is not installed."""
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, "")
        return str(locale.localeconv()["decimal_point"])
    except locale.Error:
        return None
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)


def _language_and_territory() -> tuple[str, str]:
    """Return language and country of the locale, such as de and AT; empty texts where nothing is said."""
    said = (os.environ.get(name) for name in ("LC_ALL", "LC_NUMERIC", "LANG"))
    name = next((each for each in said if each), "")
    language, _, territory = re.split("[.@]", name)[0].partition("_")
    return language, territory
