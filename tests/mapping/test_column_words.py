import pytest

from cxcli.mapping.column_words import (
    asks_for_words,
    counts_something,
    is_about_a_metric,
    is_of_another_moment,
    is_question,
    names_another_thing,
    names_of,
    normal,
)
from cxcli.sources.chunk import Column


def column(name, label=""):
    return Column(0, name, label)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("NPS", "nps"),
        ("nps_score", "nps score"),
        ("npsScore", "nps score"),
        ("NPS-Score (0–10)", "nps score 0 10"),
        ("  Star   Rating ", "star rating"),
        ("Zufriedenheit_Größe", "zufriedenheit grösse"),
        ("満足度", "満足度"),
        ("#", ""),
    ],
)
def test_names_are_compared_word_by_word(name, words):
    """Capitals, signs and camel case do not matter to a name; letters of every script do."""
    assert normal(name) == words


def test_a_column_goes_by_its_name_the_end_of_a_dotted_one_and_its_question():
    """A repeated name goes by what it is without the mark of the repeat."""
    assert names_of(column("rating.Score#2", "Net Promoter Score")) == {
        "rating score",
        "score",
        "net promoter score",
    }
    assert names_of(column("#")) == set()


@pytest.mark.parametrize("text", ["How was it?", "Please rate the service you received", "Why?"])
def test_a_sentence_is_a_question(text):
    """A header with a question mark or at least five words is a question."""
    assert is_question(text)
    assert not is_question("csat first response time")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "nps_id",
            "npsGroup",
            "Q1_NPS_GROUP",
            "nps_comment",
            "CSAT comments",
            "csat.reason",
            "nps_reason_2",
            "satisfaction_text",
        ),
        *(
            "csat_response_time",
            "Effort (hours)",
            "nps week",
            "age",
            "Progress",
            "Duration (in seconds)",
            "No.",
            "nps_weight",
        ),
        *("Points - How likely are you to recommend us?", "Feedback - How likely are you to recommend us?"),
    ],
)
def test_ids_groups_comments_and_times_are_other_things(name):
    """A short name that speaks of an id, a group, a comment, a count or a time is not one of answers."""
    assert names_another_thing(column(name))
    assert names_another_thing(column("Q1", name))


@pytest.mark.parametrize(
    "name",
    [
        *("nps", "nps_score", "feedback_score", "day 7 nps", "Star Rating", "satisfaction_rating.score", "Q1", "#"),
        "How likely are you to recommend us, based on your experience this year?",
        "How satisfied are you with the time it took to solve your case?",
    ],
)
def test_answers_are_no_other_thing(name):
    """A name that ends in a word for answers is one of them; a question is judged by its values."""
    assert not names_another_thing(column(name))


def test_a_question_after_the_answer_asks_for_words():
    """A question for reasons or comments follows an answer; one for a score does not."""
    assert asks_for_words(column("Why did you give that score?"))
    assert asks_for_words(column("Q2", "What is the main reason for your score?"))
    assert not asks_for_words(column("Q1", "How likely are you to recommend us?"))


def test_a_metric_is_named_by_its_words():
    """A column that speaks of recommending, satisfaction, effort or ease is about a metric."""
    for name in ("ces", "CSAT_2", "Would you recommend us?", "dissatisfied", "It was easy", "effort"):
        assert is_about_a_metric(column(name))
    for name in ("process", "easter", "Q7"):
        assert not is_about_a_metric(column(name))


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        *(("Replies", True), ("reopens", True), ("How many times did you call?", True), ("Q3", False)),
        *(
            ("number_of_calls", True),
            ("stars", False),
            ("happiness", False),
            ("Which of these do you like most?", False),
        ),
        ("#", False),
    ],
)
def test_a_plural_is_a_count(name, counts):
    """A name in the plural and a question for a number of things are counts; stars are answers."""
    assert counts_something(column(name)) is counts


@pytest.mark.parametrize(
    "name",
    ["prev_nps", "Previous NPS", "last.csat", "nps target", "goalNps", "CSAT benchmark", "old score", "baseline"],
)
def test_earlier_and_wished_for_answers_are_known_by_name(name):
    """A name with a word for another time, or for a wish, is not that of the answers."""
    assert is_of_another_moment(column(name))
    assert is_of_another_moment(column("Q1", name))


@pytest.mark.parametrize(
    "name",
    [
        "nps",
        "Satisfaction with last order",
        "How satisfied were you with your previous order?",
        "lasting value",
        "golden",
    ],
)
def test_what_is_asked_about_may_be_the_last_one(name):
    """A question about the last order asks for an answer of today; parts of words say nothing."""
    assert not is_of_another_moment(column(name))
