import pytest

from cxcli.config.refusal import KIND, nearest, refusal


@pytest.mark.parametrize(
    ("word", "near"),
    [("colums", "columns"), ("COLUMNS", "columns"), ("Sourc", "source"), ("matches", None), ("", None)],
)
def test_the_nearest_name_is_found_whatever_its_case(word, near):
    """A slip of the pen finds the name that is meant; a word that is merely a little alike finds none."""
    assert nearest(word, ["columns", "source", "dates"]) == near


def test_a_refusal_carries_its_words_unchanged():
    """Code, message and advice arrive as they were written, braces included."""
    error = refusal("config-x", "no {such} thing", "write {a: 1}")
    assert (error.type, error.message()) == (KIND, "no {such} thing")
    assert error.context == {"code": "config-x", "message": "no {such} thing", "advice": "write {a: 1}"}
