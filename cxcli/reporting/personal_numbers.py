"""Which numbers are personal: those of cards, bank accounts, phones and persons, by their form and check digits."""

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Literal

from cxcli.mapping.texts import ascii_digits

Kind = Literal["card", "phone", "id"]

BETWEEN = "[ \\u00a0\\u2000-\\u200a\\u202f\\u205f\\u3000\\-\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff0d./()]{0,3}"
"""What may stand between two digits of one number: up to three spaces, dashes, points, slashes and parentheses."""

_GROUP = re.compile(r"\d+")
_PLUS = ("+", "\uff0b")
_CARD = re.compile(r"3[0-9]{12,18}|4[0-9]{12,18}|5[0-9]{12,18}|6[0-9]{12,18}|2[2-7][0-9]{14}")
_CARD_LENGTHS = range(13, 20)
_ABROAD = range(8, 16)
_ABROAD_THOUSANDS = range(10, 16)
_AT_HOME = range(9, 13)
_CALLED = range(7, 16)
_LONG = 11
_NORTH_AMERICAN = ((3, 3, 4), (1, 3, 3, 4))
_SOCIAL_SECURITY = (3, 2, 4)
_CALL = re.compile(
    r"\b(?:phone|call|mobile|cell|whatsapp|fax|tel|telefon|handy|rufen?|t[eé]l[eé]phone|portable|appele[rz]|tel[eé]fono|"
    r"m[oó]vil|ll[aá]m\w{1,6})\b\W{0,3}(?:\w{1,8}\W{1,3}){0,3}$",
    re.IGNORECASE,
)
_COUNTRIES = {
    15: "NO",
    16: "BE",
    18: "DK FO FI GL NL",
    19: "MK SI",
    20: "AT BA EE KZ LT LU XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "PT ST",
    26: "IS TR",
    27: "FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HU LB LC PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU",
    31: "MT SC",
}
_ACCOUNT_LENGTHS = {country: length for length, names in _COUNTRIES.items() for country in names.split()}
"""How long the account numbers of a country are. Source: ISO 13616, the register of IBAN formats."""


def numbers(text: str, before: str) -> str:
    """Return a run of digits and what stands between them, with a word in brackets in place of each personal number.

    `before` is what stands before it: a word such as "call" makes a phone number of a short one.
    """
    groups = [(match.start(), match.end(), ascii_digits(match[0])) for match in _GROUP.finditer(text)]
    digits = [group for _, _, group in groups]
    called, done, pieces, at = _CALL.search(before) is not None, 0, [], 0
    while at < len(groups):
        start = groups[at][0]
        plus = at == 0 and text.startswith(_PLUS)
        size, kind = _personal(digits[at : at + _CARD_LENGTHS[-1]], plus=plus, called=called and at == 0)
        if kind is not None:
            opening = 0 if at == 0 else start
            pieces += [text[done:opening], f"[{kind}]"]
            done = groups[at + size - 1][1]
            done += text[done : done + 1] == ")"
        at += size
    return "".join([*pieces, text[done:]])


def account_number(text: str) -> int:
    """Return how many signs of a text that begins like an account number are one, 0 if none.

    Source: ISO 13616; the check is ISO 7064 MOD 97-10.
    """
    length = _ACCOUNT_LENGTHS.get(text[:2].upper(), 0)
    places = [place for place, sign in enumerate(text) if sign.isalnum()][:length]
    if not length or len(places) < length or text[places[-1] + 1 :][:1].isalnum():
        return 0
    signs = "".join(text[place] for place in places).upper()
    if not signs.isascii():
        return 0
    value = int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4]))
    return places[-1] + 1 if value % 97 == 1 else 0


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others. Source: ISO/IEC 7812-1, annex B."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0  # noqa: PLR2004 - the digits are added


def _personal(groups: Sequence[str], *, plus: bool, called: bool) -> tuple[int, Kind | None]:
    """Return how many of the first groups are one number, and of what kind; (1, None) if the first is none."""
    lengths = list(accumulate(map(len, groups)))
    for size in range(len(groups), 0, -1):
        joined = "".join(groups[:size])
        if lengths[size - 1] in _CARD_LENGTHS and _CARD.fullmatch(joined) and luhn(joined):
            return size, "card"
    shape = tuple(map(len, groups[:4]))
    for form in _NORTH_AMERICAN:
        if shape[: len(form)] == form:
            return len(form), "phone"
    if shape[:3] == _SOCIAL_SECURITY and len(groups) == len(_SOCIAL_SECURITY):
        return len(_SOCIAL_SECURITY), "id"
    allowed = _phone_lengths(groups, plus=plus, called=called)
    for size in range(len(groups), 0, -1):
        if lengths[size - 1] in allowed:
            return size, "phone"
    return 1, "id" if len(groups[0]) >= _LONG else None


def _phone_lengths(groups: Sequence[str], *, plus: bool, called: bool) -> range:
    """Return how many digits a phone number has that begins with the first group; none if no such one does."""
    first = groups[0]
    if plus:
        thousands = len(groups) > 1 and all(len(group) == 3 for group in groups[1:])  # noqa: PLR2004 - thousands
        return _ABROAD_THOUSANDS if thousands else _ABROAD
    if called:
        return _CALLED
    if first.startswith("00"):
        return range(0) if first.startswith("000") else range(_ABROAD[0] + 2, _ABROAD[-1] + 3)
    trunk = first.startswith("0") and len(first) > 1
    return _AT_HOME if trunk else range(0)
