import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.config.theme_terms import folded
from cxcli.mapping import theme_words
from cxcli.mapping.theme_words import ThemeWords, starter_themes

MADE = ThemeWords(
    {
        "price": ["expensive", "price*", "too much money"],
        "support": ["customer service*", "hotline", r"/\bsupp?ort/"],
        "fees": ["Gebühr"],
        "never": ["zzz"],
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EXPENSIVE!", {"price"}),
        ("inexpensive", set()),
        ("Prices, prices", {"price"}),
        ("that is too much, money", {"price"}),
        ("too much good money", set()),
        ("much money", set()),
        ("Customer\nservices are pricey, price-wise", {"price", "support"}),
        ("customer servant", set()),
        ("SUPORT", {"support"}),
        ("die Gebuehr", {"fees"}),
        ("die Gebühr", {"fees"}),
        ("die gebu\u0308hr", {"fees"}),
        ("", set()),
    ],
)
def test_whole_words_phrases_starts_and_patterns(text, expected):
    """A text is about a theme that has one of its words, whatever its capitals and accents, and about several."""
    (bits,) = MADE.bits([text]).tolist()
    assert {name for place, name in enumerate(MADE.names) if bits >> place & 1} == expected


def test_words_that_tell_are_counted():
    """Each word, each phrase and each place of a pattern counts."""
    assert MADE.told_by("Expensive: the price is too much money", 0) == 3
    assert MADE.told_by("support, hotline, customer service", 1) == 3
    assert MADE.told_by("nothing", 0) == 0


WORDS = ["price", "prices", "expensive", "too", "much", "money", "customer", "service", "services", "very", "Gebühr"]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=6))
def test_it_finds_what_patterns_of_each_theme_find(texts):
    """Looking up words finds the same as a plain pattern of each theme."""
    plain = [r"\b(?:expensive|price\w*|too much money)\b", r"\bcustomer service\w*|\bhotline\b|supp?ort", r"\bgebuhr\b"]
    expected = [sum(bool(re.search(each, folded(text))) << place for place, each in enumerate(plain)) for text in texts]
    assert MADE.bits(texts).tolist() == expected


def test_more_words_than_are_remembered_change_nothing(monkeypatch):
    """The table of words that were met is emptied where it is full."""
    monkeypatch.setattr(theme_words, "_REMEMBERED", 3)
    assert MADE.bits(["a b c d e price f g h i hotline"]).tolist() == [3]


def test_the_shipped_words_are_terms_and_find_their_themes():
    """The starter list covers eight themes in four languages, and tells plain comments."""
    shipped = starter_themes()
    found = ThemeWords(shipped)
    assert list(shipped) == ["price", "delivery", "support", "usability", "quality", "bugs", "onboarding", "billing"]
    said = {
        "price": ("far too expensive", "viel zu teuer", "c'est trop cher", "es muy caro"),
        "delivery": (
            "my parcel is late",
            "Die Lieferung fehlt",
            "la livraison est en retard",
            "la entrega llegó tarde",
        ),
        "support": ("customer service was rude", "der Kundenservice hilft", "le service client", "atención al cliente"),
        "usability": ("not very intuitive", "unübersichtlich", "peu intuitif", "la interfaz es confusa"),
        "quality": ("poor quality", "schlechte Qualität", "mauvaise qualité", "mala calidad"),
        "bugs": ("the app crashes", "ständig Fehlermeldungen", "ça ne fonctionne pas", "no funciona"),
        "onboarding": ("setup was hard", "die Einrichtung dauert", "la prise en main", "la configuración"),
        "billing": ("refund my invoice", "falsche Rechnung", "le remboursement", "la factura"),
    }
    for place, theme in enumerate(shipped):
        assert all(bits >> place & 1 for bits in found.bits(said[theme]).tolist()), theme
    assert found.bits(["Nice.", "Sehr gut", "Très bien", "Muy bien"]).tolist() == [0, 0, 0, 0]
