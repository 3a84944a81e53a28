"""Durations of a column."""

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cxcli.errors import Problem
from cxcli.mapping.duration_evidence import DurationEvidence
from cxcli.mapping.durations import DurationFormat, decide
from cxcli.mapping.readings import BLANK, MISSING, READ, UNREADABLE

SPANS = st.timedeltas(timedelta(days=-90_000), timedelta(days=90_000))
COMMON = [
    *("45", "12.5", "1,5", "1.234", "-1", "0:00:01", "12:30", "-00:15", "02:23.5", "2h 3m", "1,5 h", "PT1H", "", "NA"),
    *("1970-01-02 09:46:18", "1 day, 2:03:04", "1e5", "85%", "9" * 39),
]
TEXTS = st.lists(st.sampled_from(COMMON) | st.text(max_size=8) | st.text("0123456789:., +-hmsdPT", max_size=12))
HEADERS = st.sampled_from(["wait", "wait (min)", "wait (in hrs)", "wait_ms", "wait (mm:ss)"])
UNITS = st.sampled_from([None, "seconds", "days", "hh:mm", "mm:ss"])


def _format(texts, header="wait", unit=None, decimal=None):
    return decide(DurationEvidence.of(texts), header, unit, decimal)


def _read(texts, header="wait", unit=None, decimal=None):
    return _format(texts, header, unit, decimal).read(texts)


def _seconds(texts, header="wait", unit=None, decimal=None):
    values = _read(texts, header, unit, decimal).values
    return [None if value is None else Fraction(value, 10**6) for value in values]


@pytest.mark.parametrize(
    ("texts", "header", "seconds"),
    [
        (["45", "12.5", "0", "-1"], "First reply time in minutes", [2_700, 750, 0, -60]),
        (["12,5", "1.234"], "Age (Hours)", [45_000, 4_442_400]),
        (["1,234.5", "1,234"], "wait_seconds", [Fraction("1234.5"), 1_234]),
        (["15000"], "tAcw in ms", [15]),
        (["0.5"], "Age (days)", [43_200]),
        (["64:00:00", "00:00:00"], "First response time (in hrs)", [230_400, 0]),
        (["00:02:23"], "AvgTalkDuration", [143]),
        (["1 day 2 hours", "--"], "Avg resolution time", [93_600, None]),
        (["12.5 hrs", "1 hr 5 mins", "20 sec"], "Resolution Time (in Hrs)", [45_000, 3_900, 20]),
        (["-00:15", "02:30"], "Custom field (Time to resolution)", [-900, 9_000]),
        (["12:30"], "Time tracked (hh:mm)", [45_000]),
        (["12:30", "02:23.5"], "Talk (mm:ss)", [750, Fraction("143.5")]),
        (["1970-01-02 09:46:18", "1970-01-01 09:46:18", ""], "calendar_duration", [121_578, 35_178, None]),
        (["PT1H30M", "P1DT2H"], "wait", [5_400, 93_600]),
        (["45", "00:01:10"], "wait (sec)", [45, 70]),
    ],
)
def test_durations_are_read_as_the_exports_write_them(texts, header, seconds):
    """Plain numbers count what the header says; every other form says itself what it is."""
    assert _seconds(texts, header) == seconds


def test_a_declared_unit_goes_before_the_header():
    """The config is what the user knows of the file."""
    assert _seconds(["45"], "wait (min)", "seconds") == [45]
    assert _seconds(["12:30", "45"], "wait (min)", "mm:ss") == [750, 2_700]


@pytest.mark.parametrize(
    ("texts", "header", "code"),
    [
        (["2385"], "Total Duration", "duration-unit-unknown"),
        (["00:01:10", "45"], "Talk time", "duration-unit-unknown"),
        (["45"], "Time to close (HH:mm:ss)", "duration-unit-unknown"),
        (["12:30"], "Time tracked", "duration-parts-unknown"),
        (["1,234"], "wait (min)", "decimal-sign-unknown"),
        (["1,234 min"], "wait", "decimal-sign-unknown"),
        (["1.5", "1,5"], "wait (min)", "decimal-sign-unknown"),
    ],
)
def test_a_column_that_does_not_say_what_it_counts_is_refused(texts, header, code):
    """Units, two parts and decimal signs are not guessed."""
    assert _format(texts, header).code == code


def test_a_declared_decimal_sign_decides():
    """Numbers that are not written with it are unreadable."""
    assert _seconds(["1,234", "12.5", "1,5 min"], "s (sec)", decimal="comma") == [Fraction("1.234"), None, 90]
    assert _seconds(["1,234", "12.5", "1,5 min"], "s (sec)", decimal="point") == [1_234, Fraction("12.5"), None]


@pytest.mark.parametrize(
    "text",
    [
        "less than a minute",
        "1 month",
        "85%",
        "\u22125",
        "9" * 41,
        "1e99",
        "0:60:00",
        "1970-01-02 09:46:18",
        "2,400,000:00:00",
        "1,2,3 h",
        "1 day ago",
    ],
)
def test_other_texts_are_unreadable(text):
    """What is no duration, or too long a one, has no value, and the others have theirs."""
    found = _read(["0:00:01", "0.5", text], "wait (min)")
    assert found.values == [1_000_000, 30_000_000, None]
    assert found.fates.tolist() == [READ, READ, UNREADABLE]


@pytest.mark.parametrize(
    ("at", "beyond", "header"),
    [
        ("2400000:00:00", "2400000:00:01", "wait"),
        ("-2400000:00:00", "-2400000:00:01", "wait"),
        ("8640000000", "8640000001", "wait (sec)"),
        ("8640000000", "1700000000000", "wait (sec)"),
        ("100000.0", "100000.01", "wait (days)"),
        ("P100000D", "P100001D", "wait"),
        ("2400000h", "2400000h 1s", "wait"),
        ("2400000:00", "2400000:01", "wait (hh:mm)"),
        ("144000000:00", "144000000:01", "wait (mm:ss)"),
    ],
)
def test_a_duration_has_at_most_a_hundred_thousand_days(at, beyond, header):
    """Beyond 8,640,000,000 seconds a number is a time stamp, such as one of milliseconds since 1970."""
    found = _read([at, beyond], header)
    assert [abs(found.values[0]), found.values[1]] == [8_640_000_000_000_000, None]
    assert found.fates.tolist() == [READ, UNREADABLE]


def test_blank_and_missing_words_have_their_fates():
    """A blank is blank, a missing word is missing."""
    assert _read(["", "-", "null", "0:00:00"]).fates.tolist() == [BLANK, MISSING, MISSING, READ]


def test_dates_beside_anything_else_are_unreadable():
    """A date counts from 1970 only where every filled text of the column is such a date."""
    found = _read(["1970-01-02 09:46:18", "2024-01-01 00:00:00", ""])
    assert found.fates.tolist() == [UNREADABLE, UNREADABLE, BLANK]


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [("0.0000005", 0), ("0.0000015", 2), ("0.00000151", 2), ("1e-6", 1), ("0.1234564999", 123_456), ("-0.0000015", -2)],
)
def test_parts_of_a_microsecond_are_rounded(text, microseconds):
    """A number goes to the nearest microsecond, a half to the even one."""
    assert _read([text], "s (sec)").values == [microseconds]


def test_what_is_unusual_is_told_once():
    """Digits of another script and spaces between thousands are read, with a notice each."""
    found = _read(["\u0661", "\u0660:\u0660\u0660:\u0660\u0661", "1 234"], "wait (sec)")
    assert found.values == [1_000_000, 1_000_000, 1_234_000_000]
    assert [notice.code for notice in found.notices] == ["unicode-digits", "spaced-thousands"]


@pytest.mark.parametrize(
    ("texts", "header", "basis"),
    [
        (["45"], "wait (min)", "the header says minutes"),
        (["64:00:00"], "wait (in hrs)", "hours, minutes and seconds"),
        (["45", "0:00:01"], "wait (min)", "the header says minutes; hours, minutes and seconds"),
        (["12:30"], "wait (mm:ss)", "the header says mm:ss"),
        (["-00:15"], "wait", "hours and minutes, as time that remains is written: some are below zero"),
        (["2h"], "wait", "numbers with their units, days of 24 hours"),
        (["PT1H"], "wait", "ISO 8601 durations"),
        (["1970-01-01 00:00:01"], "wait", "dates that count from 1970-01-01"),
        (
            ["1,5"],
            "wait (min)",
            "the header says minutes; some numbers can only have a decimal comma, none needs a point",
        ),
        (["x"], "wait", "no text is a duration"),
    ],
)
def test_the_basis_says_on_what_the_reading_rests(texts, header, basis):
    """Header or config are named where they decide, and forms that say themselves what they are."""
    assert _format(texts, header).basis == basis


@pytest.mark.parametrize(
    ("texts", "header", "plain"),
    [
        (["45", "0:00:01", "2h"], "wait (min)", True),
        (["12:30"], "wait (mm:ss)", True),
        ([], "wait", True),
        (["-00:15"], "wait", False),
        (["1970-01-01 00:00:01"], "wait", False),
    ],
)
def test_a_format_is_plain_where_no_later_text_gives_another_meaning(texts, header, plain):
    """Dates, and two parts that only a sign decides, may mean another thing by what stands further down."""
    assert _format(texts, header).plain == plain


@pytest.mark.parametrize(
    ("first", "later", "header"),
    [
        (["0:00:01"], ["45"], "wait"),
        (["0:00:01"], ["12:30"], "wait"),
        (["0:00:01"], ["45"], "wait (min)"),
        (["45"], ["1,5"], "wait (min)"),
        (["1.5"], ["1,5"], "wait (min)"),
        (["-00:15"], ["0:00:01"], "wait"),
        (["1970-01-01 00:00:01"], ["x"], "wait"),
        (["1970-01-01 00:00:01"], ["2024-01-01 00:00:00"], "wait"),
        ([], ["1970-01-01 00:00:01"], "wait"),
    ],
)
def test_a_text_that_would_change_the_decision_is_surprising(first, later, header):
    """Durations that the decision did not foresee are told, so that it can be taken again."""
    assert _format(first, header).read(later).surprising


@pytest.mark.parametrize(
    ("first", "later", "header"),
    [
        (["0:00:01"], ["-5:00:00", "x", "", "1970-01-01 00:00:01"], "wait"),
        (["45"], ["7", "NA", "-1"], "wait (min)"),
        (["1.5"], ["1,234"], "wait (min)"),
        (["-00:15"], ["12:30", "x"], "wait"),
        (["1970-01-01 00:00:01"], ["1971-01-01 00:00:01", "", "null"], "wait"),
    ],
)
def test_texts_that_leave_the_decision_alone_are_not_surprising(first, later, header):
    """Durations that fit the decision, blanks and texts that are none are not surprising."""
    assert not _format(first, header).read(later).surprising


@given(TEXTS, HEADERS, UNITS, st.sampled_from([None, "comma", "point"]), st.randoms())
def test_any_texts_give_a_format_or_a_problem(texts, header, unit, decimal, random):
    """No text is an error, a value stands exactly where the fate says so, and the order does not matter."""
    found = _format(texts, header, unit, decimal)
    assert found == _format(random.sample(texts, len(texts)), header, unit, decimal)
    if isinstance(found, DurationFormat):
        readings = found.read(texts)
        assert [value is not None for value in readings.values] == [fate == READ for fate in readings.fates]
        assert all(value is None or abs(value) <= 8_640_000_000_000_000 for value in readings.values)
        assert not readings.surprising


@given(TEXTS, TEXTS, HEADERS, UNITS)
def test_a_text_is_read_alike_in_every_part_of_its_column(left, right, header, unit):
    """What one part is read as is surprising, or the same as in the whole column."""
    first, whole = _format(left, header, unit), _format(left + right, header, unit)
    assume(isinstance(first, DurationFormat))
    part = first.read(right)
    assert part.surprising == (first != whole)
    if isinstance(whole, DurationFormat) and not part.surprising:
        assert part.values == whole.read(left + right).values[len(left) :]


@given(TEXTS, TEXTS, HEADERS, UNITS)
def test_a_plain_format_keeps_its_readings(left, right, header, unit):
    """What a plain format has read is read the same once more texts are known, or the column is refused."""
    first, whole = _format(left, header, unit), _format(left + right, header, unit)
    assume(isinstance(first, DurationFormat) and isinstance(whole, DurationFormat) and first.plain)
    assert first.read(left).values == whole.read(left).values


@given(st.from_regex(r"[0-9]{1,16}|[0-9]{1,8}\.[0-9]{1,9}|[0-9]{1,7}(:[0-9]{2}){1,2}", fullmatch=True), HEADERS, UNITS)
def test_the_quick_way_reads_as_the_long_way_does(text, header, unit):
    """A text with a space around it goes the long way, and is read the same."""
    quick, slow = _format([text], header, unit, "point"), _format([f" {text}"], header, unit, "point")
    assert isinstance(quick, Problem) == isinstance(slow, Problem)
    if isinstance(quick, DurationFormat):
        assert quick.read([text]).values == slow.read([f" {text}"]).values
        assert quick.basis == slow.basis


@given(
    st.decimals(-99_999, 99_999, allow_nan=False, places=9),
    st.sampled_from([("sec", 1), ("min", 60), ("days", 86_400)]),
)
def test_numbers_are_multiplied_exactly(number, unit):
    """A number of nine places is the nearest microsecond of its exact product, whatever the decimal sign."""
    name, seconds = unit
    expected = round(Fraction(number) * seconds * 10**6)
    assert _read([f"{number:.9f}"], f"wait ({name})").values == [expected]
    assert _read([f"{number:.9f}".replace(".", ",")], f"wait ({name})").values == [expected]


def _clock(span):
    minutes, seconds = divmod(abs(span), timedelta(minutes=1))
    parts = seconds // timedelta(microseconds=1)
    sign = "-" if span < timedelta(0) else ""
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}:{Decimal(parts).scaleb(-6):09.6f}"


def _words(span):
    hours, rest = divmod(abs(span), timedelta(hours=1))
    seconds = Decimal(rest // timedelta(microseconds=1)).scaleb(-6)
    sign = "-" if span < timedelta(0) else ""
    return f"{sign}{hours // 24}d {hours % 24} hrs, {seconds:.6f} seconds"


@pytest.mark.parametrize(
    "write",
    [
        str,
        _clock,
        _words,
        lambda span: f"{Decimal(span // timedelta(microseconds=1)).scaleb(-6):.6f}",
        lambda span: f"{span.days} days +{_clock(span - timedelta(span.days))}",
        lambda span: (
            f"{'-' * (span < timedelta(0))}PT{Decimal(abs(span) // timedelta(microseconds=1)).scaleb(-6):.6f}S"
        ),
    ],
)
@given(SPANS)
def test_spans_come_back_from_every_form(write, span):
    """A span to the microsecond, written as text, is read as the same span."""
    assert _read([write(span)], "wait (sec)").values == [span // timedelta(microseconds=1)]


@given(st.datetimes(datetime(1970, 1, 1), datetime(1999, 12, 31, 23, 59, 59)))  # noqa: DTZ001 - counted without a zone
def test_dates_come_back_as_spans_since_1970(moment):
    """A date from 1970 to 1999 is the span since the first day."""
    span = moment - datetime(1970, 1, 1)  # noqa: DTZ001 - as above
    assert _read([moment.isoformat(" ")]).values == [span // timedelta(microseconds=1)]
