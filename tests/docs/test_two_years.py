"""The survey of two years holds what sample_data/README.md says is hidden in it.

Everything here is counted by hand from the rows, without `cx` and without the script's own arithmetic; the numbers in
sample_data/truth.json must come out the same. `FINDS` says which command must find what, and where in truth.json the
number stands.
"""

import csv
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from statistics import fmean
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from transcripts import ROOT, run_cx, surroundings

from cxcli.analysis.nhs_rules import nhs_signals
from cxcli.analysis.xmr import xmr_chart

FOLDER = ROOT / "sample_data"
MADE = (
    *("two_years.csv", "wave_2024_q3.csv", "wave_2024_q4.csv", "export_june_1.csv", "export_june_2.csv"),
    *("responses.xlsx", "truth.json"),
)
GRID = ("grid_speed", "grid_design", "grid_price")
FLAGS = "--test-answers \"status == 'preview'\" --speeders 'seconds < 20' --straight-liners " + ",".join(GRID)
SURVEY = "sample_data/two_years.csv"
FINDS = (
    (f"cx score nps {SURVEY}", "nps.all", "NPS and n of all answers"),
    (f"cx score nps {SURVEY} --by region", "by_region", "NPS and n of each region"),
    (f"cx score nps {SURVEY} --period quarter", "by_quarter", "NPS and n of each quarter"),
    (f"cx score nps {SURVEY} --weight weight", "nps.weighted", "about 4 points less than the raw score"),
    (
        f"cx score nps {SURVEY} --weight weight",
        "weights",
        "base and effective n; 13 blank and 9 zero weights of answered rows",
    ),
    (f"cx score nps {SURVEY} --weight weight --by region", "by_region.APAC.weighted", "weights change no region much"),
    (f"cx score nps {SURVEY} --one-vote-per email --raw", "nps.one_vote_per_email_latest", "7 to 8 points more"),
    (f"cx score nps {SURVEY} --one-vote-per email --keep first", "nps.one_vote_per_email_first", "the first votes"),
    (f"cx score nps {SURVEY} --one-vote-per email", "votes.superseded", "the superseded rows"),
    (f"cx score nps {SURVEY} --one-vote-per email --period quarter", "votes.by_quarter", "one vote in each quarter"),
    (f"cx score nps {SURVEY} {FLAGS}", "flags", "36 tests, 132 speeders, 168 straight-liners, 48 of them both"),
    (
        f"cx score nps {SURVEY} {FLAGS} --drop test --drop speeder --drop straight-liner",
        "nps.without_flagged",
        "NPS and n of the rows without a flag",
    ),
    (
        "cx score nps sample_data/export_june_1.csv sample_data/export_june_2.csv --response-id response_id",
        "exports",
        "the answered ones of the 12 rows in both files are duplicates",
    ),
    ("cx score nps sample_data/responses.xlsx", "workbook", "NPS and n of the visible sheet"),
    (
        f"cx compare nps {SURVEY} --where \"region == 'EMEA'\" (to 2024-09 against 2024-10 on)",
        "real_shift.EMEA.difference",
        "up about 15, more than chance explains; no clear change in any other region",
    ),
    (
        f"cx compare nps {SURVEY} --between period=2023-Q4,2024-Q1, by plan",
        "mix_only",
        "down about 10, all of it mix; scores within the plans about 0",
    ),
    (f"cx trend nps {SURVEY} --period month", "outage.outside_xmr", "2024-06 alone is outside the limits"),
    (f"cx trend nps {SURVEY} --period month (p-chart)", "outage.outside_p_chart", "2024-06 alone is outside"),
    (f"cx compare nps {SURVEY} by channel", "chance.p", "no pair of channels differs"),
    (
        "cx compare nps sample_data/wave_2024_q3.csv sample_data/wave_2024_q4.csv, same emails",
        "paired.transitions",
        "the table of moves between the boxes",
    ),
)


def rows_of(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = rows_of("two_years.csv")
SCORED = [row for row in ROWS if row["nps"] != ""]
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))


def nps(rows):
    """The NPS in points, from the answers themselves."""
    answers = [int(row["nps"]) for row in rows if row["nps"]]
    return 100 * (sum(answer > 8 for answer in answers) - sum(answer < 7 for answer in answers)) / len(answers)


def box(row):
    """The box of an answered row, by its name."""
    return "promoter" if row["nps"] in {"9", "10"} else "passive" if row["nps"] in {"7", "8"} else "detractor"


def error(rows):
    """The standard error of the NPS: the spread of +100, 0 and -100 over the root of n."""
    marks = [100 if int(row["nps"]) > 8 else -100 if int(row["nps"]) < 7 else 0 for row in rows if row["nps"]]
    middle = fmean(marks)
    return (fmean([(mark - middle) ** 2 for mark in marks]) / len(marks)) ** 0.5


def month(row):
    return row["submitted_at"][:7]


def quarter(row):
    moment = datetime.fromisoformat(row["submitted_at"])
    return f"{moment.year}-Q{(moment.month - 1) // 3 + 1}"


def grouped(rows, key):
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return dict(sorted(groups.items()))


def latest(rows):
    """The answered row of each email with the latest moment."""
    people = grouped([row for row in rows if row["nps"]], lambda row: row["email"])
    return {email: max(theirs, key=lambda row: row["submitted_at"]) for email, theirs in people.items()}


def weighted(rows):
    marks = [(float(row["weight"] or 0), (int(row["nps"]) > 8) - (int(row["nps"]) < 7)) for row in rows if row["nps"]]
    return 100 * sum(weight * mark for weight, mark in marks) / sum(weight for weight, _ in marks)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two_years")
    subprocess.run([sys.executable, "-B", str(FOLDER / "make.py"), str(folder)], check=True, timeout=60)
    return folder


@pytest.mark.parametrize("name", MADE)
def test_the_script_makes_the_survey_again(name, made):
    """sample_data/make.py writes the survey, its parts, the workbook and the truth, the same to the last byte."""
    assert (made / name).read_bytes() == (FOLDER / name).read_bytes()


def test_the_survey_is_two_years_of_about_six_thousand_answers():
    """The file is below 700 kB and has about 6,000 rows from July 2023 to June 2025 in order, ids never twice."""
    assert (FOLDER / "two_years.csv").stat().st_size < 700_000
    assert 5_800 < len(ROWS) < 6_400
    assert len({month(row) for row in ROWS}) == 24
    assert (month(ROWS[0]), month(ROWS[-1])) == ("2023-07", "2025-06")
    moments = [row["submitted_at"] for row in ROWS]
    assert moments == sorted(moments)
    assert all(moment.endswith("Z") for moment in moments)
    assert len({row["response_id"] for row in ROWS}) == len(ROWS)
    assert len({(row["email"], row["submitted_at"]) for row in SCORED}) == len(SCORED)


@pytest.mark.parametrize(
    ("column", "low", "high", "blanks"),
    [("nps", 0, 10, True), ("satisfaction", 1, 5, True), ("ease", 1, 7, True), *((name, 1, 5, False) for name in GRID)],
)
def test_every_answer_is_on_its_scale(column, low, high, blanks):
    """Answers are whole numbers on their scale, the ends are used, and only the grid has no blanks."""
    texts = {row[column] for row in ROWS}
    assert ("" in texts) is blanks
    numbers = {int(text) for text in texts - {""}}
    assert (max(numbers), min(numbers) >= low) == (high, True)


def test_nobody_in_the_survey_exists():
    """Addresses are in domains reserved for examples, and phone numbers in the ranges reserved for fiction."""
    assert all(re.fullmatch(r"[a-z]+\d+@example\.com", row["email"]) for row in ROWS)
    comments = [row["comment"] for row in ROWS]
    domains = {domain for comment in comments for domain in re.findall(r"@([\w.]+\w)", comment)}
    assert domains == {"example.org", "example.net"}
    phones = [comment for comment in comments if re.search(r"\d{3}", comment)]
    assert len(phones) > 5
    assert all(re.search(r"\+1 202-555-01\d\d\.$|020 7946 09\d\d\.$", comment) for comment in phones)


def test_comments_go_with_the_scores():
    """About one in seven leaves a comment; praise and complaints are never mixed up."""
    commented = [row for row in SCORED if row["comment"] and row["status"] == "complete"]
    assert 0.12 < len(commented) / len(SCORED) < 0.18
    assert all(int(row["nps"]) >= 9 for row in commented if row["comment"].startswith(("Love", "Best", "Great")))
    assert all(int(row["nps"]) <= 6 for row in commented if "every week" in row["comment"])
    assert {month(row) for row in commented if "outage" in row["comment"]} == {"2024-06"}


def test_the_truth_holds_the_scores_counted_by_hand():
    """truth.json has the NPS of all rows, of each region, plan, channel, quarter and month, and the weighted one."""
    assert TRUTH["rows"] == len(ROWS)
    assert TRUTH["answered"] == TRUTH["nps"]["all"]["n"] == len(SCORED)
    assert TRUTH["nps"]["all"]["nps"] == pytest.approx(nps(ROWS), abs=1e-6)
    assert TRUTH["nps"]["all"]["standard_error"] == pytest.approx(error(ROWS), abs=1e-6)
    keys = {name: (lambda row, name=name: row[name]) for name in ("region", "plan", "channel")}
    for name, key in {**keys, "quarter": quarter, "month": month}.items():
        groups = grouped(SCORED, key)
        told = TRUTH[f"by_{name}"]
        assert list(told) == list(groups)
        for group, those in groups.items():
            assert told[group]["n"] == len(those)
            assert told[group]["nps"] == pytest.approx(nps(those), abs=1e-6)
            assert told[group]["weighted"] == pytest.approx(weighted(those), abs=1e-6)


def test_one_region_really_improves():
    """EMEA gains about 15 points from October 2024 on, more than four standard errors; no other region moves."""
    for region, those in grouped(SCORED, lambda row: row["region"]).items():
        before = [row for row in those if row["submitted_at"] < "2024-10"]
        since = [row for row in those if row["submitted_at"] >= "2024-10"]
        difference = nps(since) - nps(before)
        wide = (error(before) ** 2 + error(since) ** 2) ** 0.5
        told = TRUTH["real_shift"][region]
        assert told["difference"] == pytest.approx(difference, abs=1e-6)
        assert told["standard_error"] == pytest.approx(wide, abs=1e-6)
        assert (told["before"]["n"], told["since"]["n"]) == (len(before), len(since))
        assert difference > 4 * wide if region == "EMEA" else abs(difference) < 1.5 * wide
    assert 12 < TRUTH["real_shift"]["EMEA"]["difference"] < 18


def test_one_move_is_nothing_but_mix():
    """From 2023-Q4 to 2024-Q1 the NPS falls by more than two standard errors, and within the plans by nothing."""
    first, second = ([row for row in SCORED if quarter(row) == name] for name in ("2023-Q4", "2024-Q1"))
    difference = nps(second) - nps(first)
    assert difference < -2 * (error(first) ** 2 + error(second) ** 2) ** 0.5
    within = mix = 0.0
    for plan in ("free", "pro", "team", "enterprise"):
        then, now = ([row for row in part if row["plan"] == plan] for part in (first, second))
        old, new = len(then) / len(first), len(now) / len(second)
        within += (old + new) / 2 * (nps(now) - nps(then))
        mix += (new - old) * (nps(now) + nps(then)) / 2
        assert abs(nps(now) - nps(then)) < 2
        assert TRUTH["mix_only"]["plans"][plan]["nps"] == pytest.approx([nps(then), nps(now)], abs=1e-6)
        assert TRUTH["mix_only"]["plans"][plan]["share"] == pytest.approx([100 * old, 100 * new], abs=1e-6)
    assert mix + within == pytest.approx(difference)
    assert abs(within) < 1
    told = TRUTH["mix_only"]
    assert (told["difference"], told["mix"], told["within"]) == pytest.approx((difference, mix, within), abs=1e-6)


def test_one_month_is_out_of_control():
    """June 2024, and no other month, is outside the XmR limits of the NPS and the 3-sigma limits of the detractors."""
    months = grouped(SCORED, month)
    line = [nps(those) for those in months.values()]
    reach = 2.66 * fmean([abs(line[at] - line[at - 1]) for at in range(1, len(line))])
    outside = [name for name, value in zip(months, line, strict=True) if abs(value - fmean(line)) > reach]
    assert outside == TRUTH["outage"]["outside_xmr"] == ["2024-06"]
    limits = {"mean": fmean(line), "lower": fmean(line) - reach, "upper": fmean(line) + reach}
    assert TRUTH["outage"]["xmr"] == pytest.approx(limits, abs=1e-6)
    unhappy = {name: sum(int(row["nps"]) <= 6 for row in those) for name, those in months.items()}
    share = sum(unhappy.values()) / len(SCORED)
    out = []
    for name, those in months.items():
        limit = 3 * (share * (1 - share) / len(those)) ** 0.5
        out += [name] if abs(unhappy[name] / len(those) - share) > limit else []
    assert out == TRUTH["outage"]["outside_p_chart"] == ["2024-06"]
    assert TRUTH["outage"]["detractors"] == pytest.approx(100 * unhappy["2024-06"] / len(months["2024-06"]), abs=1e-6)
    assert TRUTH["outage"]["p_chart"]["mean"] == pytest.approx(100 * share, abs=1e-6)


def test_channels_differ_by_chance_alone():
    """No two channels differ by as much as 1.96 standard errors, and the chi-square of the table is an ordinary one."""
    channels = list(grouped(SCORED, lambda row: row["channel"]).values())
    assert len(channels) == 4
    for one in channels:
        for other in channels:
            assert abs(nps(one) - nps(other)) < 1.96 * (error(one) ** 2 + error(other) ** 2) ** 0.5 + 1e-9
    boxes = [Counter((int(row["nps"]) > 8) - (int(row["nps"]) < 7) for row in those) for those in channels]
    together = sum(boxes, Counter())
    square = -len(SCORED)
    for those in boxes:
        square += sum(those[box] ** 2 * len(SCORED) / (those.total() * together[box]) for box in (1, 0, -1))
    assert square == pytest.approx(TRUTH["chance"]["chi_square"], abs=1e-6)
    assert square < 12.592  # the 95 % point of chi-square with six degrees of freedom, as in any table
    assert 0.05 < TRUTH["chance"]["p"] < 1


def test_unhappy_people_answer_more_often():
    """One vote for each email changes the score by more than four points, and within a quarter by at least one."""
    votes = latest(SCORED)
    told = TRUTH["nps"]["one_vote_per_email_latest"]
    assert (told["n"], told["nps"]) == (len(votes), pytest.approx(nps(votes.values()), abs=1e-6))
    assert nps(votes.values()) - nps(SCORED) > 4
    first = {row["email"]: row for row in reversed(SCORED)}
    assert TRUTH["nps"]["one_vote_per_email_first"]["nps"] == pytest.approx(nps(first.values()), abs=1e-6)
    assert TRUTH["votes"]["people"] == len(votes)
    assert TRUTH["votes"]["superseded"] == len(SCORED) - len(votes)
    twice = 0
    for name, those in grouped(SCORED, quarter).items():
        standing = latest(those)
        twice += len(those) - len(standing)
        told = TRUTH["votes"]["by_quarter"][name]
        assert (told["n"], told["nps"]) == (len(standing), pytest.approx(nps(standing.values()), abs=1e-6))
        assert nps(standing.values()) - nps(those) > 1
    assert TRUTH["votes"]["superseded_within_quarters"] == twice
    several = sum(count > 1 for count in Counter(row["email"] for row in SCORED).values())
    assert several / len(votes) > 0.5


def test_weights_make_up_for_a_region():
    """The weights have mean 1, 14 are blank and 9 are 0, and they lower the score, since APAC seldom answers."""
    assert TRUTH["nps"]["weighted"] == pytest.approx(weighted(SCORED), abs=1e-6)
    assert -6 < weighted(SCORED) - nps(SCORED) < -3
    texts = [row["weight"] for row in ROWS]
    assert (texts.count(""), texts.count("0")) == (TRUTH["weights"]["blank"], TRUTH["weights"]["zero"]) == (14, 9)
    used = [float(row["weight"]) for row in SCORED if row["weight"] not in ("", "0")]
    assert fmean([float(text) for text in texts if text not in ("", "0")]) == pytest.approx(1, abs=0.01)
    assert (min(used) > 0.5, max(used) < 4, len(set(used)) > 20) == (True, True, True)
    assert TRUTH["weights"]["effective_n"] == pytest.approx(sum(used) ** 2 / sum(each**2 for each in used), abs=1e-5)
    assert (TRUTH["weights"]["n"], TRUTH["weights"]["base"]) == (len(used), pytest.approx(sum(used), abs=1e-6))
    region = [row for row in SCORED if row["region"] == "APAC"]
    assert all(float(row["weight"] or 2) > 1.5 for row in region if row["weight"] != "0")
    assert nps(region) < nps(SCORED) - 20


def test_rows_to_look_at_twice_are_there_in_known_numbers():
    """36 test answers, 132 rows below 20 seconds and 168 with one answer all along, 48 of them both."""
    tests = {row["response_id"] for row in ROWS if row["status"] == "preview"}
    fast = {row["response_id"] for row in ROWS if int(row["seconds"]) < 20}
    straight = {row["response_id"] for row in ROWS if row[GRID[0]] == row[GRID[1]] == row[GRID[2]]}
    assert (len(tests), len(fast), len(straight), len(fast & straight)) == (36, 132, 168, 48)
    assert not tests & (fast | straight)
    flagged = tests | fast | straight
    told = TRUTH["flags"]
    assert (told["test"], told["speeder"], told["straight_liner"], told["any"]) == (36, 132, 168, len(flagged))
    answered = {row["response_id"] for row in SCORED}
    names = {"test_answered": tests, "speeder_answered": fast, "straight_liner_answered": straight}
    assert {name: told[name] for name in names} == {name: len(those & answered) for name, those in names.items()}
    kept = [row for row in SCORED if row["response_id"] not in flagged]
    told = TRUTH["nps"]["without_flagged"]
    assert (told["n"], told["nps"]) == (len(kept), pytest.approx(nps(kept), abs=1e-6))


def test_the_waves_are_two_quarters_of_the_survey():
    """The files of the waves hold the rows of 2024-Q3 and 2024-Q4; the moves of people in both are in truth.json."""
    waves = rows_of("wave_2024_q3.csv"), rows_of("wave_2024_q4.csv")
    for wave, name in zip(waves, ("2024-Q3", "2024-Q4"), strict=True):
        assert wave == [row for row in ROWS if quarter(row) == name]
    before, after = (latest(wave) for wave in waves)
    moves = Counter((box(before[email]), box(after[email])) for email in set(before) & set(after))
    told = TRUTH["paired"]
    assert told["people"] == moves.total() > 150
    boxes = ("promoter", "passive", "detractor")
    table = {one: {other: moves[one, other] for other in boxes} for one in boxes}
    assert told["transitions"] == table


def test_the_exports_overlap():
    """The two exports have 150 rows each and share 12 response ids, with the same answers."""
    first, second = rows_of("export_june_1.csv"), rows_of("export_june_2.csv")
    ids = {row["response_id"]: row for row in first}
    shared = [row for row in second if row["response_id"] in ids]
    assert (len(first), len(second), len(shared)) == (150, 150, 12)
    assert all(row == ids[row["response_id"]] for row in shared)
    once = {row["response_id"]: row for row in (*first, *second)}.values()
    told = TRUTH["exports"]
    assert (told["rows"], told["duplicates"]) == ([150, 150], 12)
    assert told["duplicates_answered"] == sum(row["nps"] != "" for row in shared)
    assert (told["n"], told["nps"]) == (sum(row["nps"] != "" for row in once), pytest.approx(nps(once), abs=1e-6))


def test_the_workbook_holds_the_last_sixty_answers():
    """The workbook has a hidden sheet, a title above the header, and the last 60 rows with dates as day numbers."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(FOLDER / "responses.xlsx") as package:
        assert package.testzip() is None
        parts = {name: ET.fromstring(package.read(name)) for name in package.namelist()}  # noqa: S314 - our own file
    sheets = [
        (sheet.get("name"), sheet.get("state")) for sheet in parts["xl/workbook.xml"].iterfind(".//m:sheet", space)
    ]
    assert sheets == [("Lists", "hidden"), ("Answers", None)]
    lines = parts["xl/worksheets/sheet2.xml"].findall(".//m:row", space)
    texts = [{cell.get("r")[0]: "".join(cell.itertext()) for cell in line} for line in lines]
    assert [line.get("r") for line in lines[:3]] == ["1", "3", "4"]
    assert len(texts[0]) == 1
    names = texts[1]
    assert len(texts) == 2 + 60
    for shown, row in zip(texts[2:], ROWS[-60:], strict=True):
        cells = {names[letter]: text for letter, text in shown.items()}
        moment = datetime(1899, 12, 30) + timedelta(days=float(cells.pop("submitted_at")))  # noqa: DTZ001 - Excel has no zones
        assert abs(moment - datetime.fromisoformat(row["submitted_at"][:-1])) < timedelta(seconds=0.01)
        assert cells == {name: row[name] for name in names.values() if name != "submitted_at" and row[name]}
    assert TRUTH["workbook"]["n"] == sum(row["nps"] != "" for row in ROWS[-60:])
    assert TRUTH["workbook"]["nps"] == pytest.approx(nps(ROWS[-60:]), abs=1e-6)


def test_the_page_tells_the_numbers_of_the_truth():
    """sample_data/README.md gives the numbers of truth.json, rounded."""
    page = (FOLDER / "README.md").read_text(encoding="utf-8").partition("## What is hidden")[2]
    lines = {line.split(" | ")[0].strip("| "): line for line in page.splitlines() if line.startswith("| ")}
    scores, moved, mix = TRUTH["nps"], TRUTH["real_shift"]["EMEA"], TRUTH["mix_only"]
    free = [f"{share:.0f} %" for share in mix["plans"]["free"]["share"]]
    channels = [told["nps"] for told in TRUTH["by_channel"].values()]
    told = {
        "A real improvement": [moved["before"]["nps"], moved["since"]["nps"], moved["difference"]],
        "A fall that is only mix": [mix["nps"][0]["nps"], mix["nps"][1]["nps"], mix["mix"], mix["within"], *free],
        "An outage": [f"{TRUTH['outage']['detractors']:.0f} %", f"NPS {TRUTH['by_month']['2024-06']['nps']:.0f}"],
        "Nothing at all": [
            min(channels),
            max(channels),
            TRUTH["chance"]["chi_square"],
            f"p {TRUTH['chance']['p']:.2f}",
        ],
        "Unhappy people answer more often": [
            *(scores["one_vote_per_email_latest"]["nps"], f"n {TRUTH['votes']['people']:,}"),
            f"{TRUTH['votes']['superseded_within_quarters']} answers",
        ],
        "A region that seldom answers": [scores["weighted"], f"scores {TRUTH['by_region']['APAC']['nps']:.0f}"],
        "Test answers": [str(TRUTH["flags"]["test"])],
        "Speeders": [str(TRUTH["flags"]["speeder"])],
        "Straight-liners": [str(TRUTH["flags"]["straight_liner"]), scores["without_flagged"]["nps"]],
    }
    assert f"all {TRUTH['answered']:,} rows" in page
    assert f"otherwise: {scores['all']['nps']:.1f}" in page.replace("\n", " ")
    for name, numbers in told.items():
        for number in numbers:
            assert (number if isinstance(number, str) else f"{number:.1f}") in lines[name]


@pytest.mark.parametrize(("command", "path", "says"), FINDS)
def test_the_truth_has_a_number_for_each_command(command, path, says):
    """For each thing that a command must find, truth.json has the number."""
    told = TRUTH
    for name in path.split("."):
        told = told[name]
    assert command.startswith("cx ")
    assert told not in ({}, [], None, "")
    assert says


def series_of(folder, *arguments):
    """The series that `cx trend` finds, as JSON, over the time of the survey."""
    with surroundings(folder):
        code, shown = run_cx(["trend", *arguments, "--format", "json", "--now", "2025-07-15"])
    assert code == 0
    return json.loads(shown[shown.index("{\n") :])["trends"]


def outside(series):
    """The months of a series that are outside the control limits."""
    return [month for signal in series["signals"] if signal["rule"] == "outside" for month in signal["periods"]]


def test_the_trend_finds_the_outage(tmp_path):
    """`cx trend` finds the outage month alone outside the limits: of the NPS, and of the share of detractors."""
    (tmp_path / "cx.yaml").write_text(
        "metrics: {detractors: {extends: nps, value: {share: detractors}, unit: percent, direction: lower}}\n"
    )
    score, share = series_of(tmp_path, "nps,detractors", str(FOLDER / "two_years.csv"), "--period", "month")
    assert (score["chart"]["kind"], outside(score)) == ("xmr", TRUTH["outage"]["outside_xmr"])
    assert (share["chart"]["kind"], outside(share)) == ("p", TRUTH["outage"]["outside_p_chart"])
    (month,) = [point for point in score["points"] if point["period"]["label"] == TRUTH["outage"]["month"]]
    assert month["value"] == pytest.approx(TRUTH["by_month"]["2024-06"]["nps"], abs=1e-5)
    assert score["trend"]["direction"] == "none"
    assert [signal["rule"] for signal in score["signals"]] == ["outside", "shift"]


def test_the_trend_of_the_channels_alarms_for_nothing_else(tmp_path):
    """By channel no month but that of the outage is outside the limits, and no channel has a trend."""
    whole, *channels = series_of(tmp_path, "nps", str(FOLDER / "two_years.csv"), "--by", "channel")
    assert [each["group"]["channel"] for each in channels] == list(TRUTH["by_channel"])
    assert {month for each in channels for month in outside(each)} == set(outside(whole)) == {"2024-06"}
    assert {each["trend"]["direction"] for each in channels} == {"none"}


def test_the_trend_of_shuffled_months_is_quiet():
    """With the dates dealt anew among the rows, 40 times, under 1 % of the months are outside the limits."""
    months, marks = [month(row) for row in SCORED], [nps([row]) for row in SCORED]
    found = []
    for seed in range(40):
        dealt = defaultdict(list)
        for each, mark in zip(np.random.default_rng(seed).permutation(months).tolist(), marks, strict=True):
            dealt[each].append(mark)
        chart = xmr_chart([fmean(dealt[each]) for each in sorted(dealt)], bounds=(-100, 100))
        found.append(sum(signal.rule == "outside" for signal in nhs_signals(chart)))
    assert sum(found) / (40 * 24) < 0.01
    assert sum(each > 0 for each in found) <= 6


def compared(*arguments):
    """What `cx compare` finds for the NPS, as JSON."""
    with surroundings(ROOT):
        code, shown = run_cx(["compare", "nps", *arguments, "--format", "json"])
    assert code == 0
    return json.loads(shown[shown.index("{\n") :])["comparisons"][0]


@pytest.mark.parametrize("region", ["AMER", "APAC", "EMEA", "LATAM"])
def test_comparing_finds_the_real_shift_and_no_other(region):
    """`cx compare` calls the change of EMEA more than chance explains, and that of no other region."""
    sides = "period=2023-07..2024-09,2024-10..2025-06"
    found = compared(SURVEY, "--between", sides, "--where", f"region == '{region}'")
    told = TRUTH["real_shift"][region]
    assert found["difference"]["value"] == pytest.approx(told["difference"], abs=1e-5)
    assert found["difference"]["verdict"] == ("up" if region == "EMEA" else "unclear")
    for side, name in (("before", "before"), ("after", "since")):
        score = found[side]["score"]
        assert (score["n"], score["value"]) == (told[name]["n"], pytest.approx(told[name]["nps"], abs=1e-5))


def test_comparing_finds_that_a_move_is_nothing_but_mix():
    """From 2023-Q4 to 2024-Q1 the NPS goes down, all of it by the mix of the plans."""
    found = compared(SURVEY, "--between", "period=2023-Q4,2024-Q1", "--by", "plan")
    told, mix = TRUTH["mix_only"], found["mix"]
    assert found["difference"]["verdict"] == "down"
    parts = (found["difference"]["value"], mix["mix"], mix["within"])
    assert parts == pytest.approx((told["difference"], told["mix"], told["within"]), abs=1e-5)
    for part in mix["segments"]:
        plan = told["plans"][part["segment"]["plan"]]
        assert [part["share_before"], part["share_after"]] == pytest.approx(plan["share"], abs=1e-5)
        assert [part["value_before"], part["value_after"]] == pytest.approx(plan["nps"], abs=1e-5)
    with surroundings(ROOT):
        _, shown = run_cx(["compare", "nps", SURVEY, "--between", "period=2023-Q4,2024-Q1", "--by", "plan"])
    assert "nearly all of it is mix" in shown


def test_comparing_finds_that_channels_are_chance():
    """No channel differs from the others, with p adjusted for all of them; and no two channels differ."""
    groups = compared(SURVEY, "--between", "channel")["groups"]["found"]
    assert [(each["key"], each["score"]["n"]) for each in groups] == [
        (key, told["n"]) for key, told in TRUTH["by_channel"].items()
    ]
    assert {each["verdict"] for each in groups} == {"unclear"}
    assert min(each["p_adjusted"] for each in groups) > 0.05
    for one in TRUTH["by_channel"]:
        for other in TRUTH["by_channel"]:
            if one < other:
                found = compared(SURVEY, "--between", f"channel={one},{other}")
                assert found["difference"]["verdict"] == "unclear"


def test_comparing_finds_the_same_people():
    """People in both waves are found, with what they said before and after."""
    waves = ("sample_data/wave_2024_q3.csv", "sample_data/wave_2024_q4.csv")
    told, paired = TRUTH["paired"], compared(*waves, "--paired", "email")["paired"]
    assert paired["both"] == told["people"]
    assert [paired["only_before"], paired["only_after"]] == [
        len({row["email"] for row in rows_of(f"wave_2024_q{quarter}.csv") if row["nps"]}) - told["people"]
        for quarter in (3, 4)
    ]
    moves = {(move["before"], move["after"]): move["respondents"] for move in paired["change"]["transitions"]}
    table = {(f"{one}s", f"{other}s"): n for one, row in told["transitions"].items() for other, n in row.items() if n}
    assert moves == table
