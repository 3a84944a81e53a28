import csv
import io
import json
import stat
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data/comments.csv"
SMALL = """\
date,plan,nps,comment
2025-01-05,pro,10,great support
2025-01-06,pro,9,
2025-01-07,free,2,Too EXPENSIVE for me@example.org
2025-02-05,free,3,expensive; support slow
2025-02-06,pro,8,fine
2025-02-07,free,,expensive
2025-02-08,free,44,expensive
2025-02-09,free,10,
"""
THEMES = "themes: {price: [expensive], support: [support], other: [zebra]}\n"


@pytest.fixture
def small(folder):
    (folder / "small.csv").write_text(SMALL, encoding="utf-8")
    (folder / "cx.yaml").write_text(THEMES, encoding="utf-8")
    return "small.csv"


def test_every_row_is_in_one_place(cx, small):
    """Of 8 rows 6 are scored: 4 with a comment, of which one has no theme, and 2 without; 2 comments do not count."""
    ended = cx("themes", small, "nps", "--format", "json")
    assert ended.code == 3  # one of eight answers is off the scale
    data = ended.data
    block = data["blocks"][0]
    assert (data["schema"], data["themes_from"], data["comment_columns"]) == ("cx.themes/1", "config", ["comment"])
    assert (block["comments"], block["without"], block["blank"], data["unscored"]) == (4, 1, 2, 2)
    assert data["score"]["n"] == 6
    price, support, other = block["themes"]
    assert (price["n"], support["n"], other["n"], other["status"]) == (2, 2, 0, "no_data")
    assert price["score"]["value"] == -100
    assert price["effect"] == pytest.approx(100 * (3 - 2) / 6 - 100 * 3 / 4)
    assert all("\x00" not in str(source["columns"]) for source in data["sources"])


def test_a_page_says_what_became_of_the_rows(cx, small):
    """The page has the account of rows, the comments with and without themes, and the words that nothing is about."""
    ended = cx("themes", small, "nps", "--max-rejects", "1")
    text = " ".join(ended.out.split())
    assert "4 comments: 3 with a theme, 1 (25.0 %) with none; 2 rows without a comment; 2 comments in rows" in text
    assert "8 rows read: 6 scored, 1 blank, 1 off scale (44)" in text
    assert "no comment is about: other" in text
    assert "starter" not in text


def test_comments_are_counted_without_a_metric(cx, small):
    """Without a metric all rows count, and no score is needed."""
    data = cx("themes", small, "--format", "json").data
    assert data["score"] is None
    assert [each["n"] for each in data["blocks"][0]["themes"]] == [4, 2, 0]
    assert (data["blocks"][0]["comments"], data["blocks"][0]["blank"], data["unscored"]) == (6, 2, 0)
    assert data["warnings"] == []


def test_the_planted_theme_is_found_and_no_other(cx):
    """In the sample comments on delivery have lower scores, and those on nothing else."""
    data = cx("themes", str(SAMPLE), "nps", "--format", "json").data
    verdicts = {each["theme"]: each["verdict"] for each in data["blocks"][0]["themes"] if each["n"]}
    assert verdicts == {
        "delivery": "lower",
        "price": "unclear",
        "support": "unclear",
        "usability": "unclear",
        "onboarding": "unclear",
    }
    assert data["themes_from"] == "starter"


def test_groups_and_periods(cx):
    """Each group has its themes, each period the share and its change; n of the groups add up to that of all."""
    table = cx("themes", str(SAMPLE), "nps", "--by", "plan", "--period", "quarter", "--format", "csv").out
    rows = [row for row in csv.DictReader(io.StringIO(table)) if row["theme"] == "delivery"]
    whole = int(next(row["n"] for row in rows if not row["group"] and not row["period"]))
    assert sum(int(row["n"]) for row in rows if row["group"] and not row["period"]) == whole
    quarters = [row for row in rows if row["period"] and not row["group"]]
    assert [row["period"] for row in quarters] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    assert [bool(row["share_change"]) for row in quarters] == [False, True, True, True]
    page = cx("themes", str(SAMPLE), "nps", "--by", "plan", "--period", "quarter", "--format", "markdown").out
    assert "| delivery | 2025-Q2 |" in page


@pytest.mark.parametrize("width", ["40", "80"])
def test_narrow_screens(cx, width, monkeypatch):
    """The page fits on 80 and on 40 columns."""
    monkeypatch.setenv("COLUMNS", width)
    lines = cx("themes", str(SAMPLE), "nps", "--period", "quarter").out.splitlines()
    assert max(map(len, lines)) <= int(width)


def test_small_groups_are_hidden(cx):
    """With --min-n neither a small theme nor a small group shows a number."""
    ended = cx("themes", str(SAMPLE), "nps", "--by", "plan", "--min-n", "120", "--format", "json", "--examples", "0")
    themes = {each["theme"]: each for each in ended.data["blocks"][0]["themes"]}
    assert (themes["onboarding"]["status"], themes["onboarding"]["n"]) == ("suppressed", None)
    assert ended.data["quotes"] == []
    ended = cx("themes", str(SAMPLE), "nps", "--by", "plan", "--min-n", "400")
    assert "plan 'team': fewer than 400 answers, not shown" in ended.out
    assert "themes have fewer than 400 comments and are not shown" in ended.out


def test_examples_are_typical_masked_and_never_of_a_few(cx, folder):
    """Five comments are needed to quote a theme; personal data in them is masked unless it is asked for."""
    rows = [f"9,expensive {'and ' * i}jane{i}@example.org" for i in range(5)] + ["9,hotline x@example.org"] * 4
    (folder / "a.csv").write_text("nps,comment\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (folder / "cx.yaml").write_text("themes: {price: [expensive], support: [hotline]}\n", encoding="utf-8")
    quotes = cx("themes", "a.csv", "nps", "--format", "json", "--examples", "1").data["quotes"]
    assert quotes == [{"theme": "price", "texts": ["expensive and and [email]"]}]
    assert "jane2@example.org" in cx("themes", "a.csv", "nps", "--no-mask").out
    assert "jane" not in cx("themes", "a.csv", "nps", "--examples", "0", "--no-mask").out


def test_rows_that_do_not_count_are_never_quoted(cx, folder):
    """A comment of a row that is filtered out is not shown."""
    rows = [f"9,pro,expensive number {i}" for i in range(6)] + ["1,free,expensive secret words here"] * 6
    (folder / "a.csv").write_text("nps,plan,comment\n" + "\n".join(rows) + "\n", encoding="utf-8")
    ended = cx("themes", "a.csv", "nps", "--where", "plan == 'pro'", "--examples", "20")
    assert "expensive number 3" in ended.out
    assert "secret" not in ended.out


def test_hostile_comments_steer_nothing(cx, folder):
    """Escape sequences, formulas and markup in comments are shown, never obeyed."""
    rows = [f'9,"expensive \x1b[31m <b>=cmd()</b> {i} | x"' for i in range(6)]
    (folder / "a.csv").write_text("nps,comment\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert "\x1b" not in cx("themes", "a.csv", "nps").out
    page = cx("themes", "a.csv", "nps", "--format", "markdown").out
    assert "<b>" not in page.replace("\\<b", "")


def test_the_order_of_the_rows_does_not_matter(cx, folder):
    """The same rows in another order give the same numbers and the same examples."""
    head, *rows = SAMPLE.read_text(encoding="utf-8").splitlines()
    found = []
    for name, order in (("a.csv", rows), ("b.csv", rows[::-1])):
        (folder / name).write_text("\n".join([head, *order]) + "\n", encoding="utf-8")
        found.append(cx("themes", name, "nps", "--format", "json", "--by", "plan", "--now", "2026-01-01").data)
    assert found[0]["blocks"] == found[1]["blocks"]
    assert found[0]["quotes"] == found[1]["quotes"]


def test_one_vote_each(cx, folder):
    """Where each person has one vote, comments of votes that do not stand do not count."""
    text = "date,who,nps,comment\n2025-01-01,a,1,expensive\n2025-02-01,a,9,fine\n2025-02-01,b,9,expensive\n"
    (folder / "a.csv").write_text(text, encoding="utf-8")
    data = cx("themes", "a.csv", "nps", "--one-vote-per", "who", "--format", "json").data
    price = next(each for each in data["blocks"][0]["themes"] if each["theme"] == "price")
    assert (price["n"], price["score"]["value"]) == (1, 100)


def test_weights_count(cx, folder):
    """The share of a theme and its score are weighted."""
    (folder / "a.csv").write_text("nps,w,comment\n1,3,expensive\n9,1,expensive\n9,4,fine\n", encoding="utf-8")
    data = cx("themes", "a.csv", "nps", "--weight", "w", "--format", "json").data
    price = next(each for each in data["blocks"][0]["themes"] if each["theme"] == "price")
    assert (price["n"], price["share"]["value"], price["score"]["value"]) == (2, 50, -50)


def test_days_that_count_are_said(cx):
    """With --since and --by only some rows count, and the page says which days."""
    ended = cx("themes", str(SAMPLE), "nps", "--since", "2025-11", "--by", "plan", "--period", "month", "--min-n", "8")
    assert "days from 2025-11-01" in ended.out
    assert "not shown" in ended.out


def test_a_written_file_is_for_its_owner_alone(cx, small, folder):
    """A file with comments in it can be read by its owner only."""
    cx("themes", small, "--output", "out.json")
    assert json.loads((folder / "out.json").read_text())["schema"] == "cx.themes/1"
    assert stat.S_IMODE((folder / "out.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("text", "arguments", "code", "said"),
    [
        ("nps,plan\n9,pro\n", ("nps",), 65, "no column is called like one of comments"),
        ("nps,comment,feedback\n9,a,b\n", ("nps",), 65, "2 columns may hold the comments"),
        ("nps,comment\n9,a\n", ("nps", "--comment", "nothing"), 2, "there is no column 'nothing'"),
        ("nps,comment\n9,a\n", ("nps", "--discover", "3"), 2, "1 distinct comments are too few"),
        ("nps,comment\n9,a\n", ("nps,csat",), 2, "themes go with one metric"),
        ("nps,comment\n9,a\n", ("aht",), 2, "is of the kind ratio"),
        ("nps,comment\n9,a\n", ("nps", "--rolling"), 2, "--rolling"),
    ],
)
def test_what_is_not_clear_is_refused(cx, folder, text, arguments, code, said):
    """Each refusal says what is wrong, without a traceback."""
    (folder / "a.csv").write_text(text, encoding="utf-8")
    ended = cx("themes", "a.csv", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


@pytest.mark.parametrize(
    "text", ["nps,comment\n", "nps,comment\n9,\n", "nps,comment\n,words\n", "nps,comment\n9,expensive\n"]
)
def test_hardly_anything_to_count(cx, folder, text):
    """No rows, no comments, no scores or a single row are no errors."""
    (folder / "a.csv").write_text(text, encoding="utf-8")
    for arguments in (("nps",), (), ("nps", "--format", "markdown"), ("nps", "--format", "csv")):
        assert cx("themes", "a.csv", *arguments).code == 0


def test_a_metric_in_the_place_of_the_file_is_told(cx, small):
    """Who types the metric first is told the right order."""
    ended = cx("themes", "nps", small)
    assert ended.code == 2
    assert "the file comes first — cx themes small.csv nps" in ended.err


@pytest.mark.parametrize(
    ("yaml", "place", "said"),
    [
        ("themes:\n  price: [cheap, '/a(/']\n", "cx.yaml:2:18", "the pattern cannot be read at its character 2"),
        ("themes:\n  price: []\n", "cx.yaml:2:", "the theme has no words"),
        ("themes:\n  price:\n    - ok\n    - '/(a+)+b/'\n", "cx.yaml:4:7", "a repeat of the pattern has no end"),
        ("themes:\n  price: cheap\n", "cx.yaml:2:", ""),
        ("themes: {" + ", ".join(f"t{i}: [a]" for i in range(51)) + "}\n", "cx.yaml:1:", "more than 50 themes"),
    ],
)
def test_a_wrong_theme_is_told_with_its_place(cx, small, folder, yaml, place, said):
    """Mistakes in the words of a theme are told with line and column of the config."""
    (folder / "cx.yaml").write_text(yaml, encoding="utf-8")
    ended = cx("themes", small, "nps")
    assert ended.code == 78
    assert place in ended.err
    assert said in ended.err


def test_windows_that_overlap_are_refused(cx, small, folder):
    """A config that asks for rolling windows has no period before."""
    (folder / "cx.yaml").write_text("report: {rolling: 3 month}\n", encoding="utf-8")
    ended = cx("themes", small, "nps")
    assert (ended.code, "windows that overlap" in ended.err) == (2, True)


def test_themes_are_discovered(cx):
    """With --discover, themes are found in the comments, and the output says how."""
    data = cx("themes", str(SAMPLE), "nps", "--discover", "3", "--format", "json").data
    assert data["themes_from"] == "discovered"
    assert len(data["blocks"][0]["themes"]) == 3
    assert "non-negative matrix factorisation" in cx("themes", str(SAMPLE), "--discover", "3").out.replace("\n", " ")


def test_a_change_of_a_share_stands_with_the_period_before(cx, small):
    """Price is in one of two comments of January, and in one of two of February that are scored: it did not change."""
    data = cx("themes", small, "nps", "--period", "month", "--format", "json").data
    changes = {block["period"]["label"]: block["themes"][0]["change"] for block in data["blocks"] if block["period"]}
    assert changes["2025-01"] is None
    assert (changes["2025-02"]["before"], changes["2025-02"]["value"]) == ("2025-01", 0)
