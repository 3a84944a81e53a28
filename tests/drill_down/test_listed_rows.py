from datetime import date
from fractions import Fraction


def test_a_row_is_listed_with_what_was_read_of_it(found):
    """A row has its answer as a number, class, day, weight and count, as far as they are asked for."""
    text = "at,nps,w,c\n2025-01-05T23:59,9,1.5,2\n2025-01-06T00:00,3,2,1\n"
    made = found(text, maps=["at=at"], since="2025", weight="w", count="c", decimal="point")
    first, second = made.listing.rows
    assert (first.answer, first.box, first.day) == (9, "promoters", date(2025, 1, 5))
    assert (first.weight, first.count) == (Fraction(3, 2), 2)
    assert (second.answer, second.box, second.day, second.weight, second.count) == (
        3,
        "detractors",
        date(2025, 1, 6),
        2,
        1,
    )
    assert (made.listing.dated, made.listing.weighed, made.listing.counted, made.listing.flagged) == (
        True,
        True,
        True,
        False,
    )


def test_a_row_without_weight_and_date_has_none(found):
    """What a run does not ask for is not in its rows."""
    made = found("nps,w\n9,2\n")
    (row,) = made.listing.rows
    assert (row.day, row.weight, row.count, row.flags) == (None, None, None, ())
    assert {made.listing.dated, made.listing.weighed, made.listing.counted} == {False}


def test_an_amount_or_a_date_that_cannot_be_read_is_left_out(found):
    """A row that cannot be read for its weight, count or date is listed without it."""
    text = "at,nps,w\n2025-01-05,9,x\n,8,1\n2025-01-06,10,1\n"
    made = found(text, maps=["at=at"], weight="w", since="2025", rows={"fates": ["unreadable", "undated"]})
    assert [(row.line, row.fate, row.weight, row.day) for row in made.listing.rows] == [
        (2, "unreadable", None, date(2025, 1, 5)),
        (3, "undated", 1, None),
    ]


def test_what_cannot_be_read_is_not_shown(found):
    """Of an answer that is no number only a short number is shown, of others just that they are texts."""
    text = "nps\n9\n10\n8\nmy name is Ada\n99\nN/A\n\n7\n"
    made = found(text, rows={"fates": ["all"]}, missing=["77"])
    answers = {row.line: row.answer for row in made.listing.rows}
    assert (answers[5], answers[6], answers[7], answers[9]) == ("text", 99, "text", 7)


def test_a_blank_answer_is_none(found):
    """A row without an answer has none in the list."""
    (row,) = found("nps,x\n9,1\n,1\n", rows={"fates": ["blank"]}).listing.rows
    assert (row.line, row.answer, row.box) == (3, None, None)


def test_an_answer_in_words_is_listed_as_the_number_that_it_stands_for(found):
    """A label is read, so its number is shown; the words are shown where their column is asked for."""
    words = ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"]
    made = found("csat\n" + "\n".join(words) + "\n", metric="csat", extra=["csat"])
    assert [(row.answer, row.box, *row.extra) for row in made.listing.rows] == [
        (5, "satisfied", "Very satisfied"),
        (4, "satisfied", "Satisfied"),
        (3, "neutral", "Neutral"),
        (2, "dissatisfied", "Dissatisfied"),
        (1, "dissatisfied", "Very dissatisfied"),
    ]


def test_an_answer_between_points_is_listed_as_it_is(found):
    """An answer that is no point of the scale is off it, and shown as the number that it is."""
    (row,) = found("nps\n7.5\n9\n", rows={"fates": ["off-scale"]}).listing.rows
    assert row.answer == 7.5
