import csv
import io
from typing import get_args

import pytest

from cxcli.analysis import trend_finding
from cxcli.commands.options import trending
from tests.analysis.month_series import NOISE

LEVELS = [60, 50, 60, 55, 50, 60, 50, 55, 60, 50, 60, 55, 50]
"""Promoters of 100 answers, month by month from 2024-01 on; the others are detractors."""


@pytest.fixture
def months(folder):
    """Write `months.csv`: a hundred answers a month, so many of them promoters; plans in turn."""

    def of(levels):
        lines = ["at,plan,nps,csat"]
        for place, level in enumerate(levels):
            day = f"{2024 + place // 12}-{place % 12 + 1:02d}-15"
            for answer in range(100 if level is not None else 0):
                good = answer < level
                lines.append(f"{day},{'pro' if answer % 4 else 'free'},{10 if good else 0},{5 if good else 1}")
        (folder / "months.csv").write_text("\n".join(lines) + "\n")
        return "months.csv"

    return of


@pytest.fixture
def trend(cx):
    """Run `cx trend` and return the series of its JSON."""
    return lambda *arguments: cx("trend", *arguments, "--format", "json", "--now", "2026-01-15").data["trends"]


def test_the_charts_are_those_of_the_analysis():
    """The command line, which must not load the analysis, offers exactly the charts that it knows."""
    assert get_args(trending.ChartName) == get_args(trend_finding.ChartName)


def test_the_main_job(cx, months):
    """The score, a row a month with a drawing, and the sentences; nothing is said on standard error."""
    ended = cx("trend", "nps", months(LEVELS), "--now", "2026-01-15")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("NPS 10.0   95 % ")
    assert "\nmonth " in ended.out
    assert "├" in ended.out
    assert "No signal: all periods are within what chance does (NHS rules)." in ended.out
    assert "No clear trend: Theil-Sen slope" in ended.out
    assert "No forecast: " in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80


def test_an_outage_is_a_signal(trend, months):
    """A month far below the others is outside the limits, and no other month is."""
    (series,) = trend("nps", months([*LEVELS[:6], 10, *LEVELS[6:]]))
    (signal,) = [each for each in series["signals"] if each["rule"] == "outside"]
    assert (signal["side"], signal["periods"]) == ("low", ["2024-07"])


def test_months_are_the_default_and_the_config_may_say_otherwise(months, trend, config):
    """Periods are months, unless the config says otherwise, of windows their single period; typed ones come first."""
    file = months(LEVELS)
    assert {each["period"] for each in trend("nps", file)} == {"month"}
    assert {each["period"] for each in trend("nps", file, "--period", "quarter")} == {"quarter"}
    config("report: {confidence: 0.9}")
    assert {each["period"] for each in trend("nps", file)} == {"month"}
    config("report: {period: year}")
    assert {each["period"] for each in trend("nps", file)} == {"year"}
    config("report: {rolling: 2 quarters}")
    (series,) = trend("nps", file)
    assert [point["period"]["label"] for point in series["points"]][:2] == ["2024-Q1", "2024-Q2"]
    assert {each["period"] for each in trend("nps", file, "--period", "week")} == {"week"}


def test_windows_that_roll_are_refused(cx, months):
    """Rolling windows overlap, so `--rolling` is refused and the message says why."""
    ended = cx("trend", "nps", months(LEVELS), "--rolling", "3", "month")
    assert ended.code == 2
    assert ended.errors[0].startswith("windows that roll overlap")


def test_several_metrics_and_charts(trend, months):
    """Each metric has a series, shares with a p-chart; `--chart` says otherwise."""
    file = months(LEVELS)
    assert [(each["metric"], each["chart"]["kind"]) for each in trend("nps,csat", file)] == [
        ("nps", "xmr"),
        ("csat", "p"),
    ]
    (series,) = trend("csat", file, "--chart", "xmr")
    assert (series["chart"]["kind"], series["chart"]["why"]) == ("xmr", "asked for")


def test_a_p_chart_is_for_shares(cx, months):
    """A p-chart of the NPS is refused."""
    ended = cx("trend", "nps", months(LEVELS), "--chart", "p")
    assert (ended.code, len(ended.errors)) == (2, 1)
    assert "a p-chart is for a share" in ended.errors[0]


def test_groups_have_series_of_their_own(cx, months, trend):
    """`--by` adds a series for each group that is shown; the others are counted on standard error."""
    file = months(LEVELS)
    assert [each["group"] for each in trend("nps", file, "--by", "plan")] == [{}, {"plan": "free"}, {"plan": "pro"}]
    ended = cx("trend", "nps", file, "--by", "plan", "--min-n", "400", "--now", "2026-01-15")
    assert "\nplan pro   NPS " in ended.out
    assert "\nplan free" not in ended.out
    assert "cx: nps: 1 group has no series" in ended.err
    ended = cx("trend", "nps", file, "--by", "plan", "--min-n", "2000", "--now", "2026-01-15")
    assert "2 groups have no series" in ended.err


def test_the_running_month(cx, months):
    """A month that is not over is shown, marked, and left out."""
    ended = cx("trend", "nps", months([*LEVELS, 0]), "--now", "2025-02-20")
    assert "(incomplete)" in ended.out
    assert "Incomplete, so left out of limits, trend and forecast: 2025-02." in ended.out
    assert "No signal" in ended.out


def test_a_month_without_rows(trend, months):
    """A month without rows is a gap: the slope of a line is the same as without it."""
    levels = [50 + place for place in range(14)]
    (series,) = trend("nps", months(levels))
    levels[5] = None
    (gap,) = trend("nps", months(levels))
    assert gap["trend"]["slope"] == pytest.approx(series["trend"]["slope"])
    assert gap["trend"]["slope"] == pytest.approx(2)
    assert gap["points"][5]["status"] == "no_data"


def test_how_far_ahead(trend, months, cx):
    """A forecast is as long as asked for, from 0 to 3 periods."""
    file = months([50 + each for each in NOISE])
    assert [len((each["forecast"] or {"steps": ()})["steps"]) for each in trend("nps", file, "--forecast", "2")] == [2]
    (none,) = trend("nps", file, "--forecast", "0")
    assert (none["forecast"], none["reasons"]["forecast"]) == (None, "not asked for")
    assert cx("trend", "nps", file, "--forecast", "4").code == 2


def test_formats(cx, months):
    """CSV has a row a month, Markdown a table and the sentences."""
    file = months(LEVELS)
    rows = list(csv.DictReader(io.StringIO(cx("trend", "nps", file, "--format", "csv", "--now", "2026-01-15").out)))
    assert [float(row["value"]) for row in rows] == [2 * level - 100 for level in LEVELS]
    assert {row["chart"] for row in rows} == {"xmr"}
    page = cx("trend", "nps", file, "--format", "markdown", "--now", "2026-01-15").out
    assert page.startswith("**NPS 10.0**")
    assert "| 2024-01 | 20.0 |" in page


def test_a_file_is_written(cx, months, folder):
    """`--output` writes a file and nothing to standard output; not over the file that is read."""
    file = months(LEVELS)
    ended = cx("trend", "nps", file, "--output", "trend.txt", "--now", "2026-01-15")
    assert (ended.code, ended.out) == (0, "")
    assert "├" in (folder / "trend.txt").read_text(encoding="utf-8")
    assert cx("trend", "nps", file, "--output", file).code == 2


def test_limits_of_weighted_shares(trend, folder):
    """With weights the limits of a p-chart rest on the effective number of answers."""
    lines = ["at,csat,w"]
    for month in range(1, 7):
        lines += [
            f"2024-{month:02d}-10,{5 if answer < 50 + month else 1},{3 if answer % 2 else 1}" for answer in range(100)
        ]
    (folder / "w.csv").write_text("\n".join(lines) + "\n")
    (plain,) = trend("csat", "w.csv")
    (weighted,) = trend("csat", "w.csv", "--weight", "w")
    heights = [each["points"][0]["upper_limit"] - each["points"][0]["centre"] for each in (plain, weighted)]
    assert heights[1] / heights[0] == pytest.approx((100 / 80) ** 0.5, rel=0.01)


def test_dates_that_cannot_be(cx, folder):
    """A date two thousand years ago is refused as a series, with what to do."""
    (folder / "old.csv").write_text("at,nps\n0001-01-01,9\n2024-05-05,3\n")
    ended = cx("trend", "nps", "old.csv")
    assert ended.code == 65
    assert "24,281 months, more than a trend is made for" in ended.errors[0]


def test_no_answers(cx, months):
    """Where no answer counts, the sentences say why there is nothing."""
    ended = cx("trend", "nps", months(LEVELS), "--where", "plan == 'none'", "--now", "2026-01-15")
    assert (ended.code, "No control limits" in ended.out) == (0, True)


def test_too_many_bad_rows_end_with_3(cx, folder):
    """More bad rows than are put up with end with code 3, and the command that lists them is named."""
    rows = "".join(f"2024-{month:02d}-15,{score}\n" for month in range(1, 13) for score in (10, 99, 0))
    (folder / "bad.csv").write_text("at,nps\n" + rows)
    ended = cx("trend", "nps", "bad.csv", "--scale", "0-10")
    assert ended.code == 3
    assert "12 of 36 rows are bad, more than --max-rejects allows; cx score --rejects FILE lists them" in ended.err
    assert cx("trend", "nps", "bad.csv", "--scale", "0-10", "--max-rejects", "50%").code == 0
