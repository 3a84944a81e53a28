import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping import answer_values, evidence
from cxcli.mapping.date_forms import Shape
from cxcli.mapping.evidence import FewTexts, look, sample
from cxcli.mapping.needs import Need
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.mapping.typed_fields import typed_fields
from cxcli.mapping.wanted import Choice
from cxcli.sources.chunk import Column

ANSWERS, DATES = Column(0, "csat"), Column(1, "at")


@pytest.fixture(autouse=True)
def few_rows(monkeypatch):
    monkeypatch.setattr(evidence, "SAMPLE_ROWS", 4)


def looked(source, wanted, *, dates=DATES, whole=False):
    return look(source, [(wanted, Choice(ANSWERS, "named"))], dates, {}, whole=whole)


def test_the_first_records_are_the_same_however_they_are_cut(table):
    """What is learned from the first records does not depend on the chunks of the source, and says what it is."""
    rows = [(str(number),) for number in range(9)]
    for block in (1, 3, 4, 5, 100):
        counts = sample(table(["a"], rows, block=block), [Column(0, "a")])[0]
        assert (dict(counts.rows), counts.whole) == ({"0": 1, "1": 1, "2": 1, "3": 1}, False)


def test_a_short_file_and_a_whole_look_are_whole(table):
    """All records are counted where they are few, or where all are asked for."""
    rows = [(str(number % 2),) for number in range(9)]
    counts = sample(table(["a"], rows), [Column(0, "a")], whole=True)[0]
    assert (dict(counts.rows), counts.whole) == ({"0": 5, "1": 4}, True)
    for block in (1, 3, 4, 5):
        assert sample(table(["a"], rows[:4], block=block), [Column(0, "a")])[0].whole
    assert sample(table(["a"], []), [Column(0, "a")])[0].whole


def test_no_column_needs_no_pass(table):
    """Where no column is asked for, the source is not read."""
    source = table(["a"], [("1",)])
    assert sample(source, []) == {}
    assert source.passes == []


@pytest.mark.parametrize(
    ("rows", "complete", "passes"),
    [
        ([("5", "2025-01-01")] * 9, False, 1),
        ([("5", "2025-01-01")] * 3, True, 1),
        ([("5 - Very easy", "")] * 9, False, 1),
        ([("Satisfied", "2025-01-01")] * 9, True, 2),
        ([("5", "01/02/2025")] * 9, True, 2),
        ([("5", "2 Jan 2025")] * 9, True, 2),
        ([("5", "1713418460")] * 9, True, 2),
    ],
)
def test_all_records_are_looked_at_where_the_first_leave_something_open(table, wanted, rows, complete, passes):
    """Words for answers, and dates that are not ISO, are decided from all records; plain ones from the first."""
    source = table(["csat", "at"], rows)
    assert looked(source, wanted("csat")).complete is complete
    assert len(source.passes) == passes


def test_texts_behind_the_first_records_are_not_learned(table, wanted):
    """A chunk cut from a block shares its texts with later rows, which are not among the first records."""
    rows = [("5", "2025-01-01")] * 4 + [("hm", "01/02/2025")]
    known = looked(table(["csat", "at"], rows), wanted("csat"))
    assert not known.complete
    assert not known.answers["csat"].words.texts
    assert known.dates.shapes == {Shape.ISO}


def test_a_whole_look_is_one_pass(table, wanted):
    """Where all records are asked for they are read once."""
    source = table(["csat", "at"], [("Satisfied", "01/02/2025")] * 9)
    assert looked(source, wanted("csat"), whole=True).complete
    assert source.passes == [((0, 1), None)]


def test_answers_are_known_by_kind(table, wanted):
    """Words, labelled numbers and plain numbers are told apart; blank and missing ones are none of them."""
    rows = [("5 - Very good", ""), ("hm", "2025-01-01"), ("", ""), ("NA", "")]
    known = looked(table(["csat", "at"], rows), wanted("csat")).answers["csat"]
    assert (known.words.texts, known.labelled.texts, known.numbers) == ({"hm"}, {"5 - Very good"}, True)
    known = looked(table(["csat", "at"], rows[1:]), wanted("csat")).answers["csat"]
    assert (known.words.texts, known.labelled.texts, known.numbers) == ({"hm"}, set(), False)


def test_metrics_on_one_column_are_known_apart(table, wanted):
    """Two metrics on the same column, one with labels of its own, do not share what is known of it."""
    source = table(["csat", "at"], [("good", ""), ("bad", "")])
    pair = [(wanted("csat"), Choice(ANSWERS, "")), (wanted("csat:zendesk"), Choice(ANSWERS, ""))]
    known = look(source, pair, None, {}, whole=False)
    assert known.answers["csat"].words.texts == {"good", "bad"}
    assert known.answers["csat:zendesk"].words.texts == set()
    assert known.dates.shapes == set()


def test_one_column_can_be_answers_and_dates(table, wanted):
    """A column that feeds two fields is learned for both."""
    known = looked(table(["csat"], [("2025",), ("2025-01-01",)]), wanted("csat"), dates=ANSWERS)
    assert known.answers["csat"].words.texts == {"2025-01-01"}
    assert Shape.ISO in known.dates.shapes


def test_free_text_is_not_kept(table, wanted, monkeypatch):
    """More words than any vocabulary has are let go, and the column is still one of words."""
    monkeypatch.setattr(answer_values, "MOST_WORDS", 3)
    monkeypatch.setattr(evidence, "MOST_WORDS", 3)
    known = looked(table(["csat", "at"], [(f"text {number}", "") for number in range(9)]), wanted("csat"))
    words = known.answers["csat"].words
    assert (words.texts, words.many, known.complete) == (set(), True, True)
    assert known.answers["csat"].open


def test_too_many_texts_are_let_go_for_good(monkeypatch):
    """Once there were too many, what comes later is not kept, either."""
    monkeypatch.setattr(evidence, "MOST_WORDS", 2)
    few = FewTexts()
    few.add(["a", "b"])
    assert (few.texts, few.many) == ({"a", "b"}, False)
    few.add(["c"])
    few.add(["d"])
    assert (few.texts, few.many) == (set(), True)


@given(st.lists(st.text("ab", max_size=3), max_size=12), st.integers(1, 4))
def test_few_texts_do_not_depend_on_their_order(texts, size):
    """What is kept is all texts or none, whatever order and parts they come in."""

    def kept(parts):
        few = FewTexts()
        for part in parts:
            few.add(part)
        return few

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "MOST_WORDS", 4)
        parts = [texts[start : start + size] for start in range(0, len(texts), size)]
        assert kept([texts]) == kept(parts) == kept(parts[::-1])
        assert kept([texts]).many == (len(set(texts)) > 4)


@pytest.mark.parametrize(
    ("field", "text", "complete", "passes"),
    [
        ("created_at", "2025-01-01", False, 1),
        ("created_at", "31/01/2025", True, 2),
        ("created_at", "Y", True, 2),
        ("created_at", "", True, 2),
        ("status", "open", False, 1),
        ("customer", "a", False, 1),
    ],
)
def test_typed_columns_that_leave_something_open_are_looked_at_as_a_whole(table, field, text, complete, passes):
    """A column of which later texts may change the reading, or show that it is no other thing, is read to its end."""
    source = table([field], [(text,)] * 9)
    need = Need(metric="m", fields=(field,))
    typed = typed_fields(source, [need], TypedChoices(), dated=False, date_reference=None)
    known = look(source, [], None, {}, typed.columns, whole=False)
    assert (known.complete, len(source.passes)) == (complete, passes)
    assert [each.filled for each in known.typed] == [bool(text)]


def test_the_file_itself_is_not_looked_at(table):
    """A field that is fed by the name of the file has no texts to learn from."""
    source = table(["a"], [("x",)])
    typed = typed_fields(source, [Need(metric="m", fields=("file",))], TypedChoices(), dated=False, date_reference=None)
    known = look(source, [], None, {}, typed.columns, whole=False)
    assert (known.complete, source.passes, known.open) == (True, [], False)
