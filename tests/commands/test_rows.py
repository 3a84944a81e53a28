import json
import stat

import pytest

DETRACTORS = """\
file           line  fate    answer  class       plan
─────────────────────────────────────────────────────
responses.csv     7  scored       6  detractors  free
responses.csv     9  scored       0  detractors  free

2 rows: scored, detractors, plan 'free'
behind NPS 0.0   95 % -64.3 to 64.3   n 4
5 rows read: 4 scored, 1 blank
column "nps_score"
"""


def test_the_rows_behind_a_number_are_listed(cx, responses):
    """The table has the rows with file and line, how many there are, and the number that they are behind."""
    ended = cx("rows", "nps", responses, "--class", "detractors", "--by", "plan=free")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    expected = DETRACTORS.splitlines()
    assert [line for line in lines if not line.startswith("behind")] == [
        line for line in expected if not line.startswith("behind")
    ]
    assert any(line.startswith("behind NPS 0.0 ") and line.endswith(" n 4") for line in lines)


def test_comments_and_ids_are_shown_only_where_asked_for(cx, responses):
    """No column but those that the number rests on is shown, unless it is named; several may be, with commas."""
    plain = cx("rows", "nps", responses, "--format", "csv").out
    assert plain.splitlines()[0] == "file,line,fate,answer,class"
    assert "mail" not in plain
    named = cx("rows", "nps", responses, "--format", "csv", "--with", "id, channel", "--with", "D").out
    assert named.splitlines()[:2] == [
        "file,line,fate,answer,class,id,channel,plan",
        "responses.csv,2,scored,10,promoters,1,web,pro",
    ]


def test_a_file_is_for_its_owner_alone(cx, responses, folder):
    """What is written can be read by its owner only, even where the file was there before, and its size is said."""
    (folder / "out.csv").write_text("old")
    (folder / "out.csv").chmod(0o644)
    ended = cx("rows", "nps", responses, "--fate", "blank", "--format", "csv", "--output", "out.csv")
    assert (ended.code, ended.out, ended.err) == (0, "", "cx: 1 row: blank\n")
    assert (folder / "out.csv").read_text() == "file,line,fate,answer,class\nresponses.csv,10,blank,,\n"
    assert stat.S_IMODE((folder / "out.csv").stat().st_mode) == 0o600


def test_a_file_that_is_read_is_not_written_over(cx, responses, folder):
    """The file with the answers is no output."""
    before = (folder / responses).read_bytes()
    ended = cx("rows", "nps", responses, "--output", responses)
    assert ended.code == 2
    assert (folder / responses).read_bytes() == before


def test_a_table_on_the_screen_has_fifty_rows(cx, folder):
    """There are 50 rows on the screen unless another number is asked for; files, CSV and JSON have all."""
    (folder / "many.csv").write_text("nps\n" + "10\n9\n0\n" * 30)
    ended = cx("rows", "nps", "many.csv")
    assert ended.out.count("many.csv") == 50
    assert "90 rows: scored; 50 of them listed, --limit 90 lists all\n" in ended.out
    assert cx("rows", "nps", "many.csv", "--limit", "90").out.count("many.csv") == 90
    assert cx("rows", "nps", "many.csv", "--format", "csv").out.count("many.csv") == 90
    cx("rows", "nps", "many.csv", "--output", "out.txt")
    assert (folder / "out.txt").read_text().count("many.csv") == 90
    csv = cx("rows", "nps", "many.csv", "--format", "csv", "--limit", "3")
    assert csv.out.count("many.csv") == 3
    assert csv.err == "cx: 90 rows: scored; 3 of them listed, --limit 90 lists all\n"


def test_json_has_the_score_beside_the_rows(cx, responses):
    """The JSON names what was asked for, the score of the cell, and the rows."""
    ended = cx("rows", "nps", responses, "--answer", "9", "--in", "2025-01", "--with", "id", "--format", "json")
    data = ended.data
    assert data["schema"] == "cx.rows/1"
    assert data["asked"] == {"fates": ["scored"], "classes": [], "answers": [9], "flag": None}
    assert (data["score"]["n"], data["score"]["period"]["label"]) == (3, "2025-01")
    assert [(row["line"], row["date"], row["columns"]) for row in data["rows"]] == [(4, "2025-01-07", {"id": "3"})]
    assert (data["found"], data["listed"], data["config"]) == (1, 1, None)
    assert ended.err == "cx: 1 row: scored, answer 9, 2025-01\n"


def test_the_config_counts_as_for_a_score(cx, responses, config):
    """A filter of the config leaves rows out of the list as it does out of the number."""
    config("report: {where: \"plan == 'pro'\"}")
    scored = cx("score", "nps", responses, "--format", "json").data["scores"][0]
    data = cx("rows", "nps", responses, "--format", "json").data
    assert data["found"] == scored["n"]
    assert data["config"]["path"] == "cx.yaml"


def test_what_was_asked_for_is_told_in_words(cx, responses):
    """The count says by which fates, classes, answers and flag the rows were sought."""
    test = ("--test-answers", "channel == 'mail'", "--flag", "test")
    ended = cx(
        "rows",
        "nps",
        responses,
        *test,
        "--class",
        "promoter",
        "--class",
        "passives",
        "--fate",
        "scored",
        "--fate",
        "blank",
    )
    assert "\n3 rows: scored or blank, promoters or passives, flag test\n" in ended.out
    assert "10 rows: any fate\n" in cx("rows", "nps", responses, "--fate", "all").out


def test_the_days_that_count_are_told(cx, responses):
    """Where only some days count, the table says which."""
    assert "\ndays from 2025-02-01\n" in cx("rows", "nps", responses, "--since", "2025-02").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--class", "happy"), "class"),
        (("--fate", "lost"), "fate"),
        (("--by", "plan"), "by"),
        (("--by", "plan=none"), "no-such-group"),
        (("--in", "2020"), "no-such-group"),
        (("--with", "nothing"), "no-such-column"),
        (("--flag", "test"), "flag"),
    ],
)
def test_a_wrong_word_is_refused(cx, responses, arguments, code):
    """What there is not ends with exit code 2 and lists nothing."""
    ended = cx("rows", "nps", responses, *arguments, "--format", "json")
    assert ended.code == 2
    assert [problem["code"] for problem in ended.data["problems"]] == [code]


def test_texts_of_the_data_do_nothing(cx, folder):
    """A comment that is asked for can neither steer the terminal nor start a formula."""
    (folder / "evil.csv").write_text('nps,note\n9,"=cmd()"\n9,"\x1b[2Jgone"\n')
    shown = cx("rows", "nps", "evil.csv", "--with", "note").out
    assert "\x1b" not in shown
    assert "\\x1b[2Jgone" in shown
    assert ",'=cmd()\n" in cx("rows", "nps", "evil.csv", "--with", "note", "--format", "csv").out


def test_personal_data_is_masked_unless_it_is_asked_for(cx, folder):
    """Texts are shown with personal data masked, and the output says so; --no-mask and the config show it."""
    (folder / "said.csv").write_text("nps,why\n3,write to jane@example.com\n9,fine\n", encoding="utf-8")
    ended = cx("rows", "nps", "said.csv", "--with", "why")
    assert "write to [email]" in ended.out
    assert "2 rows: scored; personal data masked in 1 text, --no-mask shows it" in " ".join(ended.out.split())
    assert json.loads(cx("rows", "nps", "said.csv", "--with", "why", "--format", "json").out)["masked"] == 1
    shown = cx("rows", "nps", "said.csv", "--with", "why", "--no-mask").out
    assert "write to jane@example.com" in shown
    assert "mask" not in shown
    (folder / "cx.yaml").write_text("report: {mask: false}\n", encoding="utf-8")
    assert "jane@example.com" in cx("rows", "nps", "said.csv", "--with", "why").out
    assert "jane@example.com" not in cx("rows", "nps", "said.csv", "--with", "why", "--mask").out
