"""A composite as it was asked for: from the run of its parts, with its doubts, and whether its list can be given."""

from cxcli.errors import Problem, UsageError
from cxcli.findings.composite_doubts import composite_doubts
from cxcli.findings.composite_found import CompositeFound
from cxcli.findings.composite_groups import composite_grouped
from cxcli.pipeline import Run
from cxcli.settings.composites import AskedComposite


def composite_of(run: Run, asked: AskedComposite) -> CompositeFound:
    """Return the composite of a run of its parts, its doubts among the notices of the run.

    Raises:
        UsageError: changes are asked for, and there are no periods.
    """
    if asked.change and run.plan.periods is None:
        help_text = "for example: --period month --change"
        raise UsageError(Problem(code="change", message="--change needs periods", help=help_text))
    found = composite_grouped(run, asked)
    run.notices += composite_doubts(found)
    return found


def refuse_list(asked: AskedComposite, per: str) -> None:
    """Refuse a list of customers that a composite does not have.

    Raises:
        UsageError: it is of other customers, or of none.
    """
    own, name = asked.definition.per, asked.definition.id
    if own is None:
        message = f"{name} is an index of overall values, and of no {per}"
        raise UsageError(Problem(code="per-customer", message=message, help=f"say in cx.yaml: {{per: {per}}}"))
    if own != per:
        message = f"{name} is scored per {own}, not per {per}"
        raise UsageError(Problem(code="per-customer", message=message, help=f"cx score {name} --per {own}"))
