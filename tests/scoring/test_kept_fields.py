import numpy as np

from cxcli.mapping.records import Field
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.conditions import first_of
from cxcli.scoring.kept_fields import fate, kept_text, said, there, unread

BLANK, UNREADABLE = FATE_CODE[Disposition.BLANK], FATE_CODE[Disposition.UNREADABLE]
WORDS = Field(
    np.array([0, 1, 2, 3, 0]), ["yes", "no", None, None], np.array([0, 0, BLANK, UNREADABLE], np.int8), "ynbu"
)


def test_texts_are_kept_on_distinct_values():
    """The codes stay; what has no text is empty."""
    codes, texts = kept_text(WORDS)
    assert (codes.tolist(), texts) == ([0, 1, 2, 3, 0], ["yes", "no", "", ""])
    assert there(WORDS).tolist() == [True, True, False, False, True]


def test_words_are_told_row_by_row():
    """A row says one of some words or it does not."""
    assert said(WORDS, "yes").tolist() == [True, False, False, False, True]
    assert said(WORDS, "yes", "no").tolist() == [True, True, False, False, True]


def test_the_first_thing_that_is_wrong_counts():
    """Fates of several fields are joined in their order; what is only not said is nothing against a row."""
    assert fate(WORDS).tolist() == [0, 0, BLANK, UNREADABLE, 0]
    assert unread(WORDS).tolist() == [0, 0, 0, UNREADABLE, 0]
    assert first_of(np.array([0, 7, 0, 7, 0]), fate(WORDS)).tolist() == [0, 7, BLANK, 7, 0]
    assert first_of(fate(WORDS)).dtype == np.int8
