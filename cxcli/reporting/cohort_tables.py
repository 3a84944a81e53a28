"""Cohorts and the curve of tenure as tables."""

from collections.abc import Mapping

from msgspec.structs import asdict

from cxcli.analysis.cohorts import Cohort, CohortTable, StillThere, TenureCurve, TenureStep
from cxcli.reporting.ledger_tables import trials_text
from cxcli.reporting.number_format import bare, count
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table

_SHOWN = (1, 2, 3, 6, 9, 12, 18, 24, 36, 48, 60)
"""The months of tenure that a screen shows; files for programs have all of them."""


def cohorts_table(found: CohortTable) -> Table:
    """Return a row for each month of start: how many began, and which share is there after some months."""
    longest = max(len(cohort.after) for cohort in found.cohorts)
    months = [month for month in _SHOWN if month < longest]
    columns = (
        ColumnSpec("began", "began"),
        ColumnSpec("customers", "customers", "right"),
        *(ColumnSpec(f"after_{month}", f"{month} mo", "right") for month in months),
    )
    notes = [f"% there so many months after the start · watched until {found.until}"]
    if found.left_out:
        were = "customer was" if found.left_out == 1 else "customers were"
        notes.append(f"{count(found.left_out)} {were} there before watching began and in no cohort")
    if found.trials:
        notes.append(trials_text(found.trials, "cohort"))
    return Table(columns, tuple(_cohort(cohort, months) for cohort in found.cohorts), (" · ".join(notes),))


def curve_table(curve: TenureCurve) -> Table:
    """Return a row for some months of tenure: how many were watched so long, and which share stays longer."""
    columns = (
        ColumnSpec("months", "months"),
        *(ColumnSpec(name, name, "right") for name in ("at risk", "left", "staying %", "limits")),
    )
    rows = tuple(_step(step) for step in curve.steps if step.months in _SHOWN or step is curve.steps[-1])
    median = curve.median
    said = (
        f"half stay longer than {bare(median.value, 1)} months" if median.value is not None else "more than half stay"
    )
    note = f"{count(curve.left)} of {count(curve.customers)} left · {said} (Kaplan-Meier, log-log limits)"
    return Table(columns, rows, (note,))


def flat_cohorts_table(found: CohortTable) -> Table:
    """Return a row for each cohort and month of tenure, for other programs."""
    names = ("began", "customers", "months", "there", "share", "low", "high")
    rows = tuple(_flat(cohort, each) for cohort in found.cohorts for each in cohort.after)
    return Table(tuple(ColumnSpec(name, name) for name in names), rows)


def cohort_json(cohort: Cohort) -> Mapping[str, object]:
    """Return one cohort."""
    after = [
        {"months": each.months, "there": each.customers, "share": each.share, "low": each.low, "high": each.high}
        for each in cohort.after
    ]
    return {"began": f"{cohort.start:%Y-%m}", "customers": cohort.customers, "after": after}


def curve_json(curve: TenureCurve) -> Mapping[str, object]:
    """Return the curve of tenure."""
    median = curve.median
    steps = [asdict(step) for step in curve.steps]
    return {"customers": curve.customers, "left": curve.left, "median": asdict(median), "steps": steps}


def _cohort(cohort: Cohort, months: list[int]) -> tuple[Cell, ...]:
    shares = {each.months: f"{bare(each.share, 1)}" for each in cohort.after}
    return (
        Figure(f"{cohort.start:%Y-%m}"),
        Figure(count(cohort.customers)),
        *(Figure(shares.get(month, "")) for month in months),
    )


def _step(step: TenureStep) -> tuple[Cell, ...]:
    limits = "" if step.low is None or step.high is None else f"{bare(step.low, 1)} to {bare(step.high, 1)}"
    counts = (Figure(count(each)) for each in (step.at_risk, step.left))
    return Figure(str(step.months)), *counts, Figure(bare(step.staying, 1)), Figure(limits)


def _flat(cohort: Cohort, each: StillThere) -> tuple[Cell, ...]:
    shares = (Figure("", share) for share in (each.share, each.low, each.high))
    counts = (Figure("", number) for number in (cohort.customers, each.months, each.customers))
    return Figure(f"{cohort.start:%Y-%m}"), *counts, *shares
