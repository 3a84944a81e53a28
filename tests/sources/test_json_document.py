import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import DataError
from cxcli.sources.json_document import chunks, discover

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
TRAPS = SHARED / "hostile" / "traps"
DATA = SHARED / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test material is not here")


def traps():
    if not SHARED.is_dir():
        return []
    entries = json.loads((TRAPS / "manifest.json").read_text())
    return [entry for entry in entries if entry["file"].startswith("json_")]


def read(text, records=None, size=50_000):
    """Read a document whole: what was found, the rows, their lines, the rejects."""
    found = discover(text, "f.json", records=records)
    wanted = found.wanted(range(len(found.columns)))
    parts = list(chunks(text, "f.json", wanted, records=records, size=size))
    names = [column.name for column in found.columns]
    texts = [
        [column.texts[code] for part in parts for column in [part.columns[position]] for code in column.codes]
        for position in wanted
    ]
    lines = [line for part in parts for line in part.lines.tolist()]
    rows = [{name: cells[row] for name, cells in zip(names, texts, strict=True)} for row in range(len(lines))]
    return found, rows, lines, [reject for part in parts for reject in part.rejects]


def refusal(text, records=None):
    with pytest.raises(DataError) as caught:
        discover(text, "f.json", records=records)
    (problem,) = caught.value.problems
    assert problem.file == "f.json"
    return problem


@needs_shared
@pytest.mark.parametrize("entry", traps(), ids=lambda entry: entry["file"])
def test_each_trap_has_its_answer(entry):
    """A trap file is read, rejected in part or refused as the manifest says, with its counts and values."""
    try:
        found, rows, _, rejects = read((TRAPS / entry["file"]).read_bytes().decode())
    except DataError:
        assert "error" in entry["accepts"]
        return
    assert ("partial" if rejects else "warn" if found.notices else "ok") in entry["accepts"]
    assert entry["records"] in {None, found.account.read}
    assert entry["outcome"] == "error" or found.account.accepted == len(rows) == entry["ok"]
    if entry["rows"] is not None:
        assert [[row["id"], row["score"]] for row in rows] == entry["rows"]


REAL = [
    ("amazon_connect_ctr.json", ".", 1, {"Agent.AgentInteractionDuration": "33", "Queue.Duration": "7"}),
    ("delighted_survey_responses.json", None, 1, {"score": "0", "comment": "", "person_properties.country": "USA"}),
    ("formbricks_api_responses.json", "data", 11, {}),
    ("freshdesk_api_ticket.json", ".", 1, {"id": "1", "priority": "1"}),
    ("hubspot_feedback_submissions.json", "results", 1, {"properties.hs_value": "2"}),
    ("intercom_conversations.json", "conversations", 2, {}),
    ("stripe_subscriptions_list.json", "data", 1, {"status": "active", "created": "1234567890"}),
    ("surveymonkey_api_bulk.json", "data", 2, {"response_status": "completed"}),
    ("surveymonkey_api_details.json", ".", 1, {"title": "my survey"}),
    ("zendesk_incremental_cursor.json", "tickets", 87, {"satisfaction_rating": "", "status": "new"}),
    ("zendesk_ticket_metrics.json", "ticket_metrics", 1, {"reply_time_in_minutes.calendar": "2391", "replies": "322"}),
]


@needs_shared
@pytest.mark.parametrize(("name", "records", "count", "first"), REAL, ids=lambda value: str(value)[:32])
def test_a_real_export_has_all_its_records(name, records, count, first):
    """Each vendor's document gives its number of records and the values that stand in it, at every chunk size."""
    text = (DATA / name).read_text()
    found, rows, lines, rejects = read(text, records)
    assert (found.account.read, len(rows), rejects) == (count, count, [])
    assert {key: rows[0][key] for key in first} == first
    assert read(text, records, 1)[1:] == (rows, lines, rejects)


@needs_shared
def test_real_exports_add_up():
    """The counts that others printed for these files come out: 8 of 11 finished, 77 new of 87."""
    _, rows, _, _ = read((DATA / "formbricks_api_responses.json").read_text(), "data")
    assert [row["finished"] for row in rows].count("true") == 8
    _, rows, _, _ = read((DATA / "zendesk_incremental_cursor.json").read_text(), "tickets")
    statuses = [row["status"] for row in rows]
    assert {status: statuses.count(status) for status in statuses} == {"new": 77, "pending": 8, "deleted": 1, "open": 1}


DOCUMENT = '[\n{"a":1,"b":{"c":"x"}},\n\n {"a":1,"a":2}, 7,\r\n{"a":null,"d":[1.0]}\n]'


@pytest.mark.parametrize("size", [1, 2, 3, 4, 1000])
def test_the_result_does_not_depend_on_the_chunk_size(size):
    """Rows, lines and rejects are the same however many records a chunk holds."""
    found, rows, lines, rejects = read(DOCUMENT, size=size)
    assert rows == [{"a": "1", "b.c": "x", "d": ""}, {"a": "", "b.c": "", "d": "[1.0]"}]
    assert lines == [2, 5]
    assert [(reject.line, reject.rule, reject.content) for reject in rejects] == [
        (4, "duplicate_key", '{"a":1,"a":2}'),
        (4, "not_an_object", "7"),
    ]
    assert (found.account.read, found.account.rejected) == (4, {"duplicate_key": 1, "not_an_object": 1})


def test_only_the_wanted_columns_are_handed_on():
    """A chunk holds the columns asked for, at their positions."""
    (chunk,) = chunks(DOCUMENT, "f.json", discover(DOCUMENT, "f.json").wanted([1]))
    assert list(chunk.columns) == [1]
    assert (chunk.file, list(chunk.columns[1].texts)) == ("f.json", ["x", ""])


@given(st.lists(st.tuples(st.text(alphabet=" \n\t\r", max_size=4), st.text(alphabet="\n{}[],\u2028", max_size=4))))
def test_every_record_knows_its_first_line(parts):
    """A record's line is one more than the line feeds before it, however the document is laid out."""
    text, lines = "[", []
    for gap, value in parts:
        text += ("," if lines else "") + gap
        lines.append(text.count("\n") + 1)
        text += json.dumps({"v": value}, indent=1)
    _, rows, found, _ = read(text + "]")
    assert found == lines
    assert [row["v"] for row in rows] == [value for _, value in parts]


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        ('{"a":1,"a":1}', "duplicate_key"),
        ('{"b":{"a":1,"a":1}}', "duplicate_key"),
        ('{"a":"\\ud800"}', "lone_surrogate"),
        (f'{{"a":{"1" * 41}}}', "number_too_long"),
        ('{"a":Infinity}', "not_a_number"),
        ('{"a":' * 65 + "1" + "}" * 65, "too_deep"),
        ('{"a":' * 9000 + "1" + "}" * 9000, "too_deep"),
        (f'{{"a":"{"x" * 2**21}"}}', "too_long"),
        ('"text"', "not_an_object"),
        ("null", "not_an_object"),
        ("[{}]", "not_an_object"),
    ],
    ids=lambda value: value[:20],
)
def test_a_faulty_record_is_rejected_alone(record, rule):
    """A record that breaks a rule is rejected with its line and text; those around it are read."""
    _, rows, lines, (reject,) = read(f'[{{"a":1}},\n{record},\n{{"a":2}}]')
    assert rows == [{"a": "1"}, {"a": "2"}]
    assert lines == [1, 3]
    assert (reject.line, reject.rule, reject.content) == (2, rule, record)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        (" \n", 2, 1),
        ('[{"a":1},\n {"a":}]', 2, 7),
        ('[{"a":1}\n{"a":2}]', 2, 1),
        ('[{"a":1},]', 1, 10),
        ('[\n{"a":1},\n{"a":"se', 3, 6),
        ('[{"a":1}', 1, 9),
        ('[{"a":"\n"}]', 1, 8),
    ],
)
def test_broken_syntax_refuses_the_document_with_its_place(text, line, column):
    """A document that is no JSON or breaks off is refused with line and column, both from 1."""
    problem = refusal(text)
    assert (problem.code, problem.line, problem.column) == ("not-json", line, column)


@pytest.mark.parametrize("text", ['[{"secret":1},\n"secret" secret]', '[{"secret":"secr', '{"a":[{"b":"secret'])
def test_a_refusal_shows_nothing_of_the_document(text):
    """No error text holds what the file holds."""
    with pytest.raises(DataError) as caught:
        discover(text, "f.json")
    assert "secr" not in str(caught.value)


@pytest.mark.parametrize("text", ["7", "null", '"x"', "[1,2]", '[["id","score"],["1",9]]', "[" * 9000 + "]" * 9000])
def test_a_document_without_any_object_is_refused(text):
    """An array of arrays or plain values has no named values, and is refused with the form to export."""
    problem = refusal(text)
    assert problem.code == "no-objects"
    assert '[{"score": 9}' in problem.help


def test_an_empty_array_is_a_document_without_records():
    """No records are read from an empty array, and that is no fault."""
    found, rows, _, rejects = read("[ ]")
    assert (found.columns, found.account.read, rows, rejects) == ((), 0, [], [])


@pytest.mark.parametrize("records", [None, ""])
def test_an_object_asks_for_the_path_to_its_records(records):
    """A document that is an object is refused with the option that reads it."""
    problem = refusal(' {"data":[{"a":1}],"next":2}', records)
    assert problem.code == "records-not-named"
    assert "--records data;" in problem.help


def test_json_lines_in_a_document_are_recognised():
    """More objects behind the first are refused with a word about JSON Lines."""
    problem = refusal('{"a":1}\n{"a":2}\n')
    assert (problem.code, problem.line, problem.column) == ("extra-text", 2, 1)
    assert "JSON Lines" in problem.help


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ('{"a":1}', "."),
        ('[{"a":1}]', "."),
        ('{"data":[{"a":1}]}', "data"),
        ('{"data":{"a":1}}', "data"),
        ('{"data":{"items":[{"a":1}],"n":1},"n":[1]}', "data.items"),
    ],
)
def test_records_are_read_under_their_path(text, records):
    """A path leads to an array of records or to the one record; a dot is the document itself."""
    assert read(text, records)[1] == [{"a": "1"}]


def test_a_path_that_is_not_there_is_refused_with_those_that_are():
    """The refusal of an unknown path lists the known ones."""
    problem = refusal('{"data":[{"a":1}]}', "date")
    assert (problem.code, problem.help) == ("no-such-path", "it has: --records data")


def test_a_path_to_two_places_is_refused():
    """A path that fits two places is refused rather than one of them taken."""
    assert refusal('{"a.b":[{}],"a":{"b":[{}]}}', "a.b").code == "ambiguous-path"


def test_a_null_under_the_path_is_no_record():
    """Where null stands under the path, nothing is taken for a record."""
    assert refusal('{"data":null}', "data").code == "no-objects"


def test_the_file_is_refused_behind_the_records_too():
    """A document cut behind its records is refused: what is missing is not known."""
    assert refusal('{"data":[{"a":1}],"next":', "data").code == "not-json"
