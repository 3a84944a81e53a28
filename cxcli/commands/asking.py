"""Options that several commands share, each listed once: a command names the groups that it takes."""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, get_type_hints

Said = Mapping[str, Any]
"""What was said in the shared options, by their names."""

_Parameters = Mapping[str, inspect.Parameter]


def asking(*groups: type) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of `groups`, classes whose annotations are options and whose values are defaults.

    The command takes what was said in them as one mapping, its first parameter; its own options come after them.
    """
    shared = {name: parameter for group in groups for name, parameter in _options(group).items()}

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        _, *own = inspect.signature(command, eval_str=True).parameters.values()

        @wraps(command)
        def called(**given: Any) -> None:  # noqa: ANN401 - values of all options
            said = {name: given.pop(name) for name in shared}
            command(said, **given)

        arguments = [parameter for parameter in own if parameter.default is inspect.Parameter.empty]
        options = [parameter for parameter in own if parameter.default is not inspect.Parameter.empty]
        parameters = [*arguments, *shared.values(), *options]
        called.__signature__ = inspect.Signature(  # type: ignore[attr-defined] # functions may have one
            [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
        )
        return called

    return decorated


def _options(group: type) -> _Parameters:
    hints = get_type_hints(group, include_extras=True)
    return {
        name: inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=vars(group)[name], annotation=hint)
        for name, hint in hints.items()
    }
