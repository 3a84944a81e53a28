import locale

import pytest

from cxcli.reporting.csv_table import CsvDialect
from cxcli.reporting.excel_csv import excel_dialect, locale_decimal

VARIABLES = ("LC_ALL", "LC_NUMERIC", "LANG")


@pytest.fixture
def environment(monkeypatch):
    """Set the locale of the environment, and nothing else about it."""

    def of(**said):
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in said.items():
            monkeypatch.setenv(name, value)

    of()
    return of


@pytest.fixture
def not_installed(monkeypatch):
    """A system that has no locale but the plain one, such as a slim container."""

    def setlocale(_category, name=None):
        if name == "":
            raise locale.Error("unsupported locale setting")
        return "C"

    monkeypatch.setattr(locale, "setlocale", setlocale)


@pytest.mark.usefixtures("not_installed")
@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("de_DE.UTF-8", "comma"),
        ("de_AT@euro", "comma"),
        ("de", "comma"),
        ("de_CH.UTF-8", "point"),
        ("fr_FR", "comma"),
        ("fr_CA.UTF-8", "comma"),
        ("it_IT.UTF-8", "comma"),
        ("it_CH.UTF-8", "point"),
        ("es_ES.UTF-8", "comma"),
        ("es_MX.UTF-8", "point"),
        ("pt_BR.UTF-8", "comma"),
        ("nb_NO.UTF-8", "comma"),
        ("pl_PL.ISO8859-2", "comma"),
        ("en_GB.UTF-8", "point"),
        ("en_US", "point"),
        ("ja_JP.UTF-8", "point"),
        ("desert", "point"),
        ("C", "point"),
        ("POSIX", "point"),
    ],
)
def test_a_locale_that_is_not_installed_is_known_by_its_name(environment, name, sign):
    """Language and country decide where the system does not know the locale; what nobody knows has a point."""
    environment(LANG=name)
    assert locale_decimal() == sign


@pytest.mark.usefixtures("not_installed")
@pytest.mark.parametrize(
    ("said", "sign"),
    [
        ({}, "point"),
        ({"LANG": "de_DE.UTF-8"}, "comma"),
        ({"LANG": "de_DE.UTF-8", "LC_NUMERIC": "en_US.UTF-8"}, "point"),
        ({"LANG": "de_DE.UTF-8", "LC_NUMERIC": ""}, "comma"),
        ({"LANG": "en_US.UTF-8", "LC_NUMERIC": "en_US.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "comma"),
    ],
)
def test_the_order_of_the_variables(environment, said, sign):
    """LC_ALL comes before LC_NUMERIC, that before LANG, and an empty one says nothing, as POSIX has it."""
    environment(**said)
    assert locale_decimal() == sign


@pytest.mark.parametrize(("found", "sign"), [(",", "comma"), (".", "point"), ("\u066b", "point")])
def test_what_the_system_knows_comes_first(environment, monkeypatch, found, sign):
    """The decimal sign that the system has for the locale counts, whatever its name suggests."""
    environment(LANG="C")
    monkeypatch.setattr(locale, "localeconv", lambda: {"decimal_point": found})
    assert locale_decimal() == sign


def test_the_plain_locale_has_a_point(environment):
    """The C locale, which every system has, has a decimal point."""
    environment(LC_ALL="C")
    assert locale_decimal() == "point"


@pytest.mark.parametrize("name", ["C.UTF-8", "de_DE.UTF-8", "xx_XX"])
def test_the_locale_of_the_process_stays(environment, name):
    """Asking changes nothing for the rest of the program, whether or not the locale is installed."""
    before = locale.setlocale(locale.LC_ALL)
    environment(LC_ALL=name)
    locale_decimal()
    assert locale.setlocale(locale.LC_ALL) == before


@pytest.mark.usefixtures("not_installed")
@pytest.mark.parametrize(
    ("sign", "name", "delimiter", "decimal"),
    [
        (None, "de_DE.UTF-8", ";", ","),
        (None, "en_US.UTF-8", ",", "."),
        (None, "de_CH.UTF-8", ";", "."),
        ("comma", "en_US.UTF-8", ";", ","),
        ("point", "de_DE.UTF-8", ",", "."),
        ("point", "de_LI.UTF-8", ";", "."),
        ("comma", "", ";", ","),
    ],
)
def test_the_dialect(environment, sign, name, delimiter, decimal):
    """What is said of the decimal sign comes before the locale; columns are parted as the lists of the country are."""
    environment(LANG=name)
    assert excel_dialect(sign) == CsvDialect(delimiter=delimiter, decimal=decimal, line_end="\r\n", bom=True)
