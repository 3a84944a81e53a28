"""The questions of a survey that were typed, put into the metric that is about them."""

from collections.abc import Sequence

from msgspec.structs import replace

from cxcli.errors import Problem, UsageError
from cxcli.scoring.definition import Definition
from cxcli.scoring.questions_definition import QuestionsDefinition, in_order
from cxcli.settings.asked import Asked

_EXAMPLE = '--questions "Q1,Q2,Q3", or --questions once for each where a name has a comma'


def with_questions(definition: Definition, asked: Asked) -> Definition:
    """Return a definition with the questions that were typed; one that is not about questions as it is.

    Raises:
        UsageError: there are fewer than two, or one is there twice.
    """
    if not isinstance(definition, QuestionsDefinition) or not asked.questions:
        return definition
    questions = _questions(asked.questions)
    if not in_order(questions):
        message = "a survey has two questions or more, each once"
        raise UsageError(Problem(code="steps", message=message, help=f"for example: {_EXAMPLE}"))
    words = (word.strip() for each in asked.not_shown for word in each.split(","))
    return replace(definition, steps=questions, not_shown=(*definition.not_shown, *filter(None, words)))


def _questions(typed: Sequence[str]) -> tuple[str, ...]:
    """Return the columns: one text has them all, parted by commas; of several texts each is one."""
    names = typed[0].split(",") if len(typed) == 1 else typed
    return tuple(name.strip() for name in names if name.strip())
