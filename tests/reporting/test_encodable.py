import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.reporting.encodable import fit_encoding, takes_lines


@pytest.mark.parametrize(
    ("text", "encoding", "fitted"),
    [
        ("58.2 % · 4.2 ± 0.1 \xd7 2 … — ⏎", "ascii", "58.2 % | 4.2 +/- 0.1 x 2 ... -- \\n"),
        ("58.2 % · 4.2 ± 0.1 … —", "cp1252", "58.2 % · 4.2 ± 0.1 … —"),
        ("Zürich 日本", "latin-1", "Zürich ??"),
        ("Zürich 日本", "ascii", "Z?rich ??"),
        ("Zürich 日本 · ⏎", "utf-8", "Zürich 日本 · ⏎"),
        ("\ud800", "utf-8", "?"),
        ("plain", "ascii", "plain"),
    ],
)
def test_what_the_encoding_lacks_is_spelled_plainly(text, encoding, fitted):
    """A character that the stream cannot take has a plain spelling, or is a question mark; others stay."""
    assert fit_encoding(text, encoding) == fitted


@given(st.text(st.characters()), st.sampled_from(["ascii", "latin-1", "cp1252", "shift_jis", "utf-8", "utf-16"]))
def test_the_result_can_always_be_encoded(text, encoding):
    """Whatever the text and the encoding, writing it raises nothing."""
    fit_encoding(text, encoding).encode(encoding)


def test_rules_need_an_encoding_that_has_them():
    """Rules are drawn with line characters in UTF-8 and not in ASCII or Windows-1252."""
    assert takes_lines("utf-8")
    assert not takes_lines("ascii")
    assert not takes_lines("cp1252")
