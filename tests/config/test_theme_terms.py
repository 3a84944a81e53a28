import pytest
from pydantic_core import PydanticCustomError

from cxcli.config.theme_terms import MOST_WAYS, Term, folded, terms


def refused(written):
    with pytest.raises(PydanticCustomError) as caught:
        terms(written)
    return caught.value.context["code"], caught.value.context["message"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Price", [Term(("price",))]),
        (" price* ", [Term(("price",), open=True)]),
        ("Too  much-money", [Term(("too", "much", "money"))]),
        ("easy to us*", [Term(("easy", "to", "us"), open=True)]),
        ("très cher", [Term(("tres", "cher"))]),
        ("Gebühr*", [Term(("gebuhr",), open=True), Term(("gebuehr",), open=True)]),
        ("Maße", [Term(("masse",))]),
    ],
)
def test_words_phrases_and_starts(written, expected):
    """A term is its folded words; with umlauts it has a second spelling; a star leaves the last word open."""
    assert terms(written) == expected


@pytest.mark.parametrize("written", ["", "  ", "*", "pri*ce", "!!", "price *", "*price"])
def test_what_is_no_term_is_refused(written):
    """An entry without a word, or with a star elsewhere than at the end of a word, is refused."""
    assert refused(written)[0] == "config-theme"


def test_a_pattern_is_read():
    """Between slashes stands a regular expression, capitals aside; with one slash alone it is none."""
    (term,) = terms(r"/refund(ed|s)?\b/")
    assert term.pattern.search("REFUNDED")
    assert refused("/refund")[0] == "config-theme"
    assert refused("//")[0] == "config-theme"


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(a", "cannot be read at its character 1"),
        ("a*", "matches the empty text"),
        (r"a\w+", "has no end"),
        (r"(a{1,20}){1,20}b", "in more than"),
        (r"x(\w{0,9}){1,4}y", "in more than"),
        (r"a{0,99}a{0,99}a{0,99}b", "in more than"),
        (r"(a|b|ab){1,8}c", "in more than"),
        ("a(?=b)", "looks ahead"),
        (r"(a)\1", "refers to itself"),
        ("(?P<x>a)(?P=x)", "refers to itself"),
        ("(?>ab)", "looks ahead"),
        ("a{1,99999999999}", "cannot be read"),
        ("(" * 200 + "a" + ")" * 200 + "(", "cannot be read"),
    ],
)
def test_a_pattern_that_may_take_long_is_refused(pattern, why):
    """Repeats have an end, the ways to match from one place are few, and nothing looks around."""
    code, message = refused(f"/{pattern}/")
    assert code == "config-theme-pattern"
    assert why in message


@pytest.mark.parametrize(
    "pattern", [r"price.{0,40}high", r"\d{1,4} ?(eur|usd)", "colou?r", "[a-c]x|^y$|[^z]z", "(?:ab){2,3}"]
)
def test_a_pattern_of_few_ways_is_taken(pattern):
    """What people write to find a few words near one another is taken."""
    assert terms(f"/{pattern}/")[0].pattern is not None


@pytest.mark.parametrize("hostile", ["a" * 100_000, "price " * 16_000, "ab" * 50_000])
def test_the_worst_pattern_that_is_taken_comes_to_an_end(hostile):
    """A pattern with nearly as many ways as are allowed goes through a hostile text of 100,000 signs."""
    assert MOST_WAYS > 44 * 45
    (term,) = terms("/a{0,43}a{0,44}Z/")
    assert term.pattern.search(hostile) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TRÈS Chère", "tres chere"),
        ("Straße", "strasse"),
        ("Œuvre søt", "oeuvre sot"),
        ("año", "ano"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_folding(text, expected):
    """Capitals and accents go; the vowel signs of scripts that are written with marks stay."""
    assert folded(text) == expected
