import pytest

from cxcli.errors import UsageError
from cxcli.scoring.ballot import Ballot


def test_without_a_word_everybody_has_as_many_votes_as_answers(settings):
    """No ballot, no keys, and no dates needed."""
    found = settings()
    assert (found.ballot, dict(found.wants.voters), found.wants.dated) == (None, {}, False)


def test_one_vote_needs_the_date_of_each_answer(settings):
    """`--one-vote-per email`: the latest answer of each address counts, so rows need a date."""
    found = settings(one_vote_per="email")
    assert found.ballot == Ballot(person=True, response=False, keep="latest")
    assert (dict(found.wants.voters), found.wants.dated) == ({"voter": "email"}, True)


def test_the_config_says_whose_vote(settings):
    """`report.one_vote_per` and `keep` are the options in the config; a field stands for its column."""
    yaml = "columns: {respondent: mail}\nreport: {one_vote_per: respondent, keep: first}"
    found = settings(yaml)
    assert found.ballot == Ballot(person=True, response=False, keep="first")
    assert found.wants.voters == {"voter": "mail"}
    assert settings(yaml, keep="latest", one_vote_per="account").wants.voters == {"voter": "account"}


def test_an_account_is_a_voter_too(settings):
    """`--one-vote-per account` takes the column that `account` is mapped to, else the one that is called so."""
    assert settings(one_vote_per="account").wants.voters == {"voter": "account"}
    assert settings(one_vote_per="account", maps=["account=company id"]).wants.voters == {"voter": "company id"}


def test_a_response_counts_once(settings):
    """`--response-id`, or the field `response`, needs no date by itself."""
    found = settings(response_id="ResponseId")
    assert found.ballot == Ballot(person=False, response=True)
    assert (dict(found.wants.voters), found.wants.dated) == ({"response": "ResponseId"}, False)
    assert settings("columns: {response: id}").wants.voters == {"response": "id"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"keep": "first"}, "--keep needs one vote"),
        ({"raw": True}, "--raw needs one vote"),
        ({"one_vote_per": "email", "count": "n"}, "a row that stands for several answers is no vote"),
    ],
)
def test_what_cannot_be_is_refused(settings, asked, said):
    """A vote to keep without votes, and votes of rows that stand for many, are refused."""
    with pytest.raises(UsageError) as refused:
        settings(**asked)
    assert refused.value.problems[0].code == "votes"
    assert said in refused.value.problems[0].message
