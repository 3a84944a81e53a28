"""The plans of the accounts of `health_data`, month by month, beside what they use; `make.py` writes them.

Most sick accounts have the basic plan, some accounts change theirs in April, and of a few nobody has written it down.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Iterator, Mapping, Sequence
from random import Random

import health_data
from draws import happens, some

SEED = 20250102
HEADER = ("account_id", "plan", "month", "seats_used")
CHANGED, UNKNOWN = 5, 3
CONFIG = health_data.CONFIG.replace(
    "# The health of accounts from three files, which name the account in three ways: "
    "cx score health --config health.yaml",
    "# The health of accounts by plan: cx score health --by plan --config plans.yaml",
).replace("account_usage.csv", "account_plans.csv")


def tables() -> tuple[dict[str, list[Sequence[object]]], Mapping[str, object]]:
    """Return the rows, headers first, and what is hidden in them."""
    random = Random(SEED)  # noqa: S311 - made-up accounts are no secret
    made, truth = health_data.tables()
    _, *use = made["account_usage"]
    accounts = list(dict.fromkeys(str(account) for account, *_ in use))
    sick = truth["sick"] if isinstance(truth["sick"], list) else []
    basic = [each for each in accounts if happens(random, 0.75 if each in sick else 0.4)]
    changed = sorted(some(random, [each for each in basic if each not in sick], CHANGED))
    unknown = sorted(some(random, [each for each in accounts if each not in (*basic, *sick)], UNKNOWN))
    return {"account_plans": [HEADER, *_rows(use, basic, changed, unknown)]}, {"changed": changed, "unknown": unknown}


def _rows(
    use: Sequence[Sequence[object]], basic: Sequence[str], changed: Sequence[str], unknown: Sequence[str]
) -> Iterator[Sequence[object]]:
    """Yield what an account uses in a month, and the plan that it has in it."""
    for account, month, seats in use:
        plan = "basic" if account in basic and not (account in changed and str(month) >= "2025-04") else "pro"
        yield account, "" if account in unknown else plan, month, seats
