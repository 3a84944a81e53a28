"""Numbers with words, and stars."""

import pytest

from cxcli.mapping.answers import labelled_number, star_count


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10 - Extremely likely", (10, "extremely likely")),
        ("10 \u2013 Extremely likely", (10, "extremely likely")),
        ("10- Anything at all", (10, "anything at all")),
        ("0 (not at all likely)", (0, "not at all likely")),
        ("5 = Very satisfied", (5, "very satisfied")),
        ("5=Very satisfied.", (5, "very satisfied")),
        ("3: neutral", (3, "neutral")),
        ("3. neutral", (3, "neutral")),
        ("1) Very bad", (1, "very bad")),
        ("9 - Very likely (9 or 10)", (9, "very likely (9 or 10)")),
        ("Extremely likely - 10", (10, "extremely likely")),
        ("Completely satisfied (10)", (10, "completely satisfied")),
        ("1 star", (1, "star")),
        ("5 Stars", (5, "stars")),
        ("10 Extremely likely", (10, "extremely likely")),
        ("10-Extremely likely", (10, "extremely likely")),
        ("7 - May be", (7, "may be")),
        ("2 meh", (2, "meh")),
    ],
)
def test_a_number_and_its_label_are_parted(text, found):
    """A number before or after its label is the answer; a space alone binds only a known label."""
    assert labelled_number(text, known={"meh"}) == found


@pytest.mark.parametrize(
    "text",
    [
        "2 weeks",
        "3-year plan",
        "7/10",
        "4 out of 5",
        "85%",
        "3 - 5",
        "10:30",
        "10:30 pm",
        "9: AM",
        "5-Jan",
        "10 - May",
        "10 - May 2024",
        "5 (March)",
        "Extremely likely -10",
        "Extremely likely 10",
        "phone 5 - 10",
        "1,234 - many",
        "10 -",
        "good",
        "10 - " + "long " * 40,
        "a" + " " * 100_000,
    ],
)
def test_what_is_no_answer_is_not_parted(text):
    """Times, dates that a spreadsheet made, ranges, durations and shares are not answers with a label."""
    assert labelled_number(text, known=()) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("\u2605\u2605\u2605\u2605\u2606", 4),
        ("\u2b50\u2b50\u2b50", 3),
        ("\u2b50\ufe0f\u2b50\ufe0f", 2),
        ("\u2606\u2606\u2606", None),
        ("\u2605\u2606\u2605", None),
        ("***", None),
        ("", None),
    ],
)
def test_full_stars_are_counted(text, count):
    """A row of stars is as many as are full; empty ones come after them, and asterisks are no stars."""
    assert star_count(text) == count
