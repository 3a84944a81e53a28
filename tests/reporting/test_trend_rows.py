from math import inf

from msgspec.structs import replace

from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.trend_rows import flat_trend_table
from tests.analysis.month_series import finding_of, score

SPIKE = [3, 5, 3, 5, 3, 5, 18, 5, 3, 5]


def test_the_table_for_programs():
    """A row a month, gaps too, with value, limits, n, centre, control limits and signals in full."""
    finding = finding_of([*SPIKE, "gap", 4])
    head, *lines = csv_table(flat_trend_table([finding])).splitlines()
    rows = [dict(zip(head.split(","), line.split(","), strict=True)) for line in lines]
    assert len(rows) == 12
    limits = finding.limits_at(6)
    spike = rows[6]
    assert (spike["period"], spike["value"], spike["low"], spike["high"]) == ("2024-07", "18", "13", "23")
    assert (spike["n"], spike["chart"], spike["signals"]) == ("100", "xmr", "outside high")
    assert [float(spike[name]) for name in ("centre", "lower_limit", "upper_limit")] == [
        limits.centre,
        limits.low,
        limits.high,
    ]
    gap = rows[10]
    assert (gap["status"], gap["value"], gap["n"], gap["centre"]) == ("no_data", "", "0", "")
    assert (gap["start"], gap["end"], gap["complete"]) == ("2024-11-01", "2024-11-30", "true")


def test_groups_in_the_table_for_programs():
    """Each column of the breakdown is a column; a series without a chart has no control limits."""
    whole = finding_of([3, 4], effective_n=80.5)
    group = replace(whole, series=replace(whole.series, overall=score(3, group={"plan": "=pro"})))
    endless = finding_of([3], effective_n=inf)
    head, *lines = csv_table(flat_trend_table([whole, group, endless])).splitlines()
    rows = [dict(zip(head.split(","), line.split(","), strict=True)) for line in lines]
    assert [row["plan"] for row in rows] == ["", "", "'=pro", "'=pro", ""]
    assert {row["chart"] + row["centre"] for row in rows} == {""}
    assert [row["effective_n"] for row in rows] == ["80.5"] * 4 + [""]


def test_several_signals_of_a_month():
    """A month of several signals has all of them, the strongest first."""
    finding = finding_of([*([2, 1] * 5), *([8, 9] * 4), 30])
    assert "outside high; shift high" in csv_table(flat_trend_table([finding]))
