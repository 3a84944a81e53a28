"""Whether a run that went through is good enough: the gates, and the limit of bad rows."""

import math

import typer

from cxcli.commands.output import say
from cxcli.errors import ExitCode, Problem, UsageError
from cxcli.pipeline import Run
from cxcli.reporting.number_format import count
from cxcli.scoring.score import Score


def refuse_endless(under: float | None, over: float | None) -> None:
    """Refuse a bound that is no number: a score is never below it, so the gate could not fail.

    Raises:
        UsageError: a bound is infinite or no number.
    """
    for option, bound in (("--fail-under", under), ("--fail-over", over)):
        if bound is not None and not math.isfinite(bound):
            message = f"{option} {bound} is no bound"
            raise UsageError(Problem(code="gate", message=message, help=f"give a number: {option} 30"))


def gate(run: Run, *, under: float | None, over: float | None, lists: bool = True) -> ExitCode:
    """Return the exit code of a run that went through, and say on standard error why it is not 0.

    A gate that failed goes before bad rows: it is what the caller asked about.
    """
    reasons = {score.metric: _reason(score, under, over) for score in run.overall}
    failed = {metric: reason for metric, reason in reasons.items() if reason}
    for metric, reason in failed.items():
        say(f"cx: gate failed: {metric} {reason}")
    if failed:
        return ExitCode.GATE
    too_many = [score for score in run.overall if _too_many_bad(run, score)]
    for score in too_many:
        rows = f"{count(score.account.bad)} of {count(score.account.read)} rows are bad"
        hint = "" if run.rejected else f"; {'' if lists else 'cx score '}--rejects FILE lists them"
        say(f"cx: {score.metric}: {rows}, more than --max-rejects allows{hint}")
    return ExitCode.BAD_ROWS if too_many else ExitCode.DONE


def end(run: Run, *, under: float | None = None, over: float | None = None, lists: bool = False) -> None:
    """End the command with the exit code that `gate` gives, where that is not the one of success.

    Raises:
        typer.Exit: it is not.
    """
    code = gate(run, under=under, over=over, lists=lists)
    if code is not ExitCode.DONE:
        raise typer.Exit(code)


def _reason(score: Score, under: float | None, over: float | None) -> str:
    if under is None and over is None:
        return ""
    if score.value is None:
        return f"has no value: {score.reason}"
    if under is not None and score.value < under:
        return _beside(score.value, "under", under)
    if over is not None and score.value > over:
        return _beside(score.value, "over", over)
    return ""


def _beside(value: float, side: str, bound: float) -> str:
    """Return "33.3 is under 40", with all digits where fewer would make the two look the same."""
    short = f"{value:g}", f"{bound:g}"
    shown, limit = short if short[0] != short[1] else (repr(value), repr(bound))
    return f"{shown} is {side} {limit}"


def _too_many_bad(run: Run, score: Score) -> bool:
    return run.settings.max_rejects.exceeded(bad=score.account.bad, read=score.account.read)
