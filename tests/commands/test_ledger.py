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
    february, march = (dict(zip(columns, row.split(","), strict=True)) for row in rows[1:])
    days = ("period", "period_start", "period_end")
    assert [february[name] for name in days] == ["2025-02", "2025-02-01", "2025-02-28"]
    amounts = ("start", "new", "reactivation", "expansion", "contraction", "churn", "end")
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


def test_customers_below_zero_are_said(cx, folder):
    """Whoever pays less than nothing is in no line, and the table says how many they are."""
    text = "customer,moved_at,mrr,movement\na,2025-01-10,10,new\nb,2025-01-20,-4,contraction\nc,2025-02-10,3,new\n"
    (folder / "moves.csv").write_text(text)
    assert "up to 1 customers below zero are in no line" in " ".join(cx("ledger", "moves.csv", *NOW).out.split())


def test_files_without_a_ledger_are_refused(cx, folder):
    """Nobody, no period after the first one, and several currencies have no ledger; each is said with its fix."""
    head = "customer,started_at,ended_at,mrr\n"
    mixed = "customer,started_at,ended_at,mrr,currency\na,2025-01-01,,5,EUR\nb,2025-01-01,,5,USD\n"
    cases = {
        "one.csv": (f"{head}a,2025-04-10,,10\n", "there is no period after the one in which the first customer began"),
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
