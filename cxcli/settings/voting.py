"""Whose answers count: one vote for each person, each response once."""

from collections.abc import Mapping

from msgspec import Struct

from cxcli.config.load import LoadedConfig
from cxcli.config.models import Config
from cxcli.errors import Problem, UsageError
from cxcli.mapping.wants import Reference, Voter
from cxcli.scoring.ballot import RESPONSE, VOTER, Ballot
from cxcli.scoring.votes import Keep
from cxcli.settings.asked import Asked
from cxcli.settings.fields import NamedColumns
from cxcli.settings.reading import first


class Voting(Struct, frozen=True):
    """Who has one vote (`ballot`), and the columns that say who gave an answer and which response it is."""

    ballot: Ballot | None
    columns: Mapping[Voter, Reference]


def voting(asked: Asked, loaded: LoadedConfig | None, columns: NamedColumns) -> Voting:
    """Return whose answers count.

    Raises:
        UsageError: a vote to keep although everybody may have several, or one vote among rows of several answers.
    """
    report = (loaded.config if loaded else Config()).report
    person = first(asked.one_vote_per, report.one_vote_per)
    keep: Keep | None = first(asked.keep, report.keep)
    found: dict[Voter, Reference] = {}
    if person is not None:
        found[VOTER] = columns.named(person)
        _refuse_counts(columns)
    elif asked.keep is not None or asked.raw:
        option = "--raw" if asked.raw else "--keep"
        advice = "say whose votes: --one-vote-per COLUMN"
        raise UsageError(Problem(code="votes", message=f"{option} needs one vote for each person", help=advice))
    response = columns.response
    if response is not None:
        found[RESPONSE] = response
    if not found:
        return Voting(None, {})
    return Voting(Ballot(person is not None, response is not None, keep or "latest"), found)


def _refuse_counts(columns: NamedColumns) -> None:
    if "count" in columns.amounts:
        message = "a row that stands for several answers is no vote of one person"
        advice = "leave --count or --one-vote-per away"
        raise UsageError(Problem(code="votes", message=message, help=advice))
