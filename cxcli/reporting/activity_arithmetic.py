"""How stickiness comes of the days on which users were there, with the figures put in."""

from cxcli.reporting.explained import Fact
from cxcli.reporting.number_format import count, number
from cxcli.reporting.score_words import value_text
from cxcli.scoring.score import Score
from cxcli.scoring.user_days import UserDays

_PLACES = 2


def user_days_facts(found: UserDays, score: Score, places: int) -> list[Fact]:
    """Return the days of users, the days of the months, and what they make."""
    there, days = count(found.sums.y), count(found.days)
    months = f"{count(found.months)} month{'' if found.months == 1 else 's'} of {days} days"
    daily, monthly = (number(float(each), "", _PLACES) for each in (found.daily, found.monthly))
    return [
        ("user days", f"{there} days on which a user was there, in {months}"),
        (
            "arithmetic",
            f"100 × ({there} / {days}) / {monthly} = 100 × {daily} / {monthly} = {value_text(score, places)}",
        ),
    ]
