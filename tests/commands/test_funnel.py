import csv
import io

import pytest

HOME = "user_id,at\nann,2025-05-01\nbob,2025-05-01\ncid,2025-05-02\ndot,2025-05-03\nann,2025-05-09\n,2025-05-01\n"
SEARCH = "visitor id,seen\nann,2025-05-02\nbob,2025-04-30\neve,2025-05-02\n"
PAYMENT = "user_id,event date,amount\nann,2025-05-03,10\nbob,2025-05-04,9\n"
LOG = """\
user_id,event time,event,plan
ann,2025-05-01T10:00,home,pro
ann,2025-05-01T10:01,Search,pro
ann,2025-05-01T10:02,help,pro
ann,2025-05-02T10:00,payment,pro
bob,2025-05-01T10:00,home,free
bob,2025-05-01T09:00,search,free
bob,,payment,free
cid,2025-06-01T09:00,home,free
"""
NOW = ("--now", "2025-07-01")


FILES = ("home.csv", "search.csv", "payment.csv")


@pytest.fixture(autouse=True)
def files(folder):
    for name, text in {"home": HOME, "search": SEARCH, "payment": PAYMENT, "log": LOG}.items():
        (folder / f"{name}.csv").write_text(text)


def rows_of(ended):
    return list(csv.DictReader(io.StringIO(ended.out)))


def said(ended):
    return " ".join(ended.out.split())


def test_a_file_for_each_step(cx):
    """Four came home, two of them searched, one who never came home too; both who paid had searched."""
    ended = cx("funnel", *FILES, *NOW)
    assert ended.code == 0
    assert ended.out.startswith("funnel 50.0 %   95 % 15.0 to 85.0   n 4\n")
    assert [line.split() for line in ended.out.splitlines() if line.startswith(("home ", "search ", "payment "))] == [
        ["home", "4"],
        ["search", "3", "50.0", "%", "15.0", "to", "85.0", "50.0", "%", "50.0", "%"],
        ["payment", "2", "66.7", "%", "20.8", "to", "93.9", "33.3", "%", "50.0", "%"],
    ]
    assert 'home.csv: 6 rows read: 5 scored, 1 blank · column "user_id"' in said(ended)
    assert 'search.csv: 3 rows read: 3 scored · column "visitor id"' in said(ended)
    assert 'payment.csv: 2 rows read: 2 scored · columns "user_id", "event date"' in said(ended)
    assert "rows of users who have one in the step already: home 1" in said(ended)
    assert "--strict counts those alone" in said(ended)
    assert "search: 1 of its users is not in the step before, and is not converted" in ended.err


def test_strict_without_all_times(cx):
    """Only who is in all steps before counts; their order is told to be unknown."""
    ended = cx("funnel", *FILES, "--strict", *NOW)
    assert [row["users"] for row in rows_of(cx("funnel", *FILES, "--strict", "--format", "csv", *NOW))] == [
        "4",
        "2",
        "2",
    ]
    assert "their order is not known, as not every file has times" in said(ended)


def test_strict_in_order_of_time(cx):
    """With times in every file, bob, who searched before he came home, has not passed."""
    times = ("--map", "used_at=2")
    ended = cx("funnel", *FILES, "--strict", *times, *NOW)
    data = cx("funnel", *FILES, "--strict", *times, "--format", "json", *NOW).data
    assert [step["users"] for step in data["steps"]] == [4, 1, 1]
    assert (data["strict"], data["in_order_of_time"], data["overall"]["value"]) == (True, True, 25)
    assert [step["others"] for step in data["steps"]] == [0, 2, 1]
    assert "each step not before the one before it" in said(ended)
    assert "payment: 1 of its users did not pass all steps before it in order, and is not converted" in ended.err


def test_a_log_with_a_column_of_steps(cx):
    """Steps are compared in small letters; what is no step does not apply, and a row without time counts."""
    ended = cx("funnel", "log.csv", "--steps", "home, search,payment", *NOW)
    assert [
        (row["step"], row["users"], row["kept"])
        for row in rows_of(cx("funnel", "log.csv", "--steps", "home, search,payment", "-f", "csv", *NOW))
    ] == [
        ("home", "3", "3"),
        ("search", "2", "2"),
        ("payment", "2", "2"),
    ]
    assert "log.csv: 8 rows read: 7 scored, 1 not applicable" in said(ended)
    strict = cx("funnel", "log.csv", "--steps", "home,search,payment", "--strict", *NOW)
    assert "log.csv: 8 rows read: 6 scored, 1 undated, 1 not applicable" in said(strict)
    assert "funnel 33.3 %" in strict.out


def test_days_and_filters(cx):
    """Days that count are those of the events; what is out of them, or filtered, is accounted for."""
    ended = cx("funnel", "log.csv", "--steps", "home,payment", "--during", "2025-05", "--where", "plan != 'free'", *NOW)
    assert "days 2025-05-01 to 2025-05-31" in ended.out
    assert "8 rows read: 2 scored, 4 filtered, 2 not applicable" in said(ended)
    may = cx("funnel", "log.csv", "--steps", "home,payment", "--during", "2025-05", *NOW)
    assert "8 rows read: 3 scored, 1 undated, 1 out of period, 3 not applicable" in said(may)
    undated = cx("funnel", *FILES, "--during", "2025-05", *NOW)
    assert undated.code == 2
    assert len(undated.errors) == 2
    assert undated.errors[0].startswith("days are named, and no column says when a row happened (home.csv)")


def test_a_step_that_nobody_came_to(cx):
    """It is told, as it may be misspelt; of a first step that is empty there is no share."""
    ended = cx("funnel", "log.csv", "--steps", "home,serch", *NOW)
    assert "cx: warning: no row is of the step 'serch'; if that is wrong, look at its spelling" in ended.err
    assert "funnel 0.0 %" in ended.out
    empty = cx("funnel", "log.csv", "--steps", "hom,search", *NOW)
    assert empty.out.startswith("funnel undefined   (nobody came to the first step)   n 0\n")
    data = cx("funnel", "log.csv", "--steps", "hom,search", "--format", "json", *NOW).data
    assert data["overall"] == {"value": None, "low": None, "high": None}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("home.csv",), 2, "nothing says the steps of one file — for example: cx funnel home.csv"),
        (("home.csv", "home.csv"), 2, "nothing says the steps of one file"),
        (
            ("log.csv", "--steps", "home"),
            2,
            'a funnel has two steps or more, each once — --steps "home,search,payment"',
        ),
        (("log.csv", "--steps", "home,search,Home"), 2, "a funnel has two steps or more, each once"),
        (("home.csv", "--steps", "home,search"), 65, "no column says the step (home.csv) — name it: --map step=COLUMN"),
        (
            ("words.csv", "home.csv"),
            65,
            "conversion_rate:funnel needs user (the user, visitor or member who did it), and no column",
        ),
        (("nobody.csv", "nothing.csv"), 65, "no row has a user — see what was found: cx check FILE"),
    ],
)
def test_what_is_no_funnel(cx, folder, arguments, code, message):
    """Each refusal says what is wrong and what to do."""
    (folder / "words.csv").write_text("word\nx\n")
    (folder / "nobody.csv").write_text("user_id\n\n")
    (folder / "nothing.csv").write_text("user_id\n")
    ended = cx("funnel", *arguments, *NOW)
    assert ended.code == code
    assert ended.errors[0].startswith(message)


def test_files_of_one_name_in_two_folders(cx, folder):
    """Steps that have one name go by their whole path."""
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "users.csv").write_text("user_id\nann\n")
    found = rows_of(cx("funnel", "a/users.csv", "b/users.csv", "-f", "csv", *NOW))
    assert [row["step"] for row in found] == ["a/users.csv", "b/users.csv"]


def test_an_empty_file_is_a_step_that_nobody_came_to(cx, folder):
    """A file with a header and no rows is a step, and a warning says that nobody is in it."""
    (folder / "empty.csv").write_text("user_id\n")
    ended = cx("funnel", "home.csv", "empty.csv", *NOW)
    assert (ended.code, ended.out[:12]) == (0, "funnel 0.0 %")
    assert "no row is of the step 'empty'" in ended.err


def test_broken_records_are_in_the_account_of_their_file(cx, folder):
    """They end the run with the code of bad rows, if there are too many."""
    (folder / "torn.csv").write_text("user_id,a\nann,1\nbob\n")
    ended = cx("funnel", "home.csv", "torn.csv", "--max-rejects", "0", *NOW)
    assert ended.code == 3
    assert "torn.csv: 2 rows read: 1 scored, 1 malformed" in said(ended)


@pytest.mark.parametrize("width", ["80", "40"])
def test_it_fits_the_screen(cx, monkeypatch, width):
    """No line is wider than the screen."""
    monkeypatch.setenv("COLUMNS", width)
    shown = cx("funnel", *FILES, *NOW).out
    assert max(map(len, shown.splitlines())) <= int(width)


def test_hostile_names_stay_text(cx, folder):
    """Nothing of a step's name is drawn as it is, nor becomes a formula or markup."""
    (folder / "log.csv").write_text("user_id,step\nann,a\nann,b\n")
    steps = "=1+1|x,\x1b[31mb"
    assert "\x1b" not in cx("funnel", "log.csv", "--steps", steps, *NOW).out
    assert "\x1b" not in cx("funnel", "log.csv", "--steps", steps, "-f", "csv", *NOW).out
    assert rows_of(cx("funnel", "log.csv", "--steps", steps, "-f", "csv", *NOW))[0]["step"].startswith("'=")
    assert "\\|x" in cx("funnel", "log.csv", "--steps", steps, "-f", "markdown", *NOW).out


def test_markdown_and_files(cx, folder):
    """Markdown has a table; the name of the output says its format."""
    ended = cx("funnel", *FILES, "--output", "funnel.md", *NOW)
    assert (ended.code, ended.out) == (0, "")
    lines = (folder / "funnel.md").read_text().splitlines()
    assert lines[0] == "**funnel 50.0 %** · 95 % 15.0 to 85.0 · n 4"
    assert "| search | 3 | 50.0 % | 15.0 to 85.0 | 50.0 % | 50.0 % |" in lines
    assert cx("funnel", *FILES, "--output", "funnel.xlsx", *NOW).code == 2
