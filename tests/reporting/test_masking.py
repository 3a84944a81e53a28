import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.reporting.masking import masked

PERSONAL = {
    "email": ("jane.doe+x@example.co.uk", "JANE@EXAMPLE.COM", "jürgen@müller.de", "a_b%c@mail.example.com"),
    "phone": (
        *("+49 171 1234567", "+49 (0)30 12345678", "+1 (555) 123-4567", "+1-555-123-4567", "(555) 123-4567"),
        *("555-123-4567", "555.123.4567", "0049 171 1234567", "030 12345678", "0171/1234567", "030-1234567"),
        *(
            "06 12 34 56 78",
            "06.12.34.56.78",
            "020 7946 0958",
            "07700 900123",
            "+33\u20116\u201112\u201134\u201156\u201178",
        ),
        *(
            "+49\u00a0171\u00a01234567",
            "\uff0b\uff14\uff19 \uff11\uff17\uff11 \uff11\uff12\uff13\uff14\uff15\uff16\uff17",
        ),
        *("+\u0664\u0669 \u0661\u0667\u0661 \u0661\u0662\u0663\u0664\u0665\u0666\u0667", "1 555 123 4567"),
    ),
    "card": (
        *("4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111", "5500000000000004"),
        *("3782 822463 10005", "6011 1111 1111 1117", "2223003122003222"),
    ),
    "iban": (
        *("DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "GB82 WEST 1234 5698 7654 32"),
        *("fr14 2004 1010 0505 0001 3m02 606", "NO93 8601 1117 947", "CH93 0076 2011 6238 5295 7"),
    ),
    "id": ("123e4567-e89b-12d3-a456-426614174000", "4901234567890", "078-05-1120", "sk1a2b3c4d5e6f7g8h9"),
}
"""Card numbers are those that payment companies publish for tests, account numbers the examples of ISO 13616."""

ORDINARY = (
    *("order 48213 is late", "order #100234567", "ORD-2024-00123", "invoice 2025-000123", "RE-2025-10-4711"),
    *("version 10.0.19045.3803", "v2.13.4", "2025-01-31", "31.12.2025", "on 01.02.2025 at 10:30", "01/02/2025 10:30"),
    *("2025-01-31T10:30:00", "20250131103000", "from 2024-2025", "1,234,567.89 EUR", "1.234.567,89 €", "12 345 678 Ft"),
    *("$1,299.00", "0.123456789", "192.168.100.200", "10.0.0.1:8080", "12-24 h, 24/7", "5 of 10, 100 %", "12345678"),
    *("+20.000.000", "+1.000.000", "114-1234567-1234567", "room 0815", "03.12.24 to 05.12.24", "error 0x80070005"),
    *("call 3 times", "call at 9:30 or 10", "AB12 is the part", "4111 1111 1111 1112"),
    *("me @ home", "a@b", "internationalisation1", "no digits at all", ""),
)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in PERSONAL.items() for text in texts])
def test_personal_data_is_masked_and_nothing_around_it(kind, text):
    """E-mail addresses, phone, card and account numbers and long ids become a word in brackets; the rest stays."""
    assert masked(text) == f"[{kind}]"
    assert masked(f"Please write to {text}, thanks") == f"Please write to [{kind}], thanks"


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_numbers_stay(text):
    """Orders, versions, dates, times, prices, addresses of machines, and numbers with wrong check digits stay."""
    assert masked(text) == text


def test_a_word_that_asks_for_a_call_makes_a_phone_number_of_a_short_one():
    """Seven digits and more are a phone number behind a word such as "call"; without one they may be an order."""
    assert masked("call me: 612 345 678") == "call me: [phone]"
    assert masked("mi teléfono es 612345678") == "mi teléfono es [phone]"
    assert masked("order 612 345 678") == "order 612 345 678"


def test_a_number_is_found_among_others():
    """A card number behind another number, and two numbers side by side, are each found."""
    assert masked("card 1 4111 1111 1111 1111 exp 12/27") == "card 1 [card] exp 12/27"
    assert masked("DE89 3704 0044 0532 0130 00 4111 1111 1111 1111") == "[iban] [card]"


HOSTILE = (
    *(
        "1",
        "1 ",
        "a@",
        "+",
        "a.",
        "DE89 ",
        "a1",
        "(1)",
        "0 ",
        "call ",
        "call 1 ",
        "1-",
        "1.",
        "\u00a01",
        "12345678-1234-",
    ),
    *("a ", "a@b.", "\u0661", "DE8937040044053201300", "+1", "0@", "4111 "),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_come_to_an_end(piece):
    """A text of 100,000 signs made to lead patterns astray is read through."""
    hostile = piece * (100_000 // len(piece))
    assert len(masked(hostile)) <= 2 * len(hostile)


@given(st.text(alphabet=st.sampled_from("0123456789 +-()./@aDE\u0661\u2011"), max_size=60))
def test_masking_adds_nothing_and_ends(text):
    """What is masked once holds nothing more to mask of those whose form is told by themselves."""
    found = masked(text)
    rest = found
    for word in ("[email]", "[phone]", "[card]", "[iban]", "[id]"):
        rest = rest.replace(word, "")
    assert sum(map(text.count, set(rest))) >= len(rest)
