import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.sources.json_elements import walk
from cxcli.sources.strict_json import JsonFault, decode

scalars = st.none() | st.booleans() | st.integers() | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)


@given(st.lists(values), st.dictionaries(st.text(alphabet="xyz"), values), st.sampled_from([None, 0, 2]))
def test_the_elements_under_a_path_are_those_of_the_decoded_document(elements, around, indent):
    """Walking to a path yields the array's elements, each at its place, whatever stands around it."""
    document = {**around, "data": {"pages": around, "items": elements}, "next": around}
    text = json.dumps(document, indent=indent)
    found = list(walk(text, "data.items"))
    assert [element.value for element in found] == decode(json.dumps(elements))
    assert [json.loads(text[element.start : element.end]) for element in found] == elements


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"a.b":[1]}', "a.b"),
        ('{"a.b":{"c":[1]}}', "a.b.c"),
        ('{"a":{"b.c":[1]}}', "a.b.c"),
        ('{"a":{"x":[2]},"a.b":{"c":[1]}}', "a.b.c"),
        ('{"":[1]}', ""),
    ],
)
def test_keys_may_hold_dots(text, path):
    """A path leads through keys with and without dots; the empty path is the root."""
    found = [element.value for element in walk(text, path)]
    assert found == (["1"] if path else [{"": ["1"]}])


@pytest.mark.parametrize("text", ['{"a":[1],"a":[2]}', '{"a":{"b":[1]},"a.b":[2]}'])
def test_a_path_to_two_places_is_refused(text):
    """Where a path leads to two places, neither is taken for the right one."""
    path = "a.b" if "b" in text else "a"
    with pytest.raises(JsonFault) as caught:
        list(walk(text, path))
    assert caught.value.rule == "ambiguous_path"


@pytest.mark.parametrize("text", ["[]", "7", "{}", '{"b":[1]}', '{"a":null}', '{"a":[{"b":[1]}]}'])
def test_a_path_that_is_not_there_is_refused(text):
    """A path that leads nowhere is refused; it does not lead through arrays."""
    with pytest.raises(JsonFault) as caught:
        list(walk(text, "a.b"))
    assert caught.value.rule == "no_such_path"


@pytest.mark.parametrize("kept", range(len('{"x" : {"y":1}, "a" : [ 1 , {"b":2} ] , "z" : [] }')))
def test_a_document_cut_anywhere_is_refused(kept):
    """A document that breaks off is refused wherever it does, also behind the records."""
    text = '{"x" : {"y":1}, "a" : [ 1 , {"b":2} ] , "z" : [] }'
    assert len(list(walk(text, "a"))) == 2
    with pytest.raises(JsonFault) as caught:
        list(walk(text[:kept], "a"))
    assert caught.value.rule in {"not_json", "no_such_path"}


@pytest.mark.parametrize(
    ("text", "rule", "position"),
    [
        ('{"a":[1] "b":2}', "not_json", 9),
        ('{"a":[1 2]}', "not_json", 8),
        ('{"a":[1,]}', "not_json", 8),
        ('{"a":[1],}', "not_json", 9),
        ("{1:2}", "not_json", 1),
        ('{"a" [1]}', "not_json", 5),
        ('{"a":[1]}{"a":[1]}', "extra_text", 9),
        ('{"b":NaN,"a":[1]}', "not_a_number", 5),
    ],
)
def test_a_fault_around_the_records_has_its_place(text, rule, position):
    """What is wrong outside the records is told with its place, and is not one record's fault."""
    with pytest.raises(JsonFault) as caught:
        list(walk(text, "a"))
    assert (caught.value.rule, caught.value.position) == (rule, position)


def test_a_faulty_element_does_not_stop_the_next():
    """An element that breaks a rule with its end known is handed on with its fault, and the walk goes on behind it."""
    found = list(walk('[{"a":1,"a":2}, {"a":3}]', ""))
    assert [element.fault and element.fault.rule for element in found] == ["duplicate_key", None]
    assert [(element.start, element.end) for element in found] == [(1, 14), (16, 23)]


def test_a_lone_value_is_one_element():
    """What is no array under a path is its one element."""
    assert [element.value for element in walk('{"a":{"b":1}}', "a")] == [{"b": "1"}]
