import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import ConfigError, UsageError
from cxcli.mapping.columns import letter, option, reference_to, resolve, shown, without_repeat
from cxcli.sources.chunk import Column


def columns(*names):
    pairs = [(each, "") if isinstance(each, str) else each for each in names]
    return [Column(place, name, label) for place, (name, label) in enumerate(pairs)]


SURVEY = columns(
    "ResponseId", ("Q1", "How likely are you to recommend us?"), "t", "Plan name", "Q2", "Q2#2", "1", "ID", "col:9"
)


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("Q1", 1),
        (" Q1 ", 1),
        ("How likely are you to recommend us?", 1),
        ("how likely are  you to recommend us?", 1),
        ("D", 3),
        ("d", 3),
        (4, 3),
        ("4", 3),
        ("col:4", 3),
        ("PLAN NAME", 3),
        ("Q2#2", 5),
        ("Q2#1", 4),
        ("col:9", 8),
    ],
)
def test_a_column_is_meant_by_name_question_letter_or_number(reference, place):
    """A reference is a name, a question, a letter, a number, `col:5`, `name#2` or `name#1`; capitals may differ."""
    assert resolve(reference, SURVEY).position == place


@pytest.mark.parametrize(("reference", "place"), [("t", 2), ("T", 2), ("1", 6), (1, 6), ("id", 7)])
def test_a_name_goes_before_the_place(reference, place):
    """A column that is called by a letter or a number is meant by it, whatever stands at that place."""
    assert resolve(reference, SURVEY).position == place


def test_a_repeated_name_is_an_error_that_lists_the_places():
    """A repeated column name is an error where it is mapped; the error lists the places of its columns."""
    with pytest.raises(UsageError) as caught:
        resolve("Q2", SURVEY)
    (problem,) = caught.value.problems
    assert problem.code == "repeated-column"
    assert problem.help == "say which by its place: col:5, col:6"


def test_a_mark_that_is_part_of_a_name_is_no_repeat():
    """Only a column whose name without the mark is there too is a repeat: `Case #2` alone is a name."""
    assert resolve("Case #2", columns("a", "Case #2")).position == 1
    assert resolve("Case#2", columns("a", "Case#2")).position == 1
    assert resolve("Case#1", columns("a", "Case#1")).position == 1


@pytest.mark.parametrize(
    ("names", "reference"),
    [
        (["Score", "SCORE"], "score"),
        ([("Q1", "How was it?"), ("Q1_GROUP", "How was it?")], "How was it?"),
        (["a", "Q#2", "Q#2"], "Q#2"),
    ],
)
def test_several_columns_that_fit_alike_are_an_error(names, reference):
    """A reference that fits several columns alike is an error with their places, never the first of them."""
    with pytest.raises(UsageError, match="2 columns could be meant by"):
        resolve(reference, columns(*names))


def test_a_question_in_the_same_capitals_goes_before_others():
    """Questions that differ only in capitals are told apart by them."""
    assert resolve("HOW?", columns(("Q1", "How?"), ("Q2", "HOW?"))).position == 1


@pytest.mark.parametrize("reference", ["", "nsp", "ZZZ", "99", "col:0", "0", "col:12", "-1", "nps#1#1"])
def test_what_is_not_there_is_an_error(reference):
    """A reference to no column is an error of the kind asked for, with the columns that there are."""
    with pytest.raises(ConfigError) as caught:
        resolve(reference, columns("id", "nps", ("Q1", "")), error=ConfigError)
    (problem,) = caught.value.problems
    assert problem.code == "no-such-column"
    assert problem.help.endswith("columns: id, nps, Q1")


def test_the_error_names_the_nearest_columns():
    """An unknown column is answered with the nearest names and questions, whatever their capitals."""
    survey = columns("Region", "Regions", ("Q1", "How likely?"))
    with pytest.raises(UsageError) as caught:
        resolve("regoin", survey)
    assert caught.value.problems[0].help.startswith("did you mean 'Region' or 'Regions'? columns: ")
    with pytest.raises(UsageError) as caught:
        resolve("how likley?", survey)
    assert caught.value.problems[0].help.startswith("did you mean 'How likely?'? ")


def test_messages_stay_short():
    """Long names and many columns are cut in a message."""
    with pytest.raises(UsageError) as caught:
        resolve("x" * 500, columns(*(f"column {number} {'y' * 100}" for number in range(50))))
    (problem,) = caught.value.problems
    assert len(problem.message) < 100
    assert problem.help.count("column ") == 12
    assert problem.help.endswith(", …")
    assert shown(Column(0, "Q1", "z" * 100)) == "z" * 59 + "…"
    assert shown(Column(0, "Q1", "")) == "Q1"


@pytest.mark.parametrize(
    ("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_letters_are_those_of_a_spreadsheet(position, letters):
    """Positions have the letters of a spreadsheet: A to Z, then AA."""
    assert letter(position) == letters
    assert resolve(letters, [Column(position, "a long name")]).position == position


@pytest.mark.parametrize(
    ("column", "field", "pasted"),
    [
        (0, None, "--column ResponseId"),
        (1, "at", "--map at=Q1"),
        (3, None, "--column 'Plan name'"),
        (3, "nps.score", "--map 'nps.score=Plan name'"),
        (4, None, "--column 'Q2#1'"),
        (5, None, "--column 'Q2#2'"),
        (2, None, "--column t"),
    ],
)
def test_the_option_to_paste_names_the_column(column, field, pasted):
    """An option to paste has the name of its column where that is short and plain, quoted for a shell."""
    assert option(SURVEY[column], SURVEY, field=field) == pasted


def test_a_name_that_is_no_plain_word_is_pasted_as_its_letter():
    """A question, or a name with signs that a shell or a terminal may act on, is pasted as the column's place."""
    survey = columns("How likely are you to recommend us to a friend?", "$(rm)", "\x1b[31m", "-x", "b")
    assert [option(column, survey) for column in survey] == [
        "--column A",
        "--column col:2",
        "--column C",
        "--column D",
        "--column b",
    ]
    assert option(survey[0]) == "--column A"


NAMES = st.text("abAB12#: ?é", min_size=1, max_size=6).map(str.strip).filter(bool)


@given(
    st.lists(
        st.tuples(NAMES, st.sampled_from(["", "How?", "A", "2"])),
        min_size=1,
        max_size=6,
        unique_by=lambda pair: pair[0],
    )
)
def test_the_text_to_paste_means_its_column(pairs):
    """What is offered for a column resolves to that column, whatever the others are called."""
    survey = columns(*pairs)
    for column in survey:
        assert resolve(reference_to(column, survey), survey) == column


def test_a_column_that_nothing_else_can_mean_is_offered_by_number():
    """Where names take every place and a name is there twice, the number is still the least bad offer."""
    survey = columns("x", "x", "A", "B", "col:1", "col:2")
    assert reference_to(survey[0], survey) == "col:1"


def test_a_repeat_is_taken_off_a_name():
    """The mark of a repeated name is no part of it."""
    assert without_repeat("Comment#12") == "Comment"
    assert without_repeat("Ticket #") == "Ticket #"
