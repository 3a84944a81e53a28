from zoneinfo import ZoneInfo

import pytest

from cxcli.errors import ConfigError, UsageError
from cxcli.sources.options import ReadOptions

YAML = """
source:
  encoding: cp1252
  delimiter: ";"
  quote: none
  records: data.items
  header: {rows: 2, skip_before: 3, footer: 1, names: [a, b]}
dates: {order: day-first, zone: Europe/Berlin, unit: seconds}
"""


def test_the_config_says_how_files_are_read(settings):
    """Every key of `source` reaches the reader."""
    assert settings(YAML).read == ReadOptions(
        encoding="cp1252",
        delimiter=";",
        quoted=False,
        header_rows=2,
        names=("a", "b"),
        skip_before=3,
        footer=1,
        records="data.items",
    )
    assert settings().read == ReadOptions()


def test_options_go_before_the_config(settings):
    """Each option replaces its key, zeros included."""
    found = settings(YAML, encoding="utf-8", delimiter="tab", header_rows=0, skip_before=0, footer=0, records="x").read
    assert (found.encoding, found.delimiter, found.records) == ("utf-8", "\t", "x")
    assert (found.header_rows, found.skip_before, found.footer) == (0, 0, 0)
    assert settings(quotes=False).read.quoted is False


@pytest.mark.parametrize(
    ("said", "sign"), [(",", ","), (";", ";"), ("|", "|"), ("tab", "\t"), ("\\t", "\t"), ("spaces", " ")]
)
def test_delimiters_by_sign_or_word(settings, said, sign):
    """A delimiter is its sign; a tab may be written as a word or as in C, and blanks have a word."""
    assert settings(delimiter=said).read.delimiter == sign


@pytest.mark.parametrize("said", ["", "x", ",,", ":", " "])
def test_another_delimiter_is_refused(settings, said):
    """A sign that is no delimiter is refused with those that are."""
    with pytest.raises(UsageError) as caught:
        settings(delimiter=said)
    assert "; tab |" in caught.value.problems[0].help


def test_single_quotes_are_refused(settings):
    """A config that asks for single quotes is not read as if it had not."""
    with pytest.raises(ConfigError) as caught:
        settings('source: {quote: "\'"}')
    assert caught.value.problems[0].code == "quote"


def test_dates_as_declared(settings):
    """Order, unit and zone of the source come from the config or the options, and a declared zone is known as one."""
    wants = settings(YAML).wants
    assert (wants.dates.order, wants.dates.unit) == ("day-first", "seconds")
    assert wants.dates.zone == ZoneInfo("Europe/Berlin")
    assert wants.zone_declared
    typed = settings(YAML, dates="iso", zone="Asia/Tokyo").wants
    assert (typed.dates.order, typed.dates.zone) == ("iso", ZoneInfo("Asia/Tokyo"))


def test_the_zone_of_the_report_serves_the_source(settings):
    """Times without an offset are those of the report's zone where no other is declared."""
    wants = settings("report: {zone: America/New_York}").wants
    assert wants.dates.zone == wants.dates.report_zone == ZoneInfo("America/New_York")
    assert not wants.zone_declared


def test_an_unknown_zone_is_refused(settings):
    """A time zone that is not there is refused with the nearest one."""
    with pytest.raises(UsageError) as caught:
        settings(zone="Berlin")
    assert "Europe/Berlin" in caught.value.problems[0].help
