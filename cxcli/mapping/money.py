"""Amounts of money: numbers that may stand beside the sign or code of a currency, one and the same in a column."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct, field

from cxcli.errors import Problem
from cxcli.mapping.column_words import normal
from cxcli.mapping.readers import Read, Reader, Surprise

CURRENCIES: Final = frozenset((
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF",
    "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC",
    "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS",
    "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD",
    "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL",
    "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD",
    "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD",
    "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP",
    "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES",
    "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
))  # fmt: skip
"""The codes of currencies in use (ISO 4217)."""
_SIGNS = rf"(?:US\$|R\$|[$€£¥₹₺₽₩₪]|kr|zł|{'|'.join(sorted(CURRENCIES))})"
_BEFORE = re.compile(rf"\s*(?P<minus>[+-]?)\s*(?P<sign>{_SIGNS})\s*(?P<number>[+-]?[0-9.,].*)", re.DOTALL)
_AFTER = re.compile(rf"\s*(?P<number>[+-]?[0-9.,][^A-Za-z$€£¥₹₺₽₩₪]*?)\s*(?P<sign>{_SIGNS})\s*")


class MoneyReader(Struct, frozen=True):
    """Reads amounts as `of` reads numbers; they stand beside no other currency than the `signs` that are known."""

    of: Reader
    signs: frozenset[str]

    def read(self, texts: Sequence[str]) -> Read:
        """Return the numbers.

        Raises:
            Surprise: an amount stands beside another currency.
        """
        pairs = list(map(parted, texts))
        if {sign for _, sign in pairs if sign} - self.signs:
            raise Surprise
        return self.of.read([number for number, _ in pairs])


class Currencies(Struct):
    """The signs of currencies that amounts stand beside."""

    signs: set[str] = field(default_factory=set)

    def bare(self, texts: Sequence[str]) -> list[str]:
        """Return the numbers of some amounts, and keep their signs."""
        pairs = list(map(parted, texts))
        self.signs |= {sign for _, sign in pairs if sign}
        return [number for number, _ in pairs]

    def reader(self, of: Reader) -> MoneyReader | Problem:
        """Return the reader of amounts of the one currency, or the problem that there are several."""
        if len(self.signs) > 1:
            message = f"amounts stand beside several currencies: {', '.join(sorted(self.signs))}"
            return Problem(code="currencies", message=message, help="keep the rows of one currency, or a file of each")
        return MoneyReader(of, frozenset(self.signs))


def parted(text: str) -> tuple[str, str]:
    """Return the number of an amount and the sign or code of its currency, empty where there is none."""
    # Nearly all amounts are plain numbers, and this is quick.
    if text[-1:].isdigit() and text.lstrip("-+.")[:1].isdigit():
        return text, ""
    found = _BEFORE.fullmatch(text) or _AFTER.fullmatch(text)
    return (f"{found.groupdict().get('minus') or ''}{found['number']}", found["sign"]) if found else (text, "")


def currency_behind(header: str) -> str:
    """Return the code of the currency that the name of a column ends with, empty where it has none."""
    _, parting, code = normal(header).upper().rpartition(" ")
    return code if parting and code in CURRENCIES - _WORDS else ""


_WORDS = frozenset({"ALL", "TOP"})
"""Codes that are words in the names of columns."""
