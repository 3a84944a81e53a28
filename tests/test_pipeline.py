from datetime import UTC, datetime

import pytest

from cxcli import pipeline
from cxcli.errors import CxError, DataError
from cxcli.pipeline import run
from cxcli.settings import Asked, settle
from cxcli.sources.paths import InputFile

NOW = datetime(2025, 10, 1, tzinfo=UTC)


@pytest.fixture
def scored(tmp_path):
    """Run metrics over files of CSV text; `chunk_rows` cuts the chunks."""

    def of(*texts, metrics="nps", keep_rejects=False, **asked):
        files = []
        for number, text in enumerate(texts):
            path = tmp_path / f"{number}.csv"
            path.write_text(text)
            files.append(InputFile(path, path.name))
        return run(settle(Asked(metrics=[metrics], **asked), None, NOW), files, keep_rejects=keep_rejects)

    return of


def values(made):
    return [(score.metric, score.value, score.n) for score in made.overall]


def test_files_are_one_source(scored):
    """Rows of several files, with columns in other places, count as rows of one."""
    made = scored("id,nps\n1,10\n2,10\n", "nps,id\n0,3\n9,4\n")
    assert values(made) == [("nps", 50.0, 4)]
    assert [source.facts.file for source in made.sources] == ["0.csv", "1.csv"]
    assert all(len(source.facts.sha256) == 64 for source in made.sources)


def test_every_metric_has_its_overall_score(scored):
    """Among groups and periods there is one score of all rows for each metric."""
    text = "at,plan,nps,csat\n2025-01-01,a,10,5\n2025-02-01,b,0,1\n2025-02-02,b,10,5\n"
    made = scored(text, metrics="nps,csat", by=["plan"], period="month", maps=["at=at"])
    assert [score.metric for score in made.overall] == ["nps", "csat"]
    assert len(made.scores) > 2


def test_a_late_word_changes_how_the_whole_column_is_read(scored):
    """A word far down that decides what a column means decides it for all rows: the order of rows does not matter."""
    rows = ["Very satisfied", "Satisfied"] * 6_000 + ["Neutral", "Dissatisfied", "Very dissatisfied"] * 10
    forward, backward = ("csat\n" + "\n".join(each) + "\n" for each in (rows, rows[::-1]))
    first, second = scored(forward, metrics="csat"), scored(backward, metrics="csat")
    assert values(first) == values(second) == [("csat", pytest.approx(100 * 12_000 / 12_030), 12_030)]


def test_a_surprise_makes_the_run_again(scored, monkeypatch):
    """Where a text contradicts what was understood, the run is made again with the whole column looked at."""
    looked = []
    bind = pipeline.bind

    def watched(source, wants, *, whole):
        looked.append(whole)
        if not whole:
            raise pipeline.Surprise
        return bind(source, wants, whole=whole)

    monkeypatch.setattr(pipeline, "bind", watched)
    assert values(scored("nps\n10\n9\n0\n")) == [("nps", pytest.approx(100 / 3), 3)]
    assert looked == [False, True]


def test_malformed_rows_are_in_every_account(scored):
    """A record that is no row was read, for every metric, and belongs to no group."""
    made = scored("plan,nps,csat\na,10,5\nb\na,9,4\n", metrics="nps,csat", by=["plan"])
    assert [score.account.read for score in made.overall] == [3, 3]
    assert [dict(score.account.skipped) for score in made.overall] == [{"malformed": 1}] * 2
    assert sum(score.account.read for score in made.scores if score.group and score.metric == "nps") == 2


def test_bad_rows_are_listed_where_asked_for(scored):
    """The list has a malformed row once and a bad answer for each metric, in the order of lines, file by file."""
    text = "nps,csat\n10,5\n11,9\nx\n9,4\n"
    made = scored(text, text, metrics="nps,csat", keep_rejects=True)
    listed = [(row.file, row.line, row.metric, row.reason) for row in made.rejected if row.file == "0.csv"]
    assert listed[:2] == [("0.csv", 3, "nps", "off_scale"), ("0.csv", 3, "csat", "off_scale")]
    assert listed[2][:3] == ("0.csv", 4, "")
    assert len(made.rejected) == 6
    assert [row.content for row in made.rejected[:3]] == ["11", "9", "x"]
    assert scored(text).rejected == []


def test_a_list_that_is_cut_says_so(scored, monkeypatch):
    """Where there are more bad rows than are kept, a notice says how many are listed, and all are counted."""
    monkeypatch.setattr(pipeline, "REJECTS_KEPT", 2)
    text = "nps\n10\n" + "99\n" * 3 + "9\n" * 9
    made = scored(text, text, keep_rejects=True)
    assert len(made.rejected) <= 3
    assert made.overall[0].account.bad == 6
    assert [notice.code for notice in made.notices] == ["rejects-cut"]
    assert f"only {len(made.rejected)} of 6 bad rows" in made.notices[0].message
    assert scored("nps\n10\n11\n11\n" + "9\n" * 9, keep_rejects=True).notices == []


def test_a_file_on_another_scale_ends_the_run(scored):
    """Answers 1-5 are not pooled with answers 1-7, even if the answers of all files together fit the scale."""
    with pytest.raises(DataError):
        scored("ces\n" + "1\n5\n" * 20, "ces\n" + "1\n7\n" * 20, metrics="ces")


def test_what_all_answers_say_against_the_scale_ends_the_run(scored):
    """A column whose answers do not fit the metric is refused once all of it is known."""
    with pytest.raises(DataError):
        scored("nps\n" + "1\n2\n3\n4\n5\n" * 10)


def test_a_scale_found_from_words_is_used(scored):
    """Answer words that belong to another scale than the metric's own decide the scale."""
    words = ["Very easy", "Easy", "Neutral", "Difficult", "Very difficult"]
    made = scored("ces\n" + "\n".join(words) + "\n", metrics="ces")
    assert made.overall[0].parameters["scale"] == "1-5"
    assert made.overall[0].value == 40.0


def test_a_declared_scale_goes_before_the_found_one(scored):
    """`--scale` is the user's own word."""
    assert scored("csat\n7\n6\n1\n", metrics="csat", scale="1-7").overall[0].parameters["scale"] == "1-7"


def test_a_failure_leaves_the_digest_thread_behind(scored):
    """A run that is refused ends at once, whatever is still being computed beside it."""
    with pytest.raises(CxError):
        scored("a,b\nx,y\n")


def test_doubts_name_their_files(scored):
    """A notice about all answers names the files that they are from."""
    text = "nps\n" + "10\n9\n8\n1\n" * 30
    (notice,) = scored(text, text).notices
    assert (notice.code, notice.source) == ("no-zero", "0.csv, 1.csv")


@pytest.mark.parametrize("rows", [1, 7, 1000])
def test_a_result_does_not_depend_on_the_cut(scored, monkeypatch, rows):
    """Chunks of any size give the same scores and the same list of bad rows."""
    text = "plan,nps\n" + "".join(f"{'ab'[n % 2]},{n % 13}\n" for n in range(40)) + "x\n"
    whole = scored(text, by=["plan"], keep_rejects=True)
    settled = pipeline.open_source

    class Cut:
        def __init__(self, source):
            self.source = source

        def __getattr__(self, name):
            return getattr(self.source, name)

        def chunks(self, positions, _=None):
            return self.source.chunks(positions, rows)

    monkeypatch.setattr(pipeline, "open_source", lambda file, options: Cut(settled(file, options)))
    cut = scored(text, by=["plan"], keep_rejects=True)
    assert cut.scores == whole.scores
    assert sorted(cut.rejected, key=str) == sorted(whole.rejected, key=str)


def test_a_bad_row_says_what_it_may_say(scored):
    """The detail of a bad row is a short number, "text", or "date" where the date cannot be read."""
    text = "nps,date\n9,2025-01-05\n11,2025-01-05\nabc def,2025-01-05\n7,2025-02-30\n10,2025-01-06\n8,2025-01-07\n"
    made = scored(text, keep_rejects=True, period="month")
    assert [(row.line, row.reason, row.detail, row.content) for row in made.rejected] == [
        (3, "off_scale", "11", "11"),
        (4, "unreadable", "text", "abc def"),
        (5, "unreadable", "date", "2025-02-30"),
    ]
