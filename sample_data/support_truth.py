"""What is hidden in the tickets and the calls, in numbers: plain loops over what was drawn, written to `truth.json`.

Nothing of `cx` is used here, so the file can judge it. Times are seconds, shares percent.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from fractions import Fraction

from call_data import Call
from support_data import MADE, TEAMS, Ticket

WINDOWS = (1, 3, 7, 14, 30)
WITHIN_DAYS, SHORT_SECONDS, IN_TIME_SECONDS = 7, 5, 20
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
DONE, KNOWN = {"solved", "closed"}, {"new", "open", "pending", "on-hold", "solved", "closed", "deleted"}


def ticket_truth(tickets: Sequence[Ticket]) -> dict[str, object]:
    """Return the numbers of the tickets as they were when the export was made."""
    solved = [ticket for ticket in tickets if ticket.status in DONE]
    return {
        "rows": len(tickets),
        "made": f"{MADE:%Y-%m-%dT%H:%M:%SZ}",
        "statuses": dict(sorted(Counter(ticket.status for ticket in tickets).items())),
        "fcr": first_contacts(tickets, WITHIN_DAYS),
        "fcr_account": Counter(fate(ticket, WITHIN_DAYS) for ticket in tickets),
        "fcr_by_team": by_team(tickets, lambda part: first_contacts(tickets, WITHIN_DAYS, part)),
        "fcr_by_days": {str(days): first_contacts(tickets, days) for days in WINDOWS},
        "fcr_any_topic": first_contacts(tickets, WITHIN_DAYS, any_topic=True),
        "fcr_others": {
            "zendesk": share(ticket.agent_replies < 2 for ticket in solved),  # noqa: PLR2004 - one touch
            "zendesk-exactly-one": share(ticket.agent_replies == 1 for ticket in solved),
            "freshservice": share(ticket.customer_replies == 0 for ticket in solved),
            "zoho": share(ticket.agent_replies == 1 for ticket in solved if ticket.status == "closed"),
        },
        "reopen_rate": share(ticket.reopens > 0 for ticket in solved),
        "complaint_rate": share(ticket.complaint for ticket in tickets),
        "first_response_time": first_replies(tickets),
        "first_response_time_by_team": by_team(tickets, first_replies),
        "resolution_time": resolutions(tickets),
        "resolution_time_by_team": by_team(tickets, resolutions),
        "sla": Counter(target(ticket) for ticket in tickets),
        "wrong": wrong(tickets),
    }


def first_contacts(
    tickets: Sequence[Ticket], days: int, judged: Sequence[Ticket] | None = None, *, any_topic: bool = False
) -> dict[str, object]:
    """Return how many of the `judged` tickets whose days are over nobody came back for, among all tickets."""
    scored = [ticket for ticket in judged or tickets if fate(ticket, days) == "scored"]
    return share(
        ticket.reopens == 0 and not any(comes_back(ticket, other, days, any_topic=any_topic) for other in tickets)
        for ticket in scored
    )


def fate(ticket: Ticket, days: int) -> str:
    """Return what becomes of a ticket where first contacts are counted within so many days."""
    solved = ticket.solved
    if ticket.status not in KNOWN:
        return "unreadable"
    if ticket.status not in DONE or solved is None:
        return "not_applicable"
    if not ticket.contact.requester:
        return "blank"
    if solved < ticket.contact.at:
        return "contradictory"
    return "too_recent" if solved + timedelta(days=days) > MADE else "scored"


def comes_back(ticket: Ticket, other: Ticket, days: int, *, any_topic: bool) -> bool:
    """Whether the other ticket is one more contact of the same requester about it within so many days."""
    one, two, solved = ticket.contact, other.contact, ticket.solved
    same = one.requester == two.requester and (any_topic or one.topic == two.topic)
    return bool(same and solved and other.status != "deleted" and solved < two.at <= solved + timedelta(days=days))


def first_replies(tickets: Sequence[Ticket]) -> dict[str, object]:
    """Return the times to the first reply, on the calendar and in working hours, and how many have none."""
    there = [ticket for ticket in tickets if ticket.status in KNOWN - {"deleted"}]
    replied = [ticket for ticket in there if ticket.first_reply and ticket.first_reply >= ticket.contact.at]
    none = [ticket for ticket in there if not ticket.first_reply]
    return {
        **times([_seconds(ticket.first_reply - ticket.contact.at) for ticket in replied if ticket.first_reply]),
        "business": times([ticket.reply_work for ticket in replied]),
        "without_reply": len(none),
        "solved_without_reply": sum(ticket.status in DONE for ticket in none),
        "contradictory": len(there) - len(replied) - len(none),
    }


def resolutions(tickets: Sequence[Ticket]) -> dict[str, object]:
    """Return the times to the solution of solved tickets, and how many are not solved."""
    there = [ticket for ticket in tickets if ticket.status in KNOWN - {"deleted"}]
    lasted = [_seconds(ticket.solved - ticket.contact.at) for ticket in there if ticket.solved]
    return {
        **times([seconds for seconds in lasted if seconds >= 0]),
        "open": sum(ticket.solved is None for ticket in there),
        "contradictory": sum(seconds < 0 for seconds in lasted),
    }


def target(ticket: Ticket) -> str:
    """Return whether a ticket was solved when it was due, as far as that can be told."""
    if ticket.status == "deleted":
        return "deleted"
    if ticket.solved is not None and ticket.solved < ticket.contact.at:
        return "contradictory"
    if (ticket.solved or MADE) > ticket.due:
        return "breached"
    if ticket.status not in KNOWN:
        return "unreadable"
    return "met" if ticket.solved else "running"


def wrong(tickets: Sequence[Ticket]) -> dict[str, int]:
    """Return how many rows are wrong, and in what way."""
    return {
        "solved_before_created": sum(bool(each.solved and each.solved < each.contact.at) for each in tickets),
        "answered_before_created": sum(
            bool(each.first_reply and each.first_reply < each.contact.at) for each in tickets
        ),
        "unknown_status": sum(each.status not in KNOWN for each in tickets),
        "without_requester": sum(not each.contact.requester for each in tickets),
        "deleted": sum(each.status == "deleted" for each in tickets),
    }


def call_truth(calls: Sequence[Call]) -> dict[str, object]:
    """Return the numbers of the calls."""
    answered = [call for call in calls if call.agent]
    agents = sorted({call.agent for call in answered})
    by_agent = {agent: handling([call for call in answered if call.agent == agent]) for agent in agents}
    means = [Fraction(each["seconds"], each["n"]) for each in by_agent.values()]
    days = {name: [call for call in calls if call.at.weekday() == day] for day, name in enumerate(WEEKDAYS)}
    return {
        "rows": len(calls),
        "answered": len(answered),
        "abandon_rate": share(not call.agent for call in calls),
        "abandon_rate_no_short": share(not call.agent for call in calls if call.agent or call.wait > SHORT_SECONDS),
        "short_abandons": sum(not call.agent and call.wait <= SHORT_SECONDS for call in calls),
        "service_level": service_level(calls),
        "service_level_by_weekday": {name: service_level(those) for name, those in days.items()},
        "service_level_others": {
            "of-answered": share(call.wait <= IN_TIME_SECONDS for call in answered),
            "of-offered": share(bool(call.agent) and call.wait <= IN_TIME_SECONDS for call in calls),
            "abandons-met": share(call.wait <= IN_TIME_SECONDS for call in calls),
        },
        "aht": _with_mean(handling(answered)),
        "aht_by_agent": {agent: _with_mean(each) for agent, each in by_agent.items()},
        "mean_of_the_agents_means": rounded(sum(means, Fraction()) / len(means)),
        "without_wrap_time": sum(call.wrap is None for call in answered),
        "speed_of_answer": times([call.wait for call in answered]),
        "talk_time": times([call.talk for call in answered]),
        "hold_time": times([call.hold for call in answered]),
        "transfer_rate": share(call.transferred for call in answered),
    }


def service_level(calls: Iterable[Call]) -> dict[str, object]:
    """Return the calls answered within 20 seconds, of those answered and those given up after that."""
    counted = [call for call in calls if call.agent or call.wait > IN_TIME_SECONDS]
    return share(bool(call.agent) and call.wait <= IN_TIME_SECONDS for call in counted)


def handling(calls: Iterable[Call]) -> dict[str, int]:
    """Return the calls of which all parts are known, and the sum of talk, hold and wrap."""
    known = [call.talk + call.hold + call.wrap for call in calls if call.wrap is not None]
    return {"n": len(known), "seconds": sum(known)}


def by_team(tickets: Sequence[Ticket], told: Callable[[Sequence[Ticket]], object]) -> dict[str, object]:
    """Return what is told of the tickets of each team."""
    return {team: told([ticket for ticket in tickets if ticket.team == team]) for team in TEAMS}


def share(those: Iterable[bool]) -> dict[str, object]:
    """Return how many there are, how many of them are meant, and the share in percent."""
    marks = list(those)
    return {"n": len(marks), "count": sum(marks), "percent": rounded(Fraction(100 * sum(marks), len(marks)))}


def times(seconds: Sequence[int]) -> dict[str, object]:
    """Return the number of some durations, their mean, their median and what nine tenths of them do not exceed."""
    mean = rounded(Fraction(sum(seconds), len(seconds)))
    return {"n": len(seconds), "mean": mean, "median": quantile(seconds, 50), "p90": quantile(seconds, 90)}


def quantile(seconds: Sequence[int], percent: int) -> float:
    """Return a quantile of type 7: between two values in the proportion in which it lies between their ranks."""
    ordered, place = sorted(seconds), Fraction(percent * (len(seconds) - 1), 100)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return rounded(ordered[low] + (place - low) * (ordered[high] - ordered[low]))


def rounded(value: Fraction) -> float:
    """Return a number with six decimals."""
    return round(float(value), 6)


def _with_mean(sums: dict[str, int]) -> dict[str, object]:
    return {**sums, "mean": rounded(Fraction(sums["seconds"], sums["n"]))}


def _seconds(lasted: timedelta) -> int:
    return lasted.days * 86_400 + lasted.seconds
