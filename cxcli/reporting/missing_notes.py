"""Why groups and periods have no value or no limits, as notes beneath their table."""

from collections.abc import Callable, Sequence

from cxcli.reporting.number_format import count
from cxcli.scoring.score import Score

_MOST_NAMED = 3


def cell_label(score: Score) -> str:
    """Return the group and the period of a score: "core 2025-06"."""
    period = [] if score.period is None else [score.period.label]
    return " ".join([*score.group.values(), *period])


def missing_notes(
    scores: Sequence[Score], said: str | None = None, label: Callable[[Score], str] = cell_label
) -> tuple[str, ...]:
    """Return "core, team: one alone shows no spread …", a note for each reason but that which was `said` before.

    Scores go by their `label`.

    Cells without rows, and those that are not shown, say so themselves.
    """
    found: dict[str, list[str]] = {}
    for score in scores:
        reason = missing_reason(score)
        if reason not in (None, said) and score.status in ("ok", "undefined"):
            found.setdefault(str(reason), []).append(label(score))
    return tuple(f"{_named(labels)}: {reason}" for reason, labels in found.items())


def missing_reason(score: Score) -> str | None:
    """Return why a score has no value or no limits; None where it has them."""
    return score.reason if score.low is None else None


def _named(labels: Sequence[str]) -> str:
    named = ", ".join(labels[:_MOST_NAMED])
    return f"{named} and {count(len(labels) - _MOST_NAMED)} more" if len(labels) > _MOST_NAMED else named
