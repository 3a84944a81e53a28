"""The columns that feed fields and hold what those are, found out by looking at what they hold."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from cxcli.mapping.evidence import Known
from cxcli.mapping.misfits import Misfit
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.mapping.typed_fields import TypedColumn, TypedFields, typed_fields
from cxcli.mapping.wants import Wants
from cxcli.sources.source import Source

Feeding = Callable[[Sequence[Misfit]], TypedFields]
"""What feeds the fields that a run needs, some misfits passed over."""


def feeding(source: Source, wants: Wants, choices: TypedChoices) -> Feeding:
    """Return how to find what feeds the fields of a run in one source."""

    def without(misfits: Sequence[Misfit]) -> TypedFields:
        dated, reference = wants.dated, wants.date_reference
        return typed_fields(source, wants.needs, choices, dated=dated, date_reference=reference, misfits=misfits)

    return without


def fitted(without: Feeding, look_at: Callable[[Sequence[TypedColumn]], Known]) -> tuple[TypedFields, Known]:
    """Return what feeds the fields and what is known of these columns, once they hold what they are taken for.

    What their names say comes first. Where a column is passed over, others may come in its place, which are looked at
    in turn; a misfit that a metric cannot do without stays.
    """
    typed = without(())
    misfits: list[Misfit] = []
    while True:
        known = look_at(typed.columns)
        found = [each.misfit for each in known.typed if each.misfit is not None]
        misfits += [misfit for misfit in found if misfit not in misfits]
        better = without(misfits) if misfits else typed
        if better.passed == typed.passed:
            said = [
                found.notice()
                for each, found in zip(typed.columns, known.typed, strict=True)
                if each.needed and found.blank
            ]
            return replace(typed, blank=said), known
        typed = better
