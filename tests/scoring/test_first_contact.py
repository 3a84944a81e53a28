import numpy as np
import pytest
from msgspec.structs import replace

from cxcli.scoring.catalogue import shipped
from cxcli.scoring.ready import ready
from cxcli.scoring.together import Rows
from cxcli.scoring.together_metric import COUNTS, NEITHER
from tests.scoring.customer_files import by_label, overall, rows_and_cut, scored, skipped, table

HEADER = ("ticket", "requester", "created_at", "solved_at", "plan")
NOW = {"now": "2025-10-01T00:00"}


def test_a_ticket_after_which_the_customer_wrote_again_is_no_first_contact():
    """Of five solved tickets two are followed by another of the same customer within seven days."""
    text = table(
        HEADER,
        [
            (1, "ann", "2025-09-01T10:00", "2025-09-01T12:00", "pro"),
            (2, "ann", "2025-09-05T10:00", "2025-09-05T12:00", "pro"),
            (3, "ann", "2025-09-11T10:00", "2025-09-11T12:00", "free"),
            (4, "bob", "2025-09-12T10:00", "2025-09-12T12:00", "free"),
            (5, "ann", "2025-09-20T10:00", "2025-09-20T12:00", "free"),
        ],
    )
    made = scored(text, metrics="fcr", by=["plan"], period="week", **NOW)
    score = made.overall[0]
    assert (score.value, score.n) == (60, 5)
    assert score.parts == {"first contact": 60, "came back": 40}
    assert score.definition == "% of solved tickets without another contact or a reopening within 7 d"
    assert score.parameters == {"within": "7 d"}
    assert {each.group["plan"]: each.value for each in made.scores if each.group and not each.period} == {
        "free": 100,
        "pro": 0,
    }
    assert {label: each.value for label, each in by_label(made).items()} == {
        "2025-W36": 0,
        "2025-W37": 100,
        "2025-W38": 100,
    }
    assert by_label(made, plan="free")["2025-W37"].n == 2


def test_limits_are_those_of_a_share():
    """The interval is Wilson's unless another is asked for."""
    text = table(HEADER, [(n, f"c{n}", "2025-09-01", "2025-09-01", "") for n in range(5)])
    assert overall(text, metrics="fcr", **NOW).interval == "wilson"
    assert overall(text, metrics="fcr", interval="jeffreys", **NOW).interval == "jeffreys"


def test_days_that_do_not_count_still_have_contacts():
    """A ticket outside of the days that count is out of period, and a contact all the same."""
    text = table(HEADER, [(1, "ann", "2025-08-30", "2025-08-31", ""), (2, "ann", "2025-09-02", "2025-09-02", "")])
    score = overall(text, metrics="fcr", until="2025-08-31", **NOW)
    assert (score.value, score.n, skipped(score)) == (0, 1, {"out_of_period": 1})


def test_the_filter_is_one_of_the_parameters():
    """Tickets that a metric's own filter leaves out are no contacts, and the filter is told."""
    fcr = shipped()["fcr"]
    metric = ready(replace(fcr, where="plan == 'pro'"))
    assert metric.parameters == {"within": "7 d", "where": "plan == 'pro'"}
    text = table(
        HEADER, [(1, "ann", "2025-09-01", "2025-09-01", "pro"), (2, "ann", "2025-09-03", "2025-09-03", "free")]
    )
    assert overall(text, metrics="fcr", where="plan == 'pro'", **NOW).value == 100


@pytest.mark.parametrize("text", ["ticket,requester,created_at,solved_at\n"])
def test_no_tickets_have_no_figure(text):
    """A file without records has no data, and no marks."""
    assert overall(text, metrics="fcr", **NOW).status == "no_data"
    rows, cut = rows_and_cut(text, metrics="fcr", **NOW)
    metric = ready(shipped()["fcr"])
    assert metric.marks(rows, cut).tolist() == metric.marks(Rows(), cut).tolist() == []


OLD = (
    (1, "ann", "2025-08-01", "2025-08-02", ""),
    (2, "bob", "2025-09-01", "2025-09-03", ""),
    (3, "cid", "2025-09-04", "2025-09-05T10:00", ""),
    (4, "dan", "2025-09-10T10:00", "", ""),
)


def told(*rows, **asked):
    """What is said of tickets, with the clock at the first of October unless it is said what time it is."""
    made = scored(table(HEADER, rows), metrics="fcr", **asked)
    return [notice.message for notice in made.notices if notice.code == "old-export"]


def test_an_old_export_is_told_with_what_to_add():
    """Tickets count whose seven days went on after the last date of all, since nothing is known of what came then."""
    (message,) = told(*OLD)
    assert message == (
        "fcr: the latest date before now is 2025-09-10, and 1 row is taken as if nothing had happened since; if the "
        "file is of that time: --now 2025-09-11"
    )
    assert told(*OLD, now="2025-09-11") == []
    assert overall(table(HEADER, OLD), metrics="fcr", now="2025-09-11").n == 2
    assert told(*OLD[:1], OLD[3]) == []
    assert told(*OLD, (5, "eve", "2025-09-29", "", "")) == []
    assert told(*OLD, (5, "eve", "2025-10-01T00:00", "", "")) == [], "a ticket of this very moment"


def test_the_end_of_the_seven_days_is_part_of_them():
    """A file that goes as far as that moment has all that counts."""
    assert told(OLD[1], (4, "dan", "2025-09-10", "", "")) == []
    assert len(told(OLD[1], (4, "dan", "2025-09-09T23:59:59", "", ""))) == 1


def test_no_tickets_are_no_old_ones():
    """A file without records has no last date."""
    assert told() == []


def test_marks_tell_what_became_of_each_ticket():
    """A first contact counts, one that was followed is in the denominator, any other has its fate."""
    text = table(
        HEADER,
        [
            (1, "ann", "2025-09-01", "2025-09-01", ""),
            (2, "ann", "2025-09-03", "2025-09-03", ""),
            (3, "", "2025-09-03", "2025-09-03", ""),
        ],
    )
    rows, cut = rows_and_cut(text, metrics="fcr", **NOW)
    assert ready(shipped()["fcr"]).marks(rows, cut).tolist() == [NEITHER, COUNTS, 8]
    assert rows.names[int(rows.files[0])] == "0.csv"
    assert rows.files.dtype == np.int64
