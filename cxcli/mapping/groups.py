"""The keys of a breakdown: texts as they are, but for spaces and their Unicode form."""

import unicodedata
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from cxcli.errors import Notice
from cxcli.mapping.texts import clean


def group_key(text: str) -> str:
    """Return the key that a text stands for: NFC, without spaces around it, single spaces inside."""
    return " ".join(clean(unicodedata.normalize("NFC", text)).split())


class KeySpellings(Struct):
    """How the keys of one `column` are spelled. Spellings of one key are one group; capitals make two."""

    column: str
    _texts: dict[str, str] = field(default_factory=dict)
    _cases: dict[str, str] = field(default_factory=dict)
    _merged: bool = False
    _apart: bool = False

    def add(self, texts: Iterable[str], keys: Iterable[str]) -> None:
        """Take in some texts and the key of each."""
        for text, key in zip(texts, keys, strict=True):
            self._merged |= self._texts.setdefault(key, text) != text
            self._apart |= self._cases.setdefault(key.casefold(), key) != key

    def notices(self) -> Sequence[Notice]:
        """Return what the reader of a breakdown must know of the spellings met so far."""
        merged = f"{self.column}: keys that differ only in spaces or Unicode form are one group"
        apart = f"{self.column}: some groups differ only in upper and lower case; they stay apart"
        said = (("group-spaces", merged, self._merged), ("group-case", apart, self._apart))
        return [Notice(code=code, message=message) for code, message, present in said if present]
