import csv
import io
import os
import stat
import sys

import pytest

from cxcli.commands.entry import run


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_main_job(cx, responses):
    """One line says the number, its limits and n; three more what it is made of, of which rows, and how."""
    ended = cx("score", "nps", responses)
    lines = ended.out.splitlines()
    assert (ended.code, ended.err) == (0, "")
    assert lines[0].startswith("NPS 11.1   95 % ")
    assert lines[0].endswith("   n 9")
    assert lines[1] == "promoters 44.4 % · passives 22.2 % · detractors 33.3 %"
    assert lines[2] == "10 rows read: 9 scored, 1 blank"
    assert lines[3] == 'column "nps_score" · nps: % 9-10 minus % 0-6 · score interval'


def test_several_metrics_in_one_run(cx, responses):
    """Metrics are parted by commas, and each has its own column."""
    ended = cx("score", "nps,csat", responses, "--format", "value")
    assert (ended.code, ended.out) == (0, "11.1\n60.0\n")


def test_groups_and_periods(cx, responses):
    """`--by` repeated makes separate breakdowns, `--period` cuts all of them, and every group has its rows."""
    ended = cx("score", "nps", responses, "--by", "channel", "--by", "plan", "--period", "month", "--format", "csv")
    rows = table(ended.out)
    groups = [(row["channel"], row["plan"], row["period"]) for row in rows]
    assert groups[:4] == [("", "", ""), ("", "", "2025-01"), ("", "", "2025-02"), ("", "", "2025-03")]
    assert ("(blank)", "", "2025-02") in groups
    assert ("", "pro", "") in groups
    overall = {row["channel"]: float(row["value"]) for row in rows if row["channel"] and not row["period"]}
    assert overall == {"mail": 25.0, "web": pytest.approx(25.0), "(blank)": -100.0}


def test_days_that_count(cx, responses):
    """`--since` and `--until` are inclusive; rows outside are counted as such."""
    ended = cx("score", "nps", responses, "--since", "2025-01-07", "--until", "2025-02-05", "--format", "json")
    (score,) = ended.data["scores"]
    assert (score["value"], score["n"]) == (100.0, 2)
    assert score["rows"]["skipped"] == {"out_of_period": 8}


def test_days_in_words(cx, responses):
    """`--during` names both bounds, the result says which days they are, and JSON has them as the window."""
    asked = ("score", "nps", responses, "--during", "last month", "--now", "2025-03-10")
    ended = cx(*asked, "--format", "json")
    assert ended.data["window"] == {"since": "2025-02-01", "until": "2025-02-28"}
    assert "\ndays 2025-02-01 to 2025-02-28\n" in cx(*asked).out
    assert "\ndays 2025-02-01 to 2025-02-28\n" in cx(*asked, "--format", "markdown").out
    assert cx(*asked, "--format", "sentence").out.endswith(", 2025-02-01 to 2025-02-28\n")
    assert "days        2025-02-01 to 2025-02-28\n" in cx("explain", *asked[1:]).out


def test_days_change_where_the_report_is(cx, tmp_path):
    """In Berlin, 30 March 22:30 UTC is the 31st, after clocks went forward, and 29 March 23:30 UTC is the 30th."""
    (tmp_path / "cx.yaml").write_text("report: {zone: Europe/Berlin}\n")
    file = tmp_path / "zones.csv"
    times = ("2025-03-29T23:30Z", "2025-03-30T21:59Z", "2025-03-30T22:00Z", "2025-03-31T21:59Z", "2025-03-31T22:00Z")
    file.write_text("nps,at\n" + "".join(f"{9 if place % 2 else 3},{time}\n" for place, time in enumerate(times)))
    asked = ("score", "nps", str(file), "--map", "at=at", "--config", str(tmp_path / "cx.yaml"), "--format", "csv")
    rows = table(cx(*asked, "--period", "day", "--now", "2025-05-01").out)[1:]
    assert [(row["period"], row["n"]) for row in rows] == [
        ("2025-03-30", "2"),
        ("2025-03-31", "2"),
        ("2025-04-01", "1"),
    ]
    (yesterday,) = table(cx(*asked, "--during", "yesterday", "--now", "2025-03-31T22:30Z").out)
    assert (yesterday["n"], yesterday["skipped_out_of_period"]) == ("2", "3")


def test_rolling_windows(cx, responses):
    """`--rolling 2 month` has a window for each month; what begins before the first row is incomplete."""
    asked = ("score", "nps", responses, "--rolling", "2", "month", "--now", "2025-06-01")
    rows = table(cx(*asked, "--format", "csv").out)
    assert [(row["period"], row["complete"]) for row in rows] == [
        ("", ""),
        ("2024-12 to 2025-01", "false"),
        ("2025-01 to 2025-02", "true"),
        ("2025-02 to 2025-03", "true"),
    ]
    refused = cx(*asked, "--format", "value")
    assert (refused.code, "without groups and periods" in refused.err) == (2, True)


def test_a_filter(cx, responses):
    """`--where` says which rows count; the others are counted as filtered."""
    ended = cx("score", "nps", responses, "--where", "plan == 'pro' and channel in ['web']", "--format", "json")
    (score,) = ended.data["scores"]
    assert (score["n"], score["rows"]["skipped"]) == (3, {"filtered": 7})


@pytest.mark.parametrize("reference", ["csat", "F", "6", "col:6"])
def test_a_column_by_name_letter_or_number(cx, responses, reference):
    """A column is named by its name, its letter or its number."""
    assert cx("score", "csat", responses, "--column", reference, "--format", "value").out == "60.0\n"
    assert cx("score", "nps,csat", responses, "--map", f"csat.score={reference}", "--format", "value").out == (
        "11.1\n60.0\n"
    )


def test_a_column_on_another_scale_is_refused(cx, responses):
    """A metric is not computed from a column that is plainly on another scale."""
    ended = cx("score", "nps,csat", responses, "--map", "csat.score=nps_score")
    assert (ended.code, ended.out) == (65, "")
    assert ended.errors[0].startswith("csat: ")
    assert "--column" in ended.errors[0] or "--map" in ended.errors[0]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--by", "nope"], 2, "there is no column 'nope' (responses.csv) — columns: id, submitted_at, channel"),
        (["--column", "nps_scor"], 2, "did you mean 'nps_score'?"),
        (["--scale", "nonsense"], 2, "--scale 1-5"),
        (["--scale", "0-5"], 2, "nps has no boxes"),
        (["--since", "2025-09", "--until", "2025-01"], 2, "exchange them: --since 2025-01 --until 2025-09"),
        (["--where", "plan = 1"], 2, "use =="),
        (["--where", "plam == 'pro'"], 2, "did you mean 'plan'?"),
        (["--interval", "nope"], 2, "--interval score"),
        (["--zone", "Berlin"], 2, "Europe/Berlin"),
        (["--encoding", "klingon"], 2, "--encoding cp1252"),
        (["--config", "nope.yaml"], 66, "there is no such config file (nope.yaml)"),
        (["--column", "a", "--map", "score=b"], 2, "two columns are named for score"),
        (["--fail-under", "nan"], 2, "give a number: --fail-under 30"),
        (["--rejects-content"], 2, "--rejects FILE --rejects-content"),
        (["--format", "value", "--by", "plan"], 2, "--format csv"),
        (["--format", "value", "--period", "year"], 2, "--format csv"),
        (["--output", "nope/a.csv"], 73, "mkdir -p nope"),
    ],
)
def test_a_failure_is_one_line_that_says_what_to_do(cx, responses, options, code, said):
    """What cannot be done ends with its exit code, nothing on standard output, and one line with what to do."""
    ended = cx("score", "nps", responses, *options)
    assert (ended.code, ended.out) == (code, "")
    (line,) = ended.errors
    assert said in line


def test_an_unknown_metric_names_the_nearest(cx, responses):
    """A metric that is not there is refused with the nearest name and where all are listed."""
    ended = cx("score", "npss", responses)
    assert ended.code == 2
    assert "did you mean 'nps'?" in ended.errors[0]
    assert "cx metrics" in ended.errors[0]


def test_several_files_are_one_source(cx, responses, folder):
    """Files with other columns in another order are read together, a file named twice once, a glob like its files."""
    (folder / "second.csv").write_text("Likelihood to recommend,id\n10,a\n10,b\n6,c\n")
    ended = cx("score", "nps", responses, "./responses.csv", "second.csv", "--format", "json")
    assert [source["path"] for source in ended.data["sources"]] == ["responses.csv", "second.csv"]
    (score,) = ended.data["scores"]
    assert (score["n"], score["value"]) == (12, pytest.approx(100 * (6 - 4) / 12))
    assert cx("score", "nps", "*.csv", "--format", "value").out == "16.7\n"
    shown = cx("score", "nps", responses, "second.csv").out
    assert 'columns "nps_score", "Likelihood to recommend"' in shown


def test_a_column_that_one_file_lacks_names_that_file(cx, responses, folder):
    """Where one of several files has no such column, the file is named."""
    (folder / "second.csv").write_text("nps,id\n10,a\n6,c\n")
    ended = cx("score", "nps", responses, "second.csv", "--by", "plan")
    assert ended.code == 2
    assert "(second.csv)" in ended.errors[0]


def test_standard_input(cx):
    """`-` is standard input."""
    ended = cx("score", "nps", "-", "--format", "json", stdin=b"nps\n10\n9\n0\n")
    assert ended.data["sources"][0]["path"] == "<stdin>"
    assert ended.data["scores"][0]["value"] == pytest.approx(100 / 3)


@pytest.mark.parametrize(("name", "said"), [("nope.csv", "no such file"), ("*.tsv", "no file matches")])
def test_a_file_that_is_not_there(cx, name, said):
    """A file or pattern that names nothing ends with the code of a missing input."""
    ended = cx("score", "nps", name)
    assert ended.code == 66
    assert said in ended.errors[0]


def test_no_data_is_done(cx, folder):
    """A file without records is no failure: the table says so, `value` is an empty line and the reason is said."""
    (folder / "empty.csv").write_text("nps\n")
    assert cx("score", "nps", "empty.csv").out.startswith("NPS no data   (no row was scored)   n 0\n")
    ended = cx("score", "nps", "empty.csv", "--format", "value")
    assert (ended.code, ended.out) == (0, "\n")
    assert "cx: nps has no value: no row was scored\n" in ended.err


def test_the_name_of_the_file_says_the_format(cx, responses, folder):
    """Without `--format`, a file called `.csv` gets CSV, and one called `.xlsx` is refused before anything is read."""
    assert cx("score", "nps", responses, "--output", "scores.csv").code == 0
    assert (folder / "scores.csv").read_text().startswith("metric,definition,")
    assert cx("score", "nps", responses, "--output", "scores.xlsx").code == 2
    assert not (folder / "scores.xlsx").exists()


@pytest.mark.parametrize(
    ("output_format", "start"),
    [
        ("table", "NPS 11.1   95 % "),
        ("json", '{\n  "schema": "cx.scores/1"'),
        ("csv", "metric,definition,"),
        ("markdown", "**NPS 11.1** · 95 % "),
        ("value", "11.1\n"),
        ("sentence", "NPS 11 ("),
    ],
)
def test_every_format_goes_to_a_file(cx, responses, folder, output_format, start):
    """`--output` writes the same in every format, and leaves standard output alone."""
    (folder / "out").write_text("old")
    ended = cx("score", "nps", responses, "--format", output_format, "--output", "out", "--now", "2025-10-01")
    assert (ended.code, ended.out) == (0, "")
    written = (folder / "out").read_text()
    assert written.startswith(start)
    assert written == cx("score", "nps", responses, "--format", output_format, "--now", "2025-10-01").out


def test_the_list_of_bad_rows(cx, bad_responses, folder):
    """`--rejects` lists file, line, metric and reason, for the owner only, in the order of the lines."""
    ended = cx("score", "nps,csat", bad_responses, "--rejects", "r.csv", "--max-rejects", "50%")
    assert ended.code == 0
    rows = table((folder / "r.csv").read_text())
    assert [(row["line"], row["metric"], row["reason"]) for row in rows] == [
        ("12", "nps", "off_scale"),
        ("13", "nps", "unreadable"),
        ("14", "", rows[2]["reason"]),
    ]
    assert "secret" not in (folder / "r.csv").read_text()
    assert stat.S_IMODE(os.stat(folder / "r.csv").st_mode) == 0o600  # noqa: PTH116 - the mode itself


def test_contents_are_listed_only_where_asked_for(cx, bad_responses, folder):
    """`--rejects-content` adds what the rows hold."""
    cx("score", "nps", bad_responses, "--rejects", "r.csv", "--rejects-content")
    assert [row["content"] for row in table((folder / "r.csv").read_text())] == ["11", "secret", "13,x"]


def test_no_output_shows_what_bad_rows_hold(cx, bad_responses):
    """Offenders are shown by value only if they are short numbers."""
    ended = cx("score", "nps", bad_responses)
    assert "1 malformed, 1 unreadable (text ×1), 1 blank, 1 off scale (11)" in " ".join(ended.out.split())
    assert "secret" not in ended.out + ended.err


def test_too_many_bad_rows_end_with_3(cx, bad_responses):
    """More than 1 % bad rows, or than `--max-rejects` allows, are said and end with their own code."""
    ended = cx("score", "nps", bad_responses)
    assert ended.code == 3
    assert "nps: 3 of 13 rows are bad, more than --max-rejects allows" in ended.err
    assert cx("score", "nps", bad_responses, "--max-rejects", "3").code == 0
    assert cx("score", "nps", bad_responses, "--max-rejects", "2").code == 3


def test_gates_hold_for_each_metric(cx, responses):
    """A gate fails if any metric is beyond it; each is named, and the numbers are printed all the same."""
    ended = cx("score", "nps,csat", responses, "--fail-under", "20", "--fail-over", "50")
    assert ended.code == 4
    assert ended.out.startswith("NPS 11.1")
    assert "cx: gate failed: nps 11.1111 is under 20\n" in ended.err
    assert "cx: gate failed: csat 60 is over 50\n" in ended.err


@pytest.mark.parametrize("option", [["--output", "responses.csv"], ["--rejects", "./responses.csv"]])
def test_what_is_read_is_not_written_over(cx, responses, folder, option):
    """An output that is one of the files read is refused before anything is written."""
    before = (folder / "responses.csv").read_bytes()
    ended = cx("score", "nps", responses, *option)
    assert ended.code == 2
    assert (folder / "responses.csv").read_bytes() == before


def test_a_config_that_is_found_is_announced(cx, responses, config):
    """`cx.yaml` of the folder is used, and its use is said on standard error."""
    config("report: {decimals: 3}")
    ended = cx("score", "nps", responses, "--format", "value")
    assert (ended.code, ended.out, ended.err.splitlines()[0]) == (0, "11.111\n", "cx: using cx.yaml")


@pytest.mark.parametrize("form", ["value", "sentence"])
def test_a_bare_form_has_its_account_beside_it(cx, responses, form):
    """A number alone and a sentence leave out the rows: standard error has their account."""
    whole = cx("score", "nps", responses).out.splitlines()
    assert (
        f"cx: nps: {next(line for line in whole if ' read: ' in line)}\n"
        in cx("score", "nps", responses, "--format", form).err
    )


def test_groups_of_the_config_do_not_touch_a_value(cx, responses, config):
    """`--format value` prints one number a metric although the config asks for groups."""
    config("report: {by: [plan], period: month}")
    assert cx("score", "nps", responses, "--format", "value").out == "11.1\n"


def test_a_metric_of_ones_own(cx, responses, config):
    """A metric of the config has its own filter, and is printed under its own name."""
    config("metrics: {nps_pro: {extends: nps, where: \"plan == 'pro'\"}}")
    ended = cx("score", "nps_pro", responses, "--format", "json")
    assert ended.data["config"]["path"] == "cx.yaml"
    (score,) = ended.data["scores"]
    assert (score["metric"], score["n"], score["value"]) == ("nps_pro", 5, 20.0)


def test_a_failure_of_a_json_run_is_an_object(cx, responses):
    """A JSON run that fails prints the error object, with the problem as on standard error."""
    ended = cx("score", "nps", responses, "--by", "nope", "--format", "json")
    assert ended.code == 2
    assert (ended.data["schema"], ended.data["exit_code"]) == ("cx.error/1", 2)
    (problem,) = ended.data["problems"]
    assert (problem["code"], problem["file"]) == ("no-such-column", "responses.csv")
    assert problem["message"] in ended.err


def test_warnings_are_said_and_written(cx, folder):
    """What the reader of a number must know is on standard error and in the JSON."""
    (folder / "ces.csv").write_text("ces\n7\n6\n5\n1\n")
    ended = cx("score", "ces", "ces.csv", "--format", "json")
    assert [warning["code"] for warning in ended.data["warnings"]] == ["polarity"]
    assert "cx: warning: ces: " in ended.err


@pytest.fixture
def german(monkeypatch):
    """An environment with a decimal comma, whether or not its locale is installed."""
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")


@pytest.mark.usefixtures("german")
def test_csv_for_excel(cx, folder):
    """`--excel` writes the CSV of `--format csv` with BOM, semicolons, decimal commas and CRLF, and says so."""
    (folder / "r.csv").write_text('nps,plan\n10,"a;b"\n10,=1+1\n8,Zoë\n3,00123\n')
    ended = cx("score", "nps", "r.csv", "--by", "plan", "--excel", "--output", "out.csv")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == (
        "cx: for an Excel with a decimal comma and ';' between columns; if yours has a decimal point, "
        "add: --decimal point\n"
    )
    written = (folder / "out.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfmetric;definition;plan;")
    assert written.count(b"\r\n") == written.count(b"\n") == 6
    text = written.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row["plan"] for row in rows] == ["", "00123", "'=1+1", "a;b", "Zoë"]
    assert [row["value"] for row in rows] == ["25,0", "-100,0", "100,0", "100,0", "0,0"]
    assert (rows[0]["confidence"], rows[0]["n"]) == ("0,95", "4")
    plain = table(cx("score", "nps", "r.csv", "--by", "plan", "--format", "csv").out)
    respelled = [{name: value.replace(",", ".") for name, value in row.items()} for row in rows]
    assert respelled == plain


@pytest.mark.parametrize(
    ("options", "declared", "start"),
    [
        ([], "", "metric;definition;"),
        (["--format", "csv"], "", "metric;definition;"),
        (["--decimal", "point"], "", "metric,definition,"),
        ([], "numbers: {decimal: point}", "metric,definition,"),
        (["--decimal", "comma"], "numbers: {decimal: point}", "metric;definition;"),
    ],
)
@pytest.mark.usefixtures("german")
def test_the_decimal_sign_for_excel(cx, responses, config, options, declared, start):
    """The decimal sign is that of `--decimal`, else that of the config, else that of the locale."""
    if declared:
        config(declared)
    ended = cx("score", "nps", responses, "--excel", *options)
    assert (ended.code, ended.out[:20].removeprefix("\ufeff")[: len(start)]) == (0, start)
    assert ended.out.count("\ufeff") == 1


@pytest.mark.parametrize("output_format", ["table", "json", "markdown", "value", "sentence"])
def test_excel_takes_csv_only(cx, responses, folder, output_format):
    """`--excel` beside another format than CSV is refused, the default one included where it is asked for."""
    ended = cx("score", "nps", responses, "--excel", "--format", output_format, "--output", "out")
    assert ended.code == 2
    assert ended.errors == [f"--excel writes CSV, but --format asks for {output_format} — leave one of the two away"]
    assert not (folder / "out").exists()


def test_csv_for_excel_is_utf8_on_any_screen(folder, monkeypatch):
    """On standard output, CSV for Excel is UTF-8 with BOM whatever the encoding of the screen; other formats fit it."""
    (folder / "r.csv").write_text("nps,plan\n10,Zoë\n")
    written = {}
    for option in ("--excel", "--format=csv"):
        stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="")
        monkeypatch.setattr(sys, "stdout", stream)
        assert run(["score", "nps", "r.csv", "--by", "plan", option]) == 0
        written[option] = stream.buffer.getvalue()
    assert written["--excel"].startswith(b"\xef\xbb\xbfmetric")
    assert "Zoë".encode() in written["--excel"]
    assert b"Zo?" in written["--format=csv"]


@pytest.mark.usefixtures("german")
def test_bad_rows_are_listed_in_plain_csv(cx, bad_responses, folder):
    """`--excel` is about the scores: the list of bad rows stays as programs read it."""
    cx("score", "nps", bad_responses, "--excel", "--rejects", "r.csv")
    assert (folder / "r.csv").read_text().startswith("file,line,metric,")


def test_a_ticket_in_two_rows_counts_in_the_month_of_its_last_solution(cx, folder):
    """Asked for that month alone or for all, the row that was superseded is no first contact."""
    (folder / "twice.csv").write_text(
        "ticket_id,customer_id,created_at,solved_at\n"
        "T1,a,2025-05-01T00:00Z,2025-05-02T00:00Z\n"
        "T1,a,2025-05-01T00:00Z,2025-06-01T00:00Z\n"
        "T2,b,2025-05-05T00:00Z,2025-05-06T00:00Z\n"
        "T3,b,2025-05-07T00:00Z,2025-05-08T00:00Z\n"
    )
    command = ("score", "fcr", "twice.csv", "--now", "2025-07-15", "--format", "json")
    (may,) = cx(*command, "--during", "2025-05").data["scores"]
    every = cx(*command, "--period", "month").data["scores"]
    (same,) = [score for score in every if score["period"] and score["period"]["label"] == "2025-05"]
    assert (may["value"], may["n"]) == (same["value"], same["n"]) == (50.0, 2)
    assert may["rows"]["skipped"] == {"out_of_period": 1, "duplicate": 1}


def test_a_refund_that_no_amount_tells_is_that_of_the_whole_order(cx, folder):
    """Whether or not other orders have an amount of theirs: 10, of which 0 was paid back, and 100 - 100."""
    (folder / "refunds.csv").write_text(
        "order_id,customer_id,ordered_at,revenue,financial_status,refunded_amount\n"
        "1,a,2025-05-01,10,paid,0\n2,b,2025-05-02,100,refunded,\n3,c,2025-05-02,50,partially_refunded,20\n"
        "4,d,2025-05-03,70,partially_refunded,\n"
    )
    (score,) = cx("score", "clv", "refunds.csv", "--now", "2025-07-15", "--format", "json").data["scores"]
    assert score["value"] == pytest.approx((10 + 0 + 30) / 3)
    assert score["rows"]["skipped"] == {"blank": 1}


def test_voicemail_is_neither_answered_nor_abandoned(cx, folder):
    """However long it waited: two calls were answered in time, and nobody gave up."""
    (folder / "voicemail.csv").write_text(
        "call_id,started_at,call_status,wait_time_seconds\n"
        "1,2025-06-01T10:00Z,answered,5\n2,2025-06-01T10:01Z,answered,10\n"
        "3,2025-06-01T10:02Z,voicemail,40\n4,2025-06-01T10:03Z,voicemail,15\n"
    )
    (score,) = cx("score", "service_level", "voicemail.csv", "--format", "json").data["scores"]
    assert (score["value"], score["n"], score["rows"]["skipped"]) == (100.0, 2, {"not_applicable": 2})
