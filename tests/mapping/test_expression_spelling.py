import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.expression_parse import parse
from cxcli.mapping.expression_spelling import Spelling, spellings, suggestions
from cxcli.sources.chunk import TextColumn


def column(*texts):
    return TextColumn(np.arange(len(texts), dtype=np.int64), texts)


def messages(text, **texts):
    expression = parse(text)
    found = spellings(expression, {name: column(*values) for name, values in texts.items()})
    return [notice.message for notice in suggestions(expression, found)]


@pytest.mark.parametrize("text", ["plan == 'Pro'", "plan != 'Pro'", "plan in ['Pro', 'free']", "not plan in ['Pro']"])
def test_a_value_in_other_capitals_is_suggested(text):
    """A value of ==, !=, in, not in that no row has is told with the spelling that occurs."""
    assert messages(text, plan=["pro", " pro ", "free", "secret"]) == ["no row has plan 'Pro'; 'pro' occurs"]


def test_a_value_with_other_spaces_is_suggested():
    """Spaces inside a value count, so the spelling with others is told."""
    assert messages("plan == 'pro plan'", plan=["Pro  Plan", "proplan"]) == [
        "no row has plan 'pro plan'; 'Pro  Plan', 'proplan' occur"
    ]


def test_at_most_three_spellings_are_shown():
    """Three spellings are shown; of more it is said that there are others."""
    assert messages("a == 'pro'", a=["PRO", "Pro", "pRo"]) == ["no row has a 'pro'; 'PRO', 'Pro', 'pRo' occur"]
    assert messages("a == 'pro'", a=["PRO", "Pro", "pRo", "prO"]) == [
        "no row has a 'pro'; 'PRO', 'Pro', 'pRo' and others occur"
    ]


@pytest.mark.parametrize(
    "text",
    ["a == 'pro'", "a == ' pro'", "a == 'team'", "a < 'Pro'", "a == 9", "a in [blank, 9]", "a == ''", "a != blank"],
)
def test_nothing_is_suggested_without_need(text):
    """A value that occurs, one that has no variant, an order, a number and blank bring no notice."""
    assert messages(text, a=["pro", "PRO", "9", "", " "]) == []


def test_each_value_is_told_once_for_its_own_column():
    """A value that stands twice in the filter is told once; another column's texts do not count."""
    assert messages("a == 'X' or a in ['X'] or b == 'X'", a=["x"], b=["y"]) == ["no row has a 'X'; 'x' occurs"]


def test_the_notice_has_its_code():
    """The notice is `where-spelling`."""
    expression = parse("a == 'X'")
    assert [notice.code for notice in suggestions(expression, [Spelling("a", "x")])] == ["where-spelling"]


CELLS = st.lists(st.sampled_from(["pro", "Pro", " pro", "p ro", "secret", ""]), max_size=6)


@given(CELLS, CELLS)
def test_spellings_of_a_file_are_those_of_its_chunks(one, other):
    """Chunks unite, and no text is held that is not a spelling of a value."""
    expression = parse("a == 'PRO' and a != 'p RO'")

    def found(cells):
        return spellings(expression, {"a": column(*dict.fromkeys(cells))})

    assert found(one) | found(other) == found(one + other)
    assert {spelling.text for spelling in found(one + other)} <= {"pro", "Pro", "p ro"}
