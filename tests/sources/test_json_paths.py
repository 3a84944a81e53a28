import pytest

from cxcli.sources.json_paths import missing_path_problem, root_object_problem
from cxcli.sources.strict_json import JsonFault


def root_help(text):
    problem = root_object_problem(text, "f.json")
    assert (problem.code, problem.file) == ("records-not-named", "f.json")
    return problem.help


def test_an_object_names_its_arrays_of_objects():
    """The help lists the paths to arrays that hold objects, ready to paste, and the whole object as the other way."""
    text = '{"n":1,"tags":["a"],"data":{"items":[{"b":[{}]}]},"two words":[1,{}]}'
    assert root_help(text) == (
        "add --records data.items or --records 'two words'; or --records . to read the object itself as the one record"
    )


@pytest.mark.parametrize("text", ['{"data":[],"n":[1]}', '{"data":[],"n":1}'])
def test_an_empty_array_may_be_the_one(text):
    """Where no array holds objects, an empty one is named: a page without records looks so."""
    assert "--records data;" in root_help(text)


def test_an_object_without_arrays_can_be_the_record():
    """Where there is no array, the object itself is the only record there is."""
    assert root_help('{"score":9}') == "add --records . to read the object itself as the one record"


def test_at_most_eight_paths_of_sixty_characters_are_listed():
    """A long list and a long name are cut."""
    text = "{" + ",".join(f'"{"k" * 70}{number}":[{{}}]' for number in range(9)) + "}"
    shown = root_help(text)
    assert shown.count("--records 'kkk") == 8
    assert "k" * 60 not in shown
    assert "…" in shown


@pytest.mark.parametrize("record", ['{"a":NaN}', '{"a":1,"a":2}', '{"a":"\\ud800"}', '{"a":' + "9" * 41 + "}"])
def test_a_faulty_record_does_not_hide_the_paths(record):
    """The paths are listed although a record is faulty: that is for the reading to find."""
    assert "--records data;" in root_help(f'{{"data":[{record}]}}')


def test_a_document_that_is_too_deep_has_no_paths():
    """A document nested without end is not searched."""
    assert root_help('{"data":' + "[" * 5000 + "]" * 5000 + "}").startswith("add --records .")


def test_a_document_that_is_no_json_is_refused_as_that():
    """A fault of syntax comes before the question for the records."""
    with pytest.raises(JsonFault):
        root_object_problem('{"data":[{"a":1}', "f")


def missing(text, path="nope"):
    problem = missing_path_problem(text, "f.json", path)
    assert (problem.code, problem.file, problem.message) == ("no-such-path", "f.json", f'the document has no "{path}"')
    return problem.help


def test_a_missing_path_lists_those_that_exist():
    """The help lists the arrays of objects, or where there is none, every path."""
    assert missing('{"data":[{"x":1}],"n":1}') == "it has: --records data"
    assert missing('{"a":{"b":1}}') == "it has: --records a, --records a.b"
    assert missing("{}") == "it is an object without any key"


def test_a_path_in_a_document_that_is_no_object_is_too_much():
    """Where the root is an array, the path is to be left out."""
    assert missing("[]") == "leave out --records: the document is no object"
