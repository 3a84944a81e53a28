import pytest

from cxcli.errors import UsageError

TICKETS = (
    "Ticket ID,Customer ID,Status,Created at,Solved at,Team\n"
    "1,a,solved,2025-09-01,2025-09-02,x\n"
    "2,a,solved,2025-09-03,2025-09-04,y\n"
    "3,b,open,2025-09-03,,x\n"
    "4,c,solved,2025-09-29,2025-09-30,x\n"
)
SPANS = "customer id,started at,ended at,mrr\na,2025-01-01,,100\nb,2025-02-01,2025-08-15,50\nc,2025-09-10,,70\n"


def listed(made):
    return [(row.file, row.line, str(row.fate)) for row in made.listing.rows]


def test_rows_have_the_fate_that_all_together_decide(found):
    """Whether a ticket is too recent, or a customer is in a figure, is known when all rows are."""
    made = found(TICKETS, metric="fcr", rows={"fates": ["all"]})
    assert listed(made) == [
        *(("0.csv", 2, "scored"), ("0.csv", 3, "scored")),
        *(("0.csv", 4, "not_applicable"), ("0.csv", 5, "too_recent")),
    ]
    assert (made.listing.values, made.listing.boxes) == (None, False)
    of_month = found(SPANS, metric="churn_rate", rows={"fates": ["all"]}, during="2025-08")
    assert [fate for _, _, fate in listed(of_month)] == ["scored", "scored", "not_applicable"]


def test_rows_of_several_files_are_told_apart(found):
    """Each row has the fate of its own file's row."""
    made = found(SPANS, SPANS.replace("2025-08-15", "2024-08-15"), metric="churn_rate", rows={"fates": ["all"]})
    assert listed(made)[3:5] == [("1.csv", 2, "scored"), ("1.csv", 3, "contradictory")]


def test_rows_of_a_group(found):
    """Those of the group alone, with the fates that they have in it."""
    made = found(TICKETS, metric="fcr", rows={"groups": ["Team=x"], "fates": ["all"]})
    assert [(line, fate) for _, line, fate in listed(made)] == [(2, "scored"), (4, "not_applicable"), (5, "too_recent")]
    assert made.score.account.read == 3


def test_no_row_belongs_to_one_period_alone(found):
    """The days can be named instead."""
    with pytest.raises(UsageError) as caught:
        found(SPANS, metric="churn_rate", rows={"period": "2025-08"})
    (problem,) = caught.value.problems
    assert problem.message == "churn_rate judges all rows together: none belongs to one period alone"
    assert problem.help == "name the days instead, for example: --during 2025-09"


def test_a_file_without_rows_has_none_to_list(found):
    """Nothing was gathered, and nothing is found."""
    made = found("customer id,started at,ended at\n", metric="churn_rate", rows={"fates": ["all"]}, during="2025-08")
    assert listed(made) == []
