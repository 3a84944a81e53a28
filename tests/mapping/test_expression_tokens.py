from decimal import Decimal

import pytest

from cxcli.errors import ConfigError, UsageError
from cxcli.mapping.expression_tokens import Token, Written, tokens


def test_each_token_has_its_kind_place_and_literal():
    """Words and signs come in order, each with its column from 1, and `end` stands behind the last."""
    found = tokens(Written("`a b`  >=-1.5 AND (x.y in['it''s', blank])  ", UsageError))
    assert found == [
        Token("column", 1, "a b"),
        Token("operator", 8, ">="),
        Token("number", 10, "-1.5", Decimal("-1.5")),
        Token("and", 15, "AND"),
        Token("(", 19, "("),
        Token("column", 20, "x.y"),
        Token("in", 24, "in"),
        Token("[", 26, "["),
        Token("text", 27, "'it''s'", "it's"),
        Token(",", 34, ","),
        Token("blank", 36, "blank"),
        Token("]", 41, "]"),
        Token(")", 42, ")"),
        Token("end", 43, ""),
    ]


@pytest.mark.parametrize("name", ["plan", "_x", "Prénom", "評価", "col:5", "nps#2", "a.b.c", "Q1"])
def test_a_bare_name_has_letters_digits_and_four_signs(name):
    """Letters of any script, digits, `_`, `.`, `#` and `:` make a bare name."""
    assert tokens(Written(name, UsageError))[0] == Token("column", 1, name)


@pytest.mark.parametrize(
    ("written", "text"), [("''", ""), ('""', ""), ('"a""b"', 'a"b'), ("'\\'", "\\"), ("'\n'", "\n")]
)
def test_a_text_doubles_its_quote_and_knows_no_escapes(written, text):
    """A doubled quote is one quote; a backslash and a line end are themselves."""
    assert tokens(Written(written, UsageError))[0].literal == text


@pytest.mark.parametrize(
    ("text", "column", "message", "helps"),
    [
        ("a = 1", 3, '"="', "use =="),
        ("a === 1", 3, '"==="', "use =="),
        ("a <> 1", 3, '"<>"', "use !="),
        ("a => 1", 3, '"=>"', "use >="),
        ("a == 1 && b == 2", 8, '"&&"', "use and"),
        ("a == 1 || b == 2", 8, '"||"', "use or"),
        ("!a == 1", 1, '"!"', "use not"),
        ("a <=> 1", 3, '"<=>"', "operators are == != < <= > >= in, not in"),
        ("a == 'pro", 6, "has no end", "close it with '"),
        ("a == 'x''", 6, "has no end", "close it with '"),
        ('a == "pro', 6, "has no end", 'close it with "'),
        ("`a == 1", 1, "has no end", "close it with `"),
        ("`` == 1", 1, "no column name", "for example"),
        ("a == “pro”", 6, "typographic", "straight quotes"),
        ("a == 2025-W01", 6, "goes in quotes", "write '2025-W01'"),
        ("2025-01-31T10:00 <= at", 1, "goes in quotes", "write '2025-01-31T10:00'"),
        ("a == 1e5", 6, '"1e5" is neither a number', "in quotes: '1e5'"),
        ("nps-score == 1", 4, '"-"', "in backticks"),
        ("a == 1;", 7, '";"', "a text goes in quotes"),
    ],
)
def test_a_stray_character_is_refused_where_it_stands(text, column, message, helps):
    """The problem has the column of the character, says what is wrong, and what to write instead."""
    with pytest.raises(ConfigError) as caught:
        tokens(Written(text, ConfigError))
    (problem,) = caught.value.problems
    assert (problem.code, problem.column, problem.excerpt) == ("where-syntax", column, text)
    assert message in problem.message
    assert problem.help is not None
    assert helps in problem.help


def test_the_excerpt_is_one_line_so_that_a_caret_fits():
    """Line ends and tabs of a filter are blanks in the excerpt, one for one."""
    with pytest.raises(UsageError) as caught:
        tokens(Written("a == 1\n\tand b = 2", UsageError))
    (problem,) = caught.value.problems
    assert problem.excerpt == "a == 1  and b = 2"
    assert problem.column == 15
