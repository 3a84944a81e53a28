import pytest

CONTRACTS = """\
customer,started_at,ended_at,mrr
ann,2025-01-10,,10.00
bob,2025-01-10,2025-02-15,20.00
ann,2025-02-10,,5.05
cyd,2025-02-01,,30.00
bob,2025-03-20,,7.00
eve,2025-03-31,,1.00
"""
"""February: 30 at the start, 30 new, 5.05 more, 20 lost. March: 45.05 at the start, 1 new, 7 from bob, who is back."""
NOW = ("--now", "2025-05-01")


@pytest.fixture
def contracts(folder):
    (folder / "contracts.csv").write_text(CONTRACTS)
    return "contracts.csv"


def test_movements_balance_period_by_period(cx, contracts):
    """Each month has its start, its movements and its end, to the cent, and the customers beside them."""
    rows = cx("ledger", contracts, "--format", "csv", *NOW).out.splitlines()
    columns = rows[0].split(",")
    january, february, march = (dict(zip(columns, row.split(","), strict=True)) for row in rows[1:])
    days = ("period", "period_start", "period_end")
    assert [february[name] for name in days] == ["2025-02", "2025-02-01", "2025-02-28"]
    amounts = ("start", "new", "reactivation", "expansion", "contraction", "churn", "end")
    assert [float(january[name]) for name in amounts] == [0, 30, 0, 0, 0, 0, 30]
    assert [float(february[name]) for name in amounts] == [30, 30, 0, 5.05, 0, 20, 45.05]
    assert [float(march[name]) for name in amounts] == [45.05, 1, 7, 0, 0, 0, 53.05]
    assert [march[f"{name}_customers"] for name in amounts] == ["2", "1", "1", "0", "0", "0", "4"]


def test_the_ledger_on_a_screen(cx, contracts):
    """Amounts, then customers, with the account of all rows. Over both months bob went from 20 to 7: a contraction."""
    ended = cx("ledger", contracts, "--since", "2025-02", "--until", "2025-03-20", *NOW)
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert 'columns "mrr", "customer", "started_at", "ended_at"' in lines[0]
    assert any("6 rows read: " in line for line in lines)
    assert [line.split() for line in lines if line.startswith(("all ", "2025-0"))] == [
        ["all", "30.00", "30.00", "0.00", "5.05", "13.00", "0.00", "52.05"],
        ["2025-02", "30.00", "30.00", "0.00", "5.05", "0.00", "20.00", "45.05"],
        ["2025-03", "*", "45.05", "0.00", "7.00", "0.00", "0.00", "0.00", "52.05"],
        ["all", "2", "1", "0", "1", "1", "0", "3"],
        ["2025-02", "2", "1", "0", "1", "0", "1", "2"],
        ["2025-03", "*", "2", "0", "1", "0", "0", "0", "3"],
    ]
    assert max(map(len, lines)) <= 80


def test_the_ledger_as_json(cx, contracts):
    """Each line has amounts, customers and whether the period is whole."""
    data = cx("ledger", contracts, "--during", "2025-02-01 to 2025-03-20", "--format", "json", *NOW).data
    overall, february, march = data["lines"]
    assert (overall["period"], overall["movements"]["contraction"]) == (None, 13)
    assert (march["period"]["label"], february["whole"], march["whole"]) == ("2025-03", True, False)
    assert february["movements"] == {"new": 30, "reactivation": 0, "expansion": 5.05, "contraction": 0, "churn": 20}
    assert february["customers"]["movements"]["churn"] == 1
    assert data["account"]["read"] == 6


def test_parts_of_a_cent_are_said(cx, folder):
    """A third of a year's price is no whole cent: the screen rounds it and says so."""
    (folder / "thirds.csv").write_text("customer,started_at,ended_at,mrr\na,2025-01-10,,3.333333\nb,2025-02-10,,1\n")
    flowed = " ".join(cx("ledger", "thirds.csv", *NOW).out.split())
    assert "amounts are rounded to the cent here" in flowed
    assert "3.33 1.00 0.00 0.00 0.00 0.00 4.33" in flowed


def test_the_ledger_of_snapshots_begins_with_the_first(cx, folder):
    """The first one is the start, nobody is new in it, and a month without a snapshot is named."""
    text = "customer,month,mrr\na,2025-01-01,10\na,2025-02-01,10\nb,2025-02-01,5\nb,2025-04-01,5\n"
    (folder / "months.csv").write_text(text)
    ended = cx("ledger", "months.csv", *NOW)
    flowed = " ".join(ended.out.split())
    assert "what was paid in the first snapshot, 2025-01-01, is the first start" in flowed
    assert "no snapshot in 2025-03: what happened then stands in the line after" in flowed
    assert [line.split() for line in ended.out.splitlines() if line.startswith("2025-")] == [
        ["2025-02", "10.00", "5.00", "0.00", "0.00", "0.00", "0.00", "15.00"],
        ["2025-04", "15.00", "0.00", "0.00", "0.00", "0.00", "10.00", "5.00"],
        ["2025-02", "1", "1", "0", "0", "0", "0", "2"],
        ["2025-04", "2", "0", "0", "0", "0", "1", "1"],
    ]
    data = cx("ledger", "months.csv", "--format", "json", *NOW).data
    assert (data["opening"], [period["label"] for period in data["unseen"]]) == ("2025-01-01", ["2025-03"])


def test_many_months_without_a_snapshot_are_counted(cx, folder):
    """Three are named, and how many more there are."""
    (folder / "far.csv").write_text("customer,month,mrr\na,2024-01-01,10\na,2024-08-01,10\n")
    said = " ".join(cx("ledger", "far.csv", *NOW).out.split())
    assert "no snapshot in 2024-02, 2024-03, 2024-04 and 3 more: what" in said


def test_trials_are_said(cx, folder):
    """Rows of trials are in no line; the table and the JSON say how many they are."""
    head = "customer,started_at,ended_at,mrr,status\n"
    (folder / "one.csv").write_text(f"{head}a,2025-01-10,,10,active\nb,2025-01-10,,10,trialing\n")
    (folder / "two.csv").write_text(
        f"{head}a,2025-01-10,,10,active\nb,2025-01-10,,1,trialing\nc,2025-01-10,,1,trialing\n"
    )
    assert "1 row of a trial is in no line" in cx("ledger", "one.csv", *NOW).out
    assert "2 rows of trials are in no line" in cx("ledger", "two.csv", *NOW).out
    data = cx("ledger", "two.csv", "--format", "json", *NOW).data
    assert (data["trials_left_out"], data["account"]["skipped"], data["lines"][0]["end"]) == (
        2,
        {"not_applicable": 2},
        10,
    )


def test_customers_below_zero_are_said(cx, folder):
    """Whoever pays less than nothing is in no line, and the table says how many they are."""
    text = "customer,moved_at,mrr,movement\na,2025-01-10,10,new\nb,2025-01-20,-4,contraction\nc,2025-02-10,3,new\n"
    (folder / "moves.csv").write_text(text)
    assert "up to 1 customer below zero left out" in " ".join(cx("ledger", "moves.csv", *NOW).out.split())


def test_files_without_a_ledger_are_refused(cx, folder):
    """Nobody, nobody yet, one snapshot alone, and several currencies have no ledger; each is said with its fix."""
    head = "customer,started_at,ended_at,mrr\n"
    mixed = "customer,started_at,ended_at,mrr,currency\na,2025-01-01,,5,EUR\nb,2025-01-01,,5,USD\n"
    cases = {
        "later.csv": (f"{head}a,2026-04-10,,10\n", "nothing happens before now on days that count"),
        "one.csv": ("customer,month,mrr\na,2025-04-01,10\n", "nothing follows the first snapshot, of 2025-04-01"),
        "none.csv": (head, "no customer can be counted: no row was scored"),
        "two.csv": (mixed, "2 currencies"),
    }
    for name, (text, said) in cases.items():
        (folder / name).write_text(text)
        ended = cx("ledger", name, *NOW)
        assert (ended.code, ended.out) == (65, "")
        assert said in " ".join(ended.errors)


def test_the_source_of_the_config_is_taken(cx, contracts, folder):
    """Without a file, the ledger is that of the source that metrics of revenue are about."""
    (folder / "cx.yaml").write_text(f"sources: {{subscriptions: {{path: {contracts}}}}}\n")
    assert cx("ledger", "--format", "csv", *NOW).out == cx("ledger", contracts, "--format", "csv", *NOW).out


def test_too_many_bad_rows_end_with_their_code(cx, folder):
    """The ledger is written, and the run ends as a score of the same rows would."""
    (folder / "bad.csv").write_text(CONTRACTS + "dan,2025-02-01,2025-01-01,9.00\n")
    for command in ("ledger", "cohorts"):
        ended = cx(command, "bad.csv", *NOW)
        assert ended.code == 3
        assert ended.out
        assert "1 of 7 rows are bad" in ended.err
        assert cx(command, "bad.csv", "--max-rejects", "1", *NOW).code == 0
