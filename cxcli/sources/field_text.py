"""From field positions to texts: each distinct text of a column is decoded once."""

from collections.abc import Sequence

import numpy as np

from cxcli.sources.chunk import TextColumn
from cxcli.sources.lazy_texts import LazyTexts
from cxcli.sources.numbering import Numbers, numbered, numbered_short
from cxcli.sources.separators import QUOTE, Bytes, Positions
from cxcli.sources.words import SHORT, WIDEST, Words, shorts_of, summed, words_of

_MANY = 4_096
"""From so many distinct texts on they are decoded only when somebody asks for them."""


def take_column(buffer: bytes, starts: Positions, stops: Positions, *, quoted: bool) -> TextColumn:
    """Return the texts of the fields `starts` to `stops` of `buffer`, which ends with `PADDING`.

    Fields are compared as 8-byte words, so that the work per row is a few machine operations; only the distinct
    fields are decoded. The fields were audited before: a quote at the start means a quoted field, quotes inside are
    doubled, the bytes are UTF-8.
    """
    data = np.frombuffer(buffer, np.uint8)
    if quoted:
        starts, stops = _inside_quotes(data, starts, stops)
    lengths = stops - starts
    widest = int(lengths.max(initial=0))
    if widest <= SHORT:
        codes, firsts = numbered_short(shorts_of(data, starts, lengths))
    elif widest <= WIDEST:
        codes, firsts = _numbers_of_words(words_of(buffer, starts, lengths))
    else:
        codes, firsts = _numbers_of_slices(buffer, starts, stops)
    texts = LazyTexts(buffer, starts[firsts], stops[firsts], doubled=quoted)
    return TextColumn(codes, texts if len(firsts) > _MANY else list(texts))


def _inside_quotes(data: Bytes, starts: Positions, stops: Positions) -> tuple[Positions, Positions]:
    is_quoted = (data[starts] == QUOTE) & (stops > starts)
    if not is_quoted.any():
        return starts, stops
    return starts + is_quoted, stops - is_quoted


def _numbers_of_words(words: Sequence[Words]) -> tuple[Numbers, Numbers]:
    """Number the distinct fields by their words; those of several words by a sum that is checked word by word."""
    if len(words) == 1:
        return numbered(words[0])
    codes, firsts = numbered(summed(words))
    alike = all(np.array_equal(word, word[firsts][codes]) for word in words)
    return (codes, firsts) if alike else _numbers_of_pairs(words)


def _numbers_of_pairs(words: Sequence[Words]) -> tuple[Numbers, Numbers]:
    """Number the distinct fields by pairs of numbers, word after word, so that nothing can collide."""
    codes, firsts = numbered(words[0])
    for word in words[1:]:
        more, distinct = numbered(word)
        codes, firsts = numbered((codes * len(distinct) + more).view(np.uint64))
    return codes, firsts


def _numbers_of_slices(buffer: bytes, starts: Positions, stops: Positions) -> tuple[Numbers, Numbers]:
    numbers: dict[bytes, int] = {}
    slices = (buffer[start:stop] for start, stop in zip(starts.tolist(), stops.tolist(), strict=True))
    codes = np.fromiter((numbers.setdefault(field, len(numbers)) for field in slices), np.int64, len(starts))
    return codes, np.unique(codes, return_index=True)[1]
