"""Groups that are judged as text for people, and as JSON for programs."""

from cxcli.findings.groups_found import GroupsFound
from cxcli.presentation.run_output import account_texts, metric_columns, scored
from cxcli.reporting.groups_json import agents_json, finding_json
from cxcli.reporting.groups_text import Around
from cxcli.reporting.score_json import dumps
from cxcli.reporting.score_words import days_text
from cxcli.scoring.score import Score


def around(found: GroupsFound) -> Around:
    """Return what is told beside the groups."""
    run = found.run
    return Around(
        columns=metric_columns(run),
        rows=account_texts(run),
        days=days_text(run.plan.window),
        decimals=run.settings.decimals,
    )


def groups_json(found: GroupsFound) -> str:
    """Return the groups as JSON, by the contract of docs/cx.agents.schema.json."""
    return dumps(
        agents_json(
            scored(found.run, []), [finding_json(each, lambda score: _score(found, score)) for each in found.found]
        )
    )


def _score(found: GroupsFound, score: Score) -> object:
    """Return a score as a scoring run writes it."""
    match scored(found.run, [score])["scores"]:
        case [written]:
            return written
    raise ValueError("one score is written as one")
