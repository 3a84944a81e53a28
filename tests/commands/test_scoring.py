import pytest

SOURCES = """\
sources:
  tickets: {path: t-*.csv, columns: {solved_at: done}}
  calls: {path: c.csv, durations: {unit: minutes}}
  responses: {path: responses.csv}
"""
TICKETS = (
    "id,requester,created_at,done\n1,ann,2025-01-01T08:00,2025-01-01T10:00\n2,ben,2025-01-01T08:00,2025-01-01T12:00\n"
)
CALLS = "called_at,answered,talk_time\n2025-01-01,yes,2\n2025-01-02,yes,4\n2025-01-03,no,\n"
NOW = ("--now", "2025-06-01")


@pytest.fixture(autouse=True)
def sources(folder, config, responses):
    """A config with three sources, and their files."""
    assert responses == "responses.csv"
    (folder / "t-1.csv").write_text(TICKETS)
    (folder / "c.csv").write_text(CALLS)
    config(SOURCES)
    return folder


def scores(ended):
    return {score["metric"]: (score["value"], score["n"]) for score in ended.data["scores"]}


def test_metrics_without_a_file_are_scored_on_their_sources(cx):
    """Each is scored on the source that it is about, with what the config says of that; all are one output."""
    ended = cx("score", "nps,resolution_time,talk_time,abandon_rate", *NOW, "--format", "json")
    assert ended.code == 0
    assert scores(ended) == {
        "nps": (pytest.approx(100 / 9), 9),
        "resolution_time": (3 * 3600, 2),
        "talk_time": (180, 2),
        "abandon_rate": (pytest.approx(100 / 3), 3),
    }
    assert [source["path"].rpartition("/")[2] for source in ended.data["sources"]] == [
        "responses.csv",
        "t-1.csv",
        "c.csv",
    ]
    assert ended.err == "cx: using cx.yaml\n"


@pytest.mark.parametrize("command", ["score", "explain", "trend"])
def test_what_lacks_without_a_file(cx, sources, command):
    """A metric without a source is refused with what to write; so is each without a config."""
    ended = cx(command, "churn_rate")
    assert ended.code == 2
    assert "the config has no source 'customers' for churn_rate — name a file, or say in cx.yaml" in ended.errors[0]
    (sources / "cx.yaml").unlink()
    ended = cx(command, "churn_rate")
    assert (ended.code, ended.errors[0].partition(" — ")[0]) == (2, "no file is named")


def test_a_file_of_a_source_is_read_as_the_config_says(cx, sources):
    """A file that is named by hand has what is said of the source that it belongs to; another file has not."""
    assert scores(cx("score", "talk_time", "c.csv", "--format", "json")) == {"talk_time": (180, 2)}
    (sources / "other.csv").write_text(CALLS)
    ended = cx("score", "talk_time", "other.csv")
    assert ended.code == 65
    assert "nothing says what they count" in ended.errors[0]
    ended = cx("score", "talk_time", "c.csv", "other.csv")
    assert (ended.code, ended.errors[0].partition(" — ")[0]) == (
        2,
        "some of these files are those of the source 'calls' of the config, others are not",
    )


def test_all_commands_read_a_file_of_a_source_alike(cx):
    """The rows behind a number, what may be scored and what changed go by the same words of the config."""
    ended = cx("rows", "resolution_time", "t-1.csv", *NOW, "--format", "csv")
    assert (ended.code, len(ended.out.splitlines())) == (0, 3)
    assert "cx score resolution_time t-1.csv" in cx("check", "t-1.csv").out
    assert "cx score talk_time c.csv" in cx("check", "t-1.csv", "c.csv").out
    ended = cx("compare", "abandon_rate", "c.csv", "--between", "answered=yes,no")
    assert ended.code == 0


def test_options_of_answers_stay_with_the_answers(cx):
    """Over several sources, a scale is that of the metrics with answers; a weight is refused for the others."""
    assert cx("score", "nps,abandon_rate", "--scale", "0-10", "--format", "value").code == 0
    ended = cx("score", "nps,abandon_rate", "--weight", "plan")
    assert (ended.code, ended.errors) == (
        2,
        ["--weight is about answers, and abandon_rate has none — leave --weight away"],
    )


def test_nothing_is_written_over_a_file_of_a_source(cx, sources):
    """A file that is read for any of the metrics is no output."""
    ended = cx("score", "nps,abandon_rate", "--output", "c.csv")
    assert ended.code == 2
    assert "this file is read, so it is not written over" in ended.errors[0]
    assert (sources / "c.csv").read_text() == CALLS
    assert cx("score", "abandon_rate", "--output", "cx.yaml").code == 2


def test_a_gate_looks_at_all_metrics(cx):
    """A limit holds for the scores of every source."""
    assert cx("score", "nps,abandon_rate", "--fail-under", "12").code == 4
    assert cx("score", "nps,abandon_rate", "--fail-under", "11").code == 0


def test_files_of_a_source_that_are_not_there(cx, sources):
    """A glob of the config that finds nothing is told as one that is typed."""
    (sources / "t-1.csv").unlink()
    ended = cx("score", "resolution_time")
    assert ended.code == 66
    assert "no file matches this pattern" in ended.errors[0]


@pytest.mark.parametrize(
    ("unit", "seconds"), [("seconds", 3), ("minutes", 180), ("hours", 10_800), ("milliseconds", 0.003)]
)
def test_what_plain_durations_count_can_be_said(cx, sources, unit, seconds):
    """`--unit` says it where neither name nor config does, and goes before the config."""
    (sources / "other.csv").write_text(CALLS)
    for name in ("other.csv", "c.csv"):
        assert scores(cx("score", "talk_time", name, "--unit", unit, "--format", "json")) == {"talk_time": (seconds, 2)}


def test_columns_of_fields_can_be_named(cx, sources):
    """`--map` names them, for all metrics or for one; what no metric reads is refused."""
    (sources / "other.csv").write_text(TICKETS.replace("created_at", "begun"))
    named = ("--map", "created_at=begun", "--map", "resolution_time.solved_at=done", *NOW)
    assert scores(cx("score", "resolution_time", "other.csv", *named, "--format", "json")) == {
        "resolution_time": (10_800, 2)
    }
    ended = cx("score", "resolution_time", "other.csv", *named, "--map", "closed_at=id")
    assert (ended.code, ended.errors[0].partition(" — ")[0]) == (2, "closed_at is named, and nothing reads it here")
    assert cx("score", "resolution_time", "other.csv", "--map", "mrr=id").code == 2


def test_a_column_that_holds_another_thing_is_refused(cx, sources):
    """A flag that is called like a date says that it is no date, and how to name another column."""
    (sources / "other.csv").write_text("created_at,resolved\n2025-01-01,Y\n2025-01-02,N\n")
    ended = cx("score", "resolution_time", "other.csv")
    assert ended.code == 65
    assert ended.errors[0].startswith("column 'resolved' is taken for solved_at (when the ticket was solved")
    assert ended.errors[0].endswith(
        "but no text in it is a date (other.csv) — name another column: --map solved_at=COLUMN"
    )
    assert scores(cx("score", "fcr:survey", "other.csv", "--format", "json")) == {"fcr:survey": (50, 2)}
