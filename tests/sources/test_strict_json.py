import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.sources.strict_json import MAX_DEPTH, JsonFault, Number, decode, decode_at

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SUITE = SHARED / "hostile" / "json-test-suite" / "test_parsing"
needs_suite = pytest.mark.skipif(not SUITE.is_dir(), reason="the shared test material is not here")

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


def suite(prefix):
    return sorted(SUITE.glob(f"{prefix}_*.json")) if SUITE.is_dir() else []


def plain(value):
    """Turn numbers that kept their text into Python's own."""
    if isinstance(value, Number):
        return json.loads(value)
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return list(map(plain, value)) if isinstance(value, list) else value


def exact(value):
    """Tell 1 from 1.0 and true, which compare equal."""
    return repr(value)


def rule_of(text, **options):
    with pytest.raises(JsonFault) as caught:
        decode(text, **options)
    return caught.value.rule


def refuse_constant(_name):
    raise ValueError


@needs_suite
@pytest.mark.parametrize("path", suite("y"), ids=lambda path: path.stem)
def test_every_text_that_must_be_accepted_decodes_as_in_the_standard_library(path):
    """JSONTestSuite: what a parser must accept is accepted, with the standard library's values."""
    text = path.read_bytes().decode()
    assert exact(plain(decode(text))) == exact(json.loads(text))


@needs_suite
@pytest.mark.parametrize("path", suite("n"), ids=lambda path: path.stem)
def test_every_text_that_must_be_refused_is_refused(path):
    """JSONTestSuite: what a parser must refuse is refused, as bytes that are no UTF-8 or as a fault."""
    with pytest.raises((JsonFault, UnicodeDecodeError)):
        decode(path.read_bytes().decode())


@needs_suite
@pytest.mark.parametrize("path", suite("i"), ids=lambda path: path.stem)
def test_a_text_that_parsers_differ_on_is_decoded_or_refused_but_nothing_else(path):
    """JSONTestSuite: what a parser may accept or refuse leads to a value or a fault, never to another exception."""
    try:
        value = decode(path.read_bytes().decode())
    except (JsonFault, UnicodeDecodeError):
        return
    json.dumps(value, ensure_ascii=False).encode()


@needs_suite
def test_the_suite_is_whole():
    """JSONTestSuite has 95 texts to accept and 188 to refuse."""
    assert (len(suite("y")), len(suite("n"))) == (95, 188)


@given(values, st.sampled_from([None, 0, 3]), st.booleans())
def test_what_the_standard_library_writes_is_read_back(value, indent, ascii_only):
    """decode(dumps(x)) is x for every value that holds no half of a surrogate pair."""
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert exact(plain(decode(text, unique_keys=True))) == exact(json.loads(text))


@given(st.text(alphabet='{}[]",:0123e.-\\u ntrfalsN\x01d8\n', max_size=40))
def test_nothing_is_accepted_that_the_standard_library_refuses(text):
    """A text is not_json exactly where the standard library, without NaN, finds no single JSON value in it."""
    try:
        expected = json.loads(text, parse_constant=refuse_constant)
    except ValueError:
        with pytest.raises(JsonFault):
            decode(text)
        return
    if re.search("[\ud800-\udfff]", json.dumps(expected, ensure_ascii=False)):
        assert rule_of(text) == "lone_surrogate"
    else:
        assert exact(plain(decode(text))) == exact(expected)


@pytest.mark.parametrize(
    "text", ["9007199254740993", "3.3333333333333335", "1E5", "-0", "1.10", "0.1e-7", "12345678901234567890123"]
)
def test_a_number_keeps_the_text_it_was_written_with(text):
    """Numbers are as written, to the last digit and letter."""
    value = decode(text)
    assert value == text
    assert isinstance(value, Number)


def test_a_text_of_digits_is_no_number():
    """Digits in quotes, such as "0012", are a text and keep their zeros."""
    value = decode('"0012"')
    assert value == "0012"
    assert not isinstance(value, Number)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "not_json"),
        ("[1,]", "not_json"),
        ("0012", "extra_text"),
        ('"\t"', "not_json"),
        ("{}{}", "extra_text"),
        ('{"a":NaN}', "not_a_number"),
        ("-Infinity", "not_a_number"),
        ('"\\ud800"', "lone_surrogate"),
        ('{"\\uDC00":1}', "lone_surrogate"),
        ('[["\\ud83d\\ude00", "\\ud83d"]]', "lone_surrogate"),
        ('"\ud800"', "lone_surrogate"),
    ],
)
def test_each_fault_has_its_rule(text, rule):
    """A refused text names the one rule that it breaks."""
    assert rule_of(text) == rule


def test_a_pair_of_surrogates_is_one_character():
    r"""`\ud83d\ude00` is the character U+1F600, and an escaped backslash before `ud800` is no surrogate."""
    assert decode('["\\ud83d\\ude00", "\\\\ud800"]') == ["\U0001f600", "\\ud800"]


def test_a_repeated_key_is_refused_only_where_keys_must_be_unique():
    """RFC 8259 allows a repeated key; a record may not have one, at any depth."""
    text = '[{"a":{"b":1,"b":2}}]'
    assert decode(text) == [{"a": {"b": "2"}}]
    assert rule_of(text, unique_keys=True) == "duplicate_key"


def test_the_same_key_written_in_two_ways_is_repeated():
    r"""`a` and `\u0061` are the same key."""
    assert rule_of('{"a":1,"\\u0061":2}', unique_keys=True) == "duplicate_key"


@pytest.mark.parametrize("digits", ["1" * 40, "-" + "1" * 40, "0." + "0" * 60 + "1", "1." + "1" * 37 + "e10"])
def test_a_number_of_forty_digits_is_accepted(digits):
    """Up to 40 digits from the first significant one on, exponent included, are kept."""
    assert decode(digits) == digits


@pytest.mark.parametrize("digits", ["1" * 41, "-" + "1" * 41, "0.0" + "1" * 41, "1." + "1" * 38 + "e10", "9" * 5000])
def test_a_number_of_more_than_forty_digits_is_refused(digits):
    """A number of more than 40 digits is refused with its own rule, and costs no time."""
    assert rule_of(f'{{"a":[{digits}]}}') == "number_too_long"


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_nesting_is_limited(opening, closing):
    """64 levels are accepted, 65 refused, and 100,000 refused without a fault of the interpreter."""

    def nested(depth):
        return opening * depth + "1" + closing * depth

    assert decode(nested(MAX_DEPTH))
    assert rule_of(nested(MAX_DEPTH + 1)) == "too_deep"
    assert rule_of(nested(100_000)) == "too_deep"


def test_brackets_in_texts_do_not_nest():
    """Only the structure counts towards the depth, not brackets inside texts."""
    text = json.dumps({"a": '[{"' * 200, "b": ["]\\"] * 70, "c": [[]] * 70})
    assert decode(text) == json.loads(text)


@pytest.mark.parametrize("text", ["[" * 100_000, "[" * 100_000 + '"', "[" * 100_000 + '"a"'])
def test_a_deep_text_that_breaks_off_is_no_json(text):
    """Where the end of a deep value is not there, the text breaks off rather than being too deep."""
    assert rule_of(text) == "not_json"


@pytest.mark.parametrize(
    "broken", ["NaN", "1" * 41, '"\\ud800"', '{"b":1,"b":1}', "[" * 70 + "]" * 70, "[" * 9999 + "]" * 9999]
)
def test_a_fault_that_leaves_the_end_known_carries_it(broken):
    """After a value that breaks a rule other than not_json, reading can go on behind it."""
    text = f' [{{"a":{broken}}}, 2]'
    with pytest.raises(JsonFault) as caught:
        decode_at(text, 2, unique_keys=True)
    assert (caught.value.position, caught.value.end) == (2, len(text) - 4)


@pytest.mark.parametrize("before", ['"a":NaN,', '"b":1,"b":1,', f'"a":{"1" * 41},'])
def test_broken_syntax_counts_before_any_other_rule(before):
    """A value that is no JSON further on has no known end, whatever rule it broke before."""
    with pytest.raises(JsonFault) as caught:
        decode_at("{" + before + '"c":}', 0, unique_keys=True)
    assert (caught.value.rule, caught.value.end) == ("not_json", None)


def test_depth_counts_before_the_rules_inside():
    """A value that is too deep and holds NaN is too deep, on every version of the interpreter."""
    assert rule_of("[" * 65 + "NaN" + "]" * 65) == "too_deep"


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("[1, x]", False),
        ('{"a":1,}', False),
        ("[1, 2", True),
        ('{"a":"bc', True),
        ('{"a": \n', True),
        ("[]  []", False),
    ],
)
def test_a_syntax_fault_has_its_place_and_tells_a_cut_from_a_mistake(text, cut):
    """The position is the standard library's; a text that breaks off is said to."""
    with pytest.raises(json.JSONDecodeError) as expected:
        json.loads(text)
    with pytest.raises(JsonFault) as caught:
        decode(text)
    assert caught.value.position == expected.value.pos
    assert ("breaks off" in caught.value.detail) is cut


def test_a_fault_shows_nothing_of_the_text():
    """No detail holds data."""
    for text in ('{"secret":"secret\x01"}', '{"secret" secret', "[secret]", '{"secret":"\\ud800"}', '"secret'):
        with pytest.raises(JsonFault) as caught:
            decode(text)
        assert "secret" not in str(caught.value)


def test_decode_at_stops_behind_the_value():
    """One value is read, and the position behind it comes back."""
    assert decode_at('x{"a":1} ,', 1) == ({"a": "1"}, 8)
