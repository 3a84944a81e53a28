"""Personal data in texts, masked: e-mail addresses, phone, card and account numbers, long ids.

What is masked is told by its form alone. Names and postal addresses have none, and stay. Every pattern goes over a
text once, with no repeat inside a repeat, so that time grows with the length of the text, whatever it says.
"""

import re

from cxcli.reporting.personal_numbers import BETWEEN, account_number, numbers

_KEPT = (
    r"(?<!\d)\d{4}([-./])\d{1,2}\2\d{1,2}(?![-./]?\d)"  # 2025-01-31
    r"|(?<!\d)\d{1,2}([-./])\d{1,2}\3(?:\d{4}|\d{2})(?![-./]?\d)"  # 31.12.2025
    r"|(?<!\d)20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"  # 20250131
    r"(?:(?:[01]\d|2[0-3])[0-5]\d[0-5]\d)?(?!\d)"  # and with 103000
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)"  # 192.168.0.1
    r"|(?<![\w.,])(?:0|[1-9]\d{0,15})[.,]\d{1,20}(?![\d.,/()-])(?! ?\d)"  # 0.123456789
)
_EMAIL = "(?<![\\w.+%-])[\\w.+%-]{1,64}[@\uff20][\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,6}"
_ACCOUNT = r"(?<!\w)[A-Za-z]{2}\d\d(?:[ -]?[A-Za-z0-9]){11,30}"
_ID = (
    r"(?<![\w-])[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}(?![\w-])"
    r"|(?<!\w)(?=[A-Za-z]{0,40}\d)(?=\d{0,40}[A-Za-z])[A-Za-z0-9]{16,}(?!\w)"
)
_NUMBER = rf"(?<!\w)[+\uff0b]?\(?\d(?:{BETWEEN}\d)*"
_PERSONAL = re.compile(
    f"(?P<kept>{_KEPT})|(?P<email>{_EMAIL})|(?P<account>{_ACCOUNT})|(?P<id>{_ID})|(?P<number>{_NUMBER})"
)
_DIGIT_OR_AT = re.compile("[\\d@\uff20]")
_FEWEST_DIGITS = 4
_BEFORE = 48
_COUNTRY = 4


def masked(text: str) -> str:
    """Return `text` with a word in brackets, such as `[email]`, in place of each piece of personal data."""
    if not _DIGIT_OR_AT.search(text):
        return text
    pieces, done = [], 0
    while found := _PERSONAL.search(text, done):
        said, size = _said(found)
        pieces += [text[done : found.start()], said]
        done = found.start() + size
    return "".join([*pieces, text[done:]])


def _said(found: re.Match[str]) -> tuple[str, int]:
    """Return what is written for what was found, and how many signs of it that stands for."""
    text = found[0]
    match found.lastgroup:
        case "email":
            return "[email]", len(text)
        case "id":
            digits = sum(sign.isdigit() for sign in text)
            return "[id]" if digits >= _FEWEST_DIGITS else text, len(text)
        case "account":
            length = account_number(text)
            return ("[iban]", length) if length else (text[:_COUNTRY], _COUNTRY)
        case "number":
            return numbers(text, found.string[max(0, found.start() - _BEFORE) : found.start()]), len(text)
        case _:
            return text, len(text)
