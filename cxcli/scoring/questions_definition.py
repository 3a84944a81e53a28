"""What completion from the questions of a survey means, as data: the questions in their order."""

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from cxcli.config.metric import MetricConfig
from cxcli.scoring.definition import Definition, begun, renamed, said_of_all
from cxcli.scoring.fault import Fault

FEWEST = 2
"""With one question nobody can be lost on the way."""


class QuestionsDefinition(Definition, frozen=True, kw_only=True):
    """The share of respondents who came through all questions.

    `steps` are the columns of the questions, in the order in which they were asked; `not_shown` are the words and codes
    of cells that say that a question was not shown to a respondent.
    """

    steps: tuple[str, ...] = ()
    not_shown: tuple[str, ...] = ()


def started_questions(name: str, said: MetricConfig) -> QuestionsDefinition:
    """Return the metric that `said` makes without extending another one."""
    return extended_questions(QuestionsDefinition(**begun(name, said, "percent")), name, said)


def extended_questions(base: QuestionsDefinition, name: str, said: MetricConfig) -> QuestionsDefinition:
    """Return `base` under a new name, with what the config says in place of its own."""
    given = {key: getattr(said, key) for key in ("steps", "not_shown") if getattr(said, key)}
    return replace(base, **renamed(base, name), **said_of_all(said), **given)


def questions_faults(definition: QuestionsDefinition) -> Iterator[Fault]:
    """Yield the fault of one question alone, or of one that is there twice."""
    if definition.steps and not in_order(definition.steps):
        message = "questions are two or more columns, each once"
        yield Fault(("steps",), message, "for example: steps: [Q1, Q2, Q3]", key=True)


def question_field(number: int) -> str:
    """Return the name under which a metric knows a question by its place."""
    return f"question {number + 1}"


def in_order(questions: tuple[str, ...]) -> bool:
    """Whether questions can be an order: two or more, each once."""
    return len(questions) >= FEWEST and max(Counter(questions).values()) == 1
