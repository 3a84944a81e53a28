import numpy as np

from cxcli.rows import FATES
from cxcli.scoring.event_days import on_days_that_count, period_span, whole_and_parts
from cxcli.scoring.retention_span import Span
from tests.scoring.customer_files import rows_and_cut
from tests.scoring.event_logs import list_of, log

LOG = log(("a", "2025-05-31"), ("b", "2025-06-01"), ("c", "2025-06-15"), ("d", "2025-07-01"), ("", "2025-06-01"))


def moment(text):
    return int(np.datetime64(text, "us").astype(np.int64))


def test_events_of_days_that_count_until_now():
    """Others are out of period, or not applicable where they are to come; rows of a list have no moment."""
    found = rows_and_cut(
        LOG, list_of(("e", "2025-01-01")), metrics="community_engagement:events", now="2025-06-20", since="2025-06-01"
    )
    fates = [FATES[code] for code in on_days_that_count(*found).tolist()]
    assert fates == ["out_of_period", "scored", "scored", "not_applicable", "blank", "scored"]
    endless = rows_and_cut(LOG, metrics="stickiness", now="2025-06-20")
    assert on_days_that_count(*endless).tolist()[0] == 0


def test_spans_of_periods():
    """A period ends with now, or with the days that count; a window begins with the first of its periods."""
    _, cut = rows_and_cut(LOG, metrics="stickiness", now="2025-06-20T06:00", period="month", since="2025-05-10")
    june = 12 * 55 + 5
    assert period_span(june, cut) == Span(moment("2025-06-01"), moment("2025-06-20T06:00"))
    assert period_span(june - 1, cut) == Span(moment("2025-05-10"), moment("2025-06-01"))
    _, rolling = rows_and_cut(LOG, metrics="stickiness", now="2025-08-20", rolling=(3, "month"))
    assert period_span(june, rolling) == Span(moment("2025-04-01"), moment("2025-07-01"))


def test_all_rows_and_those_of_each_period():
    """Without periods there are all rows alone."""
    rows, cut = rows_and_cut(LOG, metrics="stickiness", period="month", now="2025-09-01")
    every = np.arange(len(rows))
    assert [(code, here.tolist()) for code, here in whole_and_parts(every, rows, cut)] == [
        (None, [0, 1, 2, 3, 4]),
        (664, [0]),
        (665, [1, 2, 4]),
        (666, [3]),
    ]
    rows, cut = rows_and_cut(LOG, metrics="stickiness")
    assert [code for code, _ in whole_and_parts(every, rows, cut)] == [None]
