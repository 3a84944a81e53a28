import inspect
from itertools import chain
from typing import get_args, get_type_hints

import pytest
from msgspec.structs import fields

from cxcli.commands.agents import agents
from cxcli.commands.app import program
from cxcli.commands.compare import compare
from cxcli.commands.customers import customers
from cxcli.commands.drivers import drivers
from cxcli.commands.funnel import funnel
from cxcli.commands.journey import journey
from cxcli.commands.ledger import ledger
from cxcli.commands.reconcile import reconcile
from cxcli.commands.rows import rows
from cxcli.commands.score import score
from cxcli.commands.themes import themes
from cxcli.commands.trend import trend
from cxcli.notebook.finding_options import (
    AgentsOptions,
    CohortsOptions,
    CustomersOptions,
    DriversOptions,
    FunnelOptions,
    JourneyOptions,
    LedgerOptions,
    ReconcileOptions,
    ThemesOptions,
)
from cxcli.notebook.options import (
    DEFAULTS,
    FILE_OPTIONS,
    CalcOptions,
    ChangeOptions,
    CompareOptions,
    NumberOptions,
    ReadingOptions,
    RowOptions,
    RunOptions,
    ScoreOptions,
    SizeOptions,
    TrendOptions,
)
from cxcli.settings import Asked

OF_THE_COMMAND = {"help", "metrics", "files", "config"}
OF_WRITING = {"output_format", "excel", "output", "rejects", "rejects_content", "fail_under", "fail_over"}


def words(hint):
    """The words that an option takes, where it takes only some."""
    inner = get_args(hint)
    return [each for each in inner if type(each) is str] or [word for each in inner for word in words(each)]


def test_every_option_can_be_asked_for():
    """An option of a call is something that can be asked of a run, by the same name."""
    for kind in (ScoreOptions, NumberOptions):
        assert set(get_type_hints(kind)) - {"per", "limit"} < {field.name for field in fields(Asked)}


@pytest.mark.parametrize(
    ("command", "kind", "more"),
    [
        ("score", ScoreOptions, set()),
        ("explain", RunOptions, set()),
        ("check", ReadingOptions, {"max_rejects"}),
        ("agents", AgentsOptions, set()),
        ("themes", ThemesOptions, {"file", "metric"}),
        ("reconcile", ReconcileOptions, {"metric"}),
        ("ledger", LedgerOptions, set()),
        ("cohorts", CohortsOptions, set()),
        ("funnel", FunnelOptions, set()),
        ("journey", JourneyOptions, set()),
        ("customers", CustomersOptions, {"followed_up"}),
    ],
)
def test_a_call_takes_what_its_command_takes(command, kind, more):
    """The options of a call are those of the command, but for how it writes; a check has no exit code to decide."""
    names = {parameter.name for parameter in program().commands[command].params}
    assert names - OF_THE_COMMAND - OF_WRITING - more == set(get_type_hints(kind))


@pytest.mark.parametrize(
    ("command", "kind", "other_names"),
    [
        ("compare", CompareOptions, {}),
        ("trend", TrendOptions, {"rolling": None}),
        ("rows", RowOptions, {"of_class": "box", "with_columns": "columns"}),
        ("drivers", DriversOptions, {"columns": "drivers"}),
    ],
)
def test_a_call_takes_what_its_command_takes_by_other_names(command, kind, other_names):
    """The options of a call are those of the command; words of Python have other names, what is hidden has none."""
    taken = program().commands[command].params
    names = {other_names.get(parameter.name, parameter.name) for parameter in taken} - {None, "metric"}
    assert names - OF_THE_COMMAND - OF_WRITING == set(get_type_hints(kind))


@pytest.mark.parametrize(
    ("command", "kind"), [("counts", CalcOptions), ("sample", SizeOptions), ("change", ChangeOptions)]
)
def test_a_calculation_takes_what_its_command_takes(command, kind):
    """The options of a call without data are those of the command, apart from how much of what is asked about."""
    taken = {parameter.name for parameter in program().commands["calc"].commands[command].params}
    assert taken - {"metric", "numbers", "n"} - OF_THE_COMMAND - OF_WRITING == set(get_type_hints(kind))


def test_defaults_are_those_of_the_commands():
    """What is taken for an option that is not said is what its command takes."""
    commands = program().commands
    groups = [commands[name].params for name in ("trend", "compare", "agents", "themes")]
    taken = (*chain(*groups), *commands["calc"].commands["sample"].params)
    found = {parameter.name: parameter.default for parameter in taken}
    assert {name: found[name] for name in DEFAULTS} == DEFAULTS


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (score, ScoreOptions),
        (compare, CompareOptions),
        (trend, TrendOptions),
        (rows, RowOptions),
        (agents, AgentsOptions),
        (drivers, DriversOptions),
        (themes, ThemesOptions),
        (reconcile, ReconcileOptions),
        (ledger, LedgerOptions),
        (funnel, FunnelOptions),
        (journey, JourneyOptions),
        (customers, CustomersOptions),
    ],
    ids=lambda each: each.__name__,
)
def test_words_and_bounds_are_those_of_the_command(command, kind):
    """An option takes the same words, and numbers within the same bounds, as on the command line."""
    hints = get_type_hints(kind, include_extras=True)
    typed = inspect.signature(command).parameters
    for parameter in program().commands[command.__name__].params:
        if parameter.name in hints:
            hint = hints[parameter.name]
            bounds = hint.__metadata__[0] if hasattr(hint, "__metadata__") else None
            assert words(hint) == words(typed[parameter.name].annotation), parameter.name
            assert (parameter.min, parameter.max) == ((bounds.low, bounds.high) if bounds else (None, None)), (
                parameter.name
            )


def test_options_about_files_are_options():
    """What is refused with a data frame can be said with a file."""
    assert set(FILE_OPTIONS) < set(get_type_hints(ReadingOptions))
