import pytest

from cxcli.sentiment.plain_text import MOST_SIGNS, plain, words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>Bad &amp; slow<br/>support</p>", "Bad & slow support"),
        ("see https://a.b/awful?x=1 thanks", "see thanks"),
        ("mail terrible.bob@hate.com or @killer now", "mail or now"),
        ("to a.b+c-d@e-f.co.uk, (x@y.de) x@y .@z me+@q", "to , ( ) x@y . me+"),
        ("[NAME] and {{agent}} and <EMAIL> and XXXX and *** helped", "and and and and helped"),
        ("a < b, don\u2019t\n\tworry", "a < b, don't worry"),
        ("", ""),
        ("WWW.BAD.COM ok", "ok"),
    ],
)
def test_what_is_no_word_of_the_writer_is_left_out(text, said):
    """Entities are what they stand for; tags, links, addresses, handles and masks are left out."""
    assert plain(text) == said


def test_a_long_text_is_judged_by_its_beginning():
    """Ten thousand signs are enough, so that a pasted log costs no time."""
    assert len(plain("a" * (MOST_SIGNS + 5))) == MOST_SIGNS


def test_words_are_runs_of_letters_in_any_script():
    """Digits and signs part words, an apostrophe within one does not."""
    assert words("It's OK, 24x7! \u041f\u0440\u0438\u0432\u0435\u0442") == [
        "it's",
        "ok",
        "x",
        "\u043f\u0440\u0438\u0432\u0435\u0442",
    ]
