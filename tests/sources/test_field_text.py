import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.sources import words
from cxcli.sources.field_text import take_column
from cxcli.sources.words import PADDING

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
WIDE = st.sampled_from(["x" * 63, "x" * 64, "x" * 65, "é" * 40, "x" * 500])


def column(fields, *, quoted):
    """Lay the fields out one behind the other, as they stand in a block, and take them as a column."""
    data = b",".join(fields) + b"\n"
    stops = np.cumsum([len(field) + 1 for field in fields], dtype=np.int64) - 1
    starts = stops - [len(field) for field in fields]
    taken = take_column(data + PADDING, starts, stops, quoted=quoted)
    return taken, [taken.texts[code] for code in taken.codes]


@given(st.lists(TEXTS | WIDE, min_size=1, max_size=40))
def test_each_field_is_its_text(texts):
    """The texts of a column are those of its fields, each distinct text once."""
    taken, read = column([text.encode() for text in texts], quoted=False)
    assert read == texts
    assert sorted(taken.texts) == sorted(set(texts))


@given(st.lists(st.tuples(TEXTS | WIDE, st.booleans()), min_size=1, max_size=40))
def test_quotes_around_a_field_are_no_part_of_its_text(cells):
    """A quoted field and the same text unquoted are one text; doubled quotes are one quote."""
    fields = [
        b'"%s"' % text.replace('"', '""').encode() if quote or '"' in text else text.encode() for text, quote in cells
    ]
    taken, read = column(fields, quoted=True)
    assert read == [text for text, _ in cells]
    assert len(set(taken.texts)) == len(taken.texts)


def test_where_quotes_mean_nothing_they_stay():
    """Without quoting a quote is a character like any other."""
    assert column([b'"a"', b'b""c'], quoted=False)[1] == ['"a"', 'b""c']


def test_fields_that_share_their_first_words_differ():
    """Fields that differ in their last byte only, or in length only, are different texts."""
    texts = [b"a" * size + end for size in range(20) for end in (b"", b"b", b"c")]
    assert column(texts, quoted=False)[1] == [text.decode() for text in texts]


@pytest.mark.parametrize("width", [1, 9, 70])
def test_many_rows_are_read_like_few(width):
    """A column of very many rows, of short, longer and wide fields, is that of its parts."""
    texts = [f"{number % 1000:0{width}}" for number in range(40_000)]
    taken, read = column([text.encode() for text in texts], quoted=True)
    assert read == texts
    assert len(taken.texts) == 1000


def test_a_column_of_no_rows_is_empty():
    """No records give no texts."""
    none = np.zeros(0, np.int64)
    taken = take_column(b"" + PADDING, none, none, quoted=True)
    assert (len(taken.codes), list(taken.texts)) == (0, [])


def differing(difference, chance):
    """Return two words of eight printable characters with that difference, None where there are none."""
    words = [0, 0]
    for place in range(0, 64, 8):
        step = (difference >> place) & 255
        step -= 256 if step > 127 else 0
        low = chance.randint(33 + max(0, -step), 126 - max(0, step)) if abs(step) < 93 else 0
        if not low:
            return None
        words[0] |= (low + step) << place
        words[1] |= low << place
        difference -= step << place
    return words


def colliding():
    """Return two different fields of sixteen characters whose words have the same sum, worked out backwards."""
    chance = random.Random(5)  # noqa: S311 - no secret
    factors = [int(factor) for factor in words._FACTORS[:2]]
    inverse = pow(factors[0], -1, 2**64)
    while True:
        second = [int.from_bytes(bytes(chance.choices(range(33, 127), k=8)), "little") for _ in range(2)]
        first = differing((second[1] - second[0]) * factors[1] * inverse % 2**64, chance)
        if first:
            return [b"".join(word.to_bytes(8, "little") for word in field) for field in zip(first, second, strict=True)]


def test_fields_of_which_the_sums_collide_stay_apart():
    """Different fields are different texts, also where the short cut takes them for the same."""
    fields = colliding()
    halves = [[int.from_bytes(field[:8], "little"), int.from_bytes(field[8:], "little")] for field in fields]
    sums = {sum(w * int(f) for w, f in zip(pair, words._FACTORS[:2], strict=True)) % 2**64 for pair in halves}
    assert len(sums) == 1
    assert len(set(fields)) == 2
    taken, read = column([*fields, fields[0]], quoted=False)
    assert [text.encode() for text in read] == [*fields, fields[0]]
    assert len(taken.texts) == 2


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=2), min_size=1))
def test_short_fields_are_their_texts(texts):
    """Fields of no, one or two bytes, as ratings are, and those just longer, are told apart like any others."""
    taken, read = column([text.encode() for text in texts], quoted=False)
    assert read == texts
    assert sorted(taken.texts) == sorted(set(texts))
