import pytest

from cxcli.mapping.polarity import polarity_of
from cxcli.sources.chunk import Column

NOTHING = Column(0, "Q7")


@pytest.mark.parametrize(
    ("question", "polarity"),
    [
        ("The company made it easy for me to handle my issue.", "ease"),
        ("How easy was it to get help?", "ease"),
        ("ease_score", "ease"),
        ("EaseOfUse", "ease"),
        ("It took little effort to solve my problem", "ease"),
        ("I solved it without difficulty", "ease"),
        ("How much effort did you personally have to put forth to handle your request?", "effort"),
        ("How difficult was it to reach us?", "effort"),
        ("It was not easy to find the answer", "effort"),
        ("It took a lot of effort to solve my problem", "effort"),
        ("How easy or difficult was it to get help?", None),
        ("Customer Effort Score", None),
        ("Rate your experience, please", None),
        ("Q7", None),
    ],
)
def test_the_words_of_the_question_say_which_end_is_good(question, polarity, wanted):
    """A question for ease has ease at the high end, one for effort effort; one for both, or neither, says nothing."""
    expected = (polarity, "the words of the question") if polarity else None
    assert polarity_of(Column(0, question), [], wanted("ces", high=7)) == expected
    assert polarity_of(Column(0, "Q7", question), [], wanted("ces", high=7)) == expected


@pytest.mark.parametrize(
    ("texts", "polarity"),
    [
        (["1 - Very difficult", "7 - Very easy"], "ease"),
        (["1 - Very easy", "7 - Very difficult"], "effort"),
        (["1 - Very easy"], "effort"),
        (["7 - Extremely easy", "4 - Neither easy nor difficult"], "ease"),
        (["1 - Not at all easy", "5", "7 - Very easy"], "ease"),
        (["Very low effort (1)", "Very high effort (7)"], "effort"),
        (["1 = Not difficult", "7 = Hard"], "effort"),
        (["4 - Easy"], None),
        (["1 - Very easy", "7 - Very easy"], None),
        (["Very easy", "Very difficult"], None),
        (["7 - Great", "1"], None),
    ],
)
def test_the_words_beside_numbers_say_which_end_is_good(texts, polarity, wanted):
    """Words beside a number off the middle speak of their end; words of both kinds at one end say nothing."""
    expected = (polarity, "the words beside the numbers") if polarity else None
    assert polarity_of(NOTHING, texts, wanted("ces", high=7)) == expected


def test_the_answers_go_before_the_question(wanted):
    """What stands beside the numbers is what the people who answered saw."""
    asked = Column(0, "Q7", "How easy was it?")
    assert polarity_of(asked, ["1 - Very easy"], wanted("ces", high=5)) == ("effort", "the words beside the numbers")


@pytest.mark.parametrize(
    ("question", "texts", "polarity"),
    [
        ("The company made it easy", ["1 - Strongly agree", "7 - Strongly disagree"], "effort"),
        ("It was difficult to reach you", ["1 - Strongly agree", "7 - Strongly disagree"], "ease"),
        ("Q7", ["1 - Strongly agree", "7 - Strongly disagree"], "effort"),
    ],
)
def test_agreement_on_low_numbers_turns_the_question_round(question, texts, polarity, wanted):
    """Who agrees with a 1 that it was easy gives the lowest answer for the least effort."""
    expected = (polarity, "the words beside the numbers")
    assert polarity_of(Column(0, question), texts, wanted("ces")) == expected
