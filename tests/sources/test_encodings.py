import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import DataError, UsageError
from cxcli.sources.encodings import Encoding, detect, known_encoding, likely, not_utf8, to_utf8

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


def pieces(data, size):
    return [data[at : at + size] for at in range(0, len(data), size)]


def converted(data, encoding, size=7):
    return b"".join(to_utf8(pieces(data, size), Encoding(encoding, "declared"), file="f.csv"))


def refused(call, *args, **kwargs):
    with pytest.raises(DataError) as caught:
        call(*args, **kwargs)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("name", "known"), [("CP1252", "cp1252"), ("latin1", "iso8859-1"), ("UTF8", "utf-8"), ("ascii", "utf-8")]
)
def test_encodings_are_known_by_all_their_names(name, known):
    """Any of Python's names will do; ASCII is UTF-8."""
    assert known_encoding(name) == known


@pytest.mark.parametrize("name", ["no-such", "", "base64", "rot13", "undefined", "a\0b"])
def test_what_is_no_text_encoding_is_a_usage_error(name):
    """A name that stands for no text encoding is refused, with an example."""
    with pytest.raises(UsageError) as caught:
        known_encoding(name)
    assert "--encoding" in caught.value.problems[0].help


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
    ],
)
def test_a_byte_order_mark_decides(mark, name):
    """A byte order mark tells the encoding, also where another is declared."""
    assert detect(mark + b"x", None, file="f").name == name
    assert detect(mark + b"x", "cp1252", file="f").evidence == "byte order mark"


def test_without_a_mark_it_is_as_declared_or_utf8():
    """Without a byte order mark the declared encoding is taken, else UTF-8."""
    assert detect(b"a,b\n", "cp1252", file="f") == Encoding("cp1252", "declared")
    assert detect(b"a,b\n", None, file="f") == Encoding("utf-8", "valid throughout")
    assert detect(b"a\0b,c\n1,2\n3,4\n", None, file="f").is_utf8
    assert not detect(b"a", "cp1252", file="f").is_utf8


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", [None, "utf-16"])
def test_utf16_without_its_mark_is_named(name, declared):
    """UTF-16 without a byte order mark is refused, with the option that reads it."""
    problem = refused(detect, "id,score\n1,9\n".encode(name), declared, file="f.csv")
    assert problem.help == f"if that is right, add: --encoding {name}"
    assert detect("id,score\n".encode(name), name, file="f.csv").name == name


@pytest.mark.parametrize("data", [b"id,c\n1,a\n" + bytes(64), bytes(range(256)) * 2 + bytes(64), b"a\0\0\0b\0\0\0"])
def test_what_is_full_of_nul_bytes_is_no_text(data):
    """Bytes with many NUL among them are refused."""
    assert refused(detect, data, None, file="f").code == "not-text"
    assert refused(detect, b"plain", "utf-32", file="f").code == "not-text"


@given(
    TEXT,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be", "gb18030", "utf-7"]),
    st.integers(1, 9),
)
def test_any_encoding_becomes_utf8(text, encoding, size):
    """Text comes out as the same text in UTF-8 without a mark, however its bytes are cut."""
    text = text.lstrip("\ufeff")
    assert converted(text.encode(encoding), encoding, size) == text.encode()


def test_a_byte_order_mark_goes_once():
    """The mark at the start is left out; one behind it is text."""
    assert converted(codecs.BOM_UTF8 * 2 + b"a", "utf-8-sig", 1) == codecs.BOM_UTF8 + b"a"
    assert (converted(b"\xef", "utf-8"), converted(b"", "utf-8")) == (b"\xef", b"")


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
@pytest.mark.parametrize(
    ("data", "encoding", "line"),
    [
        (b"a\nb\n\x81\n", "cp1252", 3),
        ("a\nあ\n".encode("shift_jis") + b"\x82\xff\n", "shift_jis", 3),
        ("a\nb\n".encode("utf-16") + b"\x00\xd8x\x00", "utf-16", 3),
        ("a\n".encode("utf-16-be") + b"\x00", "utf-16-be", 2),
        (b"a\n\xff", "utf-7", 2),
        (b"a\n+2AA-\n", "utf-7", 2),
        (b"plain\ntext", "utf-16", 1),
    ],
)
def test_bytes_that_the_declared_encoding_lacks_are_refused_with_their_line(data, encoding, line, size):
    """A wrong declaration is an error with the line of the first byte that it cannot read, at any block size."""
    problem = refused(converted, data, encoding, size)
    assert (problem.line, problem.message) == (line, f"some bytes are not {encoding}")
    assert "--encoding" in problem.help


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        ("café", "latin-1", "cp1252"),
        ("Il y a très peu de caisses ouvertes", "latin-1", "cp1252"),
        ("“smart” – quotes €", "cp1252", "cp1252"),
        ("zażółć gęślą jaźń", "cp1250", "cp1250"),
        ("Очень хорошо, спасибо за помощь", "cp1251", "cp1251"),
        ("とても良いサービスでした。ありがとう", "shift_jis", "cp932"),
        ("很好的服务，谢谢。下次再来买东西", "gb18030", "gb18030"),
        ("caf\xe9 \x81", "latin-1", "latin-1"),
    ],
)
def test_the_likely_encoding_is_named(text, encoding, named):
    """Bytes that are not UTF-8 are named by an encoding that reads them; of two that read alike, the usual one."""
    name = likely(text.encode(encoding))
    assert known_encoding(name) == known_encoding(named)


@given(st.binary(max_size=60))
def test_what_is_named_reads_the_sample(sample):
    """Whatever the bytes, the encoding named is one that reads them, but for a character cut at the end."""
    decoder = codecs.getincrementaldecoder(known_encoding(likely(sample)))()
    decoder.decode(sample)


def test_the_error_prints_what_to_add():
    """The refusal names the encoding, the line and the option."""
    (problem,) = not_utf8("f.csv", "très bien".encode("latin-1"), 7).problems
    assert (problem.line, problem.help) == (7, "if that is right, add: --encoding cp1252")
    assert "cp1252" in problem.message
