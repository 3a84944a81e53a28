import pytest

CUSTOMERS = """\
customer,started_at,ended_at
ann,2025-01-01,
bob,2025-01-01,2025-02-15
cyd,2025-02-01,
dan,2025-04-01,
"""
"""Of January's two one stays; bob is there on February 1st, the first anniversary, and gone on March 1st."""
NOW = ("--now", "2025-04-10")


@pytest.fixture
def customers(folder):
    (folder / "customers.csv").write_text(CUSTOMERS)
    return "customers.csv"


def test_cohorts_by_the_month_of_their_start(cx, customers):
    """A row for each month of start, with the share that is there after each month that all of it was watched."""
    ended = cx("cohorts", customers, *NOW)
    assert (ended.code, ended.err) == (0, "")
    rows = [line.split() for line in ended.out.splitlines() if line.startswith("2025-")]
    assert rows == [["2025-01", "2", "100.0", "50.0", "50.0"], ["2025-02", "1", "100.0", "100.0"], ["2025-04", "1"]]
    assert "watched until 2025-04-01" in ended.out
    assert "4 rows read: 4 scored" in ended.out


def test_the_curve_of_tenure(cx, customers):
    """By Kaplan and Meier, one of the three who were watched for two months leaves then: 66.7 % stay longer."""
    data = cx("cohorts", customers, "--format", "json", *NOW).data
    (step,) = data["tenure"]["steps"]
    assert (step["months"], step["at_risk"], step["left"]) == (2, 3, 1)
    assert step["staying"] == pytest.approx(200 / 3)
    assert (data["tenure"]["customers"], data["tenure"]["left"], data["tenure"]["median"]["value"]) == (4, 1, None)
    assert "1 of 4 left · more than half stay" in cx("cohorts", customers, *NOW).out


def test_cohorts_for_programs(cx, customers):
    """CSV has a row for each cohort and month, with the limits of Wilson: 1 of 2 is 9.5 % to 90.5 %."""
    rows = [row.split(",") for row in cx("cohorts", customers, "--format", "csv", *NOW).out.splitlines()]
    assert rows[0] == ["began", "customers", "months", "there", "share", "low", "high"]
    after_two = next(row for row in rows if row[:3] == ["2025-01", "2", "2"])
    assert [float(each) for each in after_two[3:]] == pytest.approx([1, 50, 9.4531, 90.5469], abs=1e-4)
    assert len(rows) == 1 + 4 + 3 + 1


def test_a_median_that_is_reached(cx, folder):
    """Three of four leave after a month: half stay longer than a month."""
    text = "customer,started_at,ended_at\n" + "".join(f"{name},2025-01-01,2025-01-20\n" for name in "abc")
    (folder / "short.csv").write_text(f"{text}d,2025-01-01,\ne,2025-03-01,\n")
    assert "half stay longer than 1.0 months" in cx("cohorts", "short.csv", *NOW).out


def test_customers_of_the_first_snapshot_are_in_no_cohort(cx, folder):
    """Nobody knows since when they are there; if there are no others, that is refused."""
    first = "customer,month,mrr\na,2025-01-01,5\nb,2025-01-01,5\n"
    (folder / "one.csv").write_text(f"{first}a,2025-02-01,5\nb,2025-02-01,5\n")
    assert cx("cohorts", "one.csv", *NOW).errors == [
        "nobody was seen to begin: all customers are in the first snapshot — give more snapshots, or a list with starts"
    ]
    (folder / "two.csv").write_text(f"{first}a,2025-02-01,5\nc,2025-02-01,5\na,2025-03-01,5\nc,2025-03-01,5\n")
    flowed = " ".join(cx("cohorts", "two.csv", *NOW).out.split())
    assert "2 customers were there before watching began and in no cohort" in flowed
    (folder / "three.csv").write_text("customer,month\na,2025-01-01\na,2025-02-01\nc,2025-02-01\n")
    assert "1 customer was there before watching began" in " ".join(cx("cohorts", "three.csv", *NOW).out.split())


def test_days_that_count_are_those_of_beginnings(cx, customers):
    """The table and the account are of who began then; of nobody there is none."""
    ended = cx("cohorts", customers, "--since", "2025-02", *NOW)
    assert "4 rows read: 2 scored, 2 not applicable" in ended.out
    assert [line.split()[:2] for line in ended.out.splitlines() if line.startswith("2025-")] == [
        ["2025-02", "1"],
        ["2025-04", "1"],
    ]
    assert cx("cohorts", customers, "--until", "2024", *NOW).errors == [
        "nobody has begun by now, on days that count — see the dates: cx check FILE"
    ]


def test_trials_are_in_no_cohort_and_told(cx, folder):
    """Who only tries it has not begun; the table and the JSON say how many such rows there are."""
    text = "customer,started_at,ended_at,is_trial\na,2025-01-01,,no\nb,2025-01-01,,yes\nc,2025-01-01,,yes\n"
    (folder / "trials.csv").write_text(text)
    assert "2 rows of trials are in no cohort" in " ".join(cx("cohorts", "trials.csv", *NOW).out.split())
    data = cx("cohorts", "trials.csv", "--format", "json", *NOW).data
    assert (data["trials_left_out"], data["cohorts"][0]["customers"]) == (2, 1)
