from pathlib import Path

import pytest

from cxcli.errors import ConfigError, UsageError
from cxcli.settings import Asked
from cxcli.settings.sources import of_files, of_source, source_runs

SOURCES = """
sources:
  tickets: {path: [tickets-*.csv, old/tickets.csv]}
  calls: {path: calls.csv, durations: {unit: minutes}}
  responses: {path: survey.csv, columns: {score: q1}}
"""


@pytest.fixture
def files(tmp_path):
    """Make the files of the sources, and give their paths by name."""
    (tmp_path / "old").mkdir()
    names = ("tickets-1.csv", "tickets-2.csv", "old/tickets.csv", "calls.csv", "survey.csv", "other.csv", "a[1].csv")
    for name in names:
        (tmp_path / name).write_text("a\n1\n")
    return lambda *wanted: [str(tmp_path / name) for name in wanted]


def runs(loaded, *metrics, **asked):
    return source_runs(Asked(metrics=metrics, **asked), loaded)


def refused(call, *arguments):
    with pytest.raises(UsageError) as caught:
        call(*arguments)
    return [(problem.code, problem.message, problem.help) for problem in caught.value.problems]


def test_each_metric_is_scored_on_its_source(config, tmp_path):
    """Metrics of one source are one run, in the order in which they were asked for; paths start from the config."""
    loaded = config(SOURCES)
    found = runs(loaded, "abandon_rate,resolution_time", "FCR", "aht")
    assert [list(each.asked.metrics) for each in found] == [["abandon_rate", "aht"], ["resolution_time", "fcr"]]
    assert [list(each.patterns) for each in found] == [
        [str(tmp_path / "calls.csv")],
        [str(tmp_path / "tickets-*.csv"), str(tmp_path / "old/tickets.csv")],
    ]
    assert [each.loaded.config.durations.unit for each in found] == ["minutes", None]


def test_a_metric_of_the_users_own_may_have_a_source_of_any_name(config):
    """`source:` in the config says on which source a metric is scored."""
    loaded = config("sources: {visits: {path: v.csv}}\nmetrics: {mine: {extends: nps, source: visits}}\n")
    (found,) = runs(loaded, "mine")
    assert [Path(each).name for each in found.patterns] == ["v.csv"]


def test_without_sources_a_file_must_be_named(config):
    """There is no config, it has no sources, or no metric is asked for: the error says what to write."""
    advice = "for example: cx score nps responses.csv"
    where = f"{advice}; or say in cx.yaml where it is: sources: {{tickets: {{path: FILE}}}}"
    assert refused(runs, None, "fcr") == [("no-file", "no file is named", where)]
    assert refused(runs, config("report: {decimals: 1}"), "fcr") == [("no-file", "no file is named", where)]
    assert refused(runs, config(SOURCES), "") == [("no-file", "no file is named", advice)]


def test_every_metric_without_a_source_is_named(config):
    """A source that lacks is told for each metric, with those that there are."""
    first, second = refused(runs, config(SOURCES), "fcr,churn_rate,clv")
    assert first[1] == "no file is named, and the config has no source 'customers' for churn_rate"
    assert second[1] == "no file is named, and the config has no source 'orders' for clv"
    assert first[2].startswith("name a file, or say in cx.yaml: sources: {customers: {path: FILE}}; ")
    assert first[2].endswith("sources there: tickets, calls, responses")


def test_options_of_one_metric_are_passed_over_by_the_others(config):
    """Where metrics have several sources, the options go to all runs; what nobody can read is refused before."""
    first, second = runs(config(SOURCES), "nps,resolution_time", maps=["solved_at=x", "nps.score=y"])
    assert (first.asked.shared, second.asked.shared) == (True, True)
    assert [each.asked.shared for each in runs(config(SOURCES), "resolution_time,fcr")] == [False]
    with pytest.raises(UsageError, match="there is no field 'foo'"):
        runs(config(SOURCES), "nps,resolution_time", maps=["foo=x"])
    with pytest.raises(ConfigError, match="there is no field 'foo'"):
        runs(config(f"{SOURCES}columns: {{foo: x}}"), "nps")


@pytest.mark.parametrize(
    ("names", "unit"),
    [
        (["calls.csv"], "minutes"),
        (["tickets-1.csv"], None),
        (["tickets-1.csv", "old/tickets.csv"], None),
        (["other.csv"], None),
        (["cal*.csv"], "minutes"),
        (["nope.csv"], None),
    ],
)
def test_files_named_by_hand_are_those_of_their_source(config, files, names, unit):
    """All of the files are those of a source: what is said of it is used. A glob means the files that it finds."""
    assert of_files(config(SOURCES), files(*names)).config.durations.unit == unit


def test_a_file_with_the_signs_of_a_glob_is_a_file(config, files):
    """A name that is there goes before what it could mean."""
    loaded = config('sources: {calls: {path: "a[1].csv", durations: {unit: hours}}}')
    assert of_files(loaded, files("a[1].csv")).config.durations.unit == "hours"


def test_files_outside_of_the_folder_are_found_too(config, files, tmp_path, monkeypatch):
    """Paths are compared whole, from wherever they are named."""
    loaded = config(SOURCES)
    monkeypatch.chdir(tmp_path / "old")
    assert files() == []
    assert of_files(loaded, ["../calls.csv"]).config.durations.unit == "minutes"


def test_without_config_or_files_nothing_changes(config, files):
    """Standard input and data frames are those of no source."""
    loaded = config(SOURCES)
    assert of_files(None, files("calls.csv")) is None
    assert of_files(loaded, []) is loaded
    assert of_files(loaded, ["-"]) is loaded


def test_files_of_two_sources_are_those_of_the_metric(config, files):
    """A file may hold several things; where the metrics do not tell which is meant, it is refused."""
    yaml = "sources: {tickets: {path: calls.csv, durations: {unit: hours}}, calls: {path: calls.csv}}"
    loaded, named = config(yaml), files("calls.csv")
    assert of_files(loaded, named, ["fcr"]).config.durations.unit == "hours"
    assert of_files(loaded, named, ["aht, talk_time"]).config.durations.unit is None
    ((code, message, _),) = refused(of_files, loaded, named, ["fcr,aht"])
    assert (code, message) == ("usage", "these files are those of several sources of the config: tickets, calls")
    assert refused(of_files, loaded, named, ["nps"])
    alike = config("sources: {tickets: {path: calls.csv}, calls: {path: [calls.csv]}}")
    assert of_files(alike, named).config.durations.unit is None


def test_files_of_which_only_some_are_those_of_a_source_are_refused(config, files):
    """What is said of the source would be wrong for the others, or lost for its own."""
    ((code, message, _),) = refused(of_files, config(SOURCES), files("calls.csv", "other.csv"))
    assert (code, message) == (
        "usage",
        "some of these files are those of the source 'calls' of the config, others are not",
    )
    assert of_files(config(SOURCES), files("tickets-1.csv", "other.csv")).config.durations.unit is None


def test_what_is_said_of_a_source_goes_before_what_is_said_of_all(config):
    """Each key that a source says stands in place of the one of all; columns, labels and words are added to those."""
    yaml = """
columns: {at: day, score: q}
labels: {good: 1}
missing: [99]
source: {encoding: cp1252, header: {rows: 2, footer: 1}}
dates: {zone: Europe/Berlin, order: iso}
numbers: {decimal: comma}
durations: {unit: hours, units: {talk_time: minutes}}
words: {status: {parked: hold}, churned: {gone: "yes"}}
sources:
  tickets:
    path: t.csv
    columns: {at: opened}
    labels: {bad: 0}
    source: {delimiter: ";", header: {rows: 1}}
    dates: {order: day-first}
    durations: {schedule_change: while-held}
    words: {status: {parked: pending, dead: closed}}
  calls: {path: c.csv, missing: [98], numbers: {decimal: point}}
"""
    loaded = config(yaml)
    tickets, calls = (of_source(loaded, name).config for name in ("tickets", "calls"))
    assert tickets.columns == {"at": "opened", "score": "q"}
    assert tickets.labels == {"good": 1, "bad": 0}
    assert (tickets.missing, calls.missing) == ((99,), (98,))
    assert (tickets.source.encoding, tickets.source.delimiter) == ("cp1252", ";")
    assert (tickets.source.header.rows, tickets.source.header.footer) == (1, 1)
    assert (tickets.dates.zone, tickets.dates.order) == ("Europe/Berlin", "day-first")
    assert (tickets.numbers.decimal, calls.numbers.decimal) == ("comma", "point")
    assert (tickets.durations.unit, tickets.durations.schedule_change) == ("hours", "while-held")
    assert tickets.durations.units == {"talk_time": "minutes"}
    assert tickets.words == {"status": {"parked": "pending", "dead": "closed"}, "churned": {"gone": "yes"}}
    assert calls.words == loaded.config.words
    assert (calls.dates, calls.source, calls.columns) == (
        loaded.config.dates,
        loaded.config.source,
        loaded.config.columns,
    )
    assert of_source(loaded, "calls").path == loaded.path
