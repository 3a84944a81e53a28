import pytest
from msgspec.structs import replace

from cxcli.config.metric import MetricConfig
from cxcli.errors import DataError
from cxcli.mapping.bind import AnswerFacts
from cxcli.scoring.box_definition import Scale, extended
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.fit import polarity_doubts, scale_found

NUMBERS = AnswerFacts()
FIVE, SEVEN = AnswerFacts(scale=(1, 5)), AnswerFacts(scale=(1, 7))
EASE, EFFORT = (AnswerFacts(polarity=(polarity, "the answer words")) for polarity in ("ease", "effort"))
CES, CSAT = shipped()["ces"], shipped()["csat"]


@pytest.mark.parametrize(
    ("facts", "scale"),
    [
        ([], None),
        ([NUMBERS], None),
        ([NUMBERS, NUMBERS], None),
        ([SEVEN], Scale(1, 7)),
        ([SEVEN, SEVEN], Scale(1, 7)),
        ([FIVE, NUMBERS], None),
    ],
)
def test_words_in_all_files_decide_the_scale(facts, scale):
    """Words say how many points the question has; numbers leave the metric's own scale."""
    assert scale_found(CSAT, facts) == scale


@pytest.mark.parametrize("facts", [[FIVE, SEVEN], [SEVEN, NUMBERS]])
def test_files_on_different_scales_are_not_pooled(facts):
    """Answers on five and on seven points are not one source."""
    with pytest.raises(DataError) as caught:
        scale_found(CSAT, facts)
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == ("scales", "the files have answers to csat on different scales")


def test_words_on_a_scale_without_boxes_are_refused():
    """Five words are no answers to a question of 0 to 10: the data is refused, not turned into -100."""
    with pytest.raises(DataError) as caught:
        scale_found(shipped()["nps"], [FIVE])
    (problem,) = caught.value.problems
    assert problem.message == (
        "the answers are words for the numbers 1-5: nps has no boxes for answers of 1-5 (it has them on 0-10)"
    )
    assert problem.help.startswith("say in cx.yaml which answers are in which box")


def test_a_metric_without_polarity_is_not_asked_for_one():
    """Satisfaction has one good end; the words of an effort question say nothing of it."""
    assert polarity_doubts(CSAT, None, [EFFORT]) == []


def test_a_declared_polarity_is_believed():
    """Who says which end is the good one is not contradicted."""
    assert polarity_doubts(CES, "ease", [EFFORT]) == []


def test_a_polarity_that_nothing_speaks_of_is_said():
    """Where nothing tells ease from effort the usual one is taken, with the option for the other."""
    for metric in ("ces", "ces:mean", "ces:net"):
        (notice,) = polarity_doubts(shipped()[metric], None, [NUMBERS])
        said = "nothing in the file says that a high answer means ease; it was taken so (else: --polarity effort)"
        assert (notice.code, notice.message) == ("polarity", f"{metric}: {said}")


@pytest.mark.parametrize("metric", ["ces:effort", "ces:net-easy"])
def test_a_metric_that_says_its_polarity_needs_no_evidence(metric):
    """A metric whose definition names the good end is taken at its word."""
    assert polarity_doubts(shipped()[metric], None, [NUMBERS]) == []
    own = extended(CES, "mine", MetricConfig.model_validate({"polarity": "ease"}))
    assert polarity_doubts(own, None, [NUMBERS]) == []


def test_an_assumed_effort_names_the_other_option():
    """The notice prints the polarity that was not taken."""
    (notice,) = polarity_doubts(replace(shipped()["ces:effort"], polarity_assumed=True), None, [])
    assert notice.message.endswith("(else: --polarity ease)")


def test_words_that_agree_are_enough():
    """Where one of the files speaks of ease, nothing is assumed."""
    assert polarity_doubts(CES, None, [NUMBERS, EASE]) == []


@pytest.mark.parametrize("facts", [[EFFORT], [EASE, EFFORT], [NUMBERS, EFFORT]])
def test_words_that_contradict_the_definition_are_refused(facts):
    """One file whose words speak of the other end is enough, since its number would stand on its head."""
    with pytest.raises(DataError) as caught:
        polarity_doubts(CES, None, facts)
    (problem,) = caught.value.problems
    assert (problem.code, problem.message, problem.help) == (
        "polarity",
        "ces takes a high answer for ease, the answer words speak of effort",
        "say which it is: --polarity effort or --polarity ease",
    )
