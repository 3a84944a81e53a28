"""Plain ids as whole numbers, eight bytes in each: so many ids are compared without a text for any of them."""

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

from cxcli.sources.lazy_texts import LazyTexts
from cxcli.sources.words import WIDEST, words_of

IdWords = npt.NDArray[np.uint64]
BoolArray = npt.NDArray[np.bool_]

WORD = 8
_VISIBLE = np.zeros(256, np.bool_)
_VISIBLE[ord("!") : ord("~") + 1] = True
_VISIBLE[ord("@")] = False
_SMALL = np.array([ord(chr(byte).lower()) if byte < 128 else byte for byte in range(256)], np.uint8)  # noqa: PLR2004 - ASCII


class PlainIds(Sequence[str]):
    """Ids of ASCII without null bytes: each a row of `words`, zeros behind its end, in the order of texts.

    They are made texts, all of them, when somebody asks for one.
    """

    __slots__ = ("_texts", "words")

    def __init__(self, words: IdWords) -> None:
        self.words = words
        self._texts: list[str] | None = None

    def __len__(self) -> int:
        return len(self.words)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        return self._all()[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    @property
    def filled(self) -> BoolArray:
        """Which of them are not empty."""
        found: BoolArray = self.words[:, 0] != 0
        return found

    def _all(self) -> list[str]:
        if self._texts is None:
            self._texts = _texts(self.words)
        return self._texts


def plain_ids(texts: LazyTexts, nobody: frozenset[str]) -> PlainIds | None:
    """Return the ids that some texts are, those that mean `nobody` in small or large letters empty.

    None where one of the texts is not plain: of visible ASCII without blanks and @, 64 bytes at most.
    """
    fields = texts.fields()
    if fields is None:
        return None
    words = np.stack(words_of(*fields), axis=1)
    raw = words.view(np.uint8)
    if np.count_nonzero(_VISIBLE[raw]) != fields[2].sum():
        return None
    ids = words.byteswap()
    small = _SMALL[raw[:, :WORD]].view(np.uint64).ravel()
    for place in np.flatnonzero(np.isin(small, _beginnings(nobody))).tolist():
        if texts[place].lower() in nobody:
            ids[place] = 0
    return PlainIds(ids)


def id_words(texts: Sequence[str]) -> IdWords | None:
    """Return the words of some ids; None where one is long, or not plain."""
    if isinstance(texts, PlainIds):
        return texts.words
    longest = max(map(len, texts), default=0)
    if longest > WIDEST:
        return None
    whole = "".join(texts)
    # A null byte at the end of a text would be lost.
    if not whole.isascii() or "\0" in whole:
        return None
    width = max(-(-longest // WORD), 1)
    raw = np.array(texts, f"S{width * WORD}")
    return raw.view(">u8").reshape(len(texts), width).astype(np.uint64)


_AT_ONCE = 65_536


def _beginnings(words: frozenset[str]) -> IdWords:
    """Return the first eight bytes of those words that are plain ids."""
    plain = [word.encode()[:WORD] for word in words if word.isascii() and " " not in word]
    return np.array(plain, f"S{WORD}").view(np.uint64)


def _texts(words: IdWords) -> list[str]:
    """Return the texts; some at a time, since a long id makes all of them long on the way."""
    size, found = words.shape[1] * WORD, list[str]()
    for first in range(0, len(words), _AT_ONCE):
        some = np.ascontiguousarray(words[first : first + _AT_ONCE].byteswap())
        found += some.view(f"S{size}").ravel().astype(f"U{size}").tolist()
    return found
