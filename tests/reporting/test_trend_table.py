from datetime import UTC, datetime

from msgspec.structs import replace

from cxcli.reporting.table import shown
from cxcli.reporting.trend_drawing import marks_for
from cxcli.reporting.trend_table import trend_table
from tests.analysis.month_series import NOISE, finding_of

SPIKE = [3, 5, 3, 5, 3, 5, 18, 5, 3, 5]
DRAWING = (marks_for("utf-8"), 17)


def cells(table):
    return [[shown(cell) for cell in row] for row in table.rows]


def test_a_row_a_month():
    """Month, value, limits, n, and what is to know of it."""
    table = trend_table(finding_of(SPIKE), None)
    assert [column.title for column in table.columns] == ["month", "NPS", "95 %", "n", "note"]
    assert cells(table)[0] == ["2024-01", "3.0", "-2.0 to 8.0", "100", ""]
    assert cells(table)[6] == ["2024-07", "18.0", "13.0 to 23.0", "100", "above the limits"]
    assert len(table.rows) == 10


def test_nothing_to_note_is_no_column():
    """Where no row has a note, there is no column for it; limits may be left out."""
    names = [column.name for column in trend_table(finding_of([3, 5, 3]), None, with_limits=False).columns]
    assert names == ["period", "value", "n"]


def test_a_month_that_is_not_over_is_marked():
    """The running month is shown with its value and marked."""
    table = trend_table(finding_of([3, 5, 3], now=datetime(2024, 3, 9, tzinfo=UTC)), None)
    assert cells(table)[2] == ["2024-03", "3.0", "-2.0 to 8.0", "100", "(incomplete)"]


def test_months_without_rows_are_one_row():
    """Months without rows that follow each other are one row, at the end, too; hidden ones say so."""
    finding = finding_of([3, "gap", "gap", 5, "gap", 4, None])
    gaps = [row for row in cells(trend_table(finding, None)) if row[3] == "0"]
    assert gaps == [
        ["2024-02", "", "", "0", "no rows until 2024-03"],
        ["2024-05", "", "", "0", "no rows"],
    ]
    assert cells(trend_table(finding, None))[-1][:2] == ["2024-07", "not shown"]
    cut = replace(finding, series=replace(finding.series, points=finding.series.points[:3]), by_point=((),) * 3)
    assert cells(trend_table(cut, None))[-1][-1] == "no rows until 2024-03"


def test_all_rows_share_one_scale():
    """The title has the ends of the scale, and the limits stand in the same cells in each row."""
    finding = finding_of(SPIKE)
    table = trend_table(finding, None, drawing=DRAWING)
    place = [column.name for column in table.columns].index("drawing")
    drawings = [row[place] for row in cells(table)]
    limits = finding.limits_at(0)
    cell = (23 - limits.low) / 16
    places = {round((each - limits.low) / cell) for each in (limits.low, limits.centre, limits.high)}
    assert {at for each in drawings for at, sign in enumerate(each) if sign == "┊"} == places
    assert table.columns[place].title.split() == [f"{finding.limits_at(0).low:.1f}", "23.0"]
    assert drawings[6].endswith("┤")


def test_the_forecast_stands_below():
    """Months ahead come after the others, marked as a forecast and drawn with a sign of their own."""
    finding = finding_of(NOISE)
    table = trend_table(finding, 1, drawing=DRAWING)
    assert [row[0] for row in cells(table)[-3:]] == ["2025-07", "2025-08", "2025-09"]
    assert {row[-1] for row in cells(table)[-3:]} == {"forecast"}
    assert all("○" in row[-2] for row in cells(table)[-3:])
    step = finding.forecast.steps[0]
    assert cells(table)[-3][1:4] == [
        f"{step.value:.1f}",
        f"{step.interval.low:.1f} to {step.interval.high:.1f}",
        "",
    ]
    assert len(trend_table(finding, 1).rows) == len(NOISE) + 3


def test_a_single_value_is_not_drawn():
    """Without two different numbers there is no scale, and no drawing."""
    finding = finding_of([None])
    assert "drawing" not in [column.name for column in trend_table(finding, None, drawing=DRAWING).columns]


def test_signals_are_joined():
    """A month of several signals has all of them, the strongest first."""
    finding = finding_of([*([2, 1] * 5), *([8, 9] * 4), 30])
    several = [row[-1] for row in cells(trend_table(finding, None, drawing=None)) if "," in row[-1]]
    assert several
    assert several[-1] == "above the limits, 9 above the centre"
