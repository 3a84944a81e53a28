from datetime import UTC, datetime

import pytest

from cxcli.config.load import load
from cxcli.errors import UsageError
from cxcli.inspection import settings_to_try
from cxcli.inspection.tries import only
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.row_definitions import has_answers
from cxcli.settings import Asked

NOW = datetime(2025, 10, 1, tzinfo=UTC)
OWN = """
report: {period: month, one_vote_per: email}
metrics:
  mine: {extends: nps, where: "plan == 'pro'"}
  own: {kind: rate, counts: "priority == 'high'", direction: lower, where: "region == 'EU'"}
  nps: {title: Our NPS}
"""


@pytest.fixture
def loaded(tmp_path):
    path = tmp_path / "cx.yaml"
    path.write_text(OWN)
    return load(path)


def ids(settings):
    return [definition.id for definition in settings.definitions]


def test_metrics_are_tried_under_the_settings_of_their_kind(loaded):
    """Of answers one of each family and those with words, of the others all, and the user's own of both."""
    answers, others = settings_to_try(Asked(), None, NOW)
    assert {"nps", "csat", "ces", "csat:zendesk"} <= set(ids(answers))
    assert "nps:european" not in ids(answers)
    of_rows = [each for each in shipped().values() if each.kind not in ("composite", "at_risk")]
    assert ids(others) == [each.id for each in of_rows if not has_answers(each)]
    answers, others = settings_to_try(Asked(), loaded, NOW)
    assert ids(answers)[-1] == "mine"
    assert ids(others)[-1] == "own"
    assert ids(answers).count("nps") == 1


def test_votes_and_periods_of_a_config_are_those_of_answers(loaded):
    """The others are looked at over all time, and nobody votes in them."""
    answers, others = settings_to_try(Asked(), loaded, NOW)
    assert (answers.ballot is not None, answers.wants.dated) == (True, True)
    assert (others.ballot, others.periods, others.wants.dated) == (None, None, False)


def test_columns_that_are_named_go_to_the_metrics_that_read_them():
    """A column of answers goes to those, one of a field to the others, the date to both; no other is accepted."""
    maps = ["score=a", "at=b", "solved_at=c", "resolution_time.created_at=d"]
    answers, others = settings_to_try(Asked(maps=maps), None, NOW)
    assert {want.reference for want in answers.wants.answers} == {"a"}
    assert (answers.wants.date_reference, others.wants.date_reference) == ("b", "b")
    needs = {need.metric: need for need in others.wants.needs}
    assert needs["fcr"].references == {"solved_at": "c"}
    assert needs["resolution_time"].references == {"solved_at": "c", "created_at": "d"}
    for text in ("nope=a", "nope"):
        with pytest.raises(UsageError):
            settings_to_try(Asked(maps=[text]), None, NOW)


def test_settings_of_some_metrics(loaded):
    """Only what these metrics want is left, and a column that was typed is not owed a reader in each."""
    _, others = settings_to_try(Asked(maps=["solved_at=c"]), loaded, NOW)
    one = only(others, [each for each in others.definitions if each.id in ("fcr", "own")])
    assert (ids(one), list(one.wants.filters)) == (["fcr", "own"], ["fcr", "own"])
    assert [(need.metric, set(need.asked)) for need in one.wants.needs] == [("fcr", set()), ("own", set())]
    answers, _ = settings_to_try(Asked(), loaded, NOW)
    one = only(answers, [each for each in answers.definitions if each.id == "mine"])
    assert [want.wanted.metric for want in one.wants.answers] == ["mine"]
