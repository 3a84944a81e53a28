from hypothesis import example, given
from hypothesis import strategies as st

from cxcli.sources.separators import find_separators

COMMA = ord(",")
HOSTILE = st.lists(st.sampled_from([b"a", b",", b'"', b'""', b"\n", b"\r", b"\r\n", b';"']), max_size=30).map(b"".join)


def reference(block, delimiter=COMMA, *, quoted=True):
    """A plain RFC 4180 automaton, one byte at a time: positions, line ends, all line feeds, stray, consumed, open."""
    positions, ends, newlines, stray = [], [], [], set()
    state, record, opened = "start", 0, None
    for at, byte in enumerate(block):
        if byte == ord("\n"):
            newlines.append(at)
        if state == "quoted":
            state = "closed" if byte == ord('"') else "quoted"
            continue
        if state == "closed" and byte == ord('"'):
            state = "quoted"
            continue
        if state == "closed" and byte not in (delimiter, ord("\n"), ord("\r")):
            stray.add(record)
        if byte in (delimiter, ord("\n")):
            positions.append(at)
            state = "start"
            if byte == ord("\n"):
                ends.append(len(positions) - 1)
                record = at + 1
        elif byte == ord('"') and quoted and state == "start":
            state, opened = "quoted", at
        else:
            if byte == ord('"') and quoted:
                stray.add(record)
            state = "plain"
    return (
        positions[: ends[-1] + 1] if ends else [],
        ends,
        [at for at in newlines if at < record],
        {start for start in stray if start < record},
        record,
        opened if state == "quoted" else None,
    )


def as_tuple(found):
    return (
        found.positions.tolist(),
        found.at_end.tolist(),
        found.newlines.tolist(),
        set(found.stray),
        found.consumed,
        found.open_quote,
    )


@given(HOSTILE)
@example(b'1,"a""b"\n')
@example(b'1,"a\n2,b""c\n')
@example(b'"a"x\n"b"\n5" pipe\n')
@example(b'"a""')
def test_the_whole_block_view_is_that_of_an_automaton(block):
    """Quotes in order or not, the separators are those of RFC 4180 read byte by byte."""
    assert as_tuple(find_separators(block, COMMA, quoted=True)) == reference(block)


@given(HOSTILE)
def test_without_quoting_a_quote_is_text(block):
    """Where quotes mean nothing, every delimiter and line feed separates."""
    assert as_tuple(find_separators(block, COMMA, quoted=False)) == reference(block, quoted=False)


@given(HOSTILE, st.integers(0, 60))
def test_a_block_may_be_cut_anywhere(block, cut):
    """What one block leaves over, put before the next, gives the separators of the whole."""
    whole = find_separators(block, COMMA, quoted=True)
    first = find_separators(block[:cut], COMMA, quoted=True)
    second = find_separators(block[first.consumed :], COMMA, quoted=True)
    joined = first.positions.tolist() + [at + first.consumed for at in second.positions.tolist()]
    assert joined == whole.positions.tolist()
    assert first.stray | {at + first.consumed for at in second.stray} == whole.stray
    assert first.consumed + second.consumed == whole.consumed


def test_every_count_of_quotes_keeps_its_parity():
    """More than 256 quotes in a block do not lose track of which fields are quoted."""
    block = b'"a,b"\n' * 1000
    assert find_separators(block, COMMA, quoted=True).positions.tolist() == list(range(5, 6000, 6))


@given(HOSTILE, st.integers(-1, 12))
def test_the_first_records_are_those_before_a_line_end(block, count):
    """The separators of the first records are those that the block cut behind them has."""
    found = find_separators(block, COMMA, quoted=True)
    part = found.first(count)
    ends = found.positions[found.at_end].tolist()
    cut = len(block) if count >= len(ends) else ends[count - 1] + 1 if count > 0 else 0
    assert as_tuple(part)[:5] == as_tuple(find_separators(block[:cut], COMMA, quoted=True))[:5]
    assert part.open_quote == found.open_quote
