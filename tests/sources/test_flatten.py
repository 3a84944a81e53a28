import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.sources.flatten import compact, flatten, unused_name
from cxcli.sources.strict_json import decode

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=15)
keys = st.text(alphabet="ab.#2", max_size=4)
records = st.dictionaries(keys, st.recursive(st.integers(), lambda inner: st.dictionaries(keys, inner), max_leaves=12))


def flat(text):
    return flatten(decode(text))


def leaves(value):
    """Walk the innermost values in order."""
    if not isinstance(value, dict):
        return [str(value)]
    return [leaf for inner in value.values() for leaf in leaves(inner)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("null", ""),
        ('""', ""),
        ("true", "true"),
        ("false", "false"),
        ("9007199254740993", "9007199254740993"),
        ("1E5", "1E5"),
        ("3.3333333333333335", "3.3333333333333335"),
        ('"0012"', "0012"),
        ('" NA "', " NA "),
        ("[]", "[]"),
        ('[1.50, "é\\n\\"", null, true]', '[1.50,"é\\n\\"",null,true]'),
        ('[{"a": {"b": [false]}, "c": 1}, {}]', '[{"a":{"b":[false]},"c":1},{}]'),
    ],
)
def test_each_kind_of_value_has_its_text(value, text):
    """Null is the empty text, true and false are words, numbers are as written, arrays are compact JSON."""
    assert flat(f'{{"x": {value}}}').texts == {"x": text}


def test_the_texts_are_plain_texts():
    """A number's text is a text like any other, also by its type."""
    assert {type(text) for text in flat('{"a":1,"b":"x","c":[2],"d":null}').texts.values()} == {str}


def test_nested_objects_have_dotted_names():
    """An object in an object adds its name and a dot, in the order of the record."""
    record = flat('{"id":1,"person":{"plan":"a","home":{"city":"b"}},"":{"":2}}')
    assert list(record.texts.items()) == [("id", "1"), ("person.plan", "a"), ("person.home.city", "b"), (".", "2")]
    assert record.collided == ()


def test_an_empty_object_leaves_no_name():
    """An object without keys says nothing, like an absent key."""
    assert flat('{"a":{},"b":{"c":{}}}').texts == {}


def test_the_second_key_of_a_name_is_numbered():
    """Of two keys that come to the same dotted name the second carries #2, the third #3, and both are reported."""
    record = flat('{"a.b.c":1,"a":{"b.c":2,"b":{"c":3}}}')
    assert record.texts == {"a.b.c": "1", "a.b.c#2": "2", "a.b.c#3": "3"}
    assert record.collided == ("a.b.c#2", "a.b.c#3")


def test_a_numbered_name_that_is_taken_is_passed_over():
    """A name that the record has itself is not given again."""
    assert flat('{"a.b#2":1,"a":{"b":2},"a.b":3}').texts == {"a.b#2": "1", "a.b": "2", "a.b#3": "3"}


def test_numbers_go_on_where_they_stopped():
    """A free name is taken as it is; a taken one gets the next free number, without those given before it."""
    numbers = {}
    assert unused_name("x", {}, numbers) == "x"
    assert unused_name("x", {"x", "x#2"}, numbers) == "x#3"
    assert unused_name("x", {"x", "x#2", "x#3"}, numbers) == "x#4"


def every_split(parts):
    """Nest a dotted name in every way it can be cut, so that each leads to a value of its own."""
    whole = {".".join(parts): 1}
    return whole | {".".join(parts[:at]): every_split(parts[at:]) for at in range(1, len(parts))}


def test_thousands_of_collisions_are_told_apart():
    """A record made so that 8,192 values come to one name is read in a moment, each value under its own name."""
    record = flatten(decode(json.dumps(every_split(["a"] * 14))))
    assert set(record.texts) == {".".join("a" * 14)} | {".".join("a" * 14) + f"#{n}" for n in range(2, 8193)}


@given(records)
def test_no_value_is_lost(record):
    """Whatever the keys are, every innermost value has a name of its own, in order."""
    flattened = flatten(decode(json.dumps(record)))
    assert list(flattened.texts.values()) == leaves(record)
    plain_names = len(leaves(record)) - len(flattened.collided)
    assert plain_names == len(set(flattened.texts) - set(flattened.collided))


@given(values)
def test_compact_is_the_same_json_without_white_space(value):
    """Compact text is what the standard library writes with the tightest separators."""
    tight = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert compact(decode(json.dumps(value, indent=2))) == tight
