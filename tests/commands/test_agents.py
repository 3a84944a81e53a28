"""`cx agents` over files whose numbers a hand can check."""

import csv
import io

import pytest

HEAD = "id,agent,channel,csat\n"


def rows(*groups):
    """Rows of (agent, channel, satisfied, dissatisfied)."""
    made = [
        f"{agent},{channel},{score}\n" for agent, channel, good, bad in groups for score in [*[5] * good, *[1] * bad]
    ]
    return HEAD + "".join(f"{number},{row}" for number, row in enumerate(made))


@pytest.fixture
def answers(folder):
    """Ann 36 of 40, Bob 20 of 40, Cy 3 of 4, a bot and nobody."""
    made = rows(
        ("Ann", "mail", 36, 4), ("Bob", "mail", 20, 20), ("Cy", "mail", 3, 1), ("Bot", "", 2, 0), ("", "x", 1, 0)
    )
    (folder / "answers.csv").write_text(made)
    return "answers.csv"


def test_the_table(cx, answers):
    """Who stands apart is said first; small groups and those apart are told."""
    ended = cx("agents", "csat", answers)
    assert ended.code == 0
    assert ended.out.startswith("CSAT: 2 of 2 groups of agent stand apart by more than chance explains: Ann")
    assert "without 2 groups that are nobody" in ended.out
    assert "87 rows read: 87 scored" in ended.out
    assert [line.split()[-1] for line in ended.out.splitlines() if line[:3] in ("Ann", "Bob", "Cy ")] == [
        "better",
        "worse",
        "small",
    ]


def test_json(cx, answers):
    """JSON has every group, whatever is listed; 36 of 40 and 20 of 40 of 84."""
    ended = cx("agents", "csat", answers, "--format", "json", "--bad-only", "--sort", "n")
    (found,) = ended.data["found"]
    assert ended.data["schema"] == "cx.agents/1"
    assert found["overall"]["value"] == pytest.approx(100 * 59 / 84)
    assert [each["name"] for each in found["groups"]] == ["Ann", "Bob", "Cy"]
    assert [each["name"] for each in found["apart"]] == ["Bot", "(blank)"]


def test_csv_and_markdown_by_the_name_of_the_file(cx, answers, folder):
    """The end of the name says the format."""
    assert cx("agents", "csat", answers, "--output", "groups.csv").code == 0
    made = list(csv.DictReader(io.StringIO((folder / "groups.csv").read_text())))
    assert [(each["part"], each["group"], each["verdict"]) for each in made][:3] == [
        ("overall", "", ""),
        ("group", "Ann", "better"),
        ("group", "Bob", "worse"),
    ]
    assert cx("agents", "csat", answers, "--output", "groups.md").code == 0
    assert "| Ann | 40 | 90.0 % |" in (folder / "groups.md").read_text()
    assert cx("agents", "csat", answers, "--output", "groups.xlsx").code == 2


def test_adjusted_for_what_the_cases_are(cx, folder):
    """Of hard cases half are satisfied whoever has them: Bob, who has most, is not worse."""
    made = rows(("Ann", "easy", 90, 10), ("Ann", "hard", 5, 5), ("Bob", "easy", 9, 1), ("Bob", "hard", 50, 50))
    (folder / "cases.csv").write_text(made)
    assert "Bob worse" in cx("agents", "csat", "cases.csv").out
    adjusted = cx("agents", "csat", "cases.csv", "--adjust", "channel")
    assert adjusted.out.startswith("CSAT: chance explains where each of 2 groups of agent stands")
    assert "adjusted for channel: 2 strata" in adjusted.out


def test_the_config_says_who_is_nobody(cx, answers, config):
    """Groups named there are apart; min_n of the report counts."""
    config("agents: {apart: [cy]}\nreport: {min_n: 3}")
    assert "without 3 groups that are nobody" in cx("agents", "csat", answers).out


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (rows(("Ann", "a", 9, 9)), "only one group has answers"),
        (rows(("", "a", 9, 9), ("bot", "a", 9, 9)), "all answers are of groups that are nobody"),
        (rows(("Ann", "a", 20, 0), ("Bob", "a", 20, 0)), "all answers to the same cases are alike"),
        (rows(*((name, "a", 1, 0) for name in "abcdefgh"), ("i", "a", 0, 1)), "fewer than two groups have 10 answers"),
        (rows(("Ann", "a", 20, 0)).replace(",5\n", ",\n"), "no row of any group was scored"),
    ],
)
def test_where_no_group_can_be_judged(cx, folder, content, reason):
    """One group, nobody, answers all alike, one answer each and blanks only are told, and no verdict is made up."""
    (folder / "few.csv").write_text(content)
    ended = cx("agents", "csat", "few.csv")
    assert ended.code == 0
    first = " ".join(ended.out.split("\noverall")[0].split())
    assert first == f"CSAT by agent: no group can be judged: {reason}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("csat", "--group", "nowhere"), "there is no column 'nowhere'"),
        (("csat", "--group", "id"), "87 groups of id with 87 answers are too many to judge"),
        (("csat", "--adjust", "nowhere"), "there is no column 'nowhere'"),
        (("csat", "--adjust", "agent"), "'agent' says which groups are judged"),
        (("csat", "--adjust", ","), "--adjust names no column"),
        (("csat", "--fdr", "5"), "a rate of false calls of 5"),
        (("resolution_time",), "groups are not judged by resolution_time"),
    ],
)
def test_what_is_refused(cx, answers, arguments, message):
    """Columns that are not there, ids, levels that are none and durations are refused with what to do."""
    metric, *more = arguments
    ended = cx("agents", metric, answers, *more)
    assert ended.code == 2
    (error,) = ended.errors
    assert error.startswith(message)
    assert " — " in error


def test_empty_files_are_refused(cx, folder):
    """A file with nothing in it is refused as everywhere."""
    (folder / "empty.csv").write_text("")
    assert cx("agents", "csat", "empty.csv").code == 65


def test_hostile_names(cx, folder):
    """Names that steer terminals or start formulas are shown as texts."""
    (folder / "bad.csv").write_text(rows(("\x1b[2JAnn", "a", 36, 4), ('"=1+1"', "a", 20, 20)))
    for form in ("table", "markdown", "csv", "json"):
        out = cx("agents", "csat", "bad.csv", "--format", form).out
        assert "\x1b" not in out
        assert ",=1" not in out


def test_order_and_cut_of_rows_do_not_matter(cx, answers, folder):
    """Rows in another order, or in two files, give the same groups to the last digit."""
    head, *lines = (folder / answers).read_text().splitlines()
    (folder / "back.csv").write_text("\n".join([head, *reversed(lines)]) + "\n")
    for name, part in (("one.csv", lines[::2]), ("two.csv", lines[1::2])):
        (folder / name).write_text("\n".join([head, *part]) + "\n")
    runs = [
        cx("agents", "csat", *files, "--format", "json") for files in ([answers], ["back.csv"], ["one.csv", "two.csv"])
    ]
    assert [run.data["found"] == runs[0].data["found"] for run in runs] == [True] * 3


def test_weights(cx, folder):
    """Weighted answers are judged by their weights: 30 of 40 by count, 50 % by weight."""
    made = rows(("Ann", "3", 0, 10), ("Ann", "1", 30, 0), ("Bob", "1", 30, 10))
    (folder / "weighted.csv").write_text(made)
    ended = cx("agents", "csat", "weighted.csv", "--weight", "channel", "--format", "json")
    ann, bob = ended.data["found"][0]["groups"]
    assert (ann["score"]["value"], ann["standing"]["value"], bob["score"]["value"]) == (50, 50, 75)
