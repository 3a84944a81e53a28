import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxcli.errors import DataError, UsageError
from cxcli.mapping import evidence
from cxcli.mapping.apply import FilterLog, records
from cxcli.mapping.bind import AnswerFacts, bind
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.expression_parse import parse
from cxcli.mapping.needs import Need
from cxcli.mapping.readers import NoticeLog, ScoreReader, Surprise
from cxcli.mapping.wants import AnswerWant, Wants
from cxcli.rows import FATES
from cxcli.sources.open_source import open_source
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.fixture
def few_rows(monkeypatch):
    monkeypatch.setattr(evidence, "SAMPLE_ROWS", 3)


def problems(source, wants, kind, **how):
    with pytest.raises(kind) as caught:
        bind(source, wants, **how)
    return [(problem.code, problem.file) for problem in caught.value.problems]


def test_every_field_is_bound_to_its_column(table, wanted):
    """Answers, dates and keys are bound under the names that the records hold, filters beside them."""
    source = table(["nps", "id", "at", "plan", "region"], [("9", "1", "2025-01-01", "pro", "EU")])
    filters = {"nps": [parse("region == 'EU' and D != blank")]}
    bound = bind(source, Wants(answers=[AnswerWant(wanted(), None)], dated=True, by=["plan", "plan"], filters=filters))
    assert [(field.name, field.column.name) for field in bound.fields] == [
        *(("nps.score", "nps"), ("at", "at"), ("by:plan", "plan"))
    ]
    assert {name: column.name for name, column in bound.filter_columns.items()} == {"region": "region", "D": "plan"}
    assert bound.positions == [0, 2, 3, 4]
    assert [field.evidence for field in bound.fields] == ["its name", "its name; no date leaves open what it means", ""]
    assert bound.answers == {"nps": AnswerFacts()}


def test_columns_that_are_only_shown_are_bound_beside_the_fields(table, wanted):
    """A column asked for by name feeds no field, and is read; one that is not there is refused."""
    source = table(["nps", "id", "comment"], [("9", "1", "fine")])
    bound = bind(source, Wants(answers=[AnswerWant(wanted(), None)], extra=["C", "file"]))
    assert {name: column.name for name, column in bound.extra.items()} == {"C": "comment", "file": "file"}
    assert [field.name for field in bound.fields] == ["nps.score"]
    assert bound.positions == [0, 2]
    asked = Wants(answers=[AnswerWant(wanted(), None)], extra=["note"])
    assert [code for code, _ in problems(source, asked, UsageError)] == ["no-such-column"]


def test_a_column_that_the_user_names_is_taken(table, wanted):
    """A named column goes before what a search would find, for answers and for dates."""
    source = table(["nps", "x", "at", "y"], [("9", "1", "2025-01-01", "2025-02-01")])
    wants = Wants(answers=[AnswerWant(wanted(), 2)], dated=True, date_reference="y")
    bound = bind(source, wants)
    assert [(field.column.name, field.evidence.partition(";")[0]) for field in bound.fields] == [
        *(("x", "named"), ("y", "named"))
    ]


def test_no_date_is_looked_for_where_none_is_asked(table, wanted):
    """Without periods a file needs no date, whatever is mapped."""
    bound = bind(table(["nps"], [("9",)]), Wants(answers=[AnswerWant(wanted(), None)], date_reference="nope"))
    assert [field.name for field in bound.fields] == ["nps.score"]


def test_all_references_that_do_not_fit_are_told_of_at_once(table, wanted):
    """A name that is not there, in whatever option, is a usage error with the nearest names; all of them at once."""
    source = table(["nps", "region", "plan", "plan#2"], [("9", "EU", "a", "b")])
    wants = Wants(
        answers=[AnswerWant(wanted(), "npss")],
        dated=True,
        date_reference="when",
        by=["plan"],
        filters={"nps": [parse("regoin == 'EU' and nps > 3")], "csat": [parse("regoin == 'EU'")]},
    )
    assert problems(source, wants, UsageError) == [
        *(("no-such-column", "answers.csv"), ("no-such-column", "answers.csv")),
        *(("repeated-column", "answers.csv"), ("no-such-column", "answers.csv")),
    ]
    with pytest.raises(UsageError) as caught:
        bind(source, wants)
    assert caught.value.problems[3].help.startswith("did you mean 'region'?")


def test_all_columns_that_cannot_be_found_are_told_of_at_once(table, wanted):
    """Answers and dates that are not clear are data errors, all at once; with several metrics the options name one."""
    source = table(["nps a", "nps b", "x"], [("9", "9", "")])
    wants = Wants(answers=[AnswerWant(wanted(), None), AnswerWant(wanted("ces"), None)], dated=True)
    assert problems(source, wants, DataError) == [
        *(("ambiguous-column", "answers.csv"), ("no-column", "answers.csv"), ("no-column", "answers.csv"))
    ]
    with pytest.raises(DataError) as caught:
        bind(source, wants)
    assert caught.value.problems[0].help == "say which: --map 'nps.score=nps a'; --map 'nps.score=nps b'"
    with pytest.raises(DataError) as caught:
        bind(source, Wants(answers=[AnswerWant(wanted(), None)]))
    assert caught.value.problems[0].help == "say which: --column 'nps a'; --column 'nps b'"


@pytest.mark.parametrize(
    ("words", "scale", "name"),
    [
        (["Very satisfied", "Satisfied", "Dissatisfied", "Very dissatisfied"], (1, 4), "satisfaction, 4 points"),
        (["Very satisfied", "Satisfied", "Neutral", "Very dissatisfied"], (1, 5), "satisfaction, 5 points"),
        (["Satisfied", "Somewhat satisfied", "Neutral", "Very dissatisfied"], (1, 7), "satisfaction, 7 points"),
        (["good", "bad"], (1, 2), "good or bad, 2 points"),
    ],
)
def test_the_answer_words_decide_the_scale(table, wanted, words, scale, name):
    """Where all answers are words of a vocabulary, its scale is that of the answers, and the evidence names it."""
    source = table(["csat"], [(word,) for word in [*words, "", "NA"]])
    bound = bind(source, Wants(answers=[AnswerWant(wanted("csat"), None)]))
    assert bound.answers["csat"].scale == scale
    assert bound.fields[0].evidence == f"its name; answer words: {name}"


def test_words_of_several_scales_are_refused_with_all_of_them(table, wanted):
    """Words that fit several scales are a data error that lists these, and never shows an answer."""
    source = table(["csat"], [("Satisfied",), ("Very satisfied",)])
    with pytest.raises(DataError) as caught:
        bind(source, Wants(answers=[AnswerWant(wanted("csat"), None)]))
    (problem,) = caught.value.problems
    assert problem.code == "ambiguous-labels"
    assert "satisfaction, 4 points or satisfaction, 5 points" in problem.message
    assert problem.message.startswith("column 'csat': ")
    assert "ery satisfied" not in problem.message


@pytest.mark.parametrize(
    ("texts", "changes", "fates"),
    [
        (["5", "Satisfied", "Neutral", "Dissatisfied"], {}, ["scored", *["unreadable"] * 3]),
        (["5 - Very good", "Satisfied"], {}, ["scored", "unreadable"]),
        (["so so", "Satisfied"], {"labels": {"so so": 3}}, ["scored", "unreadable"]),
        (["Satisfied", "Neutral", "Dissatisfied"], {"labels": {"so so": 3}}, ["unreadable"] * 3),
        (["99", "Satisfied", "Neutral", "Dissatisfied"], {"missing": [99]}, ["missing", *["scored"] * 3]),
    ],
)
def test_numbers_and_words_are_never_mixed(table, wanted, texts, changes, fates):
    """Words beside numbers, or beside declared labels, are unreadable and counted: never a scale of both."""
    source = table(["csat"], [(text,) for text in texts])
    found = read(source, Wants(answers=[AnswerWant(wanted("csat", **changes), "csat")]))
    assert [fate for _, fate in found["csat.score"]] == fates


def test_declared_labels_give_the_values(table, wanted):
    """What is declared goes before what a vocabulary would say."""
    source = table(["csat"], [("Satisfied",), ("Dissatisfied",)])
    labels = {"Satisfied": Fraction(9), "dissatisfied": Fraction(1)}
    found = read(source, Wants(answers=[AnswerWant(wanted("csat", labels=labels), None)]))
    assert found["csat.score"] == [("9", "scored"), ("1", "scored")]
    assert bind(source, Wants(answers=[AnswerWant(wanted("csat", labels=labels), None)])).answers["csat"].scale is None


def test_metrics_on_one_column_are_read_apart(table, wanted):
    """Labels of one metric do not touch another metric on the same column."""
    source = table(["csat"], [("good",), ("bad",)])
    found = read(source, Wants(answers=[AnswerWant(wanted(name), "csat") for name in ("csat", "csat:zendesk")]))
    assert found == {
        "csat.score": [("2", "scored"), ("1", "scored")],
        "csat:zendesk.score": [("1", "scored"), ("0", "scored")],
    }


@pytest.mark.parametrize(
    ("name", "texts", "polarity"),
    [
        ("How easy was it?", ["7", "1"], ("ease", "the words of the question")),
        ("ces", ["1 - Very easy", "7"], ("effort", "the words beside the numbers")),
        ("ces", ["Very easy", "Easy", "Neutral", "Difficult", "Very difficult"], ("ease", "the answer words")),
        (
            "It was easy",
            ["Strongly agree", "Agree", "Neutral", "Disagree", "Strongly disagree"],
            ("ease", "the words of the question"),
        ),
        ("ces", ["7", "1"], None),
    ],
)
def test_the_polarity_is_found_where_words_speak_of_it(table, wanted, name, texts, polarity):
    """Answer words say which end is good, then words beside numbers, then the question; else nothing does."""
    source = table([name], [(text,) for text in texts])
    assert bind(source, Wants(answers=[AnswerWant(wanted("ces"), None)])).answers["ces"].polarity == polarity


def test_dates_that_leave_something_open_are_refused(table, wanted):
    """A column of dates that can be read in two ways is a data error that names the column and the line to add."""
    source = table(["nps", "date"], [("9", "01/02/2025")])
    with pytest.raises(DataError) as caught:
        bind(source, Wants(answers=[AnswerWant(wanted(), None)], dated=True))
    (problem,) = caught.value.problems
    assert (problem.code, problem.file) == ("date-order-unknown", "answers.csv")
    assert problem.message.startswith("column 'date': ")
    declared = Wants(answers=[AnswerWant(wanted(), None)], dated=True, dates=DateChoices(order="day-first"))
    assert read(source, declared)["at"] == [("2025-02-01T00:00:00.000000", "scored")]


def test_the_zone_of_the_header_counts_where_none_is_declared(table, wanted):
    """A zone that the file names is taken for its times, unless the user has declared one; the evidence says so."""
    source = table(["nps", "at"], [("9", "2025-01-01 20:00")], zone="America/Denver")
    wants = Wants(answers=[AnswerWant(wanted(), None)], dated=True, zone_declared=False)
    assert read(source, wants)["at"] == [("2025-01-02T03:00:00.000000", "scored")]
    assert "times of America/Denver, as the header says" in bind(source, wants).fields[1].evidence
    declared = Wants(answers=[AnswerWant(wanted(), None)], dated=True)
    assert read(source, declared)["at"] == [("2025-01-01T20:00:00.000000", "scored")]


def test_a_zone_that_does_not_exist_is_refused(table, wanted):
    """A header that names no known zone is an error, not a silent UTC."""
    source = table(["nps", "at"], [("9", "2025-01-01")], zone="Mars/Olympus")
    wants = Wants(answers=[AnswerWant(wanted(), None)], dated=True, zone_declared=False)
    assert problems(source, wants, DataError) == [("zone-unknown", "answers.csv")]


@pytest.mark.usefixtures("few_rows")
def test_values_alone_are_evidence_only_in_all_records(table, wanted):
    """Where nothing but its values speaks for a column all records are looked at; the first ones are not enough."""
    rows = [("9", "10", "x"), ("9", "9", "10"), ("9", "1", "9"), ("0", "50", "1"), ("10", "1", "0")]
    bound = bind(table(["a", "b", "c"], rows), Wants(answers=[AnswerWant(wanted(), None)]))
    assert (bound.fields[0].column.name, bound.fields[0].evidence) == ("a", "the only column of whole numbers 0-10")
    source = table(["a", "b", "c"], [("9", "11", "x"), ("10", "12", ""), ("9", "13", ""), ("0", "14", "")])
    bind(source, Wants(answers=[AnswerWant(wanted(), None)]))
    assert ((0,), None) in source.passes
    assert ((0, 1, 2), None) not in source.passes


@pytest.mark.usefixtures("few_rows")
@pytest.mark.parametrize("whole", [True, False])
def test_whole_columns_are_looked_at_where_that_is_asked(table, wanted, whole):
    """With `whole` every record decides, for the choice of the column as for how it is read."""
    source = table(["a.score", "b.score"], [("9", ""), ("9", ""), ("8", ""), ("0", "50"), ("7", "50")])
    wants = Wants(answers=[AnswerWant(wanted(), None)])
    if not whole:
        assert problems(source, wants, DataError) == [("ambiguous-column", "answers.csv")]
    else:
        assert bind(source, wants, whole=True).fields[0].column.name == "a.score"
    reader = bind(table(["nps"], source.rows), wants, whole=whole).fields[0].reader
    assert isinstance(reader, ScoreReader)
    assert reader.complete is whole


def read(source, wants, *, whole=False):
    """Read a source as a run does, and again with all of it known where it was surprised; values and fates by row."""
    bound = bind(source, wants, whole=whole)
    found = {field.name: [] for field in bound.fields}
    try:
        for chunk in source.chunks(bound.positions):
            for name, field in records(chunk, bound, NoticeLog(), FilterLog()).fields.items():
                found[name] += [(str(field.values[code]), FATES[field.fates[code]]) for code in field.codes.tolist()]
    except Surprise:
        assert not whole
        return read(source, wants, whole=True)
    return found


COLUMNS = {
    "labels": ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied", "Somewhat satisfied", ""],
    "numbers and words": ["5", "4", "1", "", "Satisfied", "hm", "NA"],
    "labelled numbers": ["1 - Very easy", "7 - Very difficult", "5", "4", "99"],
    "stars and words": ["★★★", "★", "5 stars", "soso"],
}
DATES = {
    "slashes": ["03/04/2025", "13/04/2025", "04/13/2025", "01/01/2025", ""],
    "ISO, then slashes": ["2025-04-13", "2025-04-13T10:00", "13/04/2025", "03/04/2025"],
    "offsets": ["2025-04-13T10:00", "2025-04-13T10:00Z", "2025-04-13"],
    "numbers": ["2025-04-13", "1713418460", "20250413"],
}


def outcome(source, wants):
    """What each row was read as, with what was decided of the column, or why it was refused."""
    try:
        found = read(source, wants)
        return found, bind(source, wants, whole=True).answers
    except DataError as error:
        return {}, error.problems


@pytest.mark.parametrize("kind", COLUMNS)
@settings(deadline=None)
@given(data=st.data())
def test_answers_do_not_depend_on_the_order_of_rows(table, wanted, kind, data):
    """Words that turn up late are read as if they had been first, whatever the order of rows and the cut in chunks."""
    rows = data.draw(st.lists(st.sampled_from(COLUMNS[kind]), min_size=1, max_size=12))
    check_every_order(table, rows, Wants(answers=[AnswerWant(wanted("ces"), "x")]), data)


@pytest.mark.parametrize("kind", DATES)
@settings(deadline=None)
@given(data=st.data())
def test_dates_do_not_depend_on_the_order_of_rows(table, kind, data):
    """Evidence for day or month first that turns up late counts for all rows, whatever their order and the chunks."""
    rows = data.draw(st.lists(st.sampled_from(DATES[kind]), min_size=1, max_size=12))
    check_every_order(table, rows, Wants(answers=[], dated=True, date_reference="x"), data)


def check_every_order(table, rows, wants, data):
    order = data.draw(st.permutations(range(len(rows))))
    block = data.draw(st.sampled_from([1, 7, 1000]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "SAMPLE_ROWS", 3)
        found, decided = outcome(table(["x"], [(row,) for row in rows]), wants)
        turned, decided_again = outcome(table(["x"], [(rows[place],) for place in order], block=block), wants)
    assert decided_again == decided
    for name, values in turned.items():
        assert values == [found[name][place] for place in order]
    assert found.keys() == turned.keys()


@settings(deadline=None)
@given(st.lists(st.sampled_from(["9", "10 - Great", "hm", "", "0"]), min_size=1, max_size=12), st.sampled_from([1, 7]))
def test_a_look_at_all_records_is_never_surprised(table, wanted, rows, block):
    """Once all texts are known none of them is new."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "SAMPLE_ROWS", 1)
        source = table(["x"], [(row,) for row in rows], block=block)
        found = read(source, Wants(answers=[AnswerWant(wanted(), "x")]), whole=True)
    assert len(found["nps.score"]) == len(rows)


def test_the_positions_are_those_of_all_columns(table, wanted):
    """A column that feeds several fields is read once."""
    source = table(["x", "nps"], [("EU", "9")])
    wants = Wants(answers=[AnswerWant(wanted(), None)], by=["x"], filters={"nps": [parse("x == 'EU'")]})
    assert bind(source, wants).positions == [0, 1]
    assert np.array_equal(sorted(bind(source, wants).filter_columns), ["x"])


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared test material is not here")
@pytest.mark.parametrize(
    ("file", "encoding", "reference", "column"),
    [
        ("airlines_nps.csv", None, None, 2),
        ("fr_retail_nps_latin1.csv", "latin-1", None, 2),
        ("google_form_sudzilla.csv", None, "B", 1),
    ],
)
def test_the_answers_of_real_exports_are_all_found(wanted, file, encoding, reference, column):
    """In a real export the column is found, or named, and as many answers and promoters are read as were published."""
    published = {each["file"]: each["metrics"] for each in json.loads((DATA / "expected.json").read_text("utf-8"))}[
        file
    ]
    numbers = published.get("nps") or published["nps_all"]
    source = open_source(InputFile(DATA / file, file), ReadOptions(encoding=encoding))
    wants = Wants(answers=[AnswerWant(wanted(), reference)])
    assert bind(source, wants).fields[0].column.position == column
    answers = [int(value) for value, fate in read(source, wants)["nps.score"] if fate == "scored"]
    assert (len(answers), sum(value >= 9 for value in answers)) == (numbers["n"], numbers["promoters"])


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared test material is not here")
def test_a_real_form_with_several_such_questions_is_a_question_to_the_user(wanted):
    """Three questions from 0 to 10 of which none asks for a recommendation are listed, not guessed among."""
    source = open_source(InputFile(DATA / "google_form_sudzilla.csv", "form.csv"), ReadOptions())
    with pytest.raises(DataError) as caught:
        bind(source, Wants(answers=[AnswerWant(wanted(), None)]))
    (problem,) = caught.value.problems
    assert problem.message == "3 columns could hold the answers to nps, by their whole numbers 0-10"
    assert [part.partition("  (")[0] for part in problem.help.removeprefix("say which: ").split("; ")] == [
        *("--column B", "--column D", "--column E")
    ]


def test_numbers_with_words_that_run_the_other_way_are_refused(table, wanted):
    """A 1 for very satisfied is not scored as the worst answer; for a metric of effort it is a matter of polarity."""
    rows = [("1 - Strongly agree",), ("7 - Strongly disagree",)]
    csat = Wants(answers=[AnswerWant(wanted("csat", high=7), 1)])
    assert problems(table(["Q1"], rows), csat, DataError) == [("reversed-labels", "answers.csv")]
    bound = bind(table(["Q1"], rows), Wants(answers=[AnswerWant(wanted("ces"), 1)]))
    assert bound.answers["ces"].polarity == ("effort", "the words beside the numbers")


def tickets(table, rows, *, block=1_000_000, zone=None):
    return table(["created_at", "solved_at", "talk_time"], rows, block=block, zone=zone)


def typed(*fields, **said):
    return Wants(answers=[], needs=[Need(metric="m", fields=fields)], **said)


def test_fields_of_metrics_without_answers_are_bound(table):
    """Each field has its column and the evidence for it, and what no column holds the way in which it is worked out."""
    bound = bind(tickets(table, [("2025-01-01", "2025-01-02", "0:01:00")]), typed("resolution_time", "talk_time"))
    assert {each.name: (each.column.name, each.evidence) for each in bound.fields} == {
        "m.created_at": ("created_at", "its name; no date leaves open what it means"),
        "m.solved_at": ("solved_at", "its name; no date leaves open what it means"),
        "m.talk_time": ("talk_time", "its name; hours, minutes and seconds"),
    }
    assert bound.ways["m.resolution_time"].between == ("created_at", "solved_at")
    assert bound.answers == {}


def test_all_that_is_not_clear_is_told_at_once(table, wanted):
    """Answers and fields that cannot be read are one error."""
    source = table(["nps", "created_at", "talk_time"], [("9", "01/02/2025", "5")])
    wants = typed("created_at", "talk_time", amounts={"weight": "created_at"})
    assert problems(source, wants, DataError) == [
        *(("date-order-unknown", "answers.csv"), ("duration-unit-unknown", "answers.csv"))
    ]
    assert wanted


def test_dates_of_a_file_that_names_a_zone(table):
    """Times without an offset are of the zone that the file names, for moments as for the dates of answers."""
    source = tickets(table, [("2025-01-01 10:00", "2025-01-02", "")], zone="Europe/Berlin")
    bound = bind(source, typed("created_at", zone_declared=False))
    (made,) = bound.fields
    assert made.evidence == "its name; times of Europe/Berlin, as the header says; no date leaves open what it means"
    assert made.reader.read(["2025-01-01 10:00"]).values[0] == np.datetime64("2025-01-01T09:00")
    (made,) = bind(source, typed("created_at", zone_declared=True)).fields
    assert made.reader.read(["2025-01-01 10:00"]).values[0] == np.datetime64("2025-01-01T10:00")
    source = tickets(table, [("2025-01-01 10:00", "2025-01-02", "")], zone="Mars/Olympus")
    assert problems(source, typed("created_at", zone_declared=False), DataError) == [("zone-unknown", "answers.csv")]
    assert bind(source, Wants(answers=[], zone_declared=False)).fields == ()


TYPED = {
    "solved_at": ["", "Y", "2025-01-01", "31/01/2025", "01/02/2025", "0", "45000"],
    "talk_time": ["", "0:01:00", "-0:10", "0:10", "5", "1970-01-01", "red"],
    "mrr": ["", "1", "1,5", "1.5", "1,234", "$5"],
    "resolved": ["", "yes", "No", "2025-01-01", "?"],
    "month": ["2025-06", "2025-06-01", "", "6"],
}


@pytest.mark.parametrize("field", TYPED)
@settings(deadline=None)
@given(data=st.data())
def test_typed_fields_do_not_depend_on_the_order_of_rows(table, field, data):
    """A late text that changes the decision, or shows what a column holds, counts for all rows."""
    rows = data.draw(st.lists(st.sampled_from(TYPED[field]), min_size=1, max_size=12))
    need = Need(metric="m", fields=(field,), references={field: "x"})
    check_every_order(table, rows, Wants(answers=[], needs=[need]), data)


@pytest.mark.usefixtures("few_rows")
@pytest.mark.parametrize(
    ("field", "first", "late"),
    [
        ("created_at", "2025-01-01", "31/01/2025"),
        ("talk_time", "0:01:00", "2.5 h"),
        ("mrr", "1", "1,5"),
    ],
)
def test_a_late_text_that_changes_the_decision_is_a_surprise(table, field, first, late):
    """It is met behind the first records, and then the whole column decides."""
    source = table([field], [(text,) for text in [first] * 5 + [late]])
    bound = bind(source, typed(field))
    (chunk,) = source.chunks(bound.positions)
    with pytest.raises(Surprise):
        records(chunk, bound, NoticeLog(), FilterLog())
    assert [fate for _, fate in read(source, typed(field))[f"m.{field}"]] == ["scored"] * 6


def test_a_column_that_a_metric_can_do_without_is_passed_over(table):
    """Where nobody knows its words nothing is bound to it, with a notice; where it was named, it is refused."""
    source = table(["customer", "status"], [("ann", "gold"), ("ben", "silver")])
    need = Need(metric="m", fields=("customer",), optional=("payment_status",))
    bound = bind(source, Wants(answers=[], needs=[need]))
    assert [each.name for each in bound.fields] == ["m.customer"]
    assert [notice.code for notice in bound.notices] == ["passed-over"]
    named = Need(metric="m", fields=need.fields, optional=need.optional, references={"payment_status": "status"})
    assert problems(source, Wants(answers=[], needs=[named]), DataError) == [("unreadable", "answers.csv")]


STATES = {
    "payment_status": ["", "gold", "paid", "n/a", "green"],
    "trial": ["", "yes", "Pro", "2025-01-01"],
}


@pytest.mark.usefixtures("few_rows")
@pytest.mark.parametrize("field", STATES)
@settings(deadline=None)
@given(data=st.data())
def test_what_is_passed_over_does_not_depend_on_the_order_of_rows(table, field, data):
    """A known word far down is enough for the column to be taken, wherever it stands."""
    rows = data.draw(st.lists(st.sampled_from(STATES[field]), min_size=1, max_size=12))
    names = [field.replace("_", " ")]
    need = Need(metric="m", optional=(field,))
    made = []
    for each in (rows, data.draw(st.permutations(rows))):
        bound = bind(table(names, [(text,) for text in each]), Wants(answers=[], needs=[need]))
        made.append(([binding.name for binding in bound.fields], bound.notices))
    assert made[0] == made[1]
    known = {"paid", "yes"} & set(rows) or not set(rows) - {"", "n/a"}
    assert bool(made[0][0]) is bool(known)
