import csv
import json
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxcli.errors import UsageError
from cxcli.mapping import apply
from cxcli.mapping.apply import FilterLog, filter_fates, records
from cxcli.mapping.bind import bind
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.expression_parse import parse
from cxcli.mapping.needs import Need
from cxcli.mapping.readers import NoticeLog, Surprise, read_field
from cxcli.mapping.row_flags import Flag
from cxcli.mapping.wants import AnswerWant, Wants
from cxcli.rows import FATES, Disposition
from cxcli.sources.open_source import open_source
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
TRAPS = SHARED / "hostile" / "traps"
needs_traps = pytest.mark.skipif(not TRAPS.is_dir(), reason="the shared test material is not here")


def run(source, wants, *, whole=False):
    """Map a source as a run does: the fields and filter fates of all rows, and the logs."""
    bound = bind(source, wants, whole=whole)
    notices, filters = NoticeLog(), FilterLog()
    values, fates = {field.name: [] for field in bound.fields}, {metric: [] for metric in wants.filters}
    try:
        for chunk in source.chunks(bound.positions):
            mapped = records(chunk, bound, notices, FilterLog())
            assert len(mapped) == len(chunk)
            for name, field in mapped.fields.items():
                values[name] += [(field.values[code], FATES[field.fates[code]]) for code in field.codes.tolist()]
            for metric, found in filter_fates(chunk, bound, wants.filters, filters).items():
                fates[metric] += [FATES[fate] for fate in found]
    except Surprise:
        return run(source, wants, whole=True)
    return values, fates, sorted(notice.code for notice in notices.found.values()), filters.notices()


def test_rows_keep_their_identity(table, wanted):
    """The mapped rows have the file and the line of each record, and one entry a row in every field."""
    source = table(["nps", "plan"], [("9", "pro"), ("", "free"), ("9", "pro")])
    bound = bind(source, Wants(answers=[AnswerWant(wanted(), None)], by=["plan"]))
    (chunk,) = source.chunks(bound.positions)
    mapped = records(chunk, bound, NoticeLog(), FilterLog())
    assert (mapped.file, mapped.lines.tolist(), len(mapped)) == ("answers.csv", [2, 3, 4], 3)
    assert mapped.fields["nps.score"].codes.tolist() == [0, 1, 0]
    assert mapped.fields["by:plan"].values == ["pro", "free"]


@pytest.mark.parametrize("block", [1, 2, 100])
def test_filters_hold_for_each_metric_by_itself(table, wanted, block):
    """A row that one filter of a metric does not keep is `filtered` for it; a metric without filters keeps all."""
    rows = [("9", "EU", "pro"), ("8", "US", "pro"), ("7", "EU", "free"), ("", "EU", "pro")]
    source = table(["nps", "region", "plan"], rows, block=block)
    both = parse("region == 'EU'")
    wants = Wants(
        answers=[AnswerWant(wanted(), None)],
        filters={"nps": [both, parse("plan == 'pro'")], "csat": [both], "ces": []},
    )
    _, fates, _, notices = run(source, wants)
    assert fates == {
        "nps": ["scored", "filtered", "filtered", "scored"],
        "csat": ["scored", "filtered", "scored", "scored"],
        "ces": ["scored"] * 4,
    }
    assert notices == []


def test_every_row_has_its_flags(table, wanted):
    """Who ticked one answer all along, and whose answer is a test, are fields of no and yes for each row."""
    source = table(["nps", "a", "b", "c"], [("9", "1", "1", "1"), ("8", "1", "2", "1"), ("7", "", "", "")])
    flags = [Flag("straight-liner", questions=("a", "b", "c")), Flag("test", parse("nps == 8"))]
    bound = bind(source, Wants(answers=[AnswerWant(wanted(), None)], flags=flags))
    (chunk,) = source.chunks(bound.positions)
    fields = records(chunk, bound, NoticeLog(), FilterLog()).fields
    straight, test = (fields[f"flag:{flag.name}"] for flag in flags)
    assert [straight.values[code] for code in straight.codes] == [True, False, False]
    assert [test.values[code] for code in test.codes] == [False, True, False]


def test_an_empty_chunk_has_fates_too(table, wanted):
    """A file without records is no special case."""
    wants = Wants(answers=[AnswerWant(wanted(), None)], filters={"nps": [parse("x > 3")]}, by=["x"])
    assert run(table(["nps", "x"], []), wants) == ({"nps.score": [], "by:x": []}, {"nps": []}, [], [])


def test_a_column_of_a_filter_can_be_named_in_any_way(table, wanted):
    """A filter finds its column by name, letter or place, like every option."""
    source = table(["nps", "Region name"], [("9", "EU"), ("9", "US")])
    for name in ("`Region name`", "`region name`", "B", "`col:2`"):
        wants = Wants(answers=[AnswerWant(wanted(), None)], filters={"nps": [parse(f"{name} == 'EU'")]})
        assert run(source, wants)[1] == {"nps": ["scored", "filtered"]}


def test_an_unknown_column_of_a_filter_is_a_usage_error(table, wanted):
    """A filter on a column that is not there stops the run, with the nearest names."""
    wants = Wants(answers=[AnswerWant(wanted(), None)], filters={"nps": [parse("plna == 'pro'")]})
    with pytest.raises(UsageError) as caught:
        run(table(["nps", "plan"], [("9", "pro")]), wants)
    assert caught.value.problems[0].help == "did you mean 'plan'? columns: nps, plan"


@pytest.mark.parametrize("block", [1, 100])
def test_a_near_spelling_is_suggested_once(table, wanted, block):
    """A value that no row has, while a variant of it occurs, is told of once, whatever the chunks and metrics."""
    source = table(["nps", "plan"], [("9", "Pro"), ("8", "Pro "), ("7", "free")], block=block)
    filters = {"nps": [parse("plan == 'pro'")], "csat": [parse("plan == 'pro' and nps > 3")]}
    notices = run(source, Wants(answers=[AnswerWant(wanted(), None)], filters=filters))[3]
    assert [(notice.code, notice.message) for notice in notices] == [
        ("where-spelling", "no row has plan 'pro'; 'Pro' occurs")
    ]


@pytest.mark.parametrize("block", [1, 2, 100])
def test_what_a_filter_could_not_compare_is_counted(table, wanted, block):
    """Rows that hold no number, or no date, where the filter wants one are counted by column, each row once."""
    rows = [("9", "12", "2025-01-01"), ("8", "n/a", "soon"), ("7", "much", "2025-02-01"), ("6", "", "")]
    source = table(["nps", "seats", "at"], rows, block=block)
    filters = {
        "nps": [parse("seats > 3"), parse("seats < 20 or at < '2025-02'")],
        "csat": [parse("seats > 3")],
    }
    _, fates, _, notices = run(source, Wants(answers=[AnswerWant(wanted(), None)], filters=filters))
    assert fates["csat"] == ["scored", "filtered", "filtered", "filtered"]
    assert [(notice.code, notice.message) for notice in notices] == [
        ("where-unread", "the filter compares seats with numbers, but 2 rows hold something else there: no match"),
        ("where-unread", "the filter compares at with dates, but 1 row holds something else there: no match"),
    ]


ROWS = st.lists(st.tuples(st.sampled_from(["9", "", "hm"]), st.sampled_from(["a", " a", "A", ""])), max_size=12)


@settings(deadline=None)
@given(ROWS, st.sampled_from([1, 2, 7]), st.randoms(use_true_random=False))
def test_rows_groups_and_notices_do_not_depend_on_chunks_or_order(table, wanted, rows, block, random):
    """Fields, fates and notices of the rows are the same however they are cut, and in another order."""
    wants = Wants(answers=[AnswerWant(wanted(), "nps")], by=["plan"], filters={"nps": [parse("plan == 'a'")]})
    values, fates, notices, said = run(table(["nps", "plan"], rows), wants)
    assert run(table(["nps", "plan"], rows, block=block), wants) == (values, fates, notices, said)
    random.shuffle(rows)
    turned, turned_fates, turned_notices, said_then = run(table(["nps", "plan"], rows), wants)
    assert {name: Counter(of) for name, of in turned.items()} == {name: Counter(of) for name, of in values.items()}
    assert Counter(turned_fates["nps"]) == Counter(fates["nps"])
    assert turned_notices == notices
    assert said_then == said


def traps_of(name):
    manifest = json.loads((TRAPS / "manifest.json").read_text(encoding="utf-8"))
    return next(trap for trap in manifest if trap["file"] == name)


@needs_traps
@pytest.mark.parametrize("name", ["val_space_group.csv", "val_nfc_group.csv", "val_missing_group.csv"])
def test_the_traps_of_group_keys(name):
    """Spellings of one group are merged with a notice; a blank key is a group, and the groups add up to all rows."""
    trap = traps_of(name)
    source = open_source(InputFile(TRAPS / name, name), ReadOptions())
    values, _, notices, _ = run(source, Wants(answers=[], by=["seg"]))
    keys = Counter(key for key, _ in values["by:seg"])
    assert keys.total() == trap["ok"]
    assert bool(notices) is (trap["outcome"] == "warn")
    assert len(keys) == {"val_space_group.csv": 2, "val_nfc_group.csv": 1, "val_missing_group.csv": 3}[name]


ROWS_IN_JSON = [
    '{"nps":9,"plan":"pro"}',
    '{"plan":"free"}',
    '{"nps":"hm","plan":"pro"}',
    '{"nps":"10 - Great","plan":"Pro"}',
]
FILES = {
    "comma.csv": "nps,plan\n9,pro\n,free\nhm,pro\n10 - Great,Pro\n",
    "semicolon.csv": "nps;plan\n9;pro\n;free\nhm;pro\n10 - Great;Pro\n",
    "rows.json": f"[{','.join(ROWS_IN_JSON)}]",
    "rows.jsonl": "\n".join(ROWS_IN_JSON),
}


@pytest.mark.parametrize("name", FILES)
def test_the_same_rows_are_mapped_from_every_form(tmp_path, wanted, name):
    """What a row is does not depend on the form of the file it stands in."""
    path = tmp_path / name
    path.write_text(FILES[name], encoding="utf-8")
    source = open_source(InputFile(path, name), ReadOptions())
    values, fates, notices, _ = run(
        source, Wants(answers=[AnswerWant(wanted(), None)], by=["plan"], filters={"nps": [parse("plan != 'free'")]})
    )
    assert values["nps.score"] == [
        *((9, Disposition.SCORED), (None, Disposition.BLANK), (None, Disposition.UNREADABLE), (10, Disposition.SCORED))
    ]
    assert [key for key, _ in values["by:plan"]] == ["pro", "free", "pro", "Pro"]
    assert fates["nps"] == ["scored", "filtered", "scored", "scored"]
    assert notices == ["group-case"]


@pytest.mark.parametrize("rows", [9_999, 10_000, 10_001])
def test_a_word_behind_the_first_records_is_read_as_if_it_were_the_first(tmp_path, wanted, rows):
    """In a real file too, words that turn up behind the first 10,000 records make no row different."""
    answers = ["5", "4", "1"] * rows
    path = tmp_path / "late.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["csat"], *([text] for text in answers[:rows]), ["Satisfied"]])
    values, *_ = run(
        open_source(InputFile(path, "late.csv"), ReadOptions()), Wants(answers=[AnswerWant(wanted("csat"), None)])
    )
    assert Counter(fate for _, fate in values["csat.score"]) == {"scored": rows, "unreadable": 1}
    assert np.sum([value for value, _ in values["csat.score"][:3]]) == 10


@pytest.mark.parametrize(("zone", "reads"), [("UTC", 1), ("Europe/Berlin", 2)])
def test_a_column_that_several_metrics_read_in_one_way_is_read_once(table, monkeypatch, zone, reads):
    """Its field is the same for each of them, that of the report's own days too, where those are the days of UTC."""
    read = []
    monkeypatch.setattr(
        apply, "read_field", lambda binding, texts: read.append(binding.name) or read_field(binding, texts)
    )
    needs = [Need(metric=name, fields=("created_at",), zoned=name == "z") for name in ("a", "b", "z")]
    source = table(["created_at"], [("2025-01-01",)])
    dates = DateChoices(report_zone=ZoneInfo(zone))
    bound = bind(source, Wants(answers=[], needs=needs, dates=dates))
    (chunk,) = source.chunks(bound.positions)
    fields = records(chunk, bound, NoticeLog(), FilterLog()).fields
    assert read == ["a.created_at", "z.created_at"][:reads]
    assert fields["a.created_at"] is fields["b.created_at"]


def test_the_records_carry_the_ways(table):
    """What no column holds is worked out later, from the ways that stand beside the fields."""
    source = table(["created_at", "solved_at"], [("2025-01-01", "2025-01-02")])
    bound = bind(source, Wants(answers=[], needs=[Need(metric="m", fields=("resolution_time",))]))
    (chunk,) = source.chunks(bound.positions)
    assert records(chunk, bound, NoticeLog(), FilterLog()).ways == bound.ways
    assert list(bound.ways) == ["m.resolution_time"]
