import pytest

from cxcli.errors import UsageError

VOTES = {
    "one_vote_per": "email",
    "keep": "first",
    "raw": True,
    "response_id": "id",
    "weight": "w",
    "count": "c",
    "population": 10,
}
OF_ANSWERS = {"column": "Q1", "scale": "1-5", "polarity": "ease"}


def refused(settings, *arguments, **asked):
    with pytest.raises(UsageError) as caught:
        settings(*arguments, **asked)
    return [(problem.code, problem.message, problem.help) for problem in caught.value.problems]


@pytest.mark.parametrize("option", [*VOTES, *OF_ANSWERS])
def test_options_of_answers_mean_nothing_to_other_metrics(settings, option):
    """A vote, a weight, a scale or a column of answers is refused where no metric has answers, not passed over."""
    ((code, message, advice),) = refused(
        settings, metrics=["resolution_time,abandon_rate"], **{option: {**VOTES, **OF_ANSWERS}[option]}
    )
    said = f"--{option.replace('_', '-')}"
    assert (code, message) == ("usage", f"{said} is about answers, and resolution_time has none")
    assert advice.startswith("name the columns of its fields: " if option == "column" else f"leave {said} away")


@pytest.mark.parametrize("option", VOTES)
def test_votes_and_weights_are_not_those_of_some_metrics(settings, option):
    """In a run of both kinds they are refused, with the metrics that have none."""
    ((_, message, advice),) = refused(settings, metrics=["nps,fcr,aht"], **{option: VOTES[option]})
    said = f"--{option.replace('_', '-')}"
    assert message == f"{said} is about answers, and fcr has none"
    assert advice == f"leave {said} away, or score fcr, aht without it"


def test_a_mapped_weight_is_a_weight(settings):
    """`--map weight=w` says what `--weight w` says; all such options are told at once."""
    maps = ["weight=w", " count = c", "response=r", "solved_at=s"]
    told = refused(settings, metrics=["nps,fcr"], maps=maps, population=5)
    assert [message.split()[0] for _, message, _ in told] == ["--population", *("--map",) * 3]
    assert told[1][1] == "--map weight= is about answers, and fcr has none"


def test_scale_polarity_and_column_are_those_of_the_metrics_with_answers(settings):
    """In a run of both kinds they may stay: they belong to those that have answers."""
    found = settings(metrics=["ces,abandon_rate"], column="Q1", scale="1-7", polarity="ease")
    assert [want.reference for want in found.wants.answers] == ["Q1"]
    assert [need.metric for need in found.wants.needs] == ["abandon_rate"]
    assert (found.scale.high, found.polarity) == (7, "ease")


def test_options_that_go_to_several_runs(settings):
    """Where each source has its own run, what is about answers goes to those with answers; votes are refused still."""
    found = settings(metrics=["abandon_rate"], scale="1-7", column="Q1", shared=True)
    assert found.wants.answers == []
    assert refused(settings, metrics=["abandon_rate"], weight="w", shared=True)


def test_what_a_config_says_of_answers_is_no_matter_to_others(settings):
    """Votes, weights and the population of a survey say nothing of tickets; metrics with answers have them."""
    yaml = "columns: {weight: w, count: c, response: r, at: day}\nreport: {one_vote_per: email, population: 9}\n"
    found = settings(yaml, metrics=["resolution_time"])
    assert (found.ballot, found.population, found.wants.voters, found.wants.amounts) == (None, None, {}, {})
    assert (found.wants.dated, found.wants.date_reference) == (False, "day")
    weighed = settings("columns: {weight: w}\nreport: {one_vote_per: email, population: 9}\n")
    assert (weighed.population, dict(weighed.wants.amounts)) == (9, {"weight": "w"})
    assert weighed.ballot is not None


def test_what_a_config_says_of_some_metrics_alone_is_refused(settings):
    """In a run of both kinds the answers of some would be weighed and those of others not be there."""
    yaml = "columns: {weight: w}\nreport: {one_vote_per: email, keep: first}\n"
    ((code, message, advice),) = refused(settings, yaml, metrics=["nps,fcr"])
    assert code == "usage"
    assert message == "the config says of answers alone report.one_vote_per, columns.weight, and fcr has none"
    assert advice == "score fcr apart from the metrics that have answers"
    assert settings("report: {keep: first}\n", metrics=["nps,fcr"]).ballot is None
