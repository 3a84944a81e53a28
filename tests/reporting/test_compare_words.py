from datetime import date

import pytest
from msgspec.structs import replace

from cxcli.reporting import compare_words as words
from cxcli.rows import RowAccount
from cxcli.scoring.score import PeriodSpan
from tests.reporting.compared_sides import CSAT, ELSEWHERE, MEAN, many, paired, score, side, two

GROUPS = {"EMEA": {10: 60, 0: 20}, "AMER": {10: 40, 0: 40}, "APAC": {10: 10, 0: 70}}


def test_both_scores_come_with_their_limits():
    """70 promoters and 60 detractors of 180 are 5.6; the label stands behind."""
    found = two()
    before, after = words.labels(found)
    text = words.side_text("before", found.before, before, 1)
    assert text.startswith("NPS before 5.6 (95 % ")
    assert text.endswith(", n 180): 2025-Q1")
    assert words.side_text("after", found.after, after, 1).startswith("NPS after 40.0 (95 % ")


def test_a_period_that_is_not_over_is_marked():
    """An incomplete side is called so."""
    span = PeriodSpan("2025-Q1", date(2025, 1, 1), date(2025, 3, 31), complete=False)
    whole = side("2025-Q1", {"a": {9: 2}})
    running = replace(whole, score=replace(whole.score, period=span))
    assert words.side_text("after", running, "2025-Q1", 1).endswith(": 2025-Q1 (incomplete)")


def test_a_score_without_limits_says_why():
    """Instead of limits there is the reason."""
    assert words.score_text(score({3: 1}, MEAN), 2).startswith("3.00 (")
    assert words.score_text(score({3: 1}, MEAN), 2).endswith(", n 1)")
    bare = score({3: 1}, MEAN, reason=None)
    assert words.score_text(bare, 2) == "3.00 (n 1)"


def test_names_that_look_the_same_are_numbered():
    """An escape character and its spelling look the same on a screen."""
    assert words.labels(two(labels=("\x1bX", "\\x1bX"))) == ("\\x1bX (1)", "\\x1bX (2)")


def test_the_difference_and_its_test():
    """The difference is told with its limits and a verdict, and the test with p and what would have been seen."""
    found = two().difference
    text = words.difference_text(found, 1)
    assert text.startswith("difference +34.4 (95 % ")
    assert text.endswith("): up 34.4, more than chance explains")
    test, seen = words.test_texts(found, 1)
    assert test.startswith("adjusted Wald test ")
    assert test.endswith(", p < 0.001")
    assert seen.endswith(" or more would be seen in 80 of 100 cases")
    unclear = two({"a": {3: 1}}, {"a": {4: 1}}, MEAN).difference
    assert words.test_texts(unclear, 2) == []
    assert words.difference_text(unclear, 2).startswith("difference +1.00: not comparable; before: ")
    assert words.difference_text(replace(found, value=None, reason="before: no row was scored"), 1) == (
        "difference: not comparable; before: no row was scored"
    )


def test_p_values():
    """A p value has three places, and very small ones are said to be."""
    assert [words.p_text(p) for p in (1.0, 0.0114, 0.001, 0.0009)] == ["p 1.000", "p 0.011", "p 0.001", "p < 0.001"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"a": {10: 10}, "b": {0: 10}}, {"a": {10: 20}, "b": {0: 10}}, "nearly all of it is mix: other shares of plan"),
        ({"a": {10: 10}, "b": {0: 10}}, {"a": {10: 10}, "b": {0: 5, 10: 5}}, "nearly all of it is within"),
        ({"a": {10: 10}, "b": {0: 10}}, {"a": {10: 20}, "b": {0: 5, 10: 5}}, "move it the same way"),
        ({"a": {10: 10}, "b": {0: 10}}, {"a": {10: 10, 0: 10}, "b": {0: 2}}, "move it in opposite directions"),
        ({"a": {10: 10}, "b": {0: 10}}, {"a": {10: 10}, "b": {0: 10}}, "there is nothing to explain"),
    ],
)
def test_why(before, after, said):
    """A sentence says which part explains the difference."""
    assert said in words.why_text(two(before, after), 1)


def test_why_a_difference_that_may_be_chance():
    """What chance alone may have moved is said to be so; without segments there is nothing to say."""
    assert words.why_text(two({"a": {10: 3, 0: 2}}, {"a": {10: 3, 0: 1}}), 1).endswith(
        "; chance alone may have moved as much"
    )
    assert "chance" not in words.why_text(two(), 1)
    assert words.why_text(two(columns=()), 1) == ""
    assert words.why_notes(two(min_n=30).why)[0] == "segments with fewer than 30 answers on a side are one"
    assert len(words.why_notes(two().why)) == 1


def test_the_same_respondents():
    """How many are on both sides, what they said, and whether that is more than chance explains."""
    counts, among = words.same_texts(paired(two()).same, two().difference, 1)
    assert counts == (
        "same email: 8 on both sides, 3 only before, 4 only after; 3 answers are without email and left out"
    )
    assert among.startswith("among them 50.0 before, 75.0 after: +25.0 (95 % ")
    assert "; no clear change; paired t, p 0." in among
    clear = paired(two(), {(0, 10): 40, (10, 10): 10}, without_key=(0, 0)).same
    assert "; more than chance explains; paired t, p < 0.001" in words.same_texts(clear, two().difference, 1)[1]
    assert words.same_texts(clear, two().difference, 1)[0].endswith("4 only after")
    alike = paired(two(), {(0, 10): 3}, without_key=(1, 0)).same
    assert "1 answer is without email" in words.same_texts(alike, two().difference, 1)[0]
    assert "show no spread" in words.same_texts(alike, two().difference, 1)[1]
    nobody = paired(two(), {}).same
    assert words.same_texts(nobody, two().difference, 1)[1] == "no paired difference: nobody answered on both sides"
    share = paired(two({"a": {5: 9, 1: 9}}, {"a": {5: 9, 1: 3}}, CSAT), {(5, 1): 2, (1, 5): 3, (5, 5): 4}).same
    assert "among them 66.7 % before, 77.8 % after" in words.same_texts(share, _percent(), 1)[1]


def _percent():
    return two({"a": {5: 9, 1: 9}}, {"a": {5: 9, 1: 3}}, CSAT).difference


def test_rows():
    """Each side has its account, and rows on neither are counted."""
    before, after, elsewhere = words.rows_texts(two())
    assert (before, after) == ("rows before: 180 rows read: 180 scored", "rows after: 200 rows read: 200 scored")
    assert elsewhere == "on neither side: 40 rows, 3 undated, 1 malformed"
    assert words.elsewhere_texts(RowAccount(1), "neither side") == ["on neither side: 1 row"]
    assert len(words.rows_texts(two(elsewhere=RowAccount()))) == 2


def test_methods():
    """The interval of the scores, of the difference and of the pairs are named; pairs have no weights."""
    assert words.method_texts(two())[1:] == ["square-and-add interval of the difference"]
    found = paired(two())
    assert words.method_texts(found)[-1] == "t interval of the paired difference"
    weighted = replace(found, after=replace(found.after, score=replace(found.after.score, base=180.0)))
    assert words.method_texts(weighted)[-1] == "t interval of the paired difference; without weights"
    unclear = two({"a": {3: 1}}, {"a": {4: 1}}, MEAN)
    assert len(words.method_texts(unclear)) == 1
    people = replace(found.after.score, parameters={**found.after.score.parameters, "population": 900})
    assert "population" not in words.method_texts(replace(found, after=replace(found.after, score=people)))[0]
    gone = replace(found.after, score=replace(found.after.score, value=None))
    assert words.method_texts(replace(found, after=gone))[0] == words.method_texts(found)[0]


def test_groups():
    """A sentence says which groups stand out, and notes say how they were tested."""
    found = many(GROUPS, elsewhere=ELSEWHERE)
    assert words.groups_text(found) == (
        "NPS: 2 of 3 groups of region differ from the others by more than chance explains: EMEA higher, APAC lower"
    )
    first, last = words.groups_notes(found)
    assert "p is adjusted for 3 tests at once (Benjamini-Hochberg)" in first
    assert "5.0 %" not in first
    assert "about 5 % are so by chance" in first
    assert last == "on none of these groups: 40 rows, 3 undated, 1 malformed"
    one = many({"a": {10: 40, 0: 40}, "b": {10: 70, 0: 10}})
    assert " 2 of 2 groups " in words.groups_text(one)
    assert words.groups_method(found)[1:] == ["square-and-add interval of the difference"]
    alike = many({"a": {10: 4, 0: 4}, "b": {10: 4, 0: 4}})
    assert (
        words.groups_text(alike)
        == "NPS: none of 2 groups of region differs from the others by more than chance explains"
    )


def test_one_group_stands_out():
    """One of several groups differs."""
    found = many({"a": {10: 40, 0: 40}, "b": {10: 40, 0: 40}, "c": {10: 50, 0: 10}, "d": {10: 60, 0: 60}})
    assert " 1 of 4 groups of region differs from the others " in words.groups_text(found)


ALIKE = "all answers are alike and show no spread, so the interval of their mean is unknown"


def test_many_groups_without_a_test():
    """Three of them are named with the reason, the others counted."""
    notes = words.groups_notes(many({key: {3: 2} for key in "abcde"}, MEAN))
    assert [note.partition(" unclear: ")[0] for note in notes[1:]] == ["a", "b", "c", "2 more without a test"]


def test_groups_that_are_not_shown():
    """Groups that are too small, empty, or without a test are told."""
    found = replace(many({"a": {3: 2}, "b": {3: 2}}, MEAN), hidden=2, empty=1, min_n=30)
    notes = words.groups_notes(found)
    assert notes[1:] == [
        *(f"{key} unclear: before: {ALIKE}; after: {ALIKE}" for key in "ab"),
        "not shown: 2 with fewer than 30 answers; they count among the others",
        "not shown: 1 without answers",
    ]
    assert len(words.groups_method(found)) == 1
    none = many({"a": {10: 4}}, elsewhere=ELSEWHERE)
    assert words.groups_text(none) == "NPS by region: no group can be compared: only one group has answers"
    assert words.groups_notes(none) == ["on none of these groups: 40 rows, 3 undated, 1 malformed"]
    assert words.groups_method(none) == []


def test_pairs_whose_limits_and_test_disagree():
    """Four who all came into the box: no word of more than chance beside a p of 1/16."""
    waves = {"a": {1: 4, 5: 1}}, {"a": {4: 4, 5: 1}}
    told = words.same_texts(paired(two(*waves, CSAT), {(1, 4): 4}).same, two(*waves, CSAT).difference, 1)[1]
    assert "; no clear change: the limits and the test disagree; McNemar mid-p, p 0.06" in told


def test_what_would_be_seen_is_left_out_where_it_is_reached():
    """As it is written, no size that would be seen stands beside an unclear difference as large."""
    close = replace(two().difference, verdict="unclear", value=5.26, detectable=5.29)
    assert not [text for text in words.test_texts(close, 1) if "would be seen" in text]
    assert "5.3 or more would be seen in 80 of 100 cases" in words.test_texts(replace(close, value=5.2), 1)
