import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cxcli.drill_down import search as searching
from cxcli.drill_down.search import drill_down
from cxcli.errors import DataError, UsageError
from cxcli.pipeline import run
from cxcli.rows import Disposition
from cxcli.scoring.scores import AccountError
from cxcli.settings import Asked
from cxcli.settings.sought import AskedRows, sought
from cxcli.sources import limits, pass_over
from cxcli.sources.paths import InputFile

SIMPLE = "plan,nps\npro,10\nfree,9\npro,0\nfree,3\npro,\npro,99\nfree,N/A\npro,8\n"


def test_the_scored_rows_are_listed_by_file_and_line(found):
    """Without a further word the rows are those that the number rests on, file by file as given, line by line."""
    made = found(SIMPLE, "plan,nps\npro,10\n")
    listed = [(row.file, row.line, row.answer) for row in made.listing.rows]
    assert listed == [
        ("0.csv", 2, 10),
        ("0.csv", 3, 9),
        ("0.csv", 4, 0),
        ("0.csv", 5, 3),
        ("0.csv", 9, 8),
        ("1.csv", 2, 10),
    ]
    assert made.listing.found == made.score.n == 6


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ({"boxes": ["detractors"]}, [4, 5]),
        ({"boxes": ["detractor", "passives"]}, [4, 5, 9]),
        ({"answers": [10, 3]}, [2, 5]),
        ({"boxes": ["detractors"], "answers": [10, 3]}, [5]),
        ({"boxes": ["detractors"], "answers": [10]}, []),
        ({"groups": ["plan=pro"]}, [2, 4, 9]),
        ({"groups": ["plan=pro"], "boxes": ["detractors"]}, [4]),
        ({"fates": ["blank"]}, [6]),
        ({"fates": ["off scale"]}, [7]),
        ({"fates": ["off_scale"], "answers": [99]}, [7]),
        ({"fates": ["missing", "scored"]}, [2, 3, 4, 5, 8, 9]),
        ({"fates": ["all"]}, [2, 3, 4, 5, 6, 7, 8, 9]),
        ({"fates": ["superseded"]}, []),
        ({"groups": ["file=0.csv"], "boxes": ["promoter"]}, [2, 3]),
    ],
)
def test_rows_are_found_by_class_answer_group_and_fate(places, rows, lines):
    """Each word leaves out the rows that are not meant, and all of them hold together."""
    assert places(SIMPLE, rows=rows) == [("0.csv", line) for line in lines]


def test_no_more_rows_than_asked_for_are_listed_and_all_are_counted(found):
    """A limit cuts the list, over all files, and not the count."""
    made = found(SIMPLE, SIMPLE.replace("\n", "\r\n"), limit=7)
    assert [(row.file, row.line) for row in made.listing.rows][-2:] == [("1.csv", 2), ("1.csv", 3)]
    assert (len(made.listing.rows), made.listing.found) == (7, 10)
    assert made.run.notices == []


def test_malformed_records_have_a_place_and_a_rule_and_nothing_else(found):
    """What a malformed record says is not listed, not even where a column is asked for by name."""
    made = found("plan,nps\npro\npro,9\n", rows={"fates": ["malformed"]}, extra=["plan"])
    (row,) = made.listing.rows
    assert (row.line, row.fate, row.rule, row.extra, row.answer) == (
        2,
        Disposition.MALFORMED,
        "too_few_fields",
        (),
        None,
    )
    assert made.listing.malformed
    everything = found("plan,nps\npro\npro,9\n", rows={"fates": ["all"]}).listing.rows
    assert [(each.line, each.fate) for each in everything] == [(2, "malformed"), (3, "scored")]


def test_malformed_records_that_are_not_kept_are_told(found, monkeypatch):
    """Where there are more malformed records than are kept in detail, a notice says how many are not listed."""
    monkeypatch.setattr(limits, "REJECTS_KEPT", 2)
    text = "plan,nps\n" + "pro\n" * 5 + "pro,9\n" * 5
    made = found(text, rows={"fates": ["malformed"]})
    assert (made.listing.found, len(made.listing.rows)) == (5, 2)
    assert [(each.code, each.message.split()[0]) for each in made.run.notices] == [("rejects-cut", "3")]
    assert found(text, rows={"fates": ["malformed"]}, limit=2).run.notices == []


def test_columns_are_shown_where_they_are_asked_for_by_name(found):
    """A comment or an id is read only if its column is named; it may stand elsewhere in each file."""
    text, other = "nps,comment\n3,too slow\n9,\n", "comment,nps\nfine,9\n"
    assert [row.extra for row in found(text, other).listing.rows] == [(), (), ()]
    made = found(text, other, extra=["comment", "file"])
    assert [row.extra for row in made.listing.rows] == [("too slow", "0.csv"), ("", "0.csv"), ("fine", "1.csv")]
    assert made.listing.extra == ("comment", "file")


def test_flagged_rows_are_found(found):
    """Rows with a flag are listed, with their flags; dropped ones are filtered."""
    text = "nps,seconds\n10,5\n9,90\n0,8\n"
    made = found(text, rows={"flag": "speeder"}, speeders="seconds < 30")
    assert [(row.line, row.flags) for row in made.listing.rows] == [(2, ("speeder",)), (4, ("speeder",))]
    dropped = {"speeders": "seconds < 30", "drop": ["speeder"]}
    assert found(text, rows={"flag": "speeder"}, **dropped).listing.found == 0
    assert found(text, rows={"flag": "speeder", "fates": ["filtered"]}, **dropped).listing.found == 2


def test_a_class_that_the_scale_has_not_is_refused(found):
    """A mean of a scale without boxes has no classes."""
    with pytest.raises(UsageError) as raised:
        found("score\n20\n1\n", metric="csat:mean", column="score", scale="1-20", rows={"boxes": ["satisfied"]})
    assert [problem.code for problem in raised.value.problems] == ["class"]


VOTES = """\
who,at,plan,nps
a,2025-01-05,pro,10
a,2025-02-05,free,0
a,2025-02-09,pro,9
b,2025-01-07,pro,3
,2025-01-08,pro,7
,2025-01-09,pro,8
"""


def test_the_vote_that_stands_is_listed_and_the_others_are_superseded(places):
    """With one vote each the rows behind the number are those that stand: of all days, the latest or the first."""
    vote = {"one_vote_per": "who", "maps": ["at=at"]}
    assert [line for _, line in places(VOTES, **vote)] == [4, 5, 6, 7]
    assert [line for _, line in places(VOTES, rows={"fates": ["superseded"]}, **vote)] == [2, 3]
    assert [line for _, line in places(VOTES, keep="first", **vote)] == [2, 5, 6, 7]
    assert [line for _, line in places(VOTES, rows={"groups": ["plan=free"], "fates": ["superseded"]}, **vote)] == [3]


def test_in_a_period_the_vote_of_that_period_stands(places):
    """In January the vote of January stands, though a later one stands over all time; a window has its own."""
    vote = {"one_vote_per": "who", "maps": ["at=at"]}
    assert [line for _, line in places(VOTES, rows={"period": "2025-01"}, **vote)] == [2, 5, 6, 7]
    rolling = {"rolling": (2, "month"), **vote}
    assert [line for _, line in places(VOTES, rows={"period": "2025-02"}, **rolling)] == [4, 5, 6, 7]
    assert [line for _, line in places(VOTES, rows={"period": "2025-02", "fates": ["superseded"]}, **rolling)] == [2, 3]


def test_a_response_in_two_files_is_listed_once(places):
    """Of a response that came twice the latest row stands; the other one is a duplicate."""
    text = "id,at,nps\n1,2025-01-01,10\n2,2025-01-02,0\n"
    other = "id,at,nps\n2,2025-01-03,5\n"
    asked = {"response_id": "id", "maps": ["at=at"], "since": "2025"}
    assert places(text, other, **asked) == [("0.csv", 2), ("1.csv", 2)]
    assert places(text, other, rows={"fates": ["duplicate"]}, **asked) == [("0.csv", 3)]


def test_votes_in_one_line_are_told_apart(found):
    """Records of a JSON document may stand in one line: the later one of a day is the vote that stands."""
    said = [("a", "01", 9), ("a", "01", 3), ("b", "02", 3)]
    text = json.dumps([{"who": who, "at": f"2025-01-{day}", "nps": nps} for who, day, nps in said])
    assert found(text, suffix="json").listing.found == 3
    votes = found(text, suffix="json", one_vote_per="who", maps=["at=at"])
    assert [row.answer for row in votes.listing.rows] == [3, 3]


def test_rows_that_are_not_those_of_the_score_stop_the_program(found, monkeypatch):
    """Where the rows of the cell and the account of its score differ, nothing is listed."""
    true = searching.score_of
    monkeypatch.setattr(
        searching,
        "score_of",
        lambda run, cell: replace(true(run, cell), account=replace(true(run, cell).account, read=99)),
    )
    with pytest.raises(AccountError):
        found(SIMPLE)


SAID = ["10", "9", "8", "7", "3", "0", "0", "10", "", "99"]
KEYS = st.sampled_from(["pro", "free", ""])
ROWS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", ""]), st.integers(0, 70), KEYS, st.sampled_from(SAID)),
    min_size=1,
    max_size=20,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("law")


def written(folder, rows, files):
    """The rows dealt out to files, and what each says with its place."""
    texts = ["who,at,plan,nps,w\n"] * files
    said = []
    for number, (who, day, plan, nps) in enumerate(rows):
        at = date(2025, 1, 1) + timedelta(days=day)
        here = number % files
        texts[here] += f"{who},{at},{plan},{nps},{number % 3 + 1}\n"
        said.append((f"{here}.csv", texts[here].count("\n"), who, at, plan or "(blank)", nps))
    inputs = []
    for number, text in enumerate(texts):
        (folder / f"{number}.csv").write_text(text)
        inputs.append(InputFile(folder / f"{number}.csv", f"{number}.csv"))
    return inputs, said


def standing(said, *, latest):
    """The places of the votes that stand, by brute force: no other vote of the same person comes after (before)."""

    def order(row):
        return (row[3], row[0], row[1])

    def beaten(row, other):
        return order(other) > order(row) if latest else order(other) < order(row)

    return {row[:2] for row in said if not row[2] or not any(row[2] == each[2] and beaten(row, each) for each in said)}


@given(
    rows=ROWS,
    files=st.integers(1, 3),
    chunk=st.sampled_from([1, 2, 7, None]),
    one_vote=st.booleans(),
    latest=st.booleans(),
    weigh=st.booleans(),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_rows_listed_are_those_that_the_score_counts(folder, rows, files, chunk, one_vote, latest, weigh):
    """For every group, period and fate as many rows are listed as `cx score` counts, and they are the right ones.

    It holds with one vote each, weights, several files, and chunks of any size.
    """
    inputs, said = written(folder, rows, files)
    asked = Asked(
        metrics=["nps"],
        maps=["at=at"],
        by=["plan"],
        period="month",
        weight="w" if weigh else None,
        one_vote_per="who" if one_vote else None,
        keep=("latest" if latest else "first") if one_vote else None,
    )
    now = datetime(2025, 10, 1, tzinfo=UTC)
    try:
        scored = run(sought(asked, AskedRows(), None, now)[0], inputs).scores
    except DataError:  # answers that say against the column; the rows are refused in the same way
        scored = []
    event(f"scores: {bool(scored)}")
    for score in scored:
        period = score.period.label if score.period else None
        groups = [f"{column}={key}" for column, key in score.group.items()]
        chosen, wanted = sought(asked, AskedRows(groups=groups, period=period, fates=["all"]), None, now)
        made = drill_down(replace(chosen, chunk_rows=chunk), wanted, inputs)
        listed = made.listing.rows
        assert Counter(row.fate for row in listed) == +Counter(
            {Disposition.SCORED: score.account.scored, **score.account.skipped}
        )
        assert sum(row.fate == "scored" for row in listed) == score.n
        here = [
            row
            for row in said
            if (period is None or str(row[3])[:7] == period) and score.group.get("plan", row[4]) == row[4]
        ]
        era = [row for row in said if row[5] not in ("", "99") and (period is None or str(row[3])[:7] == period)]
        stand = standing(era, latest=latest) if one_vote else {row[:2] for row in era}
        assert {(row.file, row.line) for row in listed} == {row[:2] for row in here}
        expected = {row[:2] for row in here} & stand
        assert {(row.file, row.line) for row in listed if row.fate == "scored"} == expected


def test_the_detail_of_rejects_is_bounded_where_it_is_read():
    """What the test above cuts is the bound that the reader of records looks at."""
    assert pass_over.limits is limits


CALLS = "call date,answered,wait time (s),talk time (s)\n2025-01-02,yes,10,60\n2025-02-02,no,30,\n2025-02-03,yes,40,5\n"


def test_rows_of_a_rate_are_listed_by_class(found):
    """Of a rate each row has its class and no answer; with periods its day is that of the metric."""
    made = found(CALLS, metric="service_level", rows={"boxes": ["not_in_time"], "period": "2025-02"})
    assert [(row.line, row.answer, row.box, str(row.day)) for row in made.listing.rows] == [
        (3, None, "not_in_time", "2025-02-02"),
        (4, None, "not_in_time", "2025-02-03"),
    ]
    assert (made.listing.values, made.listing.boxes, made.listing.dated) == (None, True, True)


@pytest.mark.parametrize(("metric", "header"), [("talk_time", "talk time (s)"), ("aht", "handle time (s)")])
def test_rows_of_other_kinds_are_listed_by_fate(found, metric, header):
    """Each with the quantity that was made of it, in seconds."""
    made = found(CALLS.replace("talk time (s)", header), metric=metric, rows={"fates": ["all"]})
    assert [(row.line, str(row.fate), row.answer) for row in made.listing.rows] == [
        *((2, "scored", 60), (3, "not_applicable", None), (4, "scored", 5))
    ]
    assert made.listing.values == "seconds"


def test_rows_of_a_sum_of_money_are_listed_with_their_amounts(found):
    """What each adds to the sum that is divided."""
    made = found("churned,mrr\nyes,19.99\nno,5\nyes,\n", metric="revenue_churn:flag", rows={"fates": ["all"]})
    assert [(str(row.fate), row.answer) for row in made.listing.rows] == [
        ("scored", 19.99),
        ("scored", 0),
        ("blank", None),
    ]
    assert made.listing.values == "amount"


@pytest.mark.parametrize(
    ("metric", "advice"),
    [("service_level", "take --class in_time or --class not_in_time"), ("talk_time", "take --fate FATE")],
)
def test_rows_without_answers_are_not_sought_by_one(found, metric, advice):
    """The classes, or the fates, are what tells them apart."""
    with pytest.raises(UsageError) as caught:
        found(CALLS, metric=metric, rows={"answers": [1]})
    (problem,) = caught.value.problems
    assert (problem.message, problem.help) == (f"the rows of {metric} have no answers", advice)
