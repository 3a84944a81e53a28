import csv
import io

import pytest

SURVEY = """\
id,date,plan,Q1,Q2,Q3,"How, really?"
1,2025-01-01,a,5,4,3,2
2,2025-01-02,a,5,,3,2
3,2025-01-03,b,5,4,,
4,2025-01-04,b,5,4,n/s,
5,2025-01-05,b,5,4,n/s,1
6,2025-01-06,b,,,,
7,2025-01-07,a,5,4,3,n/s
"""
NAMES = ("Q1", "Q2", "Q3", "How, really?")
QUESTIONS = tuple(word for name in NAMES for word in ("--questions", name))
RUN = ("funnel", "survey.csv", *QUESTIONS, "--not-shown", "n/s", "--now", "2025-07-01")


@pytest.fixture(autouse=True)
def files(folder):
    (folder / "survey.csv").write_text(SURVEY)


def test_how_many_came_to_each_question(cx):
    """By hand: of six, one left at Q3 and one at the last; Q3 was not shown to two, the last not to one."""
    rows = list(csv.DictReader(io.StringIO(cx(*RUN, "--format", "csv").out)))
    told = [tuple(row[name] for name in ("question", "came", "left", "answered", "skipped", "hidden")) for row in rows]
    assert told == [
        ("Q1", "6", "0", "6", "0", "0"),
        ("Q2", "6", "0", "5", "1", "0"),
        ("Q3", "4", "1", "3", "0", "2"),
        ("How, really?", "4", "1", "3", "0", "1"),
    ]


def test_the_page(cx):
    """The share that came to the end, the account, and what was not shown."""
    ended = cx(*RUN)
    said = " ".join(ended.out.split())
    assert ended.out.startswith("completion 66.7 %   95 % 30.0 to 90.3   n 6\nno question loses more than chance")
    assert "7 rows read: 6 scored, 1 blank" in said
    assert "not shown, and so no question for so many: Q3 2, How, really? 1" in said


def test_json(cx):
    """Counts, shares, and what was declared not shown."""
    data = cx(
        *RUN, "--by", "plan", "--min-n", "3", "--since", "2025-01-02", "--map", "at=date", "--format", "json"
    ).data
    assert (data["schema"], data["respondents"], data["weakest"]) == ("cx.drop-off/1", 5, None)
    assert data["rows"]["skipped"] == {"out_of_period": 1, "blank": 1}
    assert data["not_shown"] == ["{question_not_shown}", "n/s"]
    assert [(each["group"]["plan"], each["status"], each["respondents"]) for each in data["groups"]] == [
        ("a", "suppressed", None),
        ("b", "ok", 3),
    ]


def test_the_weakest_question(cx, folder):
    """Forty of a hundred leave at Q2, none at Q3: more than chance explains, on the page and in its table."""
    rows = "".join(f"5,{5 if n < 60 else ''},{5 if n < 60 else ''}\n" for n in range(100))
    (folder / "many.csv").write_text(f"Q1,Q2,Q3\n{rows}")
    ended = cx("funnel", "many.csv", "--questions", "Q1,Q2,Q3", "--decimals", "0")
    said = " ".join(ended.out.split())
    assert "most are lost at Q2: 40.0 % of those who came to it, 0.0 % at the others together (p < 0.001)" in said
    assert "◄ more are lost there than at the others, and than chance explains" in said


def test_markdown_with_groups(cx):
    """A table for all and one for the groups, one of which is hidden."""
    out = cx(*RUN, "--by", "plan", "--min-n", "4", "--format", "markdown").out
    assert out.startswith("**completion 66.7 %** · 95 % 30.0 to 90.3 · n 6")
    assert out.count("| question |") == 2
    assert out.count("| not shown |") == 2


def test_a_question_without_any_answer(cx, folder):
    """It is told, unless it was shown to nobody."""
    (folder / "survey.csv").write_text("Q1,Q2,Q3,Q4\n1,,1,n/s\n1,,1,n/s\n")
    ended = cx("funnel", "survey.csv", "--questions", "Q1,Q2,Q3,Q4", "--not-shown", "n/s")
    assert ended.err.count("warning") == 1
    assert "nobody answered 'Q2'" in ended.err


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--questions", "Q1,Q2", "--steps", "a,b"), 2, "a survey has questions"),
        (("--questions", "Q1,Q2", "--strict"), 2, "a survey has questions"),
        (("--not-shown", "n/s"), 2, "--not-shown is about questions"),
        (("--questions", "Q1"), 2, "a survey has two questions or more"),
        (("--questions", "Q1,Q9"), 2, "no column 'Q9'"),
    ],
)
def test_what_cannot_be(cx, words, code, message):
    """Each is refused with what to do."""
    ended = cx("funnel", "survey.csv", *words)
    assert (ended.code, message in ended.err) == (code, True)


@pytest.mark.parametrize("text", ["Q1,Q2\n", "Q1,Q2\n,\n , \n"])
def test_a_survey_without_an_answer(cx, folder, text):
    """There is no number, and no traceback."""
    (folder / "survey.csv").write_text(text)
    ended = cx("funnel", "survey.csv", "--questions", "Q1,Q2")
    assert ended.code != 0
    assert "no row has an answer" in ended.err or "record" in ended.err
