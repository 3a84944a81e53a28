from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import Notice
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.date_evidence import DateEvidence
from cxcli.mapping.dates import DateFormat, decide
from cxcli.mapping.readers import (
    Binding,
    DateReader,
    GroupReader,
    NoticeLog,
    ScoreReader,
    Surprise,
    has_words,
    read_field,
)
from cxcli.mapping.records import Field
from cxcli.rows import FATES
from cxcli.sources.chunk import Column
from cxcli.sources.text_column import encode

COLUMN = Column(0, "nps")


def fates(read):
    return [FATES[fate] for fate in read.fates]


def dates_of(*texts):
    found = decide(DateEvidence.of(texts), DateChoices())
    assert isinstance(found, DateFormat)
    return DateReader(found)


def test_answers_are_read_as_exact_numbers():
    """An answer is a number, a labelled number or a declared word; blank and missing ones have no value."""
    read = ScoreReader({"so so": Fraction(5, 2)}, [99], complete=True).read(
        ["9", "10 - Great", "so so", "99", "", "hm"]
    )
    assert read.values == [9, 10, Fraction(5, 2), None, None, None]
    assert fates(read) == ["scored", "scored", "scored", "missing", "blank", "unreadable"]


@pytest.mark.parametrize("text", ["hm", "Very satisfied", "1 - Very easy"])
def test_a_word_that_was_not_known_is_a_surprise(text):
    """A word that the decision on the column has not seen could change it; once all are known, none can."""
    with pytest.raises(Surprise):
        ScoreReader({}, []).read(["9", text])
    assert len(ScoreReader({}, [], complete=True).read(["9", text]).values) == 2


def test_a_known_label_and_a_word_for_no_answer_are_no_surprise():
    """Numbers, words for "no answer", declared labels that were seen, and blanks change nothing."""
    reader = ScoreReader({"good": 5}, ["offered"], frozenset({"1 - Very easy", "good"}))
    assert fates(reader.read(["1 - Very easy", "good", "NA", "offered", "", "7", "99"])) == [
        *("scored", "scored", "missing", "missing", "blank", "scored", "scored")
    ]


def test_dates_are_read_in_the_format_decided_on():
    """Dates come as wall times; a text that could change the decision is a surprise."""
    reader = dates_of("2025-01-31", "2025-02-01T10:00")
    read = reader.read(["2025-01-31", "", "soon"])
    assert read.values[0] == np.datetime64("2025-01-31")
    assert fates(read) == ["scored", "undated", "unreadable"]
    with pytest.raises(Surprise):
        reader.read(["31/01/2025"])


def test_every_text_is_a_key():
    """A blank key is the empty text, which is a group of its own; "NA" is a text."""
    read = GroupReader().read(["pro", " pro ", "", "NA"])
    assert read.values == ["pro", "pro", "", "NA"]
    assert fates(read) == ["scored"] * 4


READERS = [
    (ScoreReader({}, [], complete=True), ["9", "9.0", "10 - Great", "", "NA", "hm"]),
    (dates_of("2025-01-31"), ["2025-01-31", "2025-02-30", "", "soon"]),
    (GroupReader(), ["a", " a", "A", ""]),
]


@given(st.sampled_from(READERS), st.data())
def test_a_cut_of_the_rows_is_read_as_the_whole(reader_and_texts, data):
    """The value and fate of a row do not depend on the rows beside it, and texts of no row are not read."""
    reader, texts = reader_and_texts
    rows = data.draw(st.lists(st.sampled_from(texts), max_size=12))
    start, stop = sorted(data.draw(st.tuples(st.integers(0, 12), st.integers(0, 12))))
    binding = Binding("x", COLUMN, reader)
    whole, _ = read_field(binding, encode(rows))
    cut, _ = read_field(binding, encode(rows).at(slice(start, stop)))

    def by_row(field):
        return [(str(field.values[code]), field.fates[code], field.texts[code]) for code in field.codes]

    assert by_row(cut) == by_row(whole)[start:stop]
    assert set(cut.texts) == set(rows[start:stop])


def test_a_text_of_no_row_is_no_surprise():
    """A chunk that shares its texts with others is not surprised by theirs."""
    shared = encode(["9", "hm"])
    field, _ = read_field(Binding("x", COLUMN, ScoreReader({}, [])), shared.at(slice(0, 1)))
    assert field.values == [9]


def test_a_notice_of_a_pass_is_kept_once():
    """Chunks that say the same are told of once, with the source it was first met in."""
    log = NoticeLog()
    log.add([Notice(code="a", message="one")], "x.csv")
    log.add([Notice(code="a", message="one"), Notice(code="a", message="two", source="z.csv")], "y.csv")
    assert [(notice.message, notice.source) for notice in log.found.values()] == [("one", "x.csv"), ("two", "z.csv")]


def keys(*texts):
    read = GroupReader().read(texts)
    return Field(np.arange(len(texts)), read.values, read.fates, texts)


def test_keys_are_compared_across_chunks():
    """Spellings that meet only in different chunks are told of, for each column on its own."""
    log = NoticeLog()
    log.add_keys("plan", keys("pro"), "x.csv")
    log.add_keys("region", keys("PRO", " pro"), "x.csv")
    assert [notice.code for notice in log.found.values()] == ["group-case"]
    log.add_keys("plan", keys("pro "), "x.csv")
    assert [notice.code for notice in log.found.values()] == ["group-case", "group-spaces"]


def test_letters_of_any_script_are_words():
    """A text with a letter has words; digits, signs and stars are none."""
    assert has_words("10 - ja")
    assert has_words("良い")
    assert not has_words("10 ★ 9,0")
