import pytest

from cxcli.mapping.vocabulary import vocabulary
from cxcli.reporting.way_words import way_text


@pytest.mark.parametrize(
    ("field", "number", "words"),
    [
        ("handle_time", 0, "handle_time = talk_time + hold_time + wrap_time"),
        ("resolution_time", 0, "resolution_time = solved_at - created_at"),
        ("open_time", 0, "open_time = now - created_at"),
        ("resolution_business_time", 0, "resolution_business_time = business time from created_at to solved_at"),
        ("solved", 0, "solved = yes where status in ['solved', 'closed']; else no"),
        ("reopened", 0, "reopened = yes where reopens > 0; no where reopens == 0"),
        ("live", 1, "live = yes"),
    ],
)
def test_a_way_in_words(field, number, words):
    """Sums, times between dates, and the cases of a word."""
    assert way_text(field, vocabulary()[field].ways[number]) == words
