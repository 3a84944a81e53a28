from datetime import date

from cxcli.analysis.changes import Change
from cxcli.analysis.difference_of_scores import Difference
from cxcli.analysis.two_samples import TwoSampleTest
from cxcli.reporting.score_table import cells_tables, flat_table
from cxcli.reporting.table import Figure, shown
from cxcli.rows import FATES, Disposition, RowAccount
from cxcli.scoring.score import PeriodSpan


def texts(table):
    return [[shown(cell) for cell in row] for row in table.rows]


def names(table):
    return [column.name for column in table.columns]


def test_one_table_for_each_breakdown(score, september):
    """Cells of one breakdown share a table; the periods of all rows have one without a key."""
    scores = [
        score(period=september),
        score(group={"plan": "pro"}),
        score(group={"plan": "free"}),
        score(group={"plan": "pro", "region": "EU"}),
    ]
    assert [names(table)[:2] for table in cells_tables(scores, None)] == [
        ["period", "value"],
        ["plan", "value"],
        ["plan", "region"],
    ]
    assert [len(table.rows) for table in cells_tables(scores, None)] == [1, 2, 1]
    assert cells_tables([], None) == []


def test_a_row_of_cells(score, september):
    """A row has key, period, value, limits, n, rows read and shares; a period that is not over says so."""
    (table,) = cells_tables([score(group={"plan": "pro"}), score(group={"plan": "pro"}, period=september)], 2)
    assert names(table) == ["plan", "period", "value", "limits", "n", "rows", "promoters", "passives", "detractors"]
    assert [column.title for column in table.columns][2:4] == ["NPS", "95 %"]
    assert texts(table) == [
        ["pro", "all", "42.12", "37.81 to 46.24", "1,225", "1,300", "58.2 %", "25.7 %", "16.1 %"],
        ["pro", "2026-09 (incomplete)", "42.12", "37.81 to 46.24", "1,225", "1,300", "58.2 %", "25.7 %", "16.1 %"],
    ]


def test_only_keys_come_from_data(score):
    """A key is a text, which a writer may cut and must not trust; all else is a figure."""
    (table,) = cells_tables([score(group={"plan": "pro"})], None)
    key, *rest = table.rows[0]
    assert isinstance(key, str)
    assert all(isinstance(cell, Figure) for cell in rest)


def test_a_suppressed_cell_shows_no_shares(score, no_score):
    """A cell that is not shown has no value, no limits and no shares, but its n."""
    hidden = no_score(group={"plan": "pro"}, status="suppressed", n=3)
    (table,) = cells_tables([score(group={"plan": "free"}), hidden], None)
    assert texts(table)[1] == ["pro", "not shown", "", "3", "3", "", "", ""]


def test_shares_can_be_left_out(score):
    """Without parts a table ends with the rows read."""
    (table,) = cells_tables([score(group={"plan": "pro"})], None, with_parts=False)
    assert names(table) == ["plan", "value", "limits", "n", "rows"]


def test_the_flat_table_has_everything_in_full(score, no_score, september):
    """The table for programs has each score in a row, numbers in full and a column for each reason."""
    scores = [score(), no_score(metric="csat", group={"plan": "pro"}, period=september)]
    table = flat_table(scores)
    rows = [dict(zip(names(table), row, strict=True)) for row in table.rows]
    assert rows[0]["value"] == Figure("42.12", 42.12)
    assert rows[0]["n"].value == 1225
    assert (shown(rows[0]["plan"]), shown(rows[0]["period"]), shown(rows[0]["complete"])) == ("", "", "")
    assert rows[0]["skipped_off_scale"].value == 4
    assert [name for name in names(table) if name.startswith("skipped_")] == [f"skipped_{fate}" for fate in FATES[1:]]
    assert (rows[1]["plan"], rows[1]["value"]) == ("pro", Figure(""))
    assert [shown(rows[1][name]) for name in ("period", "start", "end", "complete", "status", "reason")] == [
        "2026-09",
        "2026-09-01",
        "2026-09-30",
        "false",
        "no_data",
        "no row was scored",
    ]


def test_counts_beyond_a_million_stay_whole(score):
    """A count is written with all its digits."""
    big = score(n=12_345_678, account=RowAccount(12_345_679, {Disposition.BLANK: 1}))
    table = flat_table([big])
    row = dict(zip(names(table), table.rows[0], strict=True))
    assert (shown(row["n"]), shown(row["rows_read"])) == ("12345678", "12345679")


def test_changes_stand_last_in_the_flat_table(score, september):
    """With changes, every score has their columns; those without one have nothing in them."""
    test = TwoSampleTest(name="adjusted Wald", difference=4.1, low=1.0, high=7.2, error=1.6, statistic=2.56, p=0.01)
    difference = Difference(
        unit="points", confidence=0.95, value=4.2, low=1.0, high=7.4, verdict="up", test=test, detectable=4.5
    )
    august = PeriodSpan("2025-08", date(2025, 8, 1), date(2025, 8, 31), complete=True)
    found = {("nps", (), september.label): Change(august, difference)}
    table = flat_table([score(), score(period=september)], found)
    assert [column.name for column in table.columns][-7:] == [
        *("change_since", "change", "change_low", "change_high", "change_verdict", "change_p", "change_detectable")
    ]
    assert [shown(cell) for cell in table.rows[0]][-7:] == [""] * 7
    assert [shown(cell) for cell in table.rows[1]][-7:] == ["2025-08", "4.2", "1.0", "7.4", "up", "0.01", "4.5"]
