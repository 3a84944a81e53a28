"""The fields that are made of a column of comments."""

from collections.abc import Sequence

from cxcli.mapping.readers import Binding
from cxcli.mapping.wanted import Choice, Wanted


def comment_fields(answers: Sequence[tuple[Wanted, Choice]]) -> list[Binding]:
    """Return a binding for each field that metrics make of their comments; of answers on a scale there is none."""
    return [
        Binding(f"{wanted.metric}.{name}", choice.column, reader, choice.evidence)
        for wanted, choice in answers
        for name, reader in wanted.readers.items()
    ]


def on_scales(answers: Sequence[tuple[Wanted, Choice]]) -> list[tuple[Wanted, Choice]]:
    """Return the columns of answers that are no comments."""
    return [each for each in answers if not each[0].readers]
