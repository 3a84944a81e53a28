import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import DataError
from cxcli.sources import limits
from cxcli.sources.header import read_header
from cxcli.sources.options import ReadOptions


def header(*records, **options):
    return read_header([list(record) for record in records], ReadOptions(**options), file="f.csv")


def names(*records, **options):
    return [column.name for column in header(*records, **options).columns]


def codes(*records, **options):
    return [notice.code for notice in header(*records, **options).notices]


def refused(*records, **options):
    with pytest.raises(DataError) as caught:
        header(*records, **options)
    (problem,) = caught.value.problems
    return problem


def test_one_record_names_the_columns():
    """Column names are as in the file, on one line, blanks around them left out."""
    found = header(["id", "How likely are\nyou to recommend us?", "a b"], ["1", "9", "x"])
    assert [column.name for column in found.columns] == ["id", "How likely are you to recommend us?", "a b"]
    assert [column.position for column in found.columns] == [0, 1, 2]
    assert (found.rows, found.evidence, found.zone, found.notices) == (1, "first line", None, ())


def test_a_repeated_name_is_numbered():
    """From its second appearance on a name carries a number, which makes it no other column's name."""
    assert names(["a", "b", "a", "a"]) == ["a", "b", "a#2", "a#3"]
    assert names(["a", "a", "a#2"]) == ["a", "a#3", "a#2"]


def test_a_column_without_a_name_has_its_place():
    """A column without a name is called by its place from 1, also beside a column of just that name."""
    assert names(["id", "", "score"]) == ["id", "col:2", "score"]
    assert names(["col:2", "", "score"]) == ["col:2", "col:2#2", "score"]
    assert codes(["id", "", "score"]) == ["unnamed-column"]


@given(st.lists(st.sampled_from(["", "a", "b", "a#2", "a#3", "col:1", "col:2", "col:2#2"]), min_size=1, max_size=9))
def test_no_two_columns_have_one_name(cells):
    """Whatever the header says, each column has a name of its own, and a name's first bearer keeps it."""
    found = names(cells, header_rows=1)
    assert len(set(found)) == len(cells)
    for name in set(cells) - {""}:
        assert found[cells.index(name)] == name


def test_codes_labels_and_the_zone_of_qualtrics():
    """Qualtrics' first record names the columns, the second labels them, the third tells the time zone."""
    found = header(
        ["StartDate", "Q1"],
        ["Start Date", "How likely?"],
        ['{"ImportId":"startDate","timeZone":"Z"}', '{"ImportId":"QID1"}'],
        ["2024-01-01", "9"],
    )
    assert [(column.name, column.label) for column in found.columns] == [
        ("StartDate", "Start Date"),
        ("Q1", "How likely?"),
    ]
    assert (found.rows, found.zone) == (3, "UTC")
    two = header(["StartDate", "Q1"], ['{"ImportId":"startDate"}', '{"ImportId":"QID1"}'])
    assert [column.label for column in two.columns] == ["", ""]


def test_legacy_qualtrics_has_its_names_in_the_second_record():
    """Under V1, V2 … stand the names of the first columns; questions keep their code and have the text as label."""
    found = header(["V1", "V2", "Q1", ""], ["ResponseID", "Name", "How likely?", ""], ["R_1", "x", "9", ""])
    assert [(column.name, column.label) for column in found.columns] == [
        ("ResponseID", "ResponseID"),
        ("Name", "Name"),
        ("Q1", "How likely?"),
        ("col:4", ""),
    ]


def test_a_question_is_carried_over_its_options():
    """Under a question each option is a column; 'Response' and nothing add nothing to the question."""
    found = names(
        ["Respondent ID", "How likely?", "Which ones?", "", "Why?"],
        ["", "Response", "First", "Second", "Open-Ended Response"],
        ["1", "9", "First", "", "good"],
    )
    assert found == ["Respondent ID", "How likely?", "Which ones? [First]", "Which ones? [Second]", "Why?"]


def test_a_header_can_be_declared():
    """The number of header records and the names can be said; with none the columns are called by their place."""
    assert names(["1", "9"], header_rows=0) == ["col:1", "col:2"]
    assert header(["1", "9"], header_rows=0).notices == ()
    assert names(["2019", "2020"], header_rows=1) == ["2019", "2020"]
    assert names(["a", "b"], ["c", ""], header_rows=2) == ["a [c]", "b"]
    assert names(["a", "b"], names=("x", "y")) == ["x", "y"]
    assert header(["a", "b"], names=("x", "y")).rows == 1
    assert header(["1", "9"], names=("x", "y"), header_rows=0).rows == 0


@pytest.mark.parametrize("record", [["1", "9"], ["jane@example.com", "x"], ["2024-05-01", "", ""], ["region", "2019"]])
def test_a_first_line_that_looks_like_data_is_refused(record):
    """Where half of the first line are numbers, dates or addresses, it is not taken for names."""
    problem = refused(record, ["3", "7", "x"][: len(record)])
    assert (problem.code, problem.line) == ("no-header", 1)
    assert "--header-rows 0" in problem.help
    assert "--header-rows 1" in problem.help


def test_a_single_number_over_numbers_is_pointed_out():
    """One number among names, over nothing but numbers, may be data: the run goes on and says so."""
    assert codes(["name", "city", "9"], ["Ann", "Paris", "10"]) == ["data-like-name"]
    assert codes(["name", "city", "9"], ["Ann", "Paris", "ten"]) == []
    assert codes(["name", "city", "9"], ["Ann", "Paris", ""], ["Eve", "Rome"]) == []
    assert codes(["name", "city", "9"], ["Ann", "Paris", "10"], header_rows=1) == []


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([" id ", "score"], ["padded-names"]),
        (["Score", "score"], ["similar-names"]),
        (["caf\u00e9", "cafe\u0301"], ["similar-names"]),
        (["score", "score"], []),
        (["id", "score"], []),
    ],
)
def test_names_that_may_mislead_are_pointed_out(cells, expected):
    """Blanks around names, and names that differ only in case or Unicode form, are said."""
    assert codes(cells) == expected


def test_many_columns_without_a_name_are_not_all_listed():
    """The first five places are named."""
    (notice,) = header(["id"] + [""] * 7, ["a"] * 8).notices
    assert notice.message == "columns without a name: col:2, col:3, col:4, col:5, col:6, …"


def test_names_must_fit():
    """As many names as columns, header records of one width, as many records as declared."""
    assert refused(["a", "b"], names=("x",)).code == "names"
    assert refused(["a", "b"], ["c"], header_rows=2).code == "header-width"
    assert refused(["a", "b"], header_rows=2).code == "header-rows"


def test_more_columns_than_the_limit_are_refused():
    """The limit of columns is read, one more is not."""
    cells = [f"c{number}" for number in range(limits.COLUMNS + 1)]
    assert len(names(cells[:-1])) == limits.COLUMNS
    assert refused(cells).code == "columns"
