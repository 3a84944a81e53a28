"""Cells that once moved a number without a word: far dates, negative counts, blank columns, purchases read twice."""

import csv
import io

import pytest
from program import called

NOW = ("--now", "2025-12-31", "--format", "json")


def scored(tmp_path, metric, *rows, words=()):
    """The answer of `cx score` to a table, the first row its names."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    (tmp_path / "data.csv").write_text(text.getvalue(), encoding="utf-8")
    return called("score", metric, tmp_path / "data.csv", *NOW, *words)


TICKETS = ("ticket_id", "created_at", "first_reply_at", "solved_at", "status")
SOLVED = [(number, f"2025-03-{number:02} 08:00", f"2025-03-{number:02} 10:00", "", "open") for number in range(1, 11)]


@pytest.mark.parametrize("never", ["0001-01-01", "9999-12-31 00:00", "1900-01-01 00:00:00"])
def test_a_ticket_that_was_never_answered_has_no_reply_of_another_millennium(never, tmp_path):
    """A date that stands where there is none is no date: the mean is that of the ten replies, and one ticket waits."""
    waits = (11, "2025-03-11 08:00", never, "", "open")
    score = scored(tmp_path, "first_response_time:mean", TICKETS, *SOLVED, waits).score
    assert (score["value"], score["n"], score["rows"]["scored"]) == (7200, 10, 11)


def test_a_date_of_a_far_century_is_bad(tmp_path):
    """A year that nobody can mean is a mistake, not a duration of a thousand years."""
    answer = scored(
        tmp_path, "first_response_time:mean", TICKETS, *SOLVED, (11, "2025-03-11", "2999-01-01", "", "open")
    )
    assert (answer.code, answer.score["value"]) == (3, 7200)
    assert answer.score["rows"]["skipped"] == {"unreadable": 1}


def test_a_return_of_the_year_1_is_none(tmp_path):
    """What was never sent back is not returned, whatever the database writes for it."""
    header = ("order_id", "delivered_at", "returned_at")
    rows = [(number, "2025-03-01", "0001-01-01T00:00:00" if number else "2025-03-05") for number in range(20)]
    assert scored(tmp_path, "return_rate", header, *rows).score["value"] == 5


@pytest.mark.parametrize(
    ("replies", "reason"), [("-5", "contradictory"), ("1e308", "unreadable"), ("1" + "0" * 30, "unreadable")]
)
def test_a_count_that_cannot_be_is_bad_in_a_condition_too(replies, reason, tmp_path):
    """Fewer than no replies are not fewer than two."""
    rows = [(number, "solved", 2) for number in range(9)]
    answer = scored(tmp_path, "fcr:zendesk", ("ticket_id", "status", "agent_replies"), *rows, (9, "solved", replies))
    assert (answer.score["value"], answer.score["n"]) == (0, 9)
    assert answer.score["rows"]["skipped"] == {reason: 1}


def test_a_negative_part_adds_nothing_to_what_it_is_taken_from(tmp_path):
    """Carts less minus five purchases are not more carts than there were."""
    header, rows = (
        ("month", "carts_created", "completed_purchases"),
        [(f"2025-0{month}", 10, 4) for month in range(1, 8)],
    )
    score = scored(tmp_path, "cart_abandonment:counts", header, *rows, ("2025-08", 10, -5)).score
    assert (score["value"], score["rows"]["skipped"]) == (60, {"contradictory": 1})


def test_a_blank_column_that_is_needed_is_told(tmp_path):
    """Where no row has a date of a return, nothing was returned, or nobody wrote it down: that is said."""
    header = ("order_id", "delivered_at", "returned_at")
    rows = [(number, "2025-03-01", "" if number else "2025-03-05") for number in range(20)]
    assert scored(tmp_path, "return_rate", header, *rows).json["warnings"] == []
    blank = scored(tmp_path, "return_rate", header, *rows[1:])
    assert blank.score["value"] == 0
    (warning,) = blank.json["warnings"]
    assert warning["code"] == "empty-column"
    assert "'returned_at' is blank in all rows" in warning["message"]
    assert "--map returned_at=COLUMN" in warning["message"]


def test_a_blank_column_beside_is_not_told(tmp_path):
    """A blank id of tickets, which a rate of tickets can do without, is no matter."""
    rows = [("", "solved", number % 3) for number in range(9)]
    answer = scored(tmp_path, "fcr:zendesk", ("ticket_id", "status", "agent_replies"), *rows)
    assert (answer.score["n"], answer.json["warnings"]) == (9, [])


def test_purchases_that_stand_there_twice_are_told_without_ids_of_orders(tmp_path):
    """Rows of one customer, moment and amount may be the same purchase; different amounts are items of one."""
    bought = [(f"c{number % 15}", f"2025-{1 + number % 9:02}-03 08:{number:02}", 10 + number) for number in range(45)]
    header = ("customer_id", "ordered_at", "revenue")
    once = scored(tmp_path, "clv", header, *bought)
    assert "repeated-rows" not in {each["code"] for each in once.json["warnings"]}
    twice = scored(tmp_path, "clv", header, *bought, *bought)
    assert twice.score["value"] == 2 * once.score["value"]
    assert "repeated-rows" in {each["code"] for each in twice.json["warnings"]}
    items = [(who, when, amount + 1) for who, when, amount in bought]
    assert "repeated-rows" not in {
        each["code"] for each in scored(tmp_path, "clv", header, *bought, *items).json["warnings"]
    }


def test_a_source_without_an_answer_is_told_where_bad_experiences_are_counted(tmp_path):
    """Blank answers are no bad experiences, and no good ones."""
    config = "sources: {responses: {path: data.csv}}\nat_risk: {metrics: [nps], within: 90 d, at_least: 1}\n"
    (tmp_path / "c.yaml").write_text(config, encoding="utf-8")
    header = "customer_id,submitted_at,nps\n"
    for answers, told in (("10", False), ("", True)):
        rows = "".join(f"c{number},2025-06-{1 + number:02},{answers}\n" for number in range(9))
        (tmp_path / "data.csv").write_text(header + rows, encoding="utf-8")
        found = called("score", "at_risk", "--config", tmp_path / "c.yaml", "--now", "2025-06-30", "--format", "json")
        messages = [each["message"] for each in found.json["warnings"] if each["code"] == "left-out"]
        assert messages == (
            ["responses: nps has no answer in any row, 9 of them blank, and tells nothing"] if told else []
        )
