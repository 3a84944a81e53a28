import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import Problem
from cxcli.mapping.field_learner import FieldLearner
from cxcli.mapping.learners import learner, opposite
from cxcli.mapping.misfits import MOST_WORDS
from cxcli.mapping.texts import MissingCodes
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.mapping.vocabulary import vocabulary
from cxcli.sources.chunk import Column

COLUMN = Column(0, "Resolved")
NAME_IT = "name another column: --map {}=COLUMN"


def learned(field, *texts, **said):
    choices = TypedChoices(**said)
    spec = vocabulary()[field]
    given = (spec, COLUMN, choices)
    found = FieldLearner(spec, COLUMN, choices.missing, learner(*given), opposite(*given))
    found.learn(texts)
    return found


@pytest.mark.parametrize(
    ("field", "text", "said", "advice"),
    [
        ("solved_at", "Y", "but no text in it is a date", NAME_IT.format("solved_at")),
        ("talk_time", "soon", "but no text in it is a duration", NAME_IT.format("talk_time")),
        ("reopens", "often", "but no text in it is a number", NAME_IT.format("reopens")),
        ("mrr", "five", "but no text in it is a number", NAME_IT.format("mrr")),
        (
            "resolved",
            "2025-01-01",
            "but no text in it is yes or no",
            "say in cx.yaml what its words stand for: words: {resolved: {word: …}}; or " + NAME_IT.format("resolved"),
        ),
        (
            "movement",
            "Gold",
            "but no text in it is one of its words (new, expansion, contraction, churn, reactivation)",
            "say in cx.yaml what its words stand for: words: {movement: {word: …}}; or " + NAME_IT.format("movement"),
        ),
    ],
)
def test_a_column_that_holds_another_thing_is_refused(field, text, said, advice):
    """Where no text is of the type of the field, the error says what the column was taken for and what to do."""
    problem = learned(field, "", "n/a", text).reader("f.csv")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file, problem.help) == ("unreadable", "f.csv", advice)
    assert problem.message.startswith(f"column 'Resolved' is taken for {field} (")
    assert problem.message.endswith(said)
    assert text not in problem.message


def test_one_text_of_the_type_is_enough():
    """What cannot be read beside it is bad rows, which are counted."""
    reader, _ = learned("resolved", "2025-01-01", "yes").reader("f.csv")
    assert list(reader.read(["yes", "2025-01-01"]).values) == ["yes", None]


@pytest.mark.parametrize("texts", [[], ["", " "], ["n/a", "-"], ["9999"]])
def test_a_column_without_any_text_holds_nothing_else(texts):
    """Blanks, words for none and declared codes say nothing against a column."""
    assert not isinstance(learned("solved_at", *texts, missing=MissingCodes.of([9999])).reader("f.csv"), Problem)


def test_a_form_that_is_not_clear_is_told_of_the_column():
    """The problem names column and file."""
    problem = learned("solved_at", "01/02/2025").reader("f.csv")
    assert problem.message.startswith("column 'Resolved': ")
    assert (problem.code, problem.file) == ("date-order-unknown", "f.csv")


@pytest.mark.parametrize(
    ("field", "texts", "open_"),
    [
        ("solved_at", ["2025-01-01"], False),
        ("solved_at", ["31/01/2025"], True),
        ("solved_at", ["Y"], True),
        ("solved_at", [], True),
        ("resolved", ["yes"], False),
        ("resolved", ["red"], True),
        ("customer", [], False),
    ],
)
def test_a_column_is_open_until_some_text_fits(field, texts, open_):
    """Texts that were not seen may show that the column holds what it was taken for."""
    assert learned(field, *texts).open is open_


@pytest.mark.parametrize(
    ("field", "texts", "other", "words"),
    [
        ("solved_at", ["Y", "no", "n/a", ""], True, 0),
        ("solved_at", ["soon"], False, 0),
        ("resolved", ["2025-01-01", "2025-01-02"], True, 2),
        ("resolved", ["Red", " red", "blue", "n/a", "", "9999"], False, 2),
        ("payment_status", ["gold", "silver"], False, 2),
        ("mrr", ["five"], False, 0),
    ],
)
def test_what_a_column_holds_instead(field, texts, other, words):
    """It is a date where it should be yes or no, or the other way round; different words are counted, folded."""
    found = learned(field, *texts, missing=MissingCodes.of([9999])).misfit
    assert (found.field.name, found.column, found.other, found.words) == (field, COLUMN, other, words)


@pytest.mark.parametrize(
    ("field", "texts"), [("solved_at", ["Y", "2025-01-01"]), ("resolved", ["", "n/a"]), ("customer", ["ann"])]
)
def test_a_column_that_holds_what_it_is_taken_for_is_no_misfit(field, texts):
    """One text is enough, or none at all."""
    assert learned(field, *texts).misfit is None


def test_an_empty_column_of_durations_is_a_misfit():
    """They were not written down; what is blank elsewhere may say that nothing happened."""
    assert learned("resolution_time", "", "n/a").misfit.empty
    assert learned("solved_at", "").misfit is None


def test_words_are_counted_up_to_a_limit():
    """A column of free text is not kept as a whole."""
    found = learned("payment_status", *(f"note {number}" for number in range(3 * MOST_WORDS)))
    assert (found.misfit.words, len(found.words)) == (MOST_WORDS + 1, MOST_WORDS + 1)


@given(st.lists(st.sampled_from(["", "n/a", "Y", "no", "2025-01-01", "?", "red"]), max_size=6), st.data())
def test_the_order_and_the_cut_of_the_texts_change_nothing(texts, data):
    """Whether a column holds another thing does not depend on how its texts come."""
    for field in ("solved_at", "resolved"):
        whole, other = learned(field, *texts), learned(field)
        mixed, cut = data.draw(st.permutations(texts)), data.draw(st.integers(0, len(texts)))
        for part in (mixed[:cut], mixed[cut:]):
            other.learn(part)
        assert (whole.filled, whole.open, whole.misfit) == (other.filled, other.open, other.misfit)
        found = [whole.reader("f"), other.reader("f")]
        assert found[0] == found[1] or not any(isinstance(each, Problem) for each in found)


@pytest.mark.parametrize(
    ("texts", "blank"), [([], False), (["", " "], True), (["", "n/a"], True), (["", "2025-01-01"], False)]
)
def test_a_column_of_rows_that_say_nothing_is_blank(texts, blank):
    """A file without rows has no blank column; what is found in the first rows only may be filled later."""
    found = learned("solved_at", *texts)
    assert (found.blank, found.notice().code) == (blank, "empty-column")
    assert learned("customer", "", " ").open
