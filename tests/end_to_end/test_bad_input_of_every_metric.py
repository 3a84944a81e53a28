"""Every metric of the catalogue on spoiled input: a documented end, rows that add up, no number without a word.

The metrics are those of the registry, so a new one is tested as soon as it is there.
"""

import math
import re
from functools import cache

import pytest
from metric_samples import BY_GROUP_ALONE, ROOT, sample_of
from msgspec.structs import replace
from quick_score import scored
from spoiling import (
    CANARY,
    HOSTILE,
    IMPOSSIBLE,
    NO_DATES,
    NO_NUMBERS,
    QUANTITIES,
    STRANGE_DATES,
    broken_records,
    places,
    without_rows,
)
from threadpoolctl import threadpool_limits

from cxcli.rows import Disposition
from cxcli.scoring.catalogue import shipped

CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
DONE, REFUSED = (0, 3), (2, 65)
BAD = {str(fate) for fate in Disposition if fate.bad}
CODES = set(re.findall(r"`([a-z-]+)`", (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")))
BLANK = {"empty-column", "empty-question", "passed-over", "left-out"}
GONE = {"blank", "undated", "missing"}
REPEATED = {"repeated-ids", "repeated-rows", "repeated-totals", "repeated-experiences"}
WORDS = ("flag", "state", "date", *QUANTITIES)
"""Types of fields of which a text can be wrong."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder for all files; the threads of linear algebra would wait for each other on its tiny matrices."""
    import scipy.optimize  # noqa: F401, PLC0415 - its threads are limited only once they are there

    with threadpool_limits(1):
        yield tmp_path_factory.mktemp("spoiled")


@pytest.fixture
def sample(request, folder):
    return _sample(request.param, folder)


@cache
def _sample(name, folder):
    return sample_of(name, folder)


WITH_A_NUMBER = [name for name in shipped() if name not in BY_GROUP_ALONE]
every_metric = pytest.mark.parametrize("sample", WITH_A_NUMBER, indirect=True)


@pytest.mark.parametrize("name", BY_GROUP_ALONE)
def test_a_metric_that_is_not_walked_has_no_number_over_all_rows(name):
    """What all rows have is the whole; its parts are read and judged as those of the metric that it extends."""
    answer = scored(name, ROOT / "sample_data" / "points.csv")
    assert (answer.code, answer.score["status"], answer.score["value"]) == (0, "undefined", None)


@every_metric
def test_files_without_rows_give_no_number(sample, folder):
    """An empty file is refused; one with a header only is told, and gives no number of its own."""
    for file, table in sample.tables.items():
        empty = judged(sample, folder, file, b"")
        assert codes(empty) == {"empty"}
        assert (empty.code, file in empty.err) == (65, True)
        bare = judged(sample, folder, file, sample.written(table[:1]))
        assert bare.code in DONE
        assert "no-records" in warned(bare)
        assert (bare.score["value"] is None) or len(sample.tables) > 1


@every_metric
def test_one_row_is_no_certainty(sample, folder):
    """One row gives a number with limits that leave room, a number without limits, or none; never a fault."""
    for file, table in sample.tables.items():
        answer = judged(sample, folder, file, sample.written(table[:2]))
        assert answer.code in (*DONE, *REFUSED)
        if answer.code in DONE and len(sample.tables) == 1 and answer.score["low"] is not None:
            assert answer.score["low"] < answer.score["high"]


@every_metric
def test_doubled_rows_are_counted_or_told(sample, folder):
    """Every row twice gives the number of the rows once, or a word on rows or ids that stand in several rows."""
    for file, table in sample.tables.items():
        twice = [table[0], *(row for row in table[1:] for _ in "12")]
        answer = judged(sample, folder, file, sample.written(twice))
        assert answer.code in DONE
        if not same_number(answer, sample.scored(folder)):
            assert REPEATED & warned(answer) or bad_rows(answer)


@every_metric
def test_rows_all_alike_end_in_a_documented_way(sample, folder):
    """The same row many times is scored or refused as any rows are."""
    for file, table in sample.tables.items():
        answer = judged(sample, folder, file, sample.written([table[0], *[table[1]] * (len(table) - 1)]))
        assert answer.code in (*DONE, *REFUSED)


@every_metric
def test_a_broken_record_is_malformed_and_no_other_one_is(sample, folder):
    """A record with too few or too many fields, or in another encoding, leaves the number as it is without it."""
    for file, table in sample.tables.items():
        without = sample.scored(folder, **{file: without_rows(sample, file, [len(table) // 2])})
        for data in broken_records(table, sample.delimiter).values():
            answer = judged(sample, folder, file, data)
            assert answer.code in DONE
            assert same_number(answer, without)
            given = next(source for source in answer.json["sources"] if source["path"].endswith(file))
            assert sum(given["rows"]["rejected"].values()) == 1


@every_metric
def test_a_removed_column_is_asked_for_or_not_needed(sample, folder):
    """Without a needed column there is a refusal that says what to do; else it is not among the columns read."""
    for place in places(sample):
        answer = judged(sample, folder, place.file, place.removed())
        if answer.code in DONE:
            assert not place.needed
            assert place.column not in columns_of(answer, place.file)
        else:
            assert codes(answer) <= {"no-column", "no-such-column", "ambiguous-column", "no-definition", "no-comments"}
            said = " ".join(problem["message"] + problem["help"] for problem in answer.json["problems"])
            assert any(advice in said for advice in ("--map ", "--column ", "--comment ", "in cx.yaml", place.column))


@every_metric
def test_a_blank_column_is_told(sample, folder):
    """A column that is blank in all rows gives no number, the one without it, or a word; or no row of it counts."""
    for place in places(sample):
        answer = judged(sample, folder, place.file, place.put([""]))
        told = BLANK & warned(answer) or any(part["unnamed_rows"] for part in parts_of(answer))
        told = told or skipped(answer, GONE) >= len(place.table) - 1
        if answer.code in DONE and answer.score["value"] is not None and not told:
            assert same_number(answer, sample.scored(folder, **{place.file: place.removed()})), place.column


@every_metric
def test_a_column_of_garbage_is_refused_by_name(sample, folder):
    """A column in which no text is what it should be is refused with its name, the field and what to do."""
    for place in places(sample):
        if place.is_comment or not place.types & set(WORDS):
            continue
        answer = judged(sample, folder, place.file, place.put([f"{CANARY} {number}" for number in range(7)]))
        if answer.code in DONE:
            assert "passed-over" in warned(answer) or answer.score["n"] == 0, place.column
        else:
            assert codes(answer) <= {"unreadable", "currencies", "unread-answers", "no-column", "ambiguous-labels"}
            assert place.column in answer.err or any(field in answer.err for field in place.fields)


@every_metric
def test_a_cell_of_garbage_is_bad_or_without_weight(sample, folder):
    """A cell that cannot be read gives the number without its row, which is bad; or the row counts as it did."""
    base = sample.scored(folder)
    for place in places(sample):
        if place.is_comment or not place.types & set(WORDS):
            continue
        row = place.some(1)[0]
        answer = judged(sample, folder, place.file, place.put([CANARY], [row]))
        if answer.code in DONE and not same_number(answer, base):
            without = sample.scored(folder, **{place.file: without_rows(sample, place.file, [row])})
            assert same_number(answer, without), place.column
            assert bad_rows(answer) > bad_rows(without), place.column


@every_metric
def test_hostile_texts_do_nothing(sample, folder):
    """Control characters, formulas, markup and endless texts are shown as groups alone, and obeyed nowhere."""
    for place in places(sample):
        if place.types & {"key", "text"} or place.is_comment:
            data = place.put(HOSTILE, place.some(len(HOSTILE)))
            judged(sample, folder, place.file, data)
            if not sample.over_sources and len(sample.tables) == 1:
                by = [f"col:{sample.place(place.file, place.column) + 1}"]
                by_it = replace(sample, said={**sample.said, "by": by})
                grouped = judged(by_it, folder, place.file, data, shown=True)
                assert grouped.code in REFUSED or CANARY in grouped.out


@every_metric
def test_impossible_numbers_count_as_none(sample, folder):
    """Negative counts, numbers beyond all bounds and infinities give the number of blank cells, or of no such rows."""
    for place in places(sample):
        if place.types & set(QUANTITIES) and not place.is_comment:
            rows = place.some(len(IMPOSSIBLE))
            if not counts_as_none(sample, folder, place, IMPOSSIBLE, rows):
                # Some of the rows may count as without the cell, and others not at all.
                for text, row in zip(IMPOSSIBLE, rows, strict=False):
                    assert counts_as_none(sample, folder, place, [text], [row]), (place.column, text)
            none = judged(sample, folder, place.file, place.put(NO_NUMBERS, rows))
            assert same_number(none, sample.scored(folder, **{place.file: place.put([""], rows)})), place.column


@every_metric
def test_dates_that_stand_for_none_count_as_none(sample, folder):
    """Dates of the year 1 and 9999 give the number that blank cells give; other strange ones a documented end."""
    for place in places(sample):
        if "date" in place.types:
            rows = place.some(len(NO_DATES))
            answer = judged(sample, folder, place.file, place.put(NO_DATES, rows))
            blank = sample.scored(folder, **{place.file: place.put([""], rows)})
            assert same_number(answer, blank), place.column
            strange = judged(sample, folder, place.file, place.put(STRANGE_DATES, place.some(len(STRANGE_DATES))))
            assert strange.code in (*DONE, *REFUSED)


def counts_as_none(sample, folder, place, texts, rows):
    """Whether cells are refused, or as good as blank, or their rows as good as not there."""
    answer = judged(sample, folder, place.file, place.put(texts, rows))
    others = (place.put([""], rows), without_rows(sample, place.file, rows))
    return answer.code in REFUSED or any(
        same_number(answer, sample.scored(folder, **{place.file: other})) for other in others
    )


def judged(sample, folder, file, data, *, shown=False):
    """Run the metric on its sample with other bytes for one file; judge what is the same however they are spoiled.

    Where cells are groups, they are `shown`.
    """
    answer = sample.scored(folder, **{file: data})
    assert answer.code in (*DONE, *REFUSED)
    assert not CONTROLS.search(answer.out + answer.err)
    assert CANARY not in answer.err
    assert shown or CANARY not in answer.out
    if answer.code in REFUSED:
        assert answer.json["schema"] == "cx.error/1"
        assert answer.json["problems"]
        assert all(each["message"] and each["help"] and each["code"] in CODES for each in answer.json["problems"])
        assert answer.err.count("cx: error: ") == len(answer.json["problems"])
    else:
        assert warned(answer) <= CODES
        for score in scores_of(answer):
            assert_sound(score)
        read, bad = rows_read(answer), bad_rows(answer)
        assert (answer.code == 3) == (100 * bad > read)
        assert read == sum(source["rows"]["read"] for source in answer.json["sources"])
    return answer


def assert_sound(score):
    """Hold that the rows add up, that limits are around the value, and that there is a value where that is said."""
    rows = score.get("rows")
    if rows is not None:
        assert rows["read"] == rows["scored"] + sum(rows["skipped"].values())
    assert (score["value"] is None) == (score["status"] != "ok")
    assert score["reason"] or score["status"] == "ok"
    if score["value"] is not None:
        assert math.isfinite(score["value"])
        assert score["n"] > 0
    if score["low"] is not None:
        assert score["low"] <= score["value"] <= score["high"]


def scores_of(answer):
    """The scores of an answer, and those that a composite is made of."""
    return [*answer.json.get("scores", ()), *(part["score"] for part in parts_of(answer))]


def parts_of(answer):
    """The parts of a composite."""
    scores = answer.json.get("scores", ())
    return [part for score in scores for part in score["parts"] if isinstance(part, dict)]


def accounts(answer):
    """What became of the rows, over all groups."""
    return [score["rows"] for score in scores_of(answer) if score.get("rows") and not score["group"]]


def rows_read(answer):
    """How many rows were read."""
    return sum(account["read"] for account in accounts(answer))


def bad_rows(answer):
    """How many rows are bad."""
    return skipped(answer, BAD)


def skipped(answer, reasons):
    """How many rows were skipped for some reasons."""
    return sum(count for account in accounts(answer) for why, count in account["skipped"].items() if why in reasons)


def same_number(one, other):
    """Whether two answers have the same value."""
    values = [answer.score["value"] if answer.code in DONE else None for answer in (one, other)]
    return values[0] == values[1] or (None not in values and math.isclose(*values, rel_tol=1e-9))


def warned(answer):
    return {warning["code"] for warning in answer.json.get("warnings", ())}


def codes(answer):
    """The codes of the problems of a refusal."""
    return {problem["code"] for problem in answer.json.get("problems", ())}


def columns_of(answer, file):
    """The columns that were read of a file."""
    sources = [source for source in answer.json["sources"] if source["path"].endswith(file)]
    return {column for source in sources for column in source["columns"].values()}
