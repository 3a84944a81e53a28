import hashlib
import shlex

import pytest


def test_a_file_is_checked(cx, responses):
    """The check says what the file is, its account, and what can be scored with a command to paste each."""
    ended = cx("check", responses)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("responses.csv: csv, 6 columns\nencoding utf-8 (")
    assert "\n10 records read: 10 accepted\n" in ended.out
    assert '\nnps: 9 answers · column "nps_score" · ' in ended.out
    assert "\n10 rows read: 9 scored, 1 blank\n  cx score nps responses.csv --column nps_score\n" in ended.out


def test_the_commands_to_paste_work(cx, folder):
    """Each command that is suggested runs and finds as many answers as were promised."""
    (folder / "odd name.csv").write_text("x;1;How likely are you to recommend us?\n" + "a;5;10\n" * 6)
    ended = cx("check", "odd name.csv", "--delimiter", ";", "--missing", "99", "--format", "json")
    assert ended.data["scorable"]
    for found in ended.data["scorable"]:
        command = shlex.split(found["command"])
        assert command[0] == "cx"
        scored = cx(*command[1:], "--format", "json")
        assert (scored.code, scored.data["scores"][0]["n"]) == (0, found["answers"])


def test_every_reading_option_is_repeated(cx, folder):
    """What was needed to read the file is part of the command to paste."""
    (folder / "a.txt").write_text("made by hand\nid|nps\n1|9\n2|10\n3|7\nend|\n")
    options = ["--skip-before", "1", "--header-rows", "1", "--footer", "1", "--delimiter", "|", "--encoding", "utf-8"]
    ended = cx("check", "a.txt", *options, "--missing", "no answer", "--no-quotes", "--format", "json")
    (found,) = ended.data["scorable"]
    assert found["answers"] == 3
    assert found["command"] == (
        "cx score nps a.txt --encoding utf-8 --delimiter '|' --header-rows 1 --skip-before 1 --footer 1"
        " --missing 'no answer' --no-quotes --column nps"
    )


def test_the_contract(cx, responses, folder):
    """As JSON the check has sources with their digest, problems, warnings and what can be scored."""
    data = cx("check", responses, "--format", "json").data
    assert list(data) == ["schema", "sources", "problems", "warnings", "scorable", "unclear"]
    assert data["schema"] == "cx.check/1"
    (source,) = data["sources"]
    assert source["sha256"] == hashlib.sha256((folder / responses).read_bytes()).hexdigest()
    assert source["rows"] == {"read": 10, "rejected": {}}
    assert [found["metric"] for found in data["scorable"]] == ["nps", "csat"]
    assert data["scorable"][0]["source"] == "responses.csv"


def test_all_files_are_checked_whatever_is_wrong_with_one(cx, responses, folder):
    """A file that is refused does not keep the others from being checked; the first refusal gives the code."""
    (folder / "empty.csv").write_text("")
    ended = cx("check", "empty.csv", "nope.csv", responses)
    assert ended.code == 65
    assert "responses.csv: csv" in ended.out
    assert "cx: error: there is nothing in the file (empty.csv)" in ended.out
    assert "cx: error: there is no such file (nope.csv)" in ended.out
    data = cx("check", "nope.csv", "empty.csv", "--format", "json").data
    assert [problem["file"] for problem in data["problems"]] == ["nope.csv", "empty.csv"]
    assert cx("check", "nope.csv", "empty.csv").code == 66


def test_bad_rows_are_counted(cx, bad_responses):
    """Broken records, and answers that cannot be read, count as rejected; too many end with 3."""
    ended = cx("check", bad_responses)
    assert ended.code == 3
    assert "13 records read: 11 accepted, 1 " in ended.out
    assert "1 unreadable\n" in ended.out
    assert cx("check", bad_responses, "--max-rejects", "2").code == 0


def test_answers_that_none_can_read_are_counted(cx, folder):
    """Where a column is named for answers and its words mean nothing, its rows are rejected as unreadable."""
    (folder / "words.csv").write_text("id,nps\n" + "1,purple\n2,green\n3,\n")
    data = cx("check", "words.csv", "--format", "json", "--max-rejects", "100%").data
    assert data["scorable"] == []
    assert data["sources"][0]["rows"] == {"read": 3, "rejected": {"unreadable": 2}}


def test_a_question_to_the_user_has_the_options_to_paste(cx, folder):
    """Two columns that fit alike are listed with the option for each."""
    (folder / "two.csv").write_text("nps,nps rating\n" + "9,8\n10,3\n0,9\n")
    ended = cx("check", "two.csv")
    assert ended.code == 0
    assert "2 columns could hold the answers to nps" in ended.out
    assert "--column nps; --column 'nps rating'" in ended.out
    assert [problem["code"] for problem in cx("check", "two.csv", "--format", "json").data["unclear"]] == [
        "ambiguous-column"
    ]


def test_a_column_name_that_is_there_twice_is_a_problem(cx, folder):
    """A repeated column that is needed is a fault of the file."""
    (folder / "twice.csv").write_text("nps,nps\n" + "9,8\n10,3\n0,9\n")
    ended = cx("check", "twice.csv", "--format", "json")
    assert ended.code == 65
    assert [problem["code"] for problem in ended.data["problems"]] == ["repeated-column"]


def test_a_file_without_answers(cx, folder):
    """Where nothing looks like answers, the check says how to name them."""
    (folder / "plain.csv").write_text("name,city\na,b\nc,d\n")
    assert "no column looks like answers to a survey; name one: " in cx("check", "plain.csv").out


def test_a_column_can_be_named(cx, responses):
    """`--column` says where the answers are; a metric that they do not fit is left out, with the reason."""
    ended = cx("check", responses, "--column", "csat")
    assert "cx score csat responses.csv --column csat" in ended.out
    assert "cx score nps" not in ended.out
    assert "nps: no answer is above 5" in ended.out
    assert cx("check", responses, "--column", "nope").code == 2


def test_a_config_is_checked(cx, responses, config):
    """A config that is right is said to be; its own metrics are among those that can be scored."""
    config("metrics: {nps_pro: {extends: nps, where: \"plan == 'pro'\"}}")
    ended = cx("check")
    assert (ended.code, ended.out) == (0, "cx.yaml: the config is right\n")
    assert "nps_pro: 5 answers" in cx("check", responses).out


def test_a_config_that_is_wrong_has_its_place(cx, config):
    """A filter of the config that cannot be read ends with 78 and the line."""
    config("metrics:\n  mine: {extends: nps, where: 'plan ='}\n")
    ended = cx("check")
    assert ended.code == 78
    assert "(cx.yaml:2:" in ended.errors[0]


def test_an_interval_of_the_config_that_one_metric_lacks_stops_no_other(cx, responses, config):
    """What the config says against one metric is told, and the others are checked."""
    config("report: {interval: wilson}")
    ended = cx("check", responses)
    assert "cx score csat" in ended.out
    assert "nps has no interval 'wilson'" in ended.out


@pytest.mark.parametrize("option", [[], ["--format", "json"]])
def test_nothing_to_check_is_wrong_usage(cx, option):
    """Without a file and a config there is nothing to check."""
    ended = cx("check", *option)
    assert ended.code == 2
    assert ended.errors == ["there is nothing to check — name a file: cx check responses.csv"]


def test_warnings_of_the_files_are_said(cx, folder):
    """What is odd about a file is a warning on standard error, or in the JSON."""
    (folder / "empty.csv").write_text("nps\n")
    assert "cx: warning: " in cx("check", "empty.csv").err
    ended = cx("check", "empty.csv", "--format", "json")
    assert ended.err == ""
    assert len(ended.data["warnings"]) == 1


def test_a_tab_is_called_one(cx, folder):
    """A tab is named by its word, and JSON has no delimiter."""
    (folder / "a.tsv").write_text("id\tnps\n1\t9\n2\t10\n3\t0\n")
    (folder / "a.json").write_text('[{"nps": 9}]')
    assert "delimiter tab (" in cx("check", "a.tsv").out
    ended = cx("check", "a.json", "--records", "")
    assert ended.out.startswith("a.json: json, 1 columns\n")
    assert "\n1 record read: 1 accepted\n" in ended.out


def test_a_pasted_command_takes_the_config_along(cx, folder):
    """A command to paste repeats the config that was named: without it, it would say something else."""
    (folder / "other.yaml").write_text("metrics: {mine: {extends: nps}}\n")
    (folder / "a.csv").write_text("nps\n" + "9\n10\n0\n" * 5)
    checked = cx("check", "a.csv", "--config", "other.yaml")
    commands = [line.strip() for line in checked.out.splitlines() if line.strip().startswith("cx score")]
    assert "cx score mine a.csv --config other.yaml --column nps" in commands
    for command in commands:
        assert cx(*command.split()[1:]).code == 0


def test_the_words_of_a_tool_are_known_by_its_variant(cx, folder):
    """Answers in the words of Zendesk are offered as csat:zendesk, and nowhere else is that variant spoken of."""
    (folder / "z.csv").write_text("id,satisfaction rating\n" + "1,Good\n2,Bad\n3,Offered\n4,Good\n" * 5)
    assert "cx score csat:zendesk z.csv --column 'satisfaction rating'" in cx("check", "z.csv").out
    (folder / "n.csv").write_text("id,csat\n" + "1,5\n2,4\n3,1\n" * 5)
    assert "zendesk" not in cx("check", "n.csv").out


def test_what_to_type_for_columns_between_blanks(cx, folder):
    """Where blanks may separate, the check says with a count what to type, and that works."""
    (folder / "orders.txt").write_text(" 00004 0001  9   29.33\n 00021 0002 10   63.34\n" * 10)
    ended = cx("check", "orders.txt")
    assert ended.code == 65
    assert "5 fields" not in ended.out + ended.err
    assert "4 fields between blanks in 20 of 20 records looked at" in ended.out + ended.err
    assert "if they do: --delimiter spaces --header-rows 0;" in ended.out + ended.err
    ended = cx("check", "orders.txt", "--delimiter", "spaces", "--header-rows", "0")
    assert "orders.txt: text, 4 columns\n" in ended.out
    assert "delimiter spaces (4 fields between blanks in 20 of 20 records looked at)" in ended.out.replace("\n", " ")


def test_what_can_be_scored_without_answers(cx, folder):
    """A file of tickets shows its metrics with their columns and the commands to paste; none of them is of answers."""
    rows = "1,ann,2025-01-01T08:00,2025-01-01T10:00,solved\n2,ben,2025-01-01T08:00,,open\n"
    (folder / "t.csv").write_text(f"ticket,requester,created_at,solved_at,status\n{rows}")
    ended = cx("check", "t.csv")
    assert ended.code == 0
    assert "\nresolution_time · columns " in ended.out
    assert "  cx score resolution_time t.csv\n" in ended.out
    assert " answers" not in ended.out
    tried = {each["metric"]: each for each in cx("check", "t.csv", "--format", "json").data["scorable"]}
    assert tried["resolution_time"]["answers"] == 1
    assert tried["resolution_time"]["evidence"] == "its name; no date leaves open what it means"


def test_a_survey_shows_its_own_metrics_alone(cx, responses):
    """A date and the like say nothing of tickets or customers."""
    tried = [each["metric"] for each in cx("check", responses, "--format", "json").data["scorable"]]
    assert tried == ["nps", "csat"]
