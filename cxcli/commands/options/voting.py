"""Options that say whose answers count, and how much."""

from typing import Annotated, Literal

import typer

KeepName = Literal["latest", "first"]

_BASE = "Who counts, and how much"

Weight = Annotated[
    str | None,
    typer.Option("--weight", metavar="COLUMN", help="How much each answer counts.", rich_help_panel=_BASE),
]
Count = Annotated[
    str | None,
    typer.Option("--count", metavar="COLUMN", help="How many answers a row stands for.", rich_help_panel=_BASE),
]
Population = Annotated[
    int | None,
    typer.Option("--population", min=1, metavar="N", help="How many people there are in all.", rich_help_panel=_BASE),
]
OneVotePer = Annotated[
    str | None,
    typer.Option(
        "--one-vote-per", metavar="COLUMN", help="One answer for each person or account.", rich_help_panel=_BASE
    ),
]
KeepOption = Annotated[
    KeepName | None, typer.Option("--keep", help="Which of several answers stands: latest.", rich_help_panel=_BASE)
]
Raw = Annotated[
    bool, typer.Option("--raw", help="Show the score of all answers beside that of the votes.", rich_help_panel=_BASE)
]
ResponseId = Annotated[
    str | None,
    typer.Option(
        "--response-id", metavar="COLUMN", help="Count a response once, in however many files.", rich_help_panel=_BASE
    ),
]
TestAnswers = Annotated[
    str | None,
    typer.Option(
        "--test-answers", metavar="FILTER", help="Which rows are tests: \"status == 'preview'\".", rich_help_panel=_BASE
    ),
]
Speeders = Annotated[
    str | None,
    typer.Option(
        "--speeders", metavar="FILTER", help='Which rows were answered too fast: "seconds < 30".', rich_help_panel=_BASE
    ),
]
StraightLiners = Annotated[
    str | None,
    typer.Option(
        "--straight-liners",
        metavar="COLUMN,COLUMN…",
        help="Questions of which someone may have ticked the same answer all along.",
        rich_help_panel=_BASE,
    ),
]
Drop = Annotated[
    list[str] | None,
    typer.Option(
        "--drop",
        metavar="FLAG",
        help="Leave out what is flagged: test, speeder, straight-liner. Repeatable.",
        rich_help_panel=_BASE,
    ),
]


class Base:
    """Who counts, and how much."""

    weight: Weight = None
    count: Count = None
    one_vote_per: OneVotePer = None
    keep: KeepOption = None
    response_id: ResponseId = None
    test_answers: TestAnswers = None
    speeders: Speeders = None
    straight_liners: StraightLiners = None
    drop: Drop = None
