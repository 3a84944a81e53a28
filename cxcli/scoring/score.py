"""A score: the number, how sure it is, what it means, and what became of the rows."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.statistics import Statistic

Status = Literal["ok", "no_data", "undefined", "suppressed"]


class PeriodSpan(Struct, frozen=True):
    """A period, or a window of several: its `label`, first and last day (both in it), and whether it is whole."""

    label: str
    start: date
    end: date
    complete: bool


class Score(Struct, frozen=True, kw_only=True):
    """One number of one metric in one cell (group, period), with everything needed to defend it.

    `value`, `low`, `high` are in `unit` (percent 0 to 100, points -100 to 100, score in scale points) and None unless
    `status` is ok. `definition` says in one line what is divided by what; `parameters` hold the choices made.
    `group` is empty for the overall score; a blank key shows as "(blank)". `parts` are the shares in percent, or
    other figures, that stand beside the value. `account` counts the rows of this cell; `offenders`, overall, the
    bad answers by fate and by what they say: a short number or "text". `n` counts answers; where they are weighted,
    `base` is the sum of the weights; `effective_n` is how many plain answers from an endless population would tell as
    much, None where that is n. `answers` is the account in answers, where rows stand for several. `statistic` is what
    the value was estimated from. `raw` is the score of all answers, where this is one of one vote each. Of a `private`
    score nothing is told, not even how many people it is of.
    """

    metric: str
    title: str
    definition: str
    parameters: Mapping[str, object]
    group: Mapping[str, str]
    period: PeriodSpan | None
    status: Status
    reason: str | None
    value: float | None
    low: float | None
    high: float | None
    unit: str
    confidence: float
    interval: str | None
    n: int
    base: float | None = None
    effective_n: float | None = None
    parts: Mapping[str, float]
    account: RowAccount
    answers: RowAccount | None = None
    offenders: Mapping[tuple[Disposition, str], int] = field(default_factory=dict)
    statistic: Statistic | None = None
    raw: "Score | None" = None
    private: bool = False

    @property
    def shown_n(self) -> int | None:
        """How many answers there are, None where that is not told."""
        return None if self.private else self.n

    @property
    def shown_account(self) -> RowAccount | None:
        """What became of the rows, None where that is not told."""
        return None if self.private else self.account


def kept_private(score: Score, least: int, parameters: Mapping[str, object]) -> Score:
    """Return a score of which nothing is told; `parameters` are the choices that were made before a row was read.

    That of all rows keeps its account: too many bad rows end a run, whether they are told of or not.
    """
    reason = f"fewer than {least:,} people, or needed to hide a group that has"
    bare = replace(no_data(score, score.group, score.period), parameters=parameters)
    whole = not score.group and score.period is None
    account = score.account if whole else RowAccount()
    return replace(bare, status="suppressed", reason=reason, account=account, private=True)


def no_data(
    overall: Score, group: Mapping[str, str], period: PeriodSpan | None, statistic: Statistic | None = None
) -> Score:
    """Return the score of a cell without rows, of the metric that `overall` is of."""
    return replace(
        overall,
        group=group,
        period=period,
        status="no_data",
        reason="no row was scored",
        value=None,
        low=None,
        high=None,
        interval=None,
        n=0,
        base=None,
        effective_n=None,
        parts={},
        account=RowAccount(),
        answers=None,
        offenders={},
        statistic=statistic,
        raw=None,
        private=False,
    )
