from collections import Counter

from cxcli.mapping.comment_search import comment_columns
from cxcli.mapping.text_counts import TextCounts
from cxcli.mapping.wanted import Wanted
from cxcli.sources.chunk import Column

WANTED = Wanted("sentiment", ("comment",), ("why",), ("body",), -1, 1, {}, ())
COLUMNS = [Column(0, "comment"), Column(1, "Why did you give us this score?"), Column(2, "body"), Column(3, "plan")]


def counted(*texts, whole=True):
    """A look at the columns that holds these texts, a list for each column."""
    return lambda columns: {each.position: TextCounts(Counter(texts[each.position]), whole=whole) for each in columns}


def found(*texts):
    return [choice.column.name for choice in comment_columns(WANTED, COLUMNS, counted(*texts), counted(*texts))]


def test_the_first_tier_with_words_decides():
    """A name goes before a question, a question before a general name; columns without words are passed over."""
    assert found(["good"], ["bad"], ["fair"], []) == ["comment"]
    assert found(["5", "4"], ["bad"], ["fair"], []) == [COLUMNS[1].name]
    assert found([""], ["1"], ["fair"], []) == ["body"]


def test_a_blank_column_is_taken_where_none_has_words():
    """So that a survey without a comment yet is no fault; a column of numbers is not."""
    assert found(["", " "], [""], ["3"], []) == ["comment"]
    assert found(["1"], ["2"], ["3"], []) == []


def test_all_records_are_looked_at_where_the_first_hold_no_words():
    """Where in the file the comments stand does not matter."""
    first, all_of_them = counted([""], [""], ["x"], [], whole=False), counted(["late"], [""], ["x"], [])
    assert [each.column.name for each in comment_columns(WANTED, COLUMNS, first, all_of_them)] == ["comment"]
