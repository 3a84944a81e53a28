import pytest

from cxcli.sentiment.language import UNCLEAR, languages_of
from cxcli.sentiment.plain_text import words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ok", "en"),
        ("great!", "en"),
        ("Good app", "en"),
        ("very slow", "en"),
        ("The delivery was late and nobody answered my mails", "en"),
        ("Die Lieferung war leider viel zu sp\u00e4t und das Paket besch\u00e4digt", "de"),
        ("Le livreur \u00e9tait tr\u00e8s aimable, merci beaucoup", "fr"),
        ("El producto lleg\u00f3 roto y nadie me responde", "es"),
        (
            "\u0421\u043f\u0430\u0441\u0438\u0431\u043e, \u0432\u0441\u0451 \u043e\u0442\u043b\u0438\u0447\u043d\u043e",
            "ru",
        ),
        ("xq zzv", UNCLEAR),
        ("war", UNCLEAR),
    ],
)
def test_the_languages_of_a_comment(text, language):
    """Short English comments are not lost, other languages are told, and what nobody can tell is unclear."""
    assert languages_of([text], [words(text)]) == [language]
