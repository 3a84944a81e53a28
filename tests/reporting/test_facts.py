from cxcli.reporting.facts import fact_lines, folded


def test_facts_stand_in_two_columns():
    """A fact is its name, padded, and its text; one without a text is left out."""
    assert fact_lines([("scale", "0-10"), ("where", ""), ("definition", "% of all")], 80) == [
        "scale       0-10",
        "definition  % of all",
    ]


def test_long_facts_are_folded_beside_their_name():
    """A text that does not fit goes on beneath its beginning, broken between its figures first."""
    assert fact_lines([("boxes", "easy 5 · hard 12 · none 3")], 30) == [
        "boxes       easy 5 · hard 12",
        "            none 3",
    ]


def test_a_long_name_keeps_a_gap():
    """However long a name is, a blank stands between it and its text."""
    assert fact_lines([("a name beyond", "x")], 80) == ["a name beyond x"]


def test_a_text_is_made_safe():
    """Nothing in a fact steers the terminal."""
    assert folded("a\x1b[1m b", 80) == ["a\\x1b[1m b"]
