import csv
import hashlib
import random
from pathlib import Path

import pytest

from cxcli.drill_down import driver_sources

SAMPLES = Path(__file__).parents[2] / "sample_data"
SURVEY, TICKETS = SAMPLES / "driver_survey.csv", SAMPLES / "driver_tickets.csv"
RATINGS = "ease,speed,quality,price,support,design"
JOIN = ("--join", str(TICKETS), "--on", "customer_id")


@pytest.fixture
def made(folder):
    """Write a file of rows: a header, and rows of numbers or texts."""

    def of(header, rows, name="a.csv"):
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
        return name

    return of


def some(n, seed=1):
    """Rows of nps, a and b (ratings of which a moves it), and a word."""
    chance = random.Random(seed)  # noqa: S311 - made-up answers are no secret
    rows = []
    for _ in range(n):
        a, b = chance.randint(1, 5), chance.randint(1, 5)
        rows.append([min(10, 2 * a + chance.randint(0, 1)), a, b, chance.choice(["pro", "free"])])
    return rows


HEADER = ["nps", "a", "b", "plan"]


def test_the_hidden_driver_is_found(cx):
    """In the sample the support is first, told from all others; the design, which moves nothing, is no driver."""
    ended = cx("drivers", "nps", str(SURVEY), "--drivers", RATINGS, "--format", "json")
    found = ended.data["drivers"]["drivers"]
    assert (found[0]["driver"], found[0]["ranks"], found[0]["finding"]) == ("support", [1, 1], "driver")
    assert {each["driver"]: each["finding"] for each in found}["design"] != "driver"
    assert sum(each["share"]["value"] for each in found) == pytest.approx(ended.data["drivers"]["r_squared"]["value"])


def test_all_rows_are_accounted_for(cx):
    """Scored rows are complete or not, and what lacks is counted by driver."""
    rows = cx("drivers", "nps", str(SURVEY), "--drivers", RATINGS, "--format", "json").data["rows"]
    with SURVEY.open(encoding="utf-8") as file:
        said = list(csv.DictReader(file))
    complete = [row for row in said if all(row[name] for name in RATINGS.split(","))]
    assert (rows["scored"], rows["complete"]) == (len(said), len(complete))
    assert {each["driver"]: each["blank"] for each in rows["columns"]} == {
        name: sum(not row[name] for row in said) for name in RATINGS.split(",")
    }
    mean = sum(int(row["support"]) for row in complete) / len(complete)
    assert {each["driver"]: each["mean"] for each in rows["columns"]}["support"] == pytest.approx(mean)


def test_order_and_cut_of_rows_and_drivers_do_not_matter(cx, made):
    """The same rows in another order, in two files, and drivers in another order give the same result."""
    with SURVEY.open(encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))
    random.Random(4).shuffle(rows)  # noqa: S311 - as above
    whole = cx("drivers", "nps", str(SURVEY), "--drivers", RATINGS, "--format", "json").data["drivers"]
    turned = ",".join(reversed(RATINGS.split(",")))
    parts = made(header, rows[:100]), made(header, rows[100:], "b.csv")
    assert cx("drivers", "nps", *parts, "--drivers", turned, "--format", "json").data["drivers"] == whole


def test_the_cut_into_chunks_does_not_matter(cx, monkeypatch):
    """Rows taken seven at a time give the same result as all at once."""
    arguments = ("drivers", "nps", str(SURVEY), "--drivers", RATINGS, "--format", "json")
    whole = cx(*arguments).data
    monkeypatch.setattr(driver_sources, "_AT_ONCE", 7)
    cut = cx(*arguments).data
    assert {key: cut[key] for key in ("score", "rows", "drivers")} == {
        key: whole[key] for key in ("score", "rows", "drivers")
    }


def test_only_tickets_from_before_the_answer_count(cx):
    """The wait of the last ticket before the answer is a driver; how many there were, with later ones, is none."""
    ended = cx("drivers", "nps", str(SURVEY), "--drivers", "first_response_hours,reopens", *JOIN, "--format", "json")
    found = {each["driver"]: each for each in ended.data["drivers"]["drivers"]}
    assert found["first_response_hours"]["finding"] == "driver"
    assert found["first_response_hours"]["correlation"] < 0
    assert found["reopens"]["finding"] == "chance"
    join = ended.data["join"]
    assert (join["earlier_only"], join["take"]) == (True, "latest")
    with SURVEY.open(encoding="utf-8") as file:
        at = {row["customer_id"]: row["submitted_at"] for row in csv.DictReader(file)}
    with TICKETS.open(encoding="utf-8") as file:
        tickets = list(csv.DictReader(file))
    earlier = {row["customer_id"] for row in tickets if row["created_at"] < at[row["customer_id"]]}
    later = {row["customer_id"] for row in tickets} - earlier
    assert (join["rows"], join["matched"], join["later_only"]) == (len(tickets), len(earlier), len(later))


@pytest.mark.parametrize("take", ["mean", "sum", "count"])
def test_several_rows_of_a_key_can_be_taken_together(cx, take):
    """Means, sums and counts are drivers, too; a customer without a ticket has a count of 0."""
    ended = cx("drivers", "nps", str(SURVEY), "--drivers", "reopens,support", *JOIN, "--take", take, "--format", "json")
    columns = {each["driver"]: each for each in ended.data["rows"]["columns"]}
    assert (columns["reopens"]["n"] == 480) == (take == "count")
    assert columns["reopens"]["joined"]


def test_an_outcome_of_its_own_is_foretold(cx):
    """The answer and the drivers foretell who has left, with the area on rows held out."""
    ended = cx("drivers", "nps", str(SURVEY), "--drivers", RATINGS, "--outcome", "churned", "--format", "json")
    found = ended.data["forecast"]
    assert ended.data["drivers"] is None
    assert ended.data["outcome"] == "churned"
    assert found["drivers"][0]["driver"] == "nps"
    assert found["auc"]["low"] > 0.5
    assert found["chance"] is False
    assert found["fitted"]["n"] + found["held_out"]["n"] == ended.data["rows"]["complete"]


def test_all_rows_of_a_key_are_held_out_together(cx, made):
    """With a key, the rows of a customer are all fitted on or all held out: copies of a row change no area."""
    with SURVEY.open(encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))
    arguments = ("--drivers", "ease,support,first_response_hours", *JOIN, "--outcome", "churned", "--format", "json")
    once = cx("drivers", "nps", made(header, rows), *arguments).data["forecast"]
    twice = cx("drivers", "nps", made(header, rows + rows, "b.csv"), *arguments).data["forecast"]
    assert twice["held_out"]["n"] == 2 * once["held_out"]["n"]
    assert twice["auc"]["value"] == pytest.approx(once["auc"]["value"], abs=0.01)


def test_a_word_can_be_the_yes(cx, made):
    """A status is a yes or no once a word in it is named."""
    rows = [[*row[:3], "Lost" if row[1] < 3 else "kept"] for row in some(400)]
    file = made(HEADER, rows)
    plain = cx("drivers", "nps", file, "--drivers", "a,b", "--outcome", "plan")
    assert plain.code == 65
    assert "is no yes or no" in plain.errors[0]
    ended = cx("drivers", "nps", file, "--drivers", "a,b", "--outcome", "plan=lost", "--format", "json")
    assert ended.data["forecast"]["auc"] == {"value": 1, "low": None, "high": None}
    assert ended.data["forecast"]["separated"]
    text = cx("drivers", "nps", file, "--drivers", "a,b", "--outcome", "plan=lost").out
    assert "told apart without a fault" in text
    assert cx("drivers", "nps", file, "--drivers", "a,b", "--outcome", "plan=nobody").code == 65


def test_a_rate_is_foretold(cx):
    """The outcome of a rate is the yes or no that it counts."""
    ended = cx(
        *("drivers", "reopen_rate", str(SAMPLES / "tickets.csv"), "--drivers", "agent_replies,customer_replies"),
        *("--format", "json", "--now", "2025-07-15"),
    )
    found = ended.data["forecast"]
    assert [each["driver"] for each in found["drivers"]] == ["agent_replies", "customer_replies"]


def test_classes_are_an_outcome(cx, made):
    """As classes, answers count 100, 0 and -100: R² is that of these."""
    rows = [[9 if row[1] > 3 else 7 if row[1] == 3 else 2, *row[1:]] for row in some(300)]
    worth = [[100 if row[0] == 9 else 0 if row[0] == 7 else -100, *row[1:3]] for row in rows]
    ended = cx(
        "drivers", "nps", made(HEADER, rows), "--drivers", "a,b", "--outcome-as", "class", "--format", "json"
    ).data["drivers"]
    correlation = {each["driver"]: each["correlation"] for each in ended["drivers"]}
    assert correlation["a"] == pytest.approx(_correlation([row[0] for row in worth], [row[1] for row in worth]))


def test_a_mean_has_no_classes(cx, made):
    """What is no sum of classes cannot be taken as one."""
    rows = [[row[1], row[2], row[0]] for row in some(60)]
    arguments = ("drivers", "csat:mean", made(["csat", "b", "c"], rows), "--drivers", "b,c", "--outcome-as")
    assert "is a mean, not one of classes" in cx(*arguments, "class").errors[0]
    assert cx(*arguments, "score").code == 0


def test_a_rare_yes_is_refused(cx, made):
    """Fewer than twenty of either class, or hardly any in one of the two parts, are no ground for a forecast."""
    rows = [[place, *row[:3], "yes" if place < 10 else "no"] for place, row in enumerate(some(300))]
    header = ["id", "nps", "a", "b", "left"]
    arguments = ("--drivers", "a,b", "--outcome", "left")
    assert "10 of 300 rows are a yes" in cx("drivers", "nps", made(header, rows), *arguments).errors[0]
    one = [["one" if row[0] < 150 else row[0], *row[1:4], "yes" if row[0] < 150 else "no"] for row in rows]
    other = made(["id", "w"], [["one", 3], *([row[0], row[0] % 5] for row in rows)], "b.csv")
    joined = ("--drivers", "a,w", "--outcome", "left", "--join", other, "--on", "id")
    assert "in one of the two parts" in cx("drivers", "nps", made(header, one), *joined).errors[0]


def test_the_file_itself_is_no_driver(cx, made):
    """The name of the file is a text."""
    assert "'file' is no driver" in cx("drivers", "nps", made(HEADER, some(60)), "--drivers", "a,file").errors[0]


def _correlation(some, other):
    n = len(some)
    x, y = sum(some) / n, sum(other) / n
    cross = sum((a - x) * (b - y) for a, b in zip(some, other, strict=True))
    return cross / (sum((a - x) ** 2 for a in some) * sum((b - y) ** 2 for b in other)) ** 0.5


def test_without_drivers_ratings_are_offered(cx):
    """None is taken unasked: columns that look like ratings of one scale are listed, with an option to paste."""
    ended = cx("drivers", "nps", str(SURVEY))
    assert ended.code == 2
    assert '--drivers "ease,speed,quality,price,support,design"' in ended.errors[0]
    assert "nps" not in ended.errors[0].split("ratings")[1]
    joined = cx("drivers", "nps", str(SURVEY), *JOIN)
    assert "first_response_hours" in joined.errors[0]


def test_a_file_without_ratings_offers_none(cx, made):
    """Where nothing looks like a rating, the example has made-up names."""
    ended = cx("drivers", "nps", made(["nps", "plan", "blank"], [[9, "pro", ""], [3, "free", ""]]))
    assert '--drivers "Q1,Q2,Q3"' in ended.errors[0]


@pytest.mark.parametrize(
    ("rows", "drivers", "code", "said"),
    [
        (some(100), "a,plan", 65, "'plan' is no driver"),
        (some(100), "a", 2, "one driver has anything to be weighed against"),
        (some(100), "a,prize", 2, "did you mean"),
        (some(100), "a,nps", 2, "it would explain itself"),
        (some(100), "a,A", 2, "are one column"),
        (some(100), "a,b,a", 2, "named twice"),
        (some(20), "a,b", 65, "30 are the least"),
        ([[7, *row[1:]] for row in some(100)], "a,b", 65, "nothing moves it"),
        ([[row[0], row[1], "", row[3]] for row in some(100)], "a,b", 65, "is blank in all"),
        ([[row[0], row[1], 4, row[3]] for row in some(100)], "a,b", 2, "the same in all complete rows"),
        ([["", *row[1:]] for row in some(100)], "a,b", 65, "no row was scored"),
        ([], "a,b", 65, "no row was scored"),
    ],
)
def test_bad_input_is_refused_with_what_to_do(cx, made, rows, drivers, code, said):
    """Texts, one driver, the outcome itself, too few rows, and what is all alike end with an error in words."""
    header = [*HEADER[:2], "prise" if "prize" in drivers else "b", "plan"]
    ended = cx("drivers", "nps", made(header, rows), "--drivers", drivers)
    assert ended.code == code
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_constant_drivers_are_left_out_and_said(cx, made):
    """A driver that is the same in all complete rows is left out with a warning."""
    ended = cx("drivers", "nps", made([*HEADER, "c"], [[*row, 3] for row in some(100)]), "--drivers", "a,b,c")
    assert ended.code == 0
    assert "c is the same in all complete rows" in ended.err


def test_few_and_lost_rows_are_warned_about(cx, made):
    """Fewer than ten rows for each driver, and more rows lost than kept, are said."""
    few = [[*row[:3], row[0] % 4, row[1] % 3, (row[0] + row[2]) % 5] for row in some(40)]
    ended = cx("drivers", "nps", made(["nps", "a", "b", "c", "d", "e"], few), "--drivers", "a,b,c,d,e")
    assert "few for 5 drivers" in ended.err
    lost = [[row[0], row[1], row[2] if place < 40 else ""] for place, row in enumerate(some(100))]
    assert (
        "60 of 100 scored rows are not complete" in cx("drivers", "nps", made(HEADER[:3], lost), "--drivers", "a,b").err
    )


def test_a_metric_without_answers_is_refused(cx):
    """Durations and retention have no answer in a row."""
    ended = cx("drivers", "resolution_time", str(SAMPLES / "tickets.csv"), "--drivers", "reopens,agent_replies")
    assert ended.code == 2
    assert "have no answer of their own" in ended.errors[0]
    assert cx("drivers", "nps,csat", str(SURVEY), "--drivers", "a,b").code == 2


def test_all_orders_of_thirteen_are_refused(cx, made):
    """Thirteen drivers have relative weights, and no orders."""
    chance = random.Random(2)  # noqa: S311 - made-up answers are no secret
    names = [f"q{number}" for number in range(13)]
    file = made(["nps", *names], [[chance.randint(0, 10), *(chance.randint(1, 5) for _ in names)] for _ in range(200)])
    assert "--method johnson" in cx("drivers", "nps", file, "--drivers", ",".join(names), "--method", "lmg").errors[0]
    ended = cx("drivers", "nps", file, "--drivers", ",".join(names), "--format", "json")
    assert ended.data["drivers"]["method"] == "johnson"


def test_joins_that_cannot_be_made_are_refused(cx, made):
    """Keys that do not match, several undated rows, and names in both files are errors in words."""
    answers = made(
        ["id", "a", *HEADER[:1], "b"], [[place, row[1], row[0], row[2]] for place, row in enumerate(some(60))]
    )
    strangers = made(["id", "w"], [[f"x{place}", place] for place in range(60)], "b.csv")
    ended = cx("drivers", "nps", answers, "--drivers", "a,w", "--join", strangers, "--on", "id")
    assert "of the answers is a" in ended.errors[0]
    twice = made(["id", "w", "a"], [[place % 60, place % 7, place % 5] for place in range(120)], "c.csv")
    arguments = ("drivers", "nps", answers, "--join", twice, "--on", "id")
    assert "no dates say which is the latest" in cx(*arguments, "--drivers", "b,w").errors[0]
    assert "both files have a column 'a'" in cx(*arguments, "--drivers", "a,w").errors[0]
    ended = cx(*arguments, "--drivers", "a,join:a", "--take", "mean")
    assert ended.code == 2
    ended = cx(*arguments, "--drivers", "join:a,b,w", "--take", "mean")
    assert ended.code == 0
    assert "may be later than the answers" in ended.err
    assert "no such" not in ended.err


def test_dates_of_the_joined_file_can_be_named(cx, made):
    """Where several columns could be the dates, one is named."""
    answers = made(
        ["id", "date", "nps", "b"], [[place, "2025-05-01", row[0], row[2]] for place, row in enumerate(some(60))]
    )
    rows = [[place, "2025-01-01", "2025-06-01", place % 7] for place in range(60)]
    tickets = made(["id", "created at", "created", "w"], rows, "b.csv")
    arguments = ("drivers", "nps", answers, "--join", tickets, "--on", "id", "--drivers", "b,w")
    assert "--joined-at COLUMN" in cx(*arguments).errors[0]
    assert cx(*arguments, "--joined-at", "created at").code == 0
    assert cx(*arguments, "--joined-at", "created").code == 65


def test_weights_are_said_to_be_left_out(cx, made, config):
    """Drivers take no weights: where the config has some, this is said."""
    config("columns: {weight: b}\n")
    ended = cx("drivers", "nps", made([*HEADER, "c"], [[*row, row[0] % 3] for row in some(100)]), "--drivers", "a,c")
    assert "take no weights" in ended.err


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("more", [(), ("--outcome", "churned")])
def test_the_table_fits_the_screen(cx, monkeypatch, width, more):
    """Nothing is wider than the screen."""
    monkeypatch.setenv("COLUMNS", str(width))
    ended = cx("drivers", "nps", str(SURVEY), "--drivers", RATINGS, *more)
    assert max(map(len, ended.out.splitlines())) <= width


def test_names_from_files_are_made_safe(cx, made):
    """A column's name can neither steer a terminal nor start a formula."""
    file = made(["nps", "\x1b[31ma", "=b"], [row[:3] for row in some(60)])
    for form in ("table", "csv", "json", "markdown"):
        ended = cx("drivers", "nps", file, "--drivers", '"\x1b[31ma",=b', "--format", form)
        assert ended.code == 0
        assert "\x1b" not in ended.out
    assert "'=b" in cx("drivers", "nps", file, "--drivers", "B,C", "--format", "csv").out


def test_csv_has_full_figures(cx):
    """Files for programs have a row a driver with limits in columns of their own."""
    for more, column in (((), "share_low"), (("--outcome", "churned"), "drop_low")):
        ended = cx("drivers", "nps", str(SURVEY), "--drivers", RATINGS, *more, "--format", "csv")
        rows = list(csv.DictReader(ended.out.splitlines()))
        assert len(rows) == 6 + bool(more)
        assert all(float(row[column]) < 1 for row in rows)


def test_one_vote_each_counts(cx):
    """Where each person has one vote, the rows of other votes do not count."""
    ended = cx("drivers", "nps", str(SURVEY), "--drivers", RATINGS, "--where", "churned == 'no'", "--format", "json")
    assert ended.data["rows"]["scored"] == ended.data["score"]["n"] < 480


def test_the_file_is_not_written_over(cx, made):
    """Neither file that is read is written."""
    file = made(HEADER, some(60))
    assert cx("drivers", "nps", file, "--drivers", "a,b", "--output", file, "--format", "csv").code == 2


def test_the_files_are_told_by_their_checksums(cx, made):
    """The output says which file was read, to the last byte, and one that is given twice is called so."""
    first = made(HEADER, some(60))
    again = made(HEADER, some(60), "b.csv")
    ended = cx("drivers", "nps", first, again, "--drivers", "a,b", "--format", "json")
    digest = hashlib.sha256(Path(first).read_bytes()).hexdigest()
    assert [source["sha256"] for source in ended.data["sources"]] == [digest, digest]
    assert "same-file" in {notice["code"] for notice in ended.data["warnings"]}
