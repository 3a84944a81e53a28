"""`cx compare` over files whose numbers a hand can check."""

import csv
import io
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HEAD = "id,submitted_at,email,region,plan,nps_score\n"
BEFORE = [
    ("2025-01-05", "ann@x.org", "EMEA", "pro", 10),
    ("2025-01-06", "bob@x.org", "EMEA", "free", 9),
    ("2025-01-07", "cy@x.org", "AMER", "free", 7),
    ("2025-01-08", "cy@x.org", "AMER", "free", 3),
    ("2025-01-09", "", "AMER", "pro", 0),
    ("2025-01-10", "eve@x.org", "EMEA", "pro", ""),
]
AFTER = [
    ("2025-02-05", "ANN@x.org", "EMEA", "pro", 3),
    ("2025-02-06", "cy@x.org", "AMER", "free", 8),
    ("2025-02-07", "dee@x.org", "AMER", "free", 9),
    ("2025-02-08", "eve@x.org", "", "pro", 10),
]


def text(rows):
    return HEAD + "".join(f"{number},{','.join(map(str, row))}\n" for number, row in enumerate(rows))


@pytest.fixture
def waves(folder):
    """Two files: NPS 0 of 5 answers before, 25 of 4 after; ann and cy are in both."""
    (folder / "before.csv").write_text(text(BEFORE))
    (folder / "after.csv").write_text(text(AFTER))
    return "before.csv", "after.csv"


@pytest.fixture
def survey(folder):
    """Both waves in one file."""
    (folder / "survey.csv").write_text(text([*BEFORE, *AFTER]))
    return "survey.csv"


def one(ended):
    """The one comparison of a JSON run."""
    assert ended.code == 0, ended.err
    (found,) = ended.data["comparisons"]
    return found


def test_two_files(cx, waves):
    """The sides are the files as they were given; the difference is after minus before, and every row is told."""
    ended = cx("compare", "nps", *waves)
    lines = ended.out.splitlines()
    assert (ended.code, ended.err) == (0, "")
    assert lines[0].startswith("NPS before 0.0 (95 % ")
    assert lines[0].endswith(", n 5): before.csv")
    assert lines[1].startswith("NPS after 25.0 (95 % ")
    assert "difference +25.0 (95 % " in lines[2]
    assert "no clear change: so few answers show no difference" in " ".join(lines)
    assert "rows before: 6 rows read: 5 scored, 1 blank" in lines
    assert "rows after: 4 rows read: 4 scored" in lines
    turned = one(cx("compare", "nps", *reversed(waves), "--format", "json"))
    assert turned["difference"]["value"] == -25
    assert [turned[side]["label"] for side in ("before", "after")] == ["after.csv", "before.csv"]


def test_two_groups(cx, survey):
    """Groups are named by their keys, blank ones as they are printed; rows of no side are counted."""
    found = one(cx("compare", "nps", survey, "--between", "region=EMEA,AMER", "--format", "json"))
    assert [found[side]["score"]["value"] for side in ("before", "after")] == [pytest.approx(100 / 3), -20]
    assert found["elsewhere"] == {"read": 1, "scored": 1, "skipped": {}}
    blank = one(cx("compare", "nps", survey, "--between", "region=(blank),AMER", "--format", "json"))
    assert blank["before"]["score"]["value"] == 100


def test_a_group_with_a_comma_in_its_name(cx, folder):
    """Given once each, values are taken as they are."""
    (folder / "a.csv").write_text('team,nps\n"Smith, Inc",9\n"Smith, Inc",10\nB,3\n')
    found = one(cx("compare", "nps", "a.csv", "--between", "team=Smith, Inc", "--between", "team=B", "-f", "json"))
    assert found["difference"]["value"] == -200
    ended = cx("compare", "nps", "a.csv", "--between", "team=Smith, Inc")
    assert ended.code == 2
    assert "no row has team 'Smith' — groups of team: 'B', 'Smith, Inc'" in ended.errors[0]
    assert "give --between once for each group" in ended.errors[0]


def test_two_periods(cx, survey):
    """Periods need not be of one length, and what is outside of them is counted; rows without a date, too."""
    ended = cx("compare", "nps", survey, "--between", "period=2025-01,2025-02-05..2025-02-07", "-f", "json")
    found = one(ended)
    assert [found[side]["label"] for side in ("before", "after")] == ["2025-01", "2025-02-05 to 2025-02-07"]
    assert found["after"]["score"]["value"] == 0
    assert found["elsewhere"]["read"] == 1


def test_undated_rows_are_told(cx, folder):
    """A row without a date is on neither side, and is said to have none."""
    (folder / "a.csv").write_text("nps,submitted_at\n9,2025-01-01\n9,2025-02-01\n3,\n")
    ended = cx("compare", "nps", "a.csv", "--between", "period=2025-01,2025-02")
    assert "on neither side: 1 row, 1 undated" in ended.out


def test_a_period_without_rows(cx, survey):
    """A side without answers has no value; the run goes well and says why there is no difference."""
    ended = cx("compare", "nps", survey, "--between", "period=2031-Q1,2025-01", "--by", "plan", "--paired", "email")
    assert ended.code == 0
    assert "difference: not comparable; before: no row was scored" in ended.out
    assert "no paired difference: nobody answered on both sides" in ended.out
    assert "rows before: 0 rows read" in ended.out
    found = one(cx("compare", "nps", survey, "--between", "period=2025-01,2031-Q1", "--by", "plan", "-f", "json"))
    assert (found["mix"], found["after"]["score"]["status"]) == (None, "no_data")


def test_a_file_without_rows(cx, waves, folder):
    """A file that holds a header alone is a side without answers."""
    (folder / "none.csv").write_text(HEAD)
    ended = cx("compare", "nps", "none.csv", waves[1])
    assert ended.code == 0
    assert "NPS before no data (no row was scored, n 0): none.csv" in ended.out
    (folder / "nothing.csv").write_text(HEAD.replace("id", "no"))
    both = cx("compare", "nps", "none.csv", "nothing.csv", "--by", "plan", "--paired", "email")
    assert (both.code, both.out.count("no data")) == (0, 2)
    groups = cx("compare", "nps", "none.csv", "--between", "plan")
    assert groups.out.startswith("NPS by plan: no group can be compared: no row was scored")


def test_a_column_called_period(cx, folder):
    """Periods are of the dates; where a column has that name, a warning says how to name it."""
    (folder / "a.csv").write_text("nps,submitted_at,period\n9,2025-01-01,A\n9,2025-02-01,A\n3,2025-02-02,B\n")
    ended = cx("compare", "nps", "a.csv", "--between", "period=2025-01,2025-02")
    assert "not of the column 'period'; for that: --between 'period#1=A,B'" in ended.err
    found = one(cx("compare", "nps", "a.csv", "--between", "period#1=A,B", "-f", "json"))
    assert found["difference"]["value"] == -200


def test_why_it_moved(cx, waves):
    """Shares and values of segments explain the difference, and add up to it."""
    ended = cx("compare", "nps", *waves, "--by", "plan", "--format", "json")
    mix = one(ended)["mix"]
    assert mix["within"] + mix["mix"] == pytest.approx(25)
    (free, pro) = mix["segments"]
    assert free["segment"] == {"plan": "free"}
    assert (free["share_before"], free["share_after"]) == (60, 50)
    assert (free["value_before"], free["value_after"]) == (0, 50)
    # (3/5 + 1/2)/2 of +50 within; (1/2 - 3/5) of ((0 + 50) - (0 + 25))/2 by mix.
    assert (free["within"], free["mix"]) == pytest.approx((27.5, -1.25))
    assert pro["within"] + free["within"] == pytest.approx(mix["within"])
    shown = cx("compare", "nps", *waves, "--by", "plan+region").out
    assert "why: mix " in shown
    assert "within and mix of all segments add up to the difference" in shown


def test_small_segments_are_not_shown(cx, survey):
    """With --min-n, segments below it are one line, and its values are not shown if it still is too small."""
    out = cx("compare", "nps", survey, "--between", "period=2025-01,2025-02", "--by", "region", "--min-n", "3").out
    assert "fewer than 3" in out
    assert "segments with fewer than 3 answers on a side are one" in out
    hidden = cx("compare", "nps", survey, "--between", "period=2025-01,2025-02", "--min-n", "5", "--by", "plan")
    assert "after not shown (fewer than 5 answers, n 4)" in hidden.out
    assert "difference: not comparable; after: fewer than 5 answers" in hidden.out


def test_the_same_respondents(cx, waves):
    """Of several answers on a side the latest stands; an address is the same in capitals; nobody is nobody."""
    ended = cx("compare", "nps", *waves, "--paired", "email", "--format", "json")
    found = one(ended)
    paired = found["paired"]
    # ann went from 10 to 3, cy from 3 (the latest) to 8; bob answered before only, dee and eve after only.
    assert (paired["both"], paired["only_before"], paired["only_after"]) == (2, 1, 2)
    assert paired["without_key"] == {"before": 1, "after": 0}
    moves = {(move["before"], move["after"]): move["respondents"] for move in paired["change"]["transitions"]}
    assert moves == {("promoters", "detractors"): 1, ("detractors", "passives"): 1}
    assert (paired["change"]["before"], paired["change"]["after"]) == (0, -50)
    # The scores themselves are of all answers, as without --paired.
    assert (found["before"]["score"]["n"], found["before"]["score"]["value"]) == (5, 0)
    first = one(cx("compare", "nps", *waves, "--paired", "email", "--keep", "first", "--format", "json"))["paired"]
    assert {(move["before"], move["after"]) for move in first["change"]["transitions"]} == {
        ("promoters", "detractors"),
        ("passives", "passives"),
    }
    out = cx("compare", "nps", *waves, "--paired", "email").out
    said = out.replace("\n", " ")
    assert "same email: 2 on both sides, 1 only before, 2 only after" in said
    assert "1 answer is without email and left out" in said
    assert "before \\ after" in out


def test_pairs_without_dates(cx, folder):
    """Without dates respondents are paired as long as nobody is on a side twice."""
    (folder / "a.csv").write_text("mail,nps\nann,9\nbob,3\n")
    (folder / "b.csv").write_text("mail,nps\nann,3\nbob,3\ncy,10\n")
    (folder / "c.csv").write_text("mail,nps\nann,3\nann,9\n")
    paired = one(cx("compare", "nps", "a.csv", "b.csv", "--paired", "mail", "-f", "json"))["paired"]
    assert (paired["both"], paired["only_after"]) == (2, 1)
    ended = cx("compare", "nps", "a.csv", "c.csv", "--paired", "mail")
    assert (ended.code, len(ended.errors)) == (2, 1)
    assert "--map at=COLUMN" in ended.errors[0]
    votes = cx("compare", "nps", "a.csv", "b.csv", "--paired", "mail", "--one-vote-per", "mail")
    assert (votes.code, "looks like the date" in votes.errors[0]) == (65, True)


def test_one_vote_on_each_side(cx, waves, folder):
    """One vote for each person is one on each side; those on both sides are mentioned where they are not paired."""
    ended = cx("compare", "nps", *waves, "--one-vote-per", "email")
    # ann 10, bob 9, cy 3 (the latest), and a row of nobody with 0: two promoters, two detractors.
    assert ended.out.startswith("NPS before 0.0")
    assert ", n 4): before.csv" in ended.out
    assert "rows before: 6 rows read: 4 scored" in ended.out
    assert "1 blank, 1 superseded" in ended.out
    assert "2 respondents are on both sides" in ended.err
    (folder / "others.csv").write_text(text([("2025-03-01", "new@x.org", "EMEA", "pro", 10)]))
    assert cx("compare", "nps", waves[0], "others.csv", "--one-vote-per", "email").err.count("both sides") == 0
    paired = cx("compare", "nps", *waves, "--one-vote-per", "email", "--paired", "email")
    assert paired.err == ""
    assert ", n 4): before.csv" in paired.out


def test_votes_of_groups_are_those_of_a_score(cx, survey):
    """Without pairs, a vote belongs to one group, as in cx score, and nobody is on both sides."""
    found = one(cx("compare", "nps", survey, "--between", "plan=free,pro", "--one-vote-per", "email", "-f", "json"))
    scored = cx("score", "nps", survey, "--by", "plan", "--one-vote-per", "email", "-f", "json").data["scores"]
    values = {score["group"]["plan"]: score["value"] for score in scored if score["group"]}
    assert [found[side]["score"]["value"] for side in ("before", "after")] == [values["free"], values["pro"]]


def test_each_group_with_all_the_others(cx, survey):
    """A column alone compares each of its groups with the others, and says that p is adjusted."""
    ended = cx("compare", "nps", survey, "--between", "region", "--min-n", "2")
    said = ended.out.replace("\n", " ")
    assert said.startswith("NPS: none of 2 groups of region differs from the others by more than chance explains ")
    assert "Benjamini-Hochberg" in ended.out
    assert "not shown: 1 with fewer than 2 answers; they count among the others" in ended.out
    found = one(cx("compare", "nps", survey, "--between", "region=EMEA,AMER,(blank)", "-f", "json"))["groups"]
    assert [group["key"] for group in found["found"]] == ["AMER", "EMEA", "(blank)"]
    assert found["found"][0]["others"]["n"] == 4
    assert cx("compare", "nps", survey, "--between", "file").out.startswith("NPS by file: no group can be compared")


def test_several_metrics(cx, folder):
    """Each metric has a block of its own."""
    (folder / "a.csv").write_text("nps,csat,plan\n9,5,A\n10,1,B\n")
    ended = cx("compare", "nps,csat", "a.csv", "--between", "plan=A,B")
    assert "NPS before 100.0" in ended.out
    assert "CSAT before 100.0 %" in ended.out
    assert ended.out.count("\n\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("before.csv",), 2, "one file has no other to be compared with"),
        (("before.csv", "before.csv"), 2, "both sides are the same file"),
        (("before.csv", "after.csv", "third.csv"), 2, "two files are compared, and 3 are given"),
        (("before.csv", "--between", "region=EMEA,emea"), 2, "did you mean 'EMEA'?"),
        (("before.csv", "--between", "region=X,EMEA"), 2, "no row has region 'X' — groups of region: 'AMER', 'EMEA'"),
        (("before.csv", "--between", "nobody=A,B"), 2, "there is no column 'nobody'"),
        (("before.csv", "--between", "period=2025,2025-01"), 2, "the two sides overlap"),
        (("named.csv", "after.csv"), 2, "some of the files have a column 'file'"),
        (("a b.csv", "a  b.csv"), 2, "differ in nothing but spaces"),
        (("before.csv", "after.csv", "--output", "after.csv"), 2, "this file is read"),
    ],
)
@pytest.mark.usefixtures("waves")
def test_what_cannot_be_compared(cx, folder, arguments, code, said):
    """What is no comparison is refused in words, with what to type."""
    (folder / "third.csv").write_text(text(AFTER) + "9,2025-03-01,x@x.org,EMEA,pro,9\n")
    (folder / "named.csv").write_text("file,nps\nx,9\n")
    (folder / "a b.csv").write_text("nps\n9\n")
    (folder / "a  b.csv").write_text("nps\n3\n")
    ended = cx("compare", "nps", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.errors[0]
    assert " — " in ended.errors[0]


def test_copies_are_mentioned(cx, waves, folder):
    """Two files with the same bytes are compared, but hardly meant."""
    (folder / "copy.csv").write_text(text(BEFORE))
    ended = cx("compare", "nps", waves[0], "copy.csv")
    assert ended.code == 0
    assert "the same as before.csv, to the last byte" in ended.err


def test_sides_that_look_the_same_are_numbered(cx, folder):
    """Two names that are shown alike are told apart."""
    (folder / "a.csv").write_text("nps,team\n9,\x1bX\n3,\\x1bX\n", newline="")
    ended = cx("compare", "nps", "a.csv", "--between", "team=\x1bX", "--between", "team=\\x1bX")
    shown = [line.rpartition(": ")[2] for line in ended.out.splitlines()[:2]]
    assert shown[0] != shown[1]


def test_the_other_formats(cx, waves, folder):
    """CSV has a row for each figure, Markdown the same sentences; a file is written whole."""
    arguments = ("compare", "nps", *waves, "--by", "plan", "--paired", "email")
    rows = list(csv.DictReader(io.StringIO(cx(*arguments, "--format", "csv").out)))
    assert Counter(row["part"] for row in rows) == {"difference": 1, "segment": 2, "paired": 1, "transition": 2}
    assert (rows[0]["difference"], rows[0]["before"], rows[0]["n_after"]) == ("25.0", "before.csv", "4")
    groups = list(csv.DictReader(io.StringIO(cx("compare", "nps", *waves, "--between", "plan", "-f", "csv").out)))
    assert [(row["part"], row["name"]) for row in groups] == [("group", "free"), ("group", "pro")]
    nobody = cx("compare", "nps", *waves, "--paired", "id", "--format", "csv", "--min-n", "5").out
    assert "fewer than 5 answered on both sides" in nobody
    markdown = cx(*arguments, "--format", "markdown").out
    assert "| plan | share before |" in markdown
    many = cx("compare", "nps", *waves, "--between", "plan", "--format", "markdown").out
    assert "| free |" in many
    assert cx(*arguments, "--output", "out.txt").out == ""
    assert (folder / "out.txt").read_text().startswith("NPS before 0.0")


def test_bad_rows_end_with_their_exit_code(cx, waves, config, folder):
    """The limit of bad rows in the config holds here, too."""
    config("source: {max_rejects: 0}\n")
    (folder / "bad.csv").write_text(text([*AFTER, ("2025-02-09", "x@x.org", "EMEA", "pro", 11)]))
    ended = cx("compare", "nps", waves[0], "bad.csv")
    assert (ended.code, "more than --max-rejects allows" in ended.err) == (3, True)


def test_narrow_screens(cx, waves, monkeypatch):
    """At 40 columns no line is wider, and no figure is broken."""
    monkeypatch.setenv("COLUMNS", "40")
    out = cx("compare", "nps", *waves, "--by", "plan", "--paired", "email").out
    assert max(map(len, out.splitlines())) <= 40


PEOPLE = st.sampled_from(["a", "b", "c", ""])
ANSWERS = st.lists(st.tuples(st.integers(0, 10), st.sampled_from("pqr"), PEOPLE), min_size=1)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ANSWERS, after=ANSWERS)
def test_any_two_files(cx, folder, before, after):
    """For any rows: within and mix are the difference, and the table of moves has the two waves as its margins."""
    for name, rows in (("one.csv", before), ("two.csv", after)):
        lines = [f"{answer},{plan},{who},2025-01-{1 + n % 28:02}" for n, (answer, plan, who) in enumerate(rows)]
        (folder / name).write_text("nps,plan,who,submitted_at\n" + "\n".join(lines) + "\n")
    # The scale is told, since few answers may look like those of another one.
    arguments = ("--map", "score=nps", "--scale", "0-10", "--by", "plan", "--paired", "who", "--format", "json")
    found = one(cx("compare", "nps", "one.csv", "two.csv", *arguments))
    mix, paired = found["mix"], found["paired"]
    assert mix["within"] + mix["mix"] == pytest.approx(found["difference"]["value"], abs=1e-9)
    waves = [_latest(rows) for rows in (before, after)]
    both = waves[0].keys() & waves[1].keys()
    assert paired["both"] == len(both)
    if both:
        for side, wave in zip(("before", "after"), waves, strict=True):
            margin = Counter()
            for move in paired["change"]["transitions"]:
                margin[move[side]] += move["respondents"]
            assert margin == Counter(_box(wave[who]) for who in both)


def _latest(rows):
    dated = sorted(enumerate(rows), key=lambda row: (row[0] % 28, row[0]))
    return {who: answer for _, (answer, _, who) in dated if who}


def _box(answer):
    return "promoters" if answer > 8 else "passives" if answer > 6 else "detractors"
