from datetime import UTC, datetime

import pytest

from cxcli import pipeline
from cxcli.errors import CxError, DataError, UsageError
from cxcli.pipeline import run
from cxcli.rows import Disposition
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
    made = scored(text, text.replace("9\n9", "9\n10"), keep_rejects=True)
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
    (notice,) = scored(text, text + "9\n").notices
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


def test_weights_counts_and_flags_go_the_whole_way(scored):
    """What the options name is read, counted and told."""
    text = "nps,w,s\n10,1.5,9\n0,0.5,40\n10,0,40\n10,,40\n"
    [score] = scored(text, weight="w", speeders="s < 10").overall
    assert (score.value, score.n, score.base) == (50, 2, 2)
    assert {(str(fate), said): rows for (fate, said), rows in score.offenders.items()} == {
        ("blank", "weight"): 1,
        ("not_applicable", "weight"): 1,
        ("scored", "speeder"): 1,
    }
    [score] = scored("nps,k\n10,30\n0,10\n", count="k").overall
    assert (score.value, score.n, score.account.scored, score.answers.scored) == (50, 40, 2, 40)


def test_a_weight_that_cannot_be_read_is_listed_as_such(scored):
    """Among the bad rows it is the weight, the count or the date that is named, and what it says."""
    made = scored(
        "nps,w,at\n10,much,2025-01-01\n0,1,soon\n9,1,2025-01-01\n", weight="w", since="2020", keep_rejects=True
    )
    assert [(row.line, row.detail, row.content) for row in made.rejected] == [
        (2, "weight", "much"),
        (3, "date", "soon"),
    ]


def test_a_decimal_sign_that_is_not_clear_is_asked_for(scored):
    """Weights with a comma before three digits may be thousands: the config or the option says what they are."""
    text = 'nps,w\n10,"1,250"\n0,"2,500"\n'
    with pytest.raises(DataError) as refused:
        scored(text, weight="w")
    assert refused.value.problems[0].code == "decimal-sign-unknown"
    assert scored(text, weight="w", decimal="comma").overall[0].base == 3.75


def test_weights_whose_decimal_sign_comes_late_do_not_depend_on_the_order(scored):
    """Whole weights for 12,000 rows, then decimal ones: the whole column is looked at."""
    rows = ["10;2"] * 12_000 + ["0;0,5"] * 4
    forward, backward = ("nps;w\n" + "\n".join(each) + "\n" for each in (rows, rows[::-1]))
    first, second = (scored(text, weight="w").overall[0] for text in (forward, backward))
    assert (first.value, first.base) == (second.value, second.base) == (pytest.approx(100 * 23_998 / 24_002), 24_002)


def test_one_vote_with_the_score_of_all_answers_beside_it(scored):
    """The raw score stands beside that of the votes, where it is asked for."""
    text = "nps,at,who\n10,2025-01-01,a@x.com\n0,2025-02-01,A@X.com\n9,2025-01-01,\n"
    [score] = scored(text, one_vote_per="who", raw=True).overall
    assert (score.value, score.n, score.raw.value, score.raw.n) == (0, 2, pytest.approx(100 / 3), 3)
    assert score.offenders[Disposition.SCORED, "without respondent"] == 1


def test_responses_in_several_files_are_watched(scored):
    """Where nobody has said which response a row is, an overlap is told; where somebody has, it is taken out."""
    texts = "response_id,nps\nr1,10\nr2,9\n", "response_id,nps\nr2,9\nr3,0\n"
    made = scored(*texts)
    assert [notice.code for notice in made.notices] == ["repeated-responses"]
    assert values(made) == [("nps", 50.0, 4)]
    again = scored(*texts, response_id="response_id")
    assert [notice.code for notice in again.notices] == []
    assert values(again) == [("nps", pytest.approx(100 / 3), 3)]
    assert [notice.code for notice in scored(texts[0]).notices] == []


def test_the_population_is_that_of_all(scored):
    """With groups or periods a notice says for whom the population holds."""
    text = "nps,plan\n10,a\n0,b\n"
    assert [notice.code for notice in scored(text, population=10, by=["plan"]).notices] == ["population-of-all"]
    assert scored(text, population=10).notices == []


def test_files_are_groups(scored):
    """The column `file` is the name of the file, in breakdowns and filters."""
    made = scored("nps\n10\n", "nps\n0\n", by=["file"], where="file == '1.csv'")
    assert {score.group["file"]: score.n for score in made.scores[1:]} == {"0.csv": 0, "1.csv": 1}


def test_changes_are_made_where_they_are_asked_for(scored):
    """Each period is put beside the one before; without periods there is nothing to compare."""
    text = "nps,at\n10,2025-01-01\n0,2025-02-01\n"
    [change] = scored(text, period="month", change=True).changes.values()
    assert (change.since.label, change.difference.value) == ("2025-01", -200)
    assert scored(text, period="month").changes == {}
    with pytest.raises(UsageError) as refused:
        scored(text, change=True)
    assert refused.value.problems[0].code == "change"


def test_of_a_response_the_latest_date_counts(scored):
    """Dates are read where there are some, so that the latest row of a response stands, not that of the last file."""
    texts = "id,at,nps\n1,2025-03-05,10\n", "id,at,nps\n1,2025-03-01,0\n"
    assert values(scored(*texts, response_id="id")) == [("nps", 100.0, 1)]
    assert values(scored(*texts, response_id="id", maps=["at=at"])) == [("nps", 100.0, 1)]
    undated = "id,nps\n1,10\n", "id,nps\n1,0\n"
    assert values(scored(*undated, response_id="id")) == [("nps", -100.0, 1)]
    blank = "id,at,nps\n1,2025-03-05,10\n2,,0\n", "id,at,nps\n1,,0\n"
    assert values(scored(*blank, response_id="id")) == [("nps", 0.0, 2)]


def test_all_answers_beside_votes_are_those_of_each_response_once(scored):
    """A response in two exports is one answer, for the raw score too."""
    texts = "id,at,who,nps\n1,2025-03-05,a,10\n", "id,at,who,nps\n1,2025-03-05,a,10\n2,2025-03-06,a,0\n"
    [score] = scored(*texts, response_id="id", one_vote_per="who", raw=True).overall
    assert (score.n, score.value, score.raw.n, score.raw.value) == (1, -100, 2, 0)


@pytest.mark.parametrize(("option", "said"), [("weight", "no number"), ("count", "no whole number")])
def test_a_column_that_holds_no_amounts_is_refused_as_such(scored, option, said):
    """Where most weights or counts cannot be read, it is not the answers that are blamed."""
    with pytest.raises(DataError) as refused:
        scored("nps,plan\n10,pro\n0,free\n9,1\n", **{option: "plan"})
    [problem] = refused.value.problems
    assert problem.code == "unreadable-amount"
    assert f"the {option} of 2 rows is {said}; 1 rows can be scored" in problem.message


def test_the_column_file_means_one_thing(scored):
    """Where only some files have a column of that name, it would mean two things."""
    with pytest.raises(UsageError) as refused:
        scored("nps,file\n10,a\n", "nps\n0\n", by=["file"])
    assert "some of the files have a column 'file'" in refused.value.problems[0].message
    assert len(scored("nps,file\n10,a\n", "nps,file\n0,b\n", by=["file"]).scores) == 3


def test_a_file_that_is_given_twice_is_told(scored):
    """The same bytes under another name count twice, and that is said."""
    [notice] = scored("nps\n10\n", "nps\n10\n").notices
    assert (notice.code, notice.source) == ("same-file", "1.csv")
    assert "the same as 0.csv" in notice.message


def test_changes_are_refused_for_metrics_that_have_none(scored):
    """A duration has limits in each period, but nothing judges what lies between two of them."""
    text = "call date,answered,talk time (s)\n2025-01-05,yes,9\n2025-02-05,yes,8\n"
    with pytest.raises(UsageError, match="talk_time is of the kind duration"):
        scored(text, metrics="talk_time", period="month", change=True)
    [change] = scored(text, metrics="abandon_rate", period="month", change=True).changes.values()
    assert change.difference.value == 0


def test_columns_that_are_passed_over_are_told_of(scored):
    """Orders are counted without a status of words that nobody knows, with a warning that names the file."""
    orders = "customer,order date,total,status\na,2025-01-01,10,{}\na,2025-02-01,20,{}\nb,2025-03-01,30,{}\n"
    made = scored(orders.format("gold", "silver", "gold"), metrics="clv")
    assert values(made) == [("clv", 30.0, 2)]
    assert [(notice.code, notice.source) for notice in made.notices] == [("passed-over", "0.csv")]
    with pytest.raises(DataError, match="what its words stand for"):
        scored(orders.format("gold", "silver", "gold"), metrics="clv", maps=["payment_status=status"])


@pytest.mark.parametrize(
    ("words", "value", "n"),
    [
        (("shipped", "delivered", "Processing"), 30.0, 2),
        (("shipped", "cancelled", "shipped"), 20.0, 2),
        (("shipped", "returned", "shipped"), 20.0, 2),
        (("shipped", "shipped", "cancelled"), 30.0, 1),
    ],
)
def test_the_status_of_an_order_says_whether_it_is_a_purchase(scored, words, value, n):
    """Orders on their way count, cancelled ones do not, and what was returned brought nothing."""
    orders = "customer,order date,total,order status\na,2025-01-01,10,{}\na,2025-02-01,20,{}\nb,2025-03-01,30,{}\n"
    made = scored(orders.format(*words), metrics="clv")
    assert (values(made), made.notices) == ([("clv", value, n)], [])


def test_an_end_that_may_be_that_of_a_term_is_doubted(scored):
    """Three subscriptions of a year, all of them active: they were not lost when their year was over.

    Where another one has no end, it is the status of the three alone that speaks against their ends.
    """
    rows = "a,2024-01-01,2024-12-31,active\nb,2024-01-15,2025-01-14,active\nc,2024-03-01,2025-02-28,active\n"
    header = "customer,start date,end date,status\n"
    asked = {"metrics": "churn_rate", "during": "2025-Q1"}
    made = scored(header + rows, **asked)
    assert [notice.code for notice in made.notices] == ["term-ends"]
    one_stays = scored(header + rows + "d,2024-01-01,,active\n", **asked)
    assert [notice.code for notice in one_stays.notices] == ["active-ends"]


def test_an_end_in_the_future_is_no_churn(scored):
    """Who ends after now is still there."""
    rows = "a,2024-01-01,2025-12-31\nb,2024-01-15,2025-09-01\nc,2024-03-01,\n"
    made = scored("customer,start date,end date\n" + rows, metrics="churn_rate", during="2025-Q3")
    assert values(made) == [("churn_rate", pytest.approx(100 / 3), 3)]
